//! Building JSON-LD objects: what is absent leaves no key.

use serde_json::{Map, Value, json};

use super::vocabulary::schema;

/// A JSON-LD object under construction. Keys keep the order in which they were set.
#[derive(Clone, Debug, Default)]
pub struct Node(Map<String, Value>);

impl Node {
    /// A node that is identified by `iri`.
    pub fn new(iri: impl Into<String>) -> Node {
        let mut map = Map::new();
        map.insert("@id".to_owned(), Value::String(iri.into()));
        Node(map)
    }

    /// A node of the class, or classes, `kind`.
    pub fn typed(iri: impl Into<String>, kind: impl Into<Value>) -> Node {
        let mut node = Node::new(iri);
        node.0.insert("@type".to_owned(), kind.into());
        node
    }

    /// Sets `key`, unless `value` is nothing: `null`, an empty text, list or object. A list of one
    /// becomes its item.
    pub fn set(&mut self, key: &str, value: impl Into<Value>) -> &mut Self {
        let value = match value.into() {
            Value::Array(mut items) if items.len() == 1 => items.swap_remove(0),
            value => value,
        };
        let nothing = match &value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty(),
            Value::Object(map) => map.is_empty(),
            Value::Bool(_) | Value::Number(_) => false,
        };
        if !nothing {
            self.0.insert(key.to_owned(), value);
        }
        self
    }

    /// Sets `key` to the text, where there is one.
    pub fn text(&mut self, key: &str, text: Option<&String>) -> &mut Self {
        if let Some(text) = text {
            self.set(key, text.as_str());
        }
        self
    }

    /// Adds values to those that `key` has.
    pub fn add(&mut self, key: &str, values: Vec<Value>) -> &mut Self {
        let mut all = match self.0.shift_remove(key) {
            Some(Value::Array(before)) => before,
            before => before.into_iter().collect(),
        };
        all.extend(values);
        self.set(key, all)
    }

    /// Sets `key` to a reference to the node `iri`.
    pub fn link(&mut self, key: &str, iri: impl Into<String>) -> &mut Self {
        self.set(key, reference(iri))
    }
}

impl From<Node> for Value {
    fn from(node: Node) -> Value {
        Value::Object(node.0)
    }
}

/// A value with its name, as `schema:PropertyValue`.
pub(super) fn named_value(iri: impl Into<String>, name: &str, value: impl Into<Value>) -> Node {
    let mut node = Node::typed(iri, schema::key::PROPERTY_VALUE);
    node.set(schema::key::NAME, name);
    node.set(schema::key::VALUE, value);
    node
}

/// A reference to the node `iri`.
pub fn reference(iri: impl Into<String>) -> Value {
    json!({"@id": iri.into()})
}

/// Digits before and behind the point that every reader of `xsd:decimal` takes (XML Schema
/// Datatypes, section 5.4, and the fixed point of SPARQL engines).
const DECIMAL_DIGITS: usize = 18;

/// A number exactly as it was written, as `xsd:decimal`: a double would turn 0.9898 into
/// `9.898E-1`. One with more digits than readers of decimals take is an `xsd:double`, which they
/// read in full. Numbers that are not finite become texts.
pub fn decimal(value: f64) -> Value {
    let text = value.to_string();
    if !value.is_finite() {
        return Value::String(text);
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    if whole.trim_start_matches('-').len() > DECIMAL_DIGITS || fraction.len() > DECIMAL_DIGITS {
        return json!({"@type": "xsd:double", "@value": format!("{value:E}")});
    }
    json!({"@type": "xsd:decimal", "@value": text})
}

/// A list of nodes.
pub fn list<T>(items: &[T], make: impl FnMut(&T) -> Value) -> Value {
    Value::Array(items.iter().map(make).collect())
}

/// A list of nodes, for items that need their place in the list, counted from 1.
pub fn numbered<T>(items: &[T], mut make: impl FnMut(usize, &T) -> Value) -> Value {
    Value::Array(items.iter().enumerate().map(|(index, item)| make(index + 1, item)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_no_more_digits_than_decimals_can_have() {
        let written = |value| decimal(value)["@value"].as_str().map(str::to_owned);
        let kind = |value| decimal(value)["@type"].as_str().map(str::to_owned);
        assert_eq!(written(0.9898).as_deref(), Some("0.9898"));
        assert_eq!(kind(0.9898).as_deref(), Some("xsd:decimal"));
        assert_eq!(written(0.0013818108080696024).as_deref(), Some("1.3818108080696024E-3"));
        assert_eq!(kind(0.0013818108080696024).as_deref(), Some("xsd:double"));
        assert_eq!(kind(-1e18).as_deref(), Some("xsd:double"));
        assert_eq!(kind(f64::NAN), None);
    }
}
