//! Which features share the score.

use faircat_catalog::evidence::explanation::Explanation;
use faircat_inference::explanation::{ClassShares, Portrait};
use faircat_inference::figures::{percent, plain, width};
use schemars::JsonSchema;
use serde::Serialize;

use super::largest_first;
use super::masked::CHARTED;
use crate::record::charts::{self, Bar, Chart};
use crate::words::Words;

/// Relevance on average over each class.
#[derive(JsonSchema, Serialize)]
pub(in crate::record) struct RelevanceView<'a> {
    pub gamma: String,
    /// Largest share of a logit that is lost by rounding.
    pub residual: String,
    /// One for each class: its shares, largest first.
    pub charts: Vec<Chart>,
    /// The classes that are shown, with the median share of the biases.
    pub biases: Vec<(&'a str, String)>,
    /// Of all features, the largest first, and of the biases.
    pub rows: Vec<ShareRow>,
}

/// The shares of one feature.
#[derive(JsonSchema, Serialize)]
pub(in crate::record) struct ShareRow {
    pub feature: String,
    /// One for each class.
    pub shares: Vec<String>,
}

/// `None` where no relevance was propagated, or it is of other features.
pub(super) fn view<'a>(explanation: &'a Explanation, words: &Words) -> Option<RelevanceView<'a>> {
    let shares = explanation.relevance.as_ref()?;
    let [tracks, vertices] = explanation.features.as_slice() else { return None };
    let names = names(tracks, vertices);
    let of_classes: Vec<Vec<f64>> = shares.classes.iter().map(values).collect();
    if of_classes.iter().any(|it| it.len() != names.len()) {
        return None;
    }
    let largest = |at: usize| of_classes.iter().fold(0.0, |most: f64, it| most.max(it[at].abs()));
    let mut rows: Vec<ShareRow> = largest_first(names.len(), largest)
        .into_iter()
        .map(|at| ShareRow {
            feature: names[at].to_owned(),
            shares: of_classes.iter().map(|it| signed(it[at])).collect(),
        })
        .collect();
    rows.push(ShareRow {
        feature: words.word("explain-biases"),
        shares: shares.classes.iter().map(|it| signed(it.biases)).collect(),
    });
    let classes = shares.classes.iter().zip(&of_classes);
    let charts = classes
        .filter_map(|(class, values)| chart(&class.class, &names, values, class.biases, words));
    let median = |it: &'a ClassShares| (it.class.as_str(), percent(it.median_biases));
    Some(RelevanceView {
        gamma: plain(shares.gamma),
        residual: width(shares.residual),
        charts: charts.collect(),
        biases: shares.classes.iter().map(median).collect(),
        rows,
    })
}

fn names<'a>(tracks: &'a Portrait, vertices: &'a Portrait) -> Vec<&'a str> {
    let all = tracks.histograms.iter().chain(&vertices.histograms);
    all.map(|it| it.feature.as_str()).collect()
}

fn values(class: &ClassShares) -> Vec<f64> {
    class.track_features.iter().chain(&class.vertex_features).copied().collect()
}

/// The largest shares of a class, in per cent, and that of the biases.
fn chart(class: &str, names: &[&str], values: &[f64], biases: f64, words: &Words) -> Option<Chart> {
    let order = largest_first(names.len(), |at| values[at].abs());
    let bar = |label: String, share: f64| Bar {
        label,
        value: (1000.0 * share).round() / 10.0,
        uncertainty: None,
        unit: Some("%"),
    };
    let mut bars: Vec<Bar> =
        order.into_iter().take(CHARTED).map(|at| bar(names[at].to_owned(), values[at])).collect();
    bars.push(bar(words.word("explain-biases"), biases));
    charts::chart(class, &bars)
}

/// Adding zero makes a negative zero positive.
fn signed(share: f64) -> String {
    let rounded = (1000.0 * share).round() / 10.0 + 0.0;
    format!("{rounded:.1} %").replace('-', "−")
}
