//! Sizes of axes.

/// The name of the size of an axis, counted from 0, that varies and has no name of its own.
pub(crate) fn varying(axis: usize) -> String {
    format!("size{}", axis + 1)
}
