//! The nodes of a document, each with those that it names in their places.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

use super::statements::LANGUAGE;

/// Nodes within nodes are put in place so deep.
const DEEPEST: usize = 3;

/// Fields whose values name other nodes, as the context says.
const LINKS: [&str; 28] = [
    "contactPoint",
    "temporal",
    "checksum",
    "contributor",
    "creator",
    "datasetDistribution",
    "fineTunedFrom",
    "hasBibliographicReference",
    "hasHardware",
    "ranOn",
    "hasFile",
    "hasProvider",
    "hasRepository",
    "hasUploader",
    "licence",
    "algorithm",
    "publisher",
    "references",
    "testedOn",
    "trainedOn",
    "validatedOn",
    "landingPage",
    "downloadUrl",
    "accessUrl",
    "agent",
    "qualifiedAttribution",
    "wasAssociatedWith",
    "wasGeneratedBy",
];

/// Nodes that are put in place, all in all; what follows is told by its address alone.
const MOST: usize = 100_000;

pub(super) struct Nodes {
    nodes: Vec<Map<String, Value>>,
    /// Of each name, the place of the first node that has it.
    places: HashMap<String, usize>,
    /// How many more may be put in place.
    left: Cell<usize>,
    /// Places of the nodes that were framed, by themselves or in another.
    seen: RefCell<HashSet<usize>>,
}

pub(super) fn of(document: &Value) -> Nodes {
    let all = match document.get("@graph") {
        Some(Value::Array(nodes)) => nodes.as_slice(),
        _ => std::slice::from_ref(document),
    };
    let nodes: Vec<_> = all.iter().filter_map(Value::as_object).map(plain).collect();
    let mut places = HashMap::new();
    for (at, node) in nodes.iter().enumerate() {
        if let Some(id) = node.get("@id").and_then(Value::as_str) {
            places.entry(id.to_owned()).or_insert(at);
        }
    }
    Nodes { nodes, places, left: Cell::new(MOST), seen: RefCell::default() }
}

/// The fields without the class that their names begin with.
fn plain(node: &Map<String, Value>) -> Map<String, Value> {
    let mut out = Map::new();
    for (key, value) in node.iter().filter(|(key, _)| *key != "@context") {
        let is_class = |text: &str| text.bytes().all(|it| it.is_ascii_alphanumeric());
        let named = key.split_once('.').filter(|(class, _)| is_class(class));
        let own = named.map_or(key.as_str(), |(_, name)| name);
        let own = if out.contains_key(own) { key } else { own };
        out.insert(own.to_owned(), value.clone());
    }
    out
}

/// Whether a node says more than what it is called, of which type it is, and which works it lists.
fn says_something(node: &Map<String, Value>) -> bool {
    node.keys().any(|key| !matches!(&**key, "@id" | "@type" | LANGUAGE | "dataset"))
}

/// Whether nothing outside its document can refer to a node.
fn is_unnamed(node: &Map<String, Value>) -> bool {
    node.get("@id").and_then(Value::as_str).is_none_or(|it| it.starts_with("_:"))
}

/// The text that a value is, plain or with its type.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(fields) => text(fields.get("@value")?),
        _ => None,
    }
}

impl Nodes {
    /// The nodes of a class, with those that they name in their places.
    pub(super) fn framed(&self, class: &str) -> Vec<Map<String, Value>> {
        let of_class = self.nodes.iter().enumerate().filter(|(_, node)| match node.get("@type") {
            Some(Value::String(one)) => one == class,
            Some(Value::Array(all)) => all.iter().any(|it| it == class),
            _ => false,
        });
        of_class
            .map(|(at, node)| {
                self.seen.borrow_mut().insert(at);
                self.frame(node, 0)
            })
            .collect()
    }

    /// What is said of the nodes that stand in nothing that was framed yet.
    pub(super) fn others(&self) -> Vec<Value> {
        // Those without a name stand in others first.
        let (unnamed, named): (Vec<usize>, Vec<usize>) =
            (0..self.nodes.len()).partition(|at| is_unnamed(&self.nodes[*at]));
        let mut found = Vec::new();
        for at in named.into_iter().chain(unnamed) {
            let node = &self.nodes[at];
            let is_seen = self.seen.borrow().contains(&at);
            if !is_seen && says_something(node) {
                found.push(Value::Object(self.frame(node, 0)));
            }
        }
        found
    }

    fn frame(&self, node: &Map<String, Value>, depth: usize) -> Map<String, Value> {
        let mut out = Map::new();
        // A blank node's name is good within its document alone.
        let is_name = |value: &Value| value.as_str().is_some_and(|it| !it.starts_with("_:"));
        for (key, value) in node.iter().filter(|(key, value)| *key != "@id" || is_name(value)) {
            let value = match LINKS.contains(&&**key) {
                true => self.linked(value, depth),
                false => self.simple(value, depth),
            };
            out.insert(key.clone(), value);
        }
        out
    }

    /// The node at a place, as it is put into another.
    fn placed(&self, at: usize, depth: usize) -> Map<String, Value> {
        self.left.set(self.left.get() - 1);
        self.seen.borrow_mut().insert(at);
        self.frame(&self.nodes[at], depth + 1)
    }

    /// A list of the nodes that `value` names.
    fn linked(&self, value: &Value, depth: usize) -> Value {
        let values = match value {
            Value::Array(values) => values.as_slice(),
            one => std::slice::from_ref(one),
        };
        let node = |value: &Value| {
            let id = value.as_str().or_else(|| value.get("@id")?.as_str());
            let framed = |it: &Map<String, Value>| match depth < DEEPEST {
                true => self.frame(&plain(it), depth + 1),
                false => plain(it),
            };
            let Some(id) = id else {
                return value.as_object().map_or(value.clone(), |it| Value::Object(framed(it)));
            };
            let own = value.as_object().filter(|it| it.len() > 1).map(framed);
            let known = self.places.get(id);
            let known = known.filter(|_| depth < DEEPEST && self.left.get() > 0);
            let known = known.map(|at| self.placed(*at, depth));
            match (own, known) {
                // Something is said of it in its place, and may be elsewhere, too.
                (Some(mut own), known) => {
                    for (key, said) in known.unwrap_or_default() {
                        own.entry(key).or_insert(said);
                    }
                    Value::Object(own)
                }
                (None, Some(node)) => Value::Object(node),
                (None, None) => json!({ "@id": id }),
            }
        };
        Value::Array(values.iter().map(node).collect())
    }

    /// Texts and numbers without their types, and nodes without a name in their places: nothing else
    /// leads to them.
    fn simple(&self, value: &Value, depth: usize) -> Value {
        match value {
            Value::Array(items) => {
                Value::Array(items.iter().map(|it| self.simple(it, depth)).collect())
            }
            Value::Object(fields) if fields.keys().all(|key| key.starts_with('@')) => {
                let id = fields.get("@id").and_then(Value::as_str);
                let blank = id.filter(|it| it.starts_with("_:") && depth < DEEPEST);
                let node = blank.and_then(|it| self.places.get(it));
                match node.filter(|_| self.left.get() > 0) {
                    Some(at) => Value::Object(self.placed(*at, depth)),
                    None => {
                        fields.get("@value").or_else(|| fields.get("@id")).unwrap_or(value).clone()
                    }
                }
            }
            other => other.clone(),
        }
    }
}
