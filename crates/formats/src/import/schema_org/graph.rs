//! Nodes of a JSON-LD document: read without its context, by the names that people write.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

/// How deep references are opened: a work, its author, where that one works, and where that is.
const OPENED: usize = 4;

/// Most that opening the references of one node may add, in values.
const MOST_OPENED: usize = 20_000;

/// Most that opening those of all nodes may add, in values: so many, and so many for each node.
const MOST_OF_ALL: (usize, usize) = (200_000, 40);

/// Prefixes of the vocabularies that are read, as people declare them.
const PREFIXES: [&str; 12] = [
    "https://schema.org/",
    "http://schema.org/",
    "https://w3id.org/codemeta/",
    "https://codemeta.github.io/terms/",
    "schema:",
    "sdo:",
    "codemeta:",
    "bioschemas:",
    "https://bioschemas.org/terms/",
    "fair4ml:",
    "https://w3id.org/fair4ml#",
    "https://w3id.org/fair4ml/",
];

/// `name` without the prefix of a vocabulary that is read.
pub(crate) fn local(name: &str) -> &str {
    PREFIXES.iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(name)
}

/// The types of a node, as it writes them.
pub(crate) fn types(node: &Map<String, Value>) -> Vec<&str> {
    node.get("@type").or_else(|| node.get("type")).map(names).unwrap_or_default()
}

/// The names that `value` is: one, or a list of them.
pub(crate) fn names(value: &Value) -> Vec<&str> {
    match value {
        Value::String(name) => vec![name.as_str()],
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// `value` with plain names: prefixes go from keys, lists from `@list` and `@set`, and what is
/// nothing but a value becomes that.
pub(crate) fn plain(value: Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.into_iter().map(plain).collect()),
        Value::Object(fields) => match unwrapped(fields) {
            Ok(value) => plain(value),
            Err(fields) => {
                let mut plain_fields = Map::with_capacity(fields.len());
                for (key, value) in fields {
                    let key = match key.as_str() {
                        "id" => "@id",
                        "type" => "@type",
                        other => local(other),
                    };
                    let key = key.to_owned();
                    let value = if key == "@context" { value } else { plain(value) };
                    plain_fields.entry(key).or_insert(value);
                }
                Value::Object(plain_fields)
            }
        },
        other => other,
    }
}

/// What an object that is nothing else holds: a list, or a value without a language.
fn unwrapped(mut fields: Map<String, Value>) -> Result<Value, Map<String, Value>> {
    let only = |key: &str| fields.len() == 1 && fields.contains_key(key);
    let typed = fields.len() == 2 && fields.contains_key("@value") && fields.contains_key("@type");
    for key in ["@list", "@set", "@value"] {
        if only(key) || (key == "@value" && typed) {
            return Ok(fields.shift_remove(key).unwrap_or_default());
        }
    }
    Err(fields)
}

/// Takes from the nodes within `work` names that begin with its own address and `#`: in other documents
/// they mean nothing.
pub(crate) fn without_own_names(work: &mut Map<String, Value>) {
    let own = ["@id", "url"].iter().find_map(|key| work.get(*key)?.as_str());
    let Some(own) = own.filter(|it| it.contains("://")) else { return };
    let start = format!("{}#", own.split('#').next().unwrap_or(own));
    work.values_mut().for_each(|it| remove_names(it, &start));
}

fn remove_names(value: &mut Value, start: &str) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|it| remove_names(it, start)),
        Value::Object(fields) => {
            let is_own =
                fields.get("@id").and_then(Value::as_str).is_some_and(|id| id.starts_with(start));
            // What has nothing else refers to a node elsewhere in the document.
            if is_own && fields.len() > 1 {
                fields.shift_remove("@id");
            }
            fields.values_mut().for_each(|it| remove_names(it, start));
        }
        _ => {}
    }
}

/// The nodes of a flat document by their `@id`.
pub(crate) struct Graph<'a> {
    nodes: HashMap<&'a str, &'a Map<String, Value>>,
    /// The values within each node that was looked at: many may refer to a large one.
    weights: RefCell<HashMap<&'a str, usize>>,
    /// What may still be opened.
    left: Cell<usize>,
}

impl<'a> Graph<'a> {
    pub(crate) fn of(nodes: &'a [Value]) -> Graph<'a> {
        let mut found = HashMap::new();
        for node in nodes.iter().filter_map(Value::as_object) {
            if let Some(id) = node.get("@id").and_then(Value::as_str) {
                found.entry(id).or_insert(node);
            }
        }
        let left = Cell::new(MOST_OF_ALL.0 + MOST_OF_ALL.1 * nodes.len());
        Graph { nodes: found, weights: RefCell::default(), left }
    }

    /// The values within the node `id`.
    fn weight(&self, id: &str) -> Option<usize> {
        let (id, node) = self.nodes.get_key_value(id)?;
        let mut weights = self.weights.borrow_mut();
        Some(*weights.entry(id).or_insert_with(|| node.values().map(weight).sum()))
    }

    pub(crate) fn get(&self, id: &str) -> Option<&'a Map<String, Value>> {
        self.nodes.get(id).copied()
    }

    /// `node` with what its references refer to in their places, but for nodes that `is_closed`.
    /// Adds the identifiers of what was opened to `seen`.
    pub(crate) fn opened(
        &self,
        node: &Map<String, Value>,
        is_closed: &dyn Fn(&str) -> bool,
        seen: &mut HashSet<String>,
    ) -> Map<String, Value> {
        let mut opening =
            Opening { graph: self, is_closed, seen, path: Vec::new(), left: MOST_OPENED };
        opening.fields(node)
    }
}

/// The opening of one node.
struct Opening<'a, 'b> {
    graph: &'b Graph<'a>,
    is_closed: &'b dyn Fn(&str) -> bool,
    seen: &'b mut HashSet<String>,
    /// What is open around the place, so that nothing is opened within itself.
    path: Vec<String>,
    left: usize,
}

impl Opening<'_, '_> {
    fn fields(&mut self, node: &Map<String, Value>) -> Map<String, Value> {
        let id = node.get("@id").and_then(Value::as_str).unwrap_or_default().to_owned();
        self.path.push(id);
        let fields = node.iter().map(|(key, it)| {
            let is_name = key.starts_with('@');
            (key.clone(), if is_name { it.clone() } else { self.value(it) })
        });
        let fields = fields.collect();
        self.path.pop();
        fields
    }

    fn value(&mut self, value: &Value) -> Value {
        match value {
            Value::Array(items) => items.iter().map(|it| self.value(it)).collect(),
            Value::Object(fields) => match self.referred(fields) {
                Some(node) => Value::Object(self.fields(node)),
                None => Value::Object(fields.clone()),
            },
            other => other.clone(),
        }
    }

    /// The node to which `fields`, a mere reference, refers, if it is to be opened here.
    fn referred<'s>(&mut self, fields: &Map<String, Value>) -> Option<&'s Map<String, Value>>
    where
        Self: 's,
    {
        let id = fields.get("@id").filter(|_| fields.len() == 1)?.as_str()?;
        let node: &Map<String, Value> = self.graph.get(id)?;
        let is_open = self.path.iter().any(|it| it == id);
        if is_open || self.path.len() > OPENED || (self.is_closed)(id) {
            return None;
        }
        let weight = self.graph.weight(id)?;
        let of_all = self.graph.left.get().checked_sub(weight)?;
        self.left = self.left.checked_sub(weight)?;
        self.graph.left.set(of_all);
        self.seen.insert(id.to_owned());
        Some(node)
    }
}

/// The values within a value, itself among them.
fn weight(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(weight).sum(),
        Value::Object(fields) => fields.values().map(weight).sum(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use serde_json::{Value, json};

    use super::{Graph, plain};

    #[test]
    fn names_lose_their_prefixes() {
        let node = plain(json!({
            "id": "a", "type": "schema:Dataset", "schema:name": {"@value": "A"},
            "http://schema.org/author": {"@list": [{"name": "B"}]},
        }));
        let expected =
            json!({"@id": "a", "@type": "schema:Dataset", "name": "A", "author": [{"name": "B"}]});
        assert_eq!(node, expected);
    }

    #[test]
    fn references_are_opened_and_circles_end() {
        let nodes = [
            json!({"@id": "a", "author": {"@id": "b"}}),
            json!({"@id": "b", "affiliation": {"@id": "a"}, "name": "B"}),
        ];
        let graph = Graph::of(&nodes);
        let mut seen = HashSet::new();
        let opened = graph.opened(nodes[0].as_object().unwrap(), &|_| false, &mut seen);
        let author = json!({"@id": "b", "affiliation": {"@id": "a"}, "name": "B"});
        assert_eq!(Value::Object(opened), json!({"@id": "a", "author": author}));
        assert!(seen.contains("b"));
    }
}
