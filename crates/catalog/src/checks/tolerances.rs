//! Tolerances within which another data set's values would pass: one rule and one figure for
//! `faircat check` and `faircat verify`.

use faircat_inference::figures;
use faircat_inference::metrics::metric_by_name;
use faircat_inference::verification::{
    ENGINE_ROUNDING, WIDEST_OUTPUT_TOLERANCE, smaller, widest_tolerance,
};
use faircat_record::diagnostic::Diagnostic;
use faircat_record::{Evaluation, ModelSection, Record, Signature};

use super::Fault;

/// Uncertainty that a control set gave for an evaluation, where it was recomputed.
pub type Uncertainties<'a> = &'a dyn Fn(&Evaluation) -> Option<f64>;

/// What is too wide in `record`, by the smaller of the declared and the `recomputed` uncertainty.
pub fn of_record(record: &Record, recomputed: Uncertainties) -> Vec<Fault> {
    let Record::Work(work) = record else { return Vec::new() };
    let Some(model) = &work.model else { return Vec::new() };
    let mut found: Vec<Fault> = of_outputs(model).into_iter().collect();
    for (index, evaluation) in model.evaluations.iter().enumerate() {
        let is_claim = evaluation.control_set && metric_by_name(&evaluation.metric).is_some();
        if is_claim && let Some(problem) = of_claim(evaluation, recomputed(evaluation)) {
            found.push(Fault::new(format!("/model/evaluations/{index}/tolerance"), problem));
        }
    }
    found
}

fn of_claim(evaluation: &Evaluation, recomputed: Option<f64>) -> Option<Diagnostic> {
    let tolerance = evaluation.tolerance.filter(|it| it.is_finite())?;
    let uncertainty = smaller(evaluation.uncertainty, recomputed);
    let widest = widest_tolerance(evaluation.value, uncertainty);
    let hint = match uncertainty {
        Some(_) => "narrow it, so that no other data set's value passes for this one",
        None => "narrow it, or give the `uncertainty` of the value",
    };
    let message = wide_claim(&evaluation.metric, tolerance, widest);
    (tolerance > widest).then(|| Diagnostic::warning("tolerance", message).hint(hint))
}

/// Says that the `tolerance` of `claim` is wider than `widest`.
pub fn wide_claim(claim: &str, tolerance: f64, widest: f64) -> String {
    let [tolerance, widest] = figures::widths(tolerance, widest);
    format!(
        "the tolerance {tolerance} of `{claim}` is wider than {widest}, the most that rounding and \
         a tenth of the statistical uncertainty explain"
    )
}

/// The tolerance of outputs is one that rounding explains.
fn of_outputs(model: &ModelSection) -> Option<Fault> {
    let tolerance = model.control_set.as_ref()?.tolerance?;
    let message = wide_outputs(tolerance, model.signature.as_ref())?;
    let hint = "narrow it to that, so that no other output passes for the reference";
    let problem = Diagnostic::warning("tolerance", message).hint(hint);
    Some(Fault::new("/model/control_set/tolerance", problem))
}

/// Says that the `tolerance` of the outputs of a model with `signature` is wider than the rounding of
/// engines, if it is.
pub fn wide_outputs(tolerance: f64, signature: Option<&Signature>) -> Option<String> {
    let tensors = signature.into_iter().flat_map(|it| it.inputs.iter().chain(&it.outputs));
    let is_coarse = tensors.into_iter().any(|it| COARSE.contains(&it.dtype.as_str()));
    let (widest, why) = match is_coarse {
        true => (WIDEST_OUTPUT_TOLERANCE, "the most that rounding explains"),
        false => (ENGINE_ROUNDING, "the most by which engines round float32 differently"),
    };
    // What is written in decimal digits need not hit it exactly.
    (tolerance.is_finite() && tolerance > widest * (1.0 + 1e-9)).then(|| {
        let [tolerance, widest] = figures::widths(tolerance, widest);
        format!("the tolerance {tolerance} of the outputs is wider than {widest}, {why}")
    })
}

/// Element types, in ONNX's spelling, that are coarser than float32.
const COARSE: [&str; 6] =
    ["float16", "bfloat16", "float8e4m3fn", "float8e4m3fnuz", "float8e5m2", "float8e5m2fnuz"];
