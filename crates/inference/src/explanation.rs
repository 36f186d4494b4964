//! Why a model answers as it does: what its answers on a control set rest on.
//!
//! Source: Duarte et al., Mach. Learn. Sci. Technol. 4 (2023) 045062, section 3.4.
//!
//! - `values`: where the features of an input stand, and which items are there;
//! - `masking`: the inputs without a feature or without some items (figure 5, table 9);
//! - `orders`: by which features items are ordered, of which the first or last are left out;
//! - `change`: what that does to the metric and to the answers (equation 1);
//! - `repeating`: the same again, compared figure by figure;
//! - `comparing`: neurons, relevance and contributions again, compared by layer and feature;
//! - `neurons`: which neurons are active (equation 7, figures 8 and 9);
//! - `shares`: relevance on average over a class (equations 2–6, figure 6);
//! - `integrated`: integrated gradients and relevance on average over a class, for networks of any
//!   kind;
//! - `portrait`: how the features are distributed and correlated (figure 7).

mod change;
mod comparing;
mod integrated;
mod masking;
mod neurons;
mod orders;
mod portrait;
mod repeating;
mod shares;
mod values;

use serde::{Deserialize, Serialize};

pub use change::{Baseline, Change};
pub use comparing::REPEATED_ROUNDING;
pub use integrated::{ClassIntegrated, ClassRelevance, Integrated, PathStart, Paths, STEPS};
pub use masking::{By, Dropped, Masked, Replacement};
pub use neurons::{Activity, Layer, NeuronError, RELATIVELY_SILENT, Relus};
pub use orders::{Orders, UnknownFeature, orderings};
pub use portrait::{Correlations, Densities, Histogram, Portrait, is_portrait_of, portrait};
pub use repeating::{How, Stated, afforded, drawn};
pub use shares::{ClassShares, Shares, shares};
pub use values::{Values, masked_values};

/// The paper's thresholds of table 9, as shares of 1: features that change the metric by less are
/// masked together.
pub const THRESHOLDS: [f64; 6] = [0.0, 0.000_01, 0.000_05, 0.000_1, 0.000_5, 0.01];

/// `most` of the places below `all`, evenly spread; all where there are no more.
#[must_use]
pub fn spread_places(all: usize, most: usize) -> Vec<usize> {
    if all <= most {
        return (0..all).collect();
    }
    (0..most).map(|place| place * all / most).collect()
}

/// One feature of one input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeatureName {
    pub input: String,
    pub feature: String,
}

/// What masking showed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Masking {
    /// Name of the metric, as the record writes it.
    pub metric: String,
    /// The unit of the claim, where it states one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The output that it is computed from.
    pub output: String,
    /// The metric on the control set as it is.
    pub value: f64,
    /// Standard deviation of `value` over bootstrap samples.
    pub uncertainty: Option<f64>,
    /// In the order of the signature.
    pub features: Vec<FeatureMasked>,
    /// Features masked together, one entry for each threshold.
    pub cumulative: Vec<Cumulative>,
    /// Items left out.
    pub dropped: Vec<ItemsDropped>,
    /// What another order of the items changes.
    pub shuffled: Vec<Shuffled>,
}

/// One feature, masked in three ways.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeatureMasked {
    #[serde(flatten)]
    pub of: FeatureName,
    /// Replaced by 0, as where an item is absent.
    pub zero: Change,
    /// Replaced by its mean over the items that are there.
    pub mean: Change,
    /// Its values given to other items that are there, at random, once.
    pub permuted: Change,
}

/// All features that, replaced by 0 one at a time, change the metric by less than a threshold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cumulative {
    /// As a share of 1: of the metric where it is a share itself, else of its value.
    pub threshold: f64,
    pub masked: Vec<FeatureName>,
    pub change: Change,
}

/// Items left out of each list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemsDropped {
    pub input: String,
    /// The feature that orders the items.
    pub by: String,
    /// Whether the items with the largest values were left out; else those with the smallest.
    pub largest: bool,
    pub count: usize,
    pub change: Change,
}

/// The items of one input in another order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shuffled {
    pub input: String,
    /// Largest difference of the output that the metric is computed from.
    pub largest_difference: f64,
}
