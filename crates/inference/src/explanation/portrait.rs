//! How the features of a control set are distributed and correlated, by class (figure 7).

use serde::{Deserialize, Serialize};

use super::values::Values;
use crate::signature::Declared;
use crate::tensor::Tensor;

/// Bins of a distribution, and of each side of a density.
const BINS: usize = 24;
/// Quantiles between which distributions are drawn; what lies outside is in the outermost bins.
const RANGE: [f64; 2] = [0.005, 0.995];
/// A feature with at most so many different values counts as categorical.
const MOST_CATEGORIES: usize = 6;
/// Pairs of features of an input of which the density is kept: those correlated most.
const PAIRS: usize = 3;
/// Numbers of items beyond which an item in so many is looked at.
const MOST_ITEMS: usize = 400_000;

/// How far a coefficient may be from what it is rounded from.
const ROUNDED: f64 = 2e-4;

/// The features of one input.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Portrait {
    pub input: String,
    /// Items that are there, by class.
    pub items: Vec<u64>,
    /// In the order of the signature.
    pub histograms: Vec<Histogram>,
    /// By class.
    pub correlations: Vec<Correlations>,
    pub densities: Vec<Densities>,
}

/// The distribution of one feature over the items that are there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Histogram {
    pub feature: String,
    /// Where the first bin begins and the last one ends; what lies outside is in these bins.
    pub range: [f64; 2],
    /// Classes × bins.
    pub counts: Vec<Vec<u64>>,
    /// The different values, where they are few: then the feature is a category, not a quantity.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<f64>,
}

/// Pearson's coefficients of one class: features × features, by rows; 0 where a feature does not
/// vary.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correlations {
    pub coefficients: Vec<Vec<f64>>,
}

/// How often the values of two features meet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Densities {
    /// Indices of the features: across and up.
    pub features: [usize; 2],
    /// Their coefficient over all classes.
    pub correlation: f64,
    /// Classes × bins, row by row from below.
    pub counts: Vec<Vec<u64>>,
}

/// The values of one feature of all items that are there.
type Column = Vec<f64>;

/// Of the input `tensor`, whose rows are of `groups`, of which there are `count`.
#[must_use]
pub fn portrait(
    declared: &Declared,
    values: &Values,
    tensor: &Tensor,
    groups: &[usize],
    count: usize,
) -> Portrait {
    let (columns, classes) = columns(values, tensor, groups);
    let mut items = vec![0; count];
    classes.iter().for_each(|&class| items[class] += 1);
    let ranges: Vec<[f64; 2]> = columns.iter().map(|it| range(it)).collect();
    let features = declared.features.iter().zip(&columns).zip(&ranges);
    let histograms = features.map(|((feature, column), range)| Histogram {
        feature: feature.name.clone(),
        range: *range,
        counts: counted(&classes, count, BINS, |item| bin(column[item], *range)),
        categories: categories(column),
    });
    let all: Vec<usize> = (0..classes.len()).collect();
    let of_class = |class: usize| -> Vec<usize> {
        all.iter().copied().filter(|&item| classes[item] == class).collect()
    };
    let pooled = coefficients(&columns, &all);
    let densities = strongest(&pooled).into_iter().map(|([a, b], correlation)| {
        let place = |item: usize| {
            bin(columns[b][item], ranges[b]) * BINS + bin(columns[a][item], ranges[a])
        };
        let counts = counted(&classes, count, BINS * BINS, place);
        Densities { features: [a, b], correlation, counts }
    });
    Portrait {
        input: declared.name.clone(),
        items,
        densities: densities.collect(),
        histograms: histograms.collect(),
        correlations: (0..count)
            .map(|class| Correlations { coefficients: coefficients(&columns, &of_class(class)) })
            .collect(),
    }
}

/// Whether `found` is of the input `tensor`, as [`portrait`] makes it: by how many items are in each bin, and
/// by how each feature goes with the next, which tells features apart without holding each against all.
#[must_use]
pub fn is_portrait_of(
    found: &Portrait,
    declared: &Declared,
    values: &Values,
    tensor: &Tensor,
    (groups, count): (&[usize], usize),
) -> bool {
    let (columns, classes) = columns(values, tensor, groups);
    let named = found.histograms.iter().map(|it| &it.feature);
    if !named.eq(declared.features.iter().map(|it| &it.name)) || found.correlations.len() != count {
        return false;
    }
    let mut histograms = found.histograms.iter().zip(&columns);
    let are_counted = histograms.all(|(it, column)| {
        it.counts == counted(&classes, count, BINS, |item| bin(column[item], it.range))
    });
    are_counted
        && found.correlations.iter().enumerate().all(|(class, it)| {
            let of_class = |item: &usize| classes[*item] == class;
            let items: Vec<usize> = (0..classes.len()).filter(of_class).collect();
            let standard: Vec<Vec<f64>> = columns.iter().map(|it| standard(it, &items)).collect();
            let mut pairs = standard.windows(2).enumerate();
            pairs.all(|(at, two)| {
                let stated = it.coefficients.get(at).and_then(|row| row.get(at + 1));
                stated.is_some_and(|stated| (stated - product(&two[0], &two[1])).abs() < ROUNDED)
            })
        })
}

/// The columns of all features, and the class of each item.
fn columns(values: &Values, tensor: &Tensor, groups: &[usize]) -> (Vec<Column>, Vec<usize>) {
    let numbers = tensor.data().to_f64();
    let step = (values.rows() * values.places()).div_ceil(MOST_ITEMS).max(1);
    let mut columns = vec![Vec::new(); values.features().len()];
    let mut classes = Vec::new();
    for row in (0..values.rows()).step_by(step) {
        for place in values.there(row, &numbers) {
            for feature in values.features() {
                columns[feature].push(numbers[values.at(row, feature, place)]);
            }
            classes.push(groups[row]);
        }
    }
    (columns, classes)
}

fn range(column: &[f64]) -> [f64; 2] {
    let mut sorted: Vec<f64> = column.iter().copied().filter(|it| it.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().saturating_sub(1) as f64;
    let at = |share: f64| sorted.get((share * last).round() as usize).copied().unwrap_or(0.0);
    RANGE.map(|share| significant(at(share)))
}

/// The bin of `value` in `range`.
fn bin(value: f64, [low, high]: [f64; 2]) -> usize {
    if high <= low {
        return 0;
    }
    let place = ((value - low) / (high - low) * BINS as f64).floor();
    place.clamp(0.0, (BINS - 1) as f64) as usize
}

/// How many items of each of `count` classes are in each of `bins`.
fn counted(
    classes: &[usize],
    count: usize,
    bins: usize,
    place: impl Fn(usize) -> usize,
) -> Vec<Vec<u64>> {
    let mut counts = vec![vec![0; bins]; count];
    for (item, &class) in classes.iter().enumerate() {
        counts[class][place(item)] += 1;
    }
    counts
}

fn categories(column: &[f64]) -> Vec<f64> {
    let mut found: Vec<f64> = Vec::new();
    for value in column {
        if !found.contains(value) {
            found.push(*value);
        }
        if found.len() > MOST_CATEGORIES {
            return Vec::new();
        }
    }
    found.sort_by(f64::total_cmp);
    found
}

fn coefficients(columns: &[Column], items: &[usize]) -> Vec<Vec<f64>> {
    let standard: Vec<Vec<f64>> = columns.iter().map(|it| standard(it, items)).collect();
    let row = |a: &Vec<f64>| standard.iter().map(|b| four(product(a, b))).collect();
    standard.iter().map(row).collect()
}

/// The values of `items` from their mean, as shares of their length; 0 where they do not vary.
fn standard(column: &Column, items: &[usize]) -> Vec<f64> {
    let count = items.len().max(1) as f64;
    let mean = items.iter().map(|&item| column[item]).sum::<f64>() / count;
    let apart: Vec<f64> = items.iter().map(|&item| column[item] - mean).collect();
    let length = apart.iter().map(|it| it * it).sum::<f64>().sqrt();
    // What varies by rounding alone does not vary.
    let varies = length > 1e-9 * mean.abs() * count.sqrt() && length.is_normal();
    apart.into_iter().map(|it| if varies { it / length } else { 0.0 }).collect()
}

fn product(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The pairs of different features with the largest coefficients, largest first.
fn strongest(coefficients: &[Vec<f64>]) -> Vec<([usize; 2], f64)> {
    let mut pairs: Vec<([usize; 2], f64)> = Vec::new();
    for (a, row) in coefficients.iter().enumerate() {
        for (b, &value) in row.iter().enumerate().skip(a + 1) {
            pairs.push(([a, b], value));
        }
    }
    pairs.sort_by(|(a, x), (b, y)| y.abs().total_cmp(&x.abs()).then(a.cmp(b)));
    pairs.truncate(PAIRS);
    pairs
}

/// Four decimals.
fn four(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

/// Six digits.
fn significant(value: f64) -> f64 {
    format!("{value:.5e}").parse().unwrap_or(value)
}
