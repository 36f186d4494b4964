//! The mean relevance of an interaction network on a control set.

use std::thread;

use faircat_inference::explanation::{Shares, shares};
use faircat_inference::native::from_onnx;
use faircat_inference::relevance::GAMMA;
use faircat_inference::verification::ControlSet;

use crate::model::ModelFile;

/// The shares of each class on its own items, of which the classes are computed side by side.
///
/// # Errors
/// Why there are none, as a sentence without a full stop.
pub(super) fn relevance(
    file: &ModelFile,
    control: &ControlSet,
    (classes, groups): (&[String], &[usize]),
    threads: usize,
) -> Result<Shares, String> {
    let none = |reason: String| format!("no relevance was propagated: {reason}");
    let (network, _) = from_onnx(&file.bytes)
        .map_err(|_| none("the rule is written for interaction networks only".to_owned()))?;
    if classes.len() != network.classes() {
        return Err(none("the labels are of other classes than the outputs".to_owned()));
    }
    let values = |place: usize| control.inputs.get(place).and_then(|it| it.as_f32());
    let inputs = values(0).zip(values(1));
    let inputs = inputs.ok_or_else(|| none("the inputs are not float32".to_owned()))?;
    let of_class = &|class: usize| {
        let rows: Vec<usize> = (0..groups.len()).filter(|&row| groups[row] == class).collect();
        let found = shares(&network, inputs, &rows, (class, &classes[class]));
        found.map_err(|error| none(error.to_string()))
    };
    let all: Vec<usize> = (0..classes.len()).collect();
    let mut found = Vec::new();
    for some in all.chunks(threads.max(1)) {
        let some = thread::scope(|scope| {
            let running: Vec<_> =
                some.iter().map(|&class| scope.spawn(move || of_class(class))).collect();
            running.into_iter().map(|it| it.join()).collect::<Vec<_>>()
        });
        for one in some {
            found.push(one.map_err(|_| none("its thread ended".to_owned()))??);
        }
    }
    let found = found.into_iter().flatten();
    let (classes, residuals): (Vec<_>, Vec<f64>) = found.unzip();
    let residual = residuals.into_iter().fold(0.0, f64::max);
    Ok(Shares { gamma: f64::from(GAMMA), residual, classes })
}
