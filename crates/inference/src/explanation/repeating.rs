//! What masking states, figure by figure, so that it can be masked again and compared.

use super::masking::{By, Dropped, Masked, Replacement};
use super::{Change, Cumulative, FeatureMasked, FeatureName, ItemsDropped, Masking};
use crate::random::Random;
use crate::signature::Signature;
use crate::verification::repeated_tolerance;

/// How far a fidelity and a repetition of it lie apart at most: engines round their answers.
const FIDELITY_ROUNDING: f64 = 1e-4;
/// Share of an uncertainty by which a repetition, which draws the same samples, may miss it.
const UNCERTAINTY_ROUNDING: f64 = 0.05;

/// A change that masking states, and what brings it about.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated<'a> {
    pub how: How<'a>,
    pub change: Change,
}

/// What was masked, by name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum How<'a> {
    One(&'a FeatureName, Replacement),
    Together(&'a Cumulative),
    Dropped(&'a ItemsDropped),
}

impl Masking {
    /// All changes that it states.
    #[must_use]
    pub fn stated(&self) -> Vec<Stated<'_>> {
        let single = self.features.iter().flat_map(of_feature);
        let together = self.cumulative.iter();
        let together = together.map(|it| Stated { how: How::Together(it), change: it.change });
        let dropped = self.dropped.iter();
        let dropped = dropped.map(|it| Stated { how: How::Dropped(it), change: it.change });
        single.chain(together).chain(dropped).collect()
    }
}

fn of_feature(masked: &FeatureMasked) -> [Stated<'_>; 3] {
    let FeatureMasked { of, zero, mean, permuted } = masked;
    let ways =
        [(Replacement::Zero, zero), (Replacement::Mean, mean), (Replacement::Permuted, permuted)];
    ways.map(|(by, change)| Stated { how: How::One(of, by), change: *change })
}

impl How<'_> {
    /// As it is done to a model of `signature`.
    ///
    /// # Errors
    /// The feature that the signature does not name.
    pub fn masked(&self, signature: &Signature) -> Result<Masked, FeatureName> {
        let place = |of: &FeatureName| of.place(signature).ok_or_else(|| of.clone());
        Ok(match self {
            How::One(of, by) => Masked::Features(vec![place(of)?], *by),
            How::Together(it) => {
                let places: Result<_, _> = it.masked.iter().map(place).collect();
                Masked::Features(places?, Replacement::Zero)
            }
            How::Dropped(it) => {
                let of = FeatureName { input: it.input.clone(), feature: it.by.clone() };
                let (input, feature) = place(&of)?;
                let by = By { input, feature };
                Masked::Items(Dropped { by, largest: it.largest, count: it.count })
            }
        })
    }

    /// Whether it masks the same as `other`, but for which features lie below a threshold.
    #[must_use]
    pub fn is_as(&self, other: &How) -> bool {
        match (self, other) {
            (How::One(a, by), How::One(b, other)) => a == b && by == other,
            (How::Together(a), How::Together(b)) => a.threshold == b.threshold,
            (How::Dropped(a), How::Dropped(b)) => {
                (&a.input, &a.by, a.largest, a.count) == (&b.input, &b.by, b.largest, b.count)
            }
            _ => false,
        }
    }

    /// The beginning of a phrase that tells of the metric.
    fn phrase(&self) -> String {
        match self {
            How::One(of, Replacement::Zero) => format!("with `{}` set to 0", of.feature),
            How::One(of, Replacement::Mean) => format!("with `{}` set to its mean", of.feature),
            How::One(of, Replacement::Permuted) => format!("with `{}` permuted", of.feature),
            How::Together(it) => {
                let (count, threshold) = (it.masked.len(), 100.0 * it.threshold);
                format!("with the {count} features below {threshold} % set to 0")
            }
            How::Dropped(it) => {
                let which = if it.largest { "largest" } else { "smallest" };
                format!("without the {} items with the {which} `{}`", it.count, it.by)
            }
        }
    }
}

impl FeatureName {
    /// Place of its input, and its own in that, in `signature`.
    fn place(&self, signature: &Signature) -> Option<(usize, usize)> {
        let input = signature.inputs.iter().position(|it| it.name == self.input)?;
        let features = &signature.inputs[input].features;
        Some((input, features.iter().position(|it| it.name == self.feature)?))
    }
}

impl Stated<'_> {
    /// Where `found`, the same masked again, is another change of `metric`, in a phrase.
    #[must_use]
    pub fn unlike(&self, found: &Change, metric: &str) -> Option<String> {
        let Change { value, uncertainty, fidelity, .. } = self.change;
        let tolerance = repeated_tolerance(found.value, found.uncertainty);
        let how = || self.how.phrase();
        if !are_within(tolerance, value, found.value) {
            return Some(format!("{} the {metric} is {}, not {value}", how(), found.value));
        }
        if differ(fidelity, found.fidelity, |_, _| FIDELITY_ROUNDING) {
            let (found, said) = (written(found.fidelity), written(fidelity));
            return Some(format!("{} the fidelity is {found}, not {said}", how()));
        }
        let rounding = |a: f64, b: f64| UNCERTAINTY_ROUNDING * (a.max(b) + tolerance);
        if differ(uncertainty, found.uncertainty, rounding) {
            let (found, said) = (written(found.uncertainty), written(uncertainty));
            return Some(format!("{} the uncertainty of the change is {found}, not {said}", how()));
        }
        None
    }
}

/// Whether two figures are further apart than `rounding` lets them be, or there is one alone.
fn differ(a: Option<f64>, b: Option<f64>, rounding: impl Fn(f64, f64) -> f64) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => !are_within(rounding(a, b), a, b),
        (a, b) => a.is_some() != b.is_some(),
    }
}

/// What is no number is within nothing.
fn are_within(tolerance: f64, a: f64, b: f64) -> bool {
    (a - b).abs() <= tolerance
}

fn written(figure: Option<f64>) -> String {
    figure.map_or_else(|| "none".to_owned(), |it| it.to_string())
}

/// Places of `most` of `all` figures, in order, drawn by `seed`; all where there are no more.
#[must_use]
pub fn drawn(all: usize, most: usize, seed: u64) -> Vec<usize> {
    let mut places: Vec<usize> = (0..all).collect();
    if most < all {
        Random(seed).shuffle(&mut places);
        places.truncate(most);
        places.sort_unstable();
    }
    places
}

/// Places of `costs`, in order, that cost no more than `most` together, drawn by `seed`; all where
/// they do, and none where each costs more.
#[must_use]
pub fn afforded(costs: &[u64], most: u64, seed: u64) -> Vec<usize> {
    let mut places: Vec<usize> = (0..costs.len()).collect();
    Random(seed).shuffle(&mut places);
    let mut left = most;
    places.retain(|&place| match left.checked_sub(costs[place]) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    });
    places.sort_unstable();
    places
}

#[cfg(test)]
mod tests {
    use super::{How, Stated, afforded, drawn};
    use crate::explanation::{Change, FeatureName, Replacement};

    #[test]
    fn a_draw_is_of_different_places_and_hangs_on_its_seed() {
        assert_eq!(drawn(4, 9, 1), [0, 1, 2, 3]);
        let some = drawn(100, 10, 1);
        assert!(some.windows(2).all(|two| two[0] < two[1]) && some.len() == 10);
        assert_ne!(some, drawn(100, 10, 2));
    }

    #[test]
    fn what_is_drawn_costs_no_more_than_there_is() {
        assert_eq!(afforded(&[4, 0, 6], 10, 1), [0, 1, 2]);
        assert!(afforded(&[11, u64::MAX], 10, 1).is_empty());
        let drawn: Vec<Vec<usize>> = (0..20).map(|seed| afforded(&[6, 6], 10, seed)).collect();
        assert!(drawn.contains(&vec![0]) && drawn.contains(&vec![1]));
        assert!(drawn.iter().all(|it| it.len() == 1));
    }

    #[test]
    fn each_number_of_a_change_is_compared() {
        let of = FeatureName { input: "x".to_owned(), feature: "a".to_owned() };
        let change =
            Change { value: 0.8, change: -0.1, uncertainty: Some(0.01), fidelity: Some(0.9) };
        let stated = Stated { how: How::One(&of, Replacement::Mean), change };
        let unlike = |found: Change| stated.unlike(&found, "ROC AUC");
        assert_eq!(unlike(Change { value: 0.800_01, ..change }), None);
        let said = unlike(Change { value: 0.75, ..change }).unwrap_or_default();
        assert_eq!(said, "with `a` set to its mean the ROC AUC is 0.75, not 0.8");
        let said = unlike(Change { fidelity: None, ..change }).unwrap_or_default();
        assert!(said.contains("the fidelity is none, not 0.9"), "{said}");
        assert!(unlike(Change { uncertainty: Some(0.02), ..change }).is_some());
        assert!(unlike(Change { value: f64::NAN, ..change }).is_some());
    }
}
