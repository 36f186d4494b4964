//! What masking showed.

use faircat_inference::explanation::{Change, FeatureMasked, Masking};
use faircat_inference::figures::{percent, plain, with_uncertainty};
use schemars::JsonSchema;
use serde::Serialize;

use crate::record::charts::{self, Bar, Chart};
use crate::words::Words;

/// Features that charts show, here and of relevance; tables have all.
pub(super) const CHARTED: usize = 6;

/// A change in the digits that people read.
#[derive(JsonSchema, Serialize)]
pub(in crate::record) struct ChangeView {
    pub text: String,
    /// Whether it is no larger than chance would make it.
    pub is_chance: bool,
}

/// One feature, masked in three ways.
#[derive(JsonSchema, Serialize)]
pub(in crate::record) struct FeatureRow<'a> {
    pub input: &'a str,
    pub feature: &'a str,
    pub zero: ChangeView,
    pub mean: ChangeView,
    pub permuted: ChangeView,
    /// Of the answers with the feature set to 0.
    pub fidelity: Option<String>,
}

/// Features masked together.
#[derive(JsonSchema, Serialize)]
pub(in crate::record) struct TogetherRow {
    pub threshold: String,
    pub count: usize,
    pub value: String,
    pub change: ChangeView,
    pub fidelity: Option<String>,
}

/// Items left out.
#[derive(JsonSchema, Serialize)]
pub(in crate::record) struct DroppedRow<'a> {
    pub input: &'a str,
    pub by: &'a str,
    /// Whether those with the largest values were.
    pub is_largest: bool,
    pub count: usize,
    pub change: ChangeView,
    pub fidelity: Option<String>,
}

impl ChangeView {
    fn of(change: &Change) -> ChangeView {
        let text = match change.change == 0.0 {
            true => "0".to_owned(),
            false => charts::with_minus(&with_uncertainty(change.change, change.uncertainty)),
        };
        ChangeView { text, is_chance: !change.is_significant() }
    }
}

/// The changes by features set to 0, largest first.
fn largest_first(masking: &Masking) -> Vec<&FeatureMasked> {
    let mut features: Vec<&FeatureMasked> = masking.features.iter().collect();
    features.sort_by(|a, b| b.zero.change.abs().total_cmp(&a.zero.change.abs()));
    features
}

/// The largest changes.
pub(super) fn chart(masking: &Masking, words: &Words) -> Option<Chart> {
    let bars: Vec<Bar> = largest_first(masking)
        .into_iter()
        .take(CHARTED)
        .map(|it| Bar {
            label: match it.zero.is_significant() {
                true => it.of.feature.clone(),
                false => {
                    words.say("explain-bar-chance", &[("feature", it.of.feature.as_str().into())])
                }
            },
            value: it.zero.change,
            uncertainty: it.zero.uncertainty,
            unit: None,
        })
        .collect();
    let title = words.say("explain-chart", &[("metric", masking.metric.as_str().into())]);
    charts::chart(&title, &bars)
}

/// All features, those with the largest changes first.
pub(super) fn features(masking: &Masking) -> Vec<FeatureRow<'_>> {
    fn row(it: &FeatureMasked) -> FeatureRow<'_> {
        FeatureRow {
            input: &it.of.input,
            feature: &it.of.feature,
            zero: ChangeView::of(&it.zero),
            mean: ChangeView::of(&it.mean),
            permuted: ChangeView::of(&it.permuted),
            fidelity: it.zero.fidelity.map(percent),
        }
    }
    largest_first(masking).into_iter().map(row).collect()
}

/// Median uncertainty of a change by one feature set to 0.
pub(super) fn usual_uncertainty(masking: &Masking) -> Option<f64> {
    let mut all: Vec<f64> = masking.features.iter().filter_map(|it| it.zero.uncertainty).collect();
    all.retain(|it| *it > 0.0);
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied()
}

pub(super) fn together(masking: &Masking) -> Vec<TogetherRow> {
    let rows = masking.cumulative.iter().map(|it| TogetherRow {
        threshold: format!("{} %", plain(100.0 * it.threshold)),
        count: it.masked.len(),
        value: plain(it.change.value),
        change: ChangeView::of(&it.change),
        fidelity: it.change.fidelity.map(percent),
    });
    rows.collect()
}

pub(super) fn dropped(masking: &Masking) -> Vec<DroppedRow<'_>> {
    let rows = masking.dropped.iter().map(|it| DroppedRow {
        input: &it.input,
        by: &it.by,
        is_largest: it.largest,
        count: it.count,
        change: ChangeView::of(&it.change),
        fidelity: it.change.fidelity.map(percent),
    });
    rows.collect()
}
