//! Where the values of an input stand.

use faircat_inference::signature::Declared;
use serde::Serialize;

/// One row of an input: `items` × features values, items being tracks, vertices, …; an input
/// without items has one. The value of a feature of an item stands at
/// `item * item_step + feature * feature_step`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Layout {
    pub items: usize,
    pub item_step: usize,
    pub feature_step: usize,
}

impl Layout {
    pub(super) fn of(declared: &Declared) -> Layout {
        let step = |axis: Option<usize>| match axis {
            Some(axis) => sizes(declared).skip(axis).product(),
            None => 1,
        };
        let item_axis = declared.item_axis();
        Layout {
            items: item_axis.map_or(1, |axis| declared.size(axis).unwrap_or(1)),
            item_step: if item_axis.is_some() { step(item_axis) } else { row_length(declared) },
            feature_step: step(declared.feature_axis()),
        }
    }
}

/// Number of values of a row.
fn row_length(declared: &Declared) -> usize {
    sizes(declared).product()
}

/// Sizes of a row's axes; those of open size count as one.
fn sizes(declared: &Declared) -> impl Iterator<Item = usize> {
    (1..declared.shape.len()).map(move |axis| declared.size(axis).unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use faircat_inference::signature::{Declared, Feature};

    use super::{Layout, row_length};

    /// Items, steps of items and of features, and values of a row.
    fn places(shape: &[&str], features: usize) -> (usize, usize, usize, usize) {
        let features = vec![Feature::default(); features];
        let shape = shape.iter().map(|&size| size.to_owned()).collect();
        let declared = Declared { shape, features, ..Declared::default() };
        let it = Layout::of(&declared);
        (it.items, it.item_step, it.feature_step, row_length(&declared))
    }

    #[test]
    fn features_stand_along_the_axis_that_is_as_long() {
        assert_eq!(places(&["batch", "30", "60"], 30), (60, 1, 60, 1800));
        assert_eq!(places(&["batch", "60", "30"], 30), (60, 30, 1, 1800));
        assert_eq!(places(&["batch", "4"], 4), (1, 4, 1, 4));
        assert_eq!(places(&["batch", "2", "8"], 0), (1, 16, 1, 16));
        assert_eq!(places(&["batch", "items", "3"], 3), (1, 3, 1, 3));
    }
}
