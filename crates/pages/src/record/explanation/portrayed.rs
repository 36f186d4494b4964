//! What is told of the features themselves: which vary together, and which are categories.

use faircat_inference::explanation::Portrait;
use schemars::JsonSchema;
use serde::Serialize;

/// Pairs of an input that are shown.
const PAIRS: usize = 6;
/// Coefficients below this are not worth a row.
const LEAST: f64 = 0.5;

/// Two features that vary together.
#[derive(JsonSchema, Serialize)]
pub(in crate::record) struct PairRow<'a> {
    pub first: &'a str,
    pub second: &'a str,
    /// Pearson's coefficient of each class.
    pub coefficients: Vec<String>,
}

/// A feature that takes few values.
#[derive(JsonSchema, Serialize)]
pub(in crate::record) struct CategoryRow<'a> {
    pub feature: &'a str,
    pub count: usize,
    pub values: String,
}

/// The pairs with the largest coefficient in any class, largest first within each input.
pub(super) fn pairs(portraits: &[Portrait]) -> Vec<PairRow<'_>> {
    portraits.iter().flat_map(of_input).collect()
}

fn of_input(portrait: &Portrait) -> Vec<PairRow<'_>> {
    let count = portrait.histograms.len();
    let of_classes = |a: usize, b: usize| -> Vec<f64> {
        let classes = portrait.correlations.iter();
        classes
            .map(|it| it.coefficients.get(a).and_then(|row| row.get(b)).copied().unwrap_or(0.0))
            .collect()
    };
    let largest = |values: &[f64]| values.iter().fold(0.0, |most: f64, it| most.max(it.abs()));
    let mut found: Vec<(usize, usize, Vec<f64>)> = Vec::new();
    for a in 0..count {
        found.extend((a + 1..count).map(|b| (a, b, of_classes(a, b))));
    }
    found.retain(|(_, _, values)| largest(values) >= LEAST);
    found.sort_by(|x, y| largest(&y.2).total_cmp(&largest(&x.2)));
    found.truncate(PAIRS);
    let name = |at: usize| portrait.histograms[at].feature.as_str();
    let row = |(a, b, values): (usize, usize, Vec<f64>)| PairRow {
        first: name(a),
        second: name(b),
        coefficients: values.into_iter().map(coefficient).collect(),
    };
    found.into_iter().map(row).collect()
}

fn coefficient(value: f64) -> String {
    format!("{value:+.2}").replace('-', "−")
}

/// The features that take few values, in the order of the signature; not those of one value, which
/// say nothing at all.
pub(super) fn categories(portraits: &[Portrait]) -> Vec<CategoryRow<'_>> {
    let all = portraits.iter().flat_map(|it| &it.histograms);
    let few = all.filter(|it| it.categories.len() > 1);
    few.map(|it| CategoryRow {
        feature: &it.feature,
        count: it.categories.len(),
        values: it.categories.iter().map(f64::to_string).collect::<Vec<_>>().join(", "),
    })
    .collect()
}
