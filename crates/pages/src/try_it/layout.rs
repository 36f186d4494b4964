//! Where the values of an input stand.

use faircat_inference::signature::Declared;
use serde::Serialize;

/// One row of an input: `items` × features values, items being tracks, vertices, …; an input
/// without items has one. The value of a feature of an item stands at
/// `item * item_step + feature * feature_step`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Layout {
    pub items: usize,
    /// Whether the input has an axis of items.
    pub has_items: bool,
    pub item_step: usize,
    pub feature_step: usize,
    /// Number of values of a row; axes of open size count as one.
    pub row_length: usize,
}

impl Layout {
    pub(super) fn of(declared: &Declared) -> Layout {
        let sizes = || (1..declared.shape.len()).map(|axis| declared.size(axis).unwrap_or(1));
        let step = |axis: Option<usize>| match axis {
            Some(axis) => sizes().skip(axis).product(),
            None => 1,
        };
        let item_axis = declared.item_axis();
        let row_length = sizes().product();
        Layout {
            items: item_axis.map_or(1, |axis| declared.size(axis).unwrap_or(1)),
            has_items: item_axis.is_some(),
            item_step: if item_axis.is_some() { step(item_axis) } else { row_length },
            feature_step: step(declared.feature_axis()),
            row_length,
        }
    }
}

#[cfg(test)]
mod tests {
    use faircat_inference::signature::{Declared, Feature};

    use super::Layout;

    fn layout(shape: &[&str], features: usize) -> Layout {
        let features = vec![Feature::default(); features];
        let shape = shape.iter().map(|&size| size.to_owned()).collect();
        Layout::of(&Declared { shape, features, ..Declared::default() })
    }

    #[test]
    fn features_stand_along_the_axis_that_is_as_long() {
        let places = |it: Layout| (it.items, it.item_step, it.feature_step, it.row_length);
        assert_eq!(places(layout(&["batch", "30", "60"], 30)), (60, 1, 60, 1800));
        assert_eq!(places(layout(&["batch", "60", "30"], 30)), (60, 30, 1, 1800));
        assert_eq!(places(layout(&["batch", "4"], 4)), (1, 4, 1, 4));
        assert_eq!(places(layout(&["batch", "2", "8"], 0)), (1, 16, 1, 16));
        assert_eq!(places(layout(&["batch", "items", "3"], 3)), (1, 3, 1, 3));
    }
}
