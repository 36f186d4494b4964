//! A control set without a feature, or without some of its items.

use super::FeatureName;
use super::values::Values;
use crate::random::Random;
use crate::signature::Signature;
use crate::tensor::{Data, Tensor};

/// What stands in place of a feature's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replacement {
    /// 0.
    Zero,
    /// Its mean over the items that are there.
    Mean,
    /// Its own values, given to other items that are there.
    Permuted,
}

/// An order of items by the values of a feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct By {
    /// Place of the input in the signature.
    pub input: usize,
    pub feature: usize,
}

/// Which items are left out of each list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dropped {
    pub by: By,
    /// Whether those with the largest values are; else those with the smallest.
    pub largest: bool,
    pub count: usize,
}

/// What is changed in the inputs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Masked {
    /// Features, by input and index, each replaced in the same way.
    Features(Vec<(usize, usize)>, Replacement),
    Items(Dropped),
    /// The places of an input's items, at random in each row.
    Order(usize),
}

impl Masked {
    /// `inputs` with the change; `values` tells of each how its features lie, in the same order.
    ///
    /// Random numbers begin at `seed` for each feature, so that what is masked alone and together
    /// is masked alike.
    #[must_use]
    pub fn apply(&self, inputs: &[Tensor], values: &[Option<Values>], seed: u64) -> Vec<Tensor> {
        let mut changed = inputs.to_vec();
        match self {
            Masked::Features(features, by) => {
                for &(input, feature) in features {
                    let seed = seed ^ ((input as u64) << 32) ^ feature as u64;
                    change(&mut changed[input], values[input], |it, numbers| {
                        replace(it, numbers, feature, *by, seed);
                    });
                }
            }
            Masked::Items(dropped) => {
                let input = dropped.by.input;
                change(&mut changed[input], values[input], |it, numbers| {
                    drop_items(it, numbers, *dropped);
                });
            }
            Masked::Order(input) => change(&mut changed[*input], values[*input], |it, numbers| {
                shuffle(it, numbers, seed);
            }),
        }
        changed
    }
}

/// Has `work` change the numbers of `tensor`.
fn change(tensor: &mut Tensor, values: Option<Values>, work: impl FnOnce(&Values, &mut [f64])) {
    let Some(values) = values else { return };
    let mut numbers = tensor.data().to_f64();
    work(&values, &mut numbers);
    let data = match tensor.data() {
        Data::Float32(_) => Data::Float32(numbers.iter().map(|&it| it as f32).collect()),
        _ => Data::Float64(numbers),
    };
    // There are as many numbers as before.
    if let Ok(changed) = Tensor::new(tensor.shape().to_vec(), data) {
        *tensor = changed;
    }
}

fn replace(values: &Values, numbers: &mut [f64], feature: usize, by: Replacement, seed: u64) {
    let mut at = Vec::new();
    for row in 0..values.rows() {
        let there = values.there(row, numbers);
        at.extend(there.into_iter().map(|place| values.at(row, feature, place)));
    }
    let mut new: Vec<f64> = at.iter().map(|&at| numbers[at]).collect();
    match by {
        Replacement::Zero => new.fill(0.0),
        Replacement::Mean => {
            let mean = new.iter().sum::<f64>() / new.len().max(1) as f64;
            new.fill(mean);
        }
        Replacement::Permuted => Random(seed).shuffle(&mut new),
    }
    at.into_iter().zip(new).for_each(|(at, value)| numbers[at] = value);
}

/// Those that stay move up, as if the others had never been.
fn drop_items(values: &Values, numbers: &mut [f64], dropped: Dropped) {
    for row in 0..values.rows() {
        let mut there = values.there(row, numbers);
        let key = |place: &usize| numbers[values.at(row, dropped.by.feature, *place)];
        there.sort_by(|a, b| key(a).total_cmp(&key(b)));
        if dropped.largest {
            there.reverse();
        }
        let mut kept: Vec<usize> = there.into_iter().skip(dropped.count).collect();
        kept.sort_unstable();
        arrange(values, numbers, row, &kept);
    }
}

fn shuffle(values: &Values, numbers: &mut [f64], seed: u64) {
    let mut random = Random(seed);
    for row in 0..values.rows() {
        let mut order: Vec<usize> = (0..values.places()).collect();
        random.shuffle(&mut order);
        arrange(values, numbers, row, &order);
    }
}

/// Puts the items at the places `order` of `row` at its first places, in that order, and the filling
/// behind them.
fn arrange(values: &Values, numbers: &mut [f64], row: usize, order: &[usize]) {
    for feature in values.features() {
        let item = |place: &usize| numbers[values.at(row, feature, *place)];
        let mut kept: Vec<f64> = order.iter().map(item).collect();
        kept.resize(values.places(), values.fill());
        for (place, value) in kept.into_iter().enumerate() {
            numbers[values.at(row, feature, place)] = value;
        }
    }
}

impl FeatureName {
    /// Of a feature by its place in `signature`.
    #[must_use]
    pub fn of(signature: &Signature, (input, feature): (usize, usize)) -> FeatureName {
        let declared = &signature.inputs[input];
        FeatureName {
            input: declared.name.clone(),
            feature: declared.features[feature].name.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{By, Dropped, Masked, Replacement, Values};
    use crate::signature::{Declared, Feature};
    use crate::tensor::{Data, Tensor};

    /// Two features of up to three items in two rows; the second row has two items.
    fn lists() -> (Declared, Tensor) {
        let feature = |name: &str| Feature { name: name.to_owned(), ..Feature::default() };
        let declared = Declared {
            shape: ["batch", "2", "3"].map(str::to_owned).to_vec(),
            features: vec![feature("a"), feature("b")],
            ..Declared::default()
        };
        let numbers = vec![1., 2., 3., 10., 20., 30., 4., 0., 0., 40., 50., 0.];
        (declared, Tensor::new(vec![2, 2, 3], Data::Float32(numbers)).unwrap())
    }

    fn masked(masked: &Masked) -> Vec<f64> {
        let (declared, tensor) = lists();
        let values = Values::of(&declared, &tensor).unwrap();
        masked.apply(&[tensor], &[Some(values)], 1)[0].data().to_f64()
    }

    #[test]
    fn padding_is_neither_masked_nor_counted() {
        let zero = masked(&Masked::Features(vec![(0, 0)], Replacement::Zero));
        assert_eq!(zero, [0., 0., 0., 10., 20., 30., 0., 0., 0., 40., 50., 0.]);
        // (1 + 2 + 3 + 4 + 0) / 5, for an item is there whose `a` is 0.
        let mean = masked(&Masked::Features(vec![(0, 0)], Replacement::Mean));
        assert_eq!(mean, [2., 2., 2., 10., 20., 30., 2., 2., 0., 40., 50., 0.]);
        let mut permuted = masked(&Masked::Features(vec![(0, 1)], Replacement::Permuted));
        assert_eq!(permuted[11], 0.0);
        permuted.sort_by(f64::total_cmp);
        assert_eq!(permuted, [0., 0., 0., 1., 2., 3., 4., 10., 20., 30., 40., 50.]);
    }

    #[test]
    fn items_that_stay_move_up() {
        let by = By { input: 0, feature: 1 };
        let first = masked(&Masked::Items(Dropped { by, largest: true, count: 1 }));
        assert_eq!(first, [1., 2., 0., 10., 20., 0., 4., 0., 0., 40., 0., 0.]);
        let last = masked(&Masked::Items(Dropped { by, largest: false, count: 2 }));
        assert_eq!(last, [3., 0., 0., 30., 0., 0., 0., 0., 0., 0., 0., 0.]);
    }

    #[test]
    fn another_order_keeps_items_whole() {
        let shuffled = masked(&Masked::Order(0));
        for row in shuffled.chunks_exact(6) {
            for place in 0..3 {
                let (a, b) = (row[place], row[3 + place]);
                let known = [(1., 10.), (2., 20.), (3., 30.), (4., 40.), (0., 50.), (0., 0.)];
                assert!(known.contains(&(a, b)), "{shuffled:?}");
            }
        }
    }
}
