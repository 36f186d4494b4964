//! `answers.json`: what a model answered on its control set, and what follows of it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use faircat_catalog::evidence::Evidence;
use faircat_inference::metrics::{Point, Spread, Truth, roc, spread};
use schemars::JsonSchema;
use serde::Serialize;

/// A model's answers, for plots and item by item.
#[derive(JsonSchema, Serialize)]
pub(super) struct Answers<'a> {
    /// Address of the schema.
    #[serde(rename = "$schema")]
    schema: String,
    /// Of the items: models with the same answered the same ones.
    items_sha256: &'a str,
    items: usize,
    /// Day and engine of the run.
    date: &'a str,
    engine: &'a str,
    classes: &'a [String],
    /// Values of one item.
    width: usize,
    /// Items × `width`, row-major `float32` in little-endian order, in Base64.
    float32: String,
    /// The class of each item, in place of `targets`.
    labels: Option<&'a [usize]>,
    /// The right values, items × `width`, as `float32`.
    targets: Option<String>,
    /// Of two classes: the shares of background and of signal that are taken for signal.
    roc: Option<Vec<Point>>,
    /// Of two classes: how often the score of the signal lies in each twentieth, by true class.
    spread: Option<Spread>,
}

/// `None` where no comparison is believed.
pub(super) fn file(evidence: &Evidence, schema: String) -> Option<Answers<'_>> {
    let comparison = evidence.comparison.as_deref()?;
    let answered = evidence.answered.as_deref()?;
    let given = &answered.answers;
    let (labels, targets) = match &answered.truth {
        Truth::Labels(labels) => (Some(labels.as_slice()), None),
        Truth::Targets { values, .. } => (None, Some(encoded(values))),
    };
    let scores: Option<Vec<f64>> =
        (given.width == 2).then(|| given.values.chunks_exact(2).map(|row| row[1]).collect());
    let judged = labels.zip(scores.as_deref());
    Some(Answers {
        schema,
        items_sha256: &comparison.control_set.items_sha256,
        items: comparison.control_set.items,
        date: &comparison.date,
        engine: &comparison.engine,
        classes: &answered.classes,
        width: given.width,
        float32: encoded(&given.values),
        labels,
        targets,
        roc: judged.and_then(|(labels, scores)| roc(labels, scores)),
        spread: judged.map(|(labels, scores)| spread(labels, scores)),
    })
}

fn encoded(values: &[f64]) -> String {
    let bytes: Vec<u8> = values.iter().flat_map(|it| (*it as f32).to_le_bytes()).collect();
    BASE64.encode(bytes)
}
