//! Integrated gradients of a model on a control set, and the relevance beside them.

use faircat_inference::engine::{Cancel, EngineError};
use faircat_inference::explanation::{Baseline, Integrated, Paths};
use faircat_inference::gradients::GradientError;
use faircat_inference::verification::ControlSet;

use super::ExplainOptions;
use super::lacking::Lacking;
use super::side_by_side::side_by_side;
use crate::model::ModelFile;
use crate::timed;

/// Those to the answers of each class, for its own items, with relevance if `share_out` says so.
/// And why one or the other is not there, as a sentence without a full stop.
pub(super) fn integrated(
    file: &ModelFile,
    of: (&Baseline, &ControlSet),
    grouped: (&[String], &[usize]),
    (options, share_out): (&ExplainOptions, bool),
) -> (Option<Integrated>, Option<String>) {
    match found(file, of, grouped, (options, share_out)) {
        Ok((found, without_rule)) => {
            let what = "the answers were not shared out beside the gradients";
            (Some(found), without_rule.map(|error| format!("{what}: {error}")))
        }
        Err(lacking) => {
            let what = "no gradients were integrated; masking tells of the features without";
            (None, Some(format!("{what}: {}", lacking.reason())))
        }
    }
}

/// The same, and which operator has no rule of relevance, where one was asked for; the error tells
/// whether another run may come to an end.
pub(super) fn found(
    file: &ModelFile,
    (base, control): (&Baseline, &ControlSet),
    grouped: (&[String], &[usize]),
    (options, share_out): (&ExplainOptions, bool),
) -> Result<(Integrated, Option<GradientError>), Lacking> {
    let output = base.signature.outputs.get(base.output).map(|it| it.name.as_str());
    let output = output.ok_or_else(|| Lacking::impossible("it has no output"))?;
    let values = (control.inputs.as_slice(), base.values.as_slice());
    let paths = Paths::of((&file.onnx, output), base.signature, values, grouped);
    let paths = paths.map_err(Lacking::impossible)?;
    let (paths, without_rule) = if share_out { paths.with_relevance() } else { (paths, None) };
    let (threads, cancel) = (options.threads, options.stop.child());
    let found = timed::apart("gradients", options.limit, &cancel, move |cancel| {
        of_classes(&paths, threads, cancel)
    });
    match found.map_err(|error| Lacking::of_engine(&error))? {
        Ok(found) => Ok((found, without_rule)),
        Err(GradientError::Stopped) => Err(Lacking::of_engine(&EngineError::Stopped)),
        Err(error) => Err(Lacking::impossible(error)),
    }
}

/// Those of all classes, computed side by side.
fn of_classes(paths: &Paths, threads: usize, cancel: &Cancel) -> Result<Integrated, GradientError> {
    let all: Vec<usize> = (0..paths.classes()).collect();
    let of_class = |class: usize| paths.of_class(class, cancel);
    side_by_side(&all, threads, of_class, || GradientError::Ended).map(|it| paths.together(it))
}
