//! Elements of arrays as text.

use faircat_inference::tensor::Data;

/// The element `index` of `data` as the shortest text that gives the same number.
pub(super) fn text(data: &Data, index: usize) -> String {
    match data {
        Data::Float32(values) => values[index].to_string(),
        Data::Float64(values) => values[index].to_string(),
        Data::Int8(values) => values[index].to_string(),
        Data::Int16(values) => values[index].to_string(),
        Data::Int32(values) => values[index].to_string(),
        Data::Int64(values) => values[index].to_string(),
        Data::Uint8(values) => values[index].to_string(),
        Data::Uint16(values) => values[index].to_string(),
        Data::Uint32(values) => values[index].to_string(),
        Data::Uint64(values) => values[index].to_string(),
        Data::Bool(values) => values[index].to_string(),
    }
}

/// How many numbers of `data` are not finite.
pub(super) fn not_finite(data: &Data) -> usize {
    match data {
        Data::Float32(values) => values.iter().filter(|value| !value.is_finite()).count(),
        Data::Float64(values) => values.iter().filter(|value| !value.is_finite()).count(),
        _ => 0,
    }
}

/// A number that is not finite has no place in JSON and none in most readers of CSV.
pub(super) fn is_finite(data: &Data, index: usize) -> bool {
    match data {
        Data::Float32(values) => values[index].is_finite(),
        Data::Float64(values) => values[index].is_finite(),
        _ => true,
    }
}
