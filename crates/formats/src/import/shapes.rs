//! Element types and sizes of axes.

/// The name of the size of an axis, counted from 0, that varies and has no name of its own.
pub(crate) fn varying(axis: usize) -> String {
    format!("size{}", axis + 1)
}

/// Element type and sizes of `float32[batch, 3]`.
pub(crate) fn typed(text: &str) -> Option<(String, Vec<String>)> {
    let (dtype, rest) = text.split_once('[')?;
    let is_type = !dtype.is_empty() && dtype.bytes().all(|it| it.is_ascii_alphanumeric());
    let sizes = rest.strip_suffix(']').filter(|_| is_type)?;
    let sizes = sizes.split(',').map(|it| it.trim().to_owned()).filter(|it| !it.is_empty());
    Some((dtype.to_owned(), sizes.collect()))
}
