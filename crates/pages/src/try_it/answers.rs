//! The reference outputs of a control set, as scores or as errors.

use faircat_display::displays::shown_output;
use faircat_inference::metrics::Truth;
use faircat_inference::signature::{Declared, Signature};
use faircat_inference::tensor::Tensor;
use faircat_inference::verification::{ControlSet, probabilities};

/// Probabilities of the classes, item by item.
pub(super) struct Scores<'a> {
    pub output: &'a Declared,
    /// Number of classes; at least 2.
    pub width: usize,
    pub values: Vec<f64>,
    /// The true class of each item, below `width`.
    pub labels: Option<&'a [usize]>,
}

/// How far each item's output lies from its target.
pub(super) struct Errors<'a> {
    pub output: &'a Declared,
    /// Euclidean distances, in `unit`.
    pub values: Vec<f64>,
    /// Unit of the distances, where the record states one.
    pub unit: Option<&'a str>,
}

/// The scores of a classifier; `None` for a regression, and where the control set holds no
/// reference of the right form.
pub(super) fn scores<'a>(signature: &'a Signature, control: &'a ControlSet) -> Option<Scores<'a>> {
    let output = shown_output(signature).filter(|output| output.classes.len() >= 2)?;
    let reference = reference(control, &output.name)?;
    let width = output.classes.len();
    if reference.item_len() != width {
        return None;
    }
    let labels = match &control.truth {
        Some(Truth::Labels(labels)) if labels.iter().all(|label| *label < width) => {
            Some(labels.as_slice())
        }
        _ => None,
    };
    let values = probabilities(reference.data().to_f64(), width);
    Some(Scores { output, width, values, labels })
}

/// The errors of a regression; `None` for a classifier, and where the control set holds no
/// targets and references of one form.
pub(super) fn errors<'a>(signature: &'a Signature, control: &ControlSet) -> Option<Errors<'a>> {
    let output = shown_output(signature).filter(|output| output.classes.is_empty())?;
    let reference = reference(control, &output.name)?.data().to_f64();
    let Some(Truth::Targets { width, values: targets }) = &control.truth else { return None };
    if reference.len() != targets.len() || *width == 0 {
        return None;
    }
    let factor = output.conversion.as_ref().map_or(1.0, |conversion| conversion.factor.abs());
    let squares = reference.iter().zip(targets).map(|(a, b)| (a - b) * (a - b));
    let squares: Vec<f64> = squares.collect();
    let distance = |row: &[f64]| factor * row.iter().sum::<f64>().sqrt();
    Some(Errors {
        output,
        values: squares.chunks(*width).map(distance).collect(),
        unit: output.conversion.as_ref().map(|conversion| conversion.unit.as_str()),
    })
}

/// What another program computed for the output `name`.
pub(super) fn reference<'a>(control: &'a ControlSet, name: &str) -> Option<&'a Tensor> {
    control.references.iter().find(|(known, _)| known == name).map(|(_, tensor)| tensor)
}
