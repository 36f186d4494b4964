//! Tensors as JSON that reads back as the same numbers.

use std::fmt::{Display, Formatter};

use faircat_inference::tensor::{Data, Tensor};
use serde::{Serialize, Serializer};

/// Up to here double precision holds every integer: 2⁵³.
const EXACT: u64 = 1 << 53;

/// A tensor: its shape, and its elements in row-major order.
#[derive(Serialize)]
pub struct Array {
    pub shape: Vec<usize>,
    pub values: Vec<Number>,
}

/// One element, in as few digits as tell it from its neighbours of the same type. Integers that
/// double precision does not hold are texts, because a page's numbers are of double precision.
#[derive(Clone, Copy)]
pub enum Number {
    Single(f32),
    Double(f64),
    Integer(i64),
    Unsigned(u64),
}

impl Array {
    /// `None` where an element is no finite number, which JSON cannot say.
    pub(super) fn of(tensor: &Tensor) -> Option<Array> {
        Some(Array { shape: tensor.shape().to_vec(), values: numbers(tensor)? })
    }

    /// The elements in single precision, which pictures are drawn from.
    pub fn to_f32(&self) -> Vec<f32> {
        self.values.iter().map(|value| value.to_f64() as f32).collect()
    }
}

/// All elements; `None` where one is no finite number.
pub(super) fn numbers(tensor: &Tensor) -> Option<Vec<Number>> {
    let finite = tensor.data().to_f64().iter().all(|value| value.is_finite());
    finite.then(|| match tensor.data() {
        Data::Float32(values) => values.iter().map(|&it| Number::Single(it)).collect(),
        Data::Int64(values) => values.iter().map(|&it| Number::Integer(it)).collect(),
        Data::Uint64(values) => values.iter().map(|&it| Number::Unsigned(it)).collect(),
        // All other types fit into double precision.
        other => other.to_f64().into_iter().map(Number::Double).collect(),
    })
}

impl Number {
    /// Its value, which is exact but for integers beyond 2⁵³.
    pub fn to_f64(self) -> f64 {
        match self {
            Number::Single(value) => f64::from(value),
            Number::Double(value) => value,
            Number::Integer(value) => value as f64,
            Number::Unsigned(value) => value as f64,
        }
    }
}

/// The shortest decimal text that reads back as the same number.
impl Display for Number {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
        match self {
            Number::Single(value) => value.fmt(formatter),
            Number::Double(value) => value.fmt(formatter),
            Number::Integer(value) => value.fmt(formatter),
            Number::Unsigned(value) => value.fmt(formatter),
        }
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Padding is most of an input: `0` instead of `0.0` shortens the file by a fifth.
        let value = self.to_f64();
        let short = value.fract() == 0.0 && value.abs() < 1e6 && !is_negative_zero(value);
        match self {
            Number::Single(_) | Number::Double(_) if short => {
                serializer.serialize_i64(value as i64)
            }
            Number::Single(value) => serializer.serialize_f32(*value),
            Number::Double(value) => serializer.serialize_f64(*value),
            Number::Integer(value) if value.unsigned_abs() > EXACT => serializer.collect_str(value),
            Number::Integer(value) => serializer.serialize_i64(*value),
            Number::Unsigned(value) if *value > EXACT => serializer.collect_str(value),
            Number::Unsigned(value) => serializer.serialize_u64(*value),
        }
    }
}

fn is_negative_zero(value: f64) -> bool {
    value == 0.0 && value.is_sign_negative()
}

#[cfg(test)]
mod tests {
    use faircat_inference::tensor::{Data, Tensor};

    use super::Array;

    fn written(data: Data) -> String {
        let tensor = Tensor::new(vec![data.len()], data).unwrap();
        let array = Array::of(&tensor).unwrap();
        serde_json::to_string(&array.values).unwrap()
    }

    #[test]
    fn every_number_can_be_read_back_by_a_page() {
        let exact = 1i64 << 53;
        let integers = vec![1, -exact, exact + 1, i64::MIN];
        let text = r#"[1,-9007199254740992,"9007199254740993","-9223372036854775808"]"#;
        assert_eq!(written(Data::Int64(integers)), text);
        assert_eq!(written(Data::Uint64(vec![7, u64::MAX])), r#"[7,"18446744073709551615"]"#);
        assert_eq!(written(Data::Float32(vec![0.1, 2.0])), "[0.1,2]");
        assert_eq!(written(Data::Float64(vec![0.1 + 0.2, -0.0])), "[0.30000000000000004,-0.0]");
    }
}
