//! JSON of which no name stands twice in one object: of such a name one value would go without a word.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// What a text of JSON says.
#[derive(Debug, Default)]
pub(super) struct Once {
    pub value: Value,
    /// The first name that stands twice in one object, whose last value is taken.
    pub doubled: Option<String>,
}

/// Reads `text` in one pass.
pub(super) fn once(text: &[u8]) -> Result<Once, serde_json::Error> {
    let mut doubled = None;
    let mut reader = serde_json::Deserializer::from_slice(text);
    let value = Reading(&mut doubled).deserialize(&mut reader)?;
    reader.end()?;
    Ok(Once { value, doubled })
}

/// Reads a value, and keeps the name that it finds.
struct Reading<'f>(&'f mut Option<String>);

impl<'de> DeserializeSeed<'de> for Reading<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Value, D::Error> {
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reading<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut found = Map::new();
        while let Some(name) = fields.next_key::<String>()? {
            if self.0.is_none() && found.contains_key(&name) {
                *self.0 = Some(name.clone());
            }
            let value = fields.next_value_seed(Reading(self.0))?;
            found.insert(name, value);
        }
        Ok(Value::Object(found))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut found = Vec::new();
        while let Some(item) = items.next_element_seed(Reading(self.0))? {
            found.push(item);
        }
        Ok(Value::Array(found))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, from_str};

    use super::once;

    #[test]
    fn names_count_within_their_object() {
        let doubled = |text: &str| once(text.as_bytes()).unwrap().doubled;
        assert_eq!(doubled(r#"{"a": [{"b": 1, "c": null}, {"b": 2.5}], "b": true}"#), None);
        assert_eq!(doubled(r#"[{"a": {"t": 1, "\u0074": "x"}}]"#).as_deref(), Some("t"));
    }

    #[test]
    fn values_are_those_of_json() {
        let text = r#" {"a": [-1, 18446744073709551615, 2.5e3, "\u00e9", null, true], "b": {}} "#;
        assert_eq!(once(text.as_bytes()).unwrap().value, from_str::<Value>(text).unwrap());
        assert!(once(b"{} 1").is_err());
    }
}
