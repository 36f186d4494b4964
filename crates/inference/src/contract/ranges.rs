//! Inputs that a model was not trained on: values outside of the ranges that its record states.

use std::collections::BTreeMap;

use crate::explanation::Values;
use crate::figures::count;
use crate::signature::{Declared, Feature, Signature};
use crate::tensor::{Data, Tensor};

/// Most features that a sentence names.
const MOST_NAMES: usize = 6;

/// Rows that have a value outside of the training data's range.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outside {
    /// Rows that were looked at.
    pub rows: usize,
    /// Those of them with a value outside.
    pub outside: usize,
    /// By feature, the rows in which it is outside.
    pub features: BTreeMap<String, usize>,
}

impl Outside {
    /// Of `tensors`, in the order of the inputs of `signature`. What fills up short lists, and what
    /// is no number, is no value.
    #[must_use]
    pub fn of(signature: &Signature, tensors: &[Tensor]) -> Outside {
        let rows = tensors.first().map_or(0, Tensor::items);
        let mut is_outside = vec![false; rows];
        let mut features = BTreeMap::new();
        for (declared, tensor) in signature.inputs.iter().zip(tensors) {
            for (name, rows) in rows_outside(declared, tensor) {
                for row in &rows {
                    if let Some(it) = is_outside.get_mut(*row) {
                        *it = true;
                    }
                }
                *features.entry(name.to_owned()).or_default() += rows.len();
            }
        }
        Outside { rows, outside: is_outside.iter().filter(|it| **it).count(), features }
    }

    /// Takes the rows of another block in.
    pub fn add(&mut self, more: &Outside) {
        self.rows += more.rows;
        self.outside += more.outside;
        for (name, rows) in &more.features {
            *self.features.entry(name.clone()).or_default() += rows;
        }
    }

    /// `13 of 500 items lie outside …`, with the features, those first that are outside most often;
    /// `None` where no row is.
    #[must_use]
    pub fn sentence(&self) -> Option<String> {
        if self.outside == 0 {
            return None;
        }
        let mut features: Vec<(&String, &usize)> = self.features.iter().collect();
        features.sort_by(|(a, one), (b, other)| other.cmp(one).then(a.cmp(b)));
        let named: Vec<String> = features
            .iter()
            .take(MOST_NAMES)
            .map(|(name, rows)| format!("`{name}` ({})", count(**rows as u64)))
            .collect();
        let more = if features.len() > MOST_NAMES { ", …" } else { "" };
        Some(format!(
            "{} of {} items {} outside the ranges of the training data that the record states: {}{more}",
            count(self.outside as u64),
            count(self.rows as u64),
            if self.outside == 1 { "lies" } else { "lie" },
            named.join(", ")
        ))
    }
}

/// The features of an input that have values outside, each with the rows of these.
fn rows_outside<'a>(declared: &'a Declared, tensor: &Tensor) -> Vec<(&'a str, Vec<usize>)> {
    if declared.features.iter().all(|it| it.minimum.or(it.maximum).is_none()) {
        return Vec::new();
    }
    let Ok(layout) = Values::of(declared, tensor) else { return Vec::new() };
    let values = tensor.data().to_f64();
    // A limit as the model's numbers are: 0.1 in single precision is a little more than 0.1.
    let held = |limit: f64| match tensor.data() {
        Data::Float32(_) => f64::from(limit as f32),
        _ => limit,
    };
    let there: Vec<Vec<usize>> = (0..layout.rows()).map(|row| layout.there(row, &values)).collect();
    let rows = |place: usize, feature: &Feature| -> Vec<usize> {
        let (low, high) = (feature.minimum.map(held), feature.maximum.map(held));
        let lies_outside = |value: f64| {
            low.is_some_and(|low| value < low) || high.is_some_and(|high| value > high)
        };
        let is_outside = |row: usize| {
            there[row].iter().any(|&it| lies_outside(values[layout.at(row, place, it)]))
        };
        (0..layout.rows()).filter(|&row| is_outside(row)).collect()
    };
    let features = declared.features.iter().enumerate();
    let found = features.map(|(place, feature)| (feature.name.as_str(), rows(place, feature)));
    found.filter(|(_, rows)| !rows.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::Outside;
    use crate::signature::{Declared, Feature, Items, Signature};
    use crate::tensor::{Data, Tensor};

    fn signature(items: bool, shape: &[&str]) -> Signature {
        let feature = |name: &str, minimum, maximum| Feature {
            name: name.to_owned(),
            minimum,
            maximum,
            ..Feature::default()
        };
        let input = Declared {
            name: "tracks".to_owned(),
            dtype: "float32".to_owned(),
            shape: shape.iter().map(|&size| size.to_owned()).collect(),
            features: vec![feature("pt", Some(1.0), Some(9.0)), feature("eta", None, Some(2.5))],
            items: items.then(Items::default),
            ..Declared::default()
        };
        Signature { inputs: vec![input], outputs: Vec::new() }
    }

    fn tensor(shape: &[usize], values: &[f32]) -> Tensor {
        Tensor::new(shape.to_vec(), Data::Float32(values.to_vec())).unwrap()
    }

    #[test]
    fn rows_with_a_value_outside_are_counted_once_and_features_each() {
        let values = [0.5, 3.0, 2.0, 0.0, f32::NAN, 2.0, 10.0, -7.0];
        let mut found =
            Outside::of(&signature(false, &["batch", "2"]), &[tensor(&[4, 2], &values)]);
        assert_eq!((found.rows, found.outside), (4, 2));
        let counts: Vec<(&str, usize)> =
            found.features.iter().map(|(name, rows)| (name.as_str(), *rows)).collect();
        assert_eq!(counts, [("eta", 1), ("pt", 2)]);
        found.add(&found.clone());
        assert_eq!(
            found.sentence().unwrap(),
            "4 of 8 items lie outside the ranges of the training data that the record states: \
             `pt` (4), `eta` (2)"
        );
    }

    #[test]
    fn what_fills_up_a_list_is_no_item() {
        let signature = signature(true, &["batch", "2", "2"]);
        let outside = |values| Outside::of(&signature, &[tensor(&[1, 2, 2], values)]).outside;
        assert_eq!((outside(&[2.0, 0.0, 0.0, 0.0]), outside(&[2.0, 0.5, 0.0, 0.0])), (0, 1));
    }

    #[test]
    fn a_limit_is_as_precise_as_the_numbers_of_the_model() {
        let mut signature = signature(false, &["batch", "2"]);
        signature.inputs[0].features[0].maximum = Some(1.1);
        let outside = |value| Outside::of(&signature, &[tensor(&[1, 2], &[value, 0.0])]).outside;
        assert_eq!((outside(1.1), outside(1.1001)), (0, 1));
    }

    #[test]
    fn without_ranges_nothing_is_outside() {
        let mut signature = signature(false, &["batch", "2"]);
        for feature in &mut signature.inputs[0].features {
            (feature.minimum, feature.maximum) = (None, None);
        }
        let found = Outside::of(&signature, &[tensor(&[1, 2], &[1e9, 1e9])]);
        assert_eq!((found.outside, found.sentence()), (0, None));
    }
}
