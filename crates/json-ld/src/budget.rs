//! What a document of JSON-LD may hold at most, looked at before its contexts are: they are taken
//! in again wherever they are named, and cost what their terms times their uses come to.

use serde_json::{Map, Value};

use super::Refused;

/// Most values; a large Croissant description has some ten thousands.
const MOST_VALUES: usize = 500_000;
/// Most objects and lists one within the other. Descriptions in use have some ten.
const DEEPEST: usize = 64;
/// Most contexts that are named, or held.
const MOST_CONTEXTS: usize = 1000;
/// Most terms that contexts may make a reader take in: at each context its own and those that hold
/// there already, and where terms have contexts of their own, all of them for each value.
const MOST_TERMS_TAKEN_IN: usize = 2_000_000;
/// Terms of a context that is built in, about.
const TERMS_OF_BUILT_IN: usize = 300;
/// Most values where there are graphs within graphs, which are compared node by node.
const MOST_IN_GRAPHS: usize = 5000;

/// Texts of a context up to this length, in bytes, are names and addresses as people have them.
const USUAL_TEXT: usize = 200;
/// Most bytes that the names of all values may come to when they are written out: each may begin with
/// what a context says, and that in turn with another part of it.
const MOST_WRITTEN_OUT: usize = MOST_VALUES * USUAL_TEXT;

/// What a document holds.
#[derive(Default)]
struct Size {
    /// How deep the document's own nodes stand; their graphs are within no other.
    top: usize,
    values: usize,
    depth: usize,
    contexts: usize,
    /// Terms of all contexts, and those that a reader takes in.
    terms: usize,
    taken_in: usize,
    /// Bytes of texts in contexts that are longer than usual.
    long: usize,
    /// Whether a term has a context of its own.
    scoped: bool,
    /// Whether nodes stand in a graph that is not the document's own.
    graphs: bool,
}

/// Refuses `document` where it is larger than can be read in a moment.
pub(crate) fn check(document: &Value) -> Result<(), Refused> {
    let mut size = Size { top: if document.is_array() { 2 } else { 1 }, ..Size::default() };
    size.add(document, 0, 0);
    let malformed = |reason: String| Err(Refused::Malformed(reason));
    if size.depth > DEEPEST {
        return malformed(format!("it is nested more than {DEEPEST} deep"));
    }
    if size.contexts > MOST_CONTEXTS {
        return malformed(format!("it has more than {MOST_CONTEXTS} contexts"));
    }
    let uses = if size.scoped { size.values } else { 1 };
    let taken_in = size.taken_in.saturating_add(uses.saturating_mul(size.terms));
    if taken_in > MOST_TERMS_TAKEN_IN {
        return malformed("its contexts within others are too large, or used too often".to_owned());
    }
    if size.long > 0 && size.values.saturating_mul(size.long) > MOST_WRITTEN_OUT {
        return malformed("its contexts make names far too long".to_owned());
    }
    if size.graphs && size.values > MOST_IN_GRAPHS {
        return malformed(format!("its inner graphs hold more than {MOST_IN_GRAPHS} values"));
    }
    if size.values > MOST_VALUES {
        return Err(Refused::TooLarge(MOST_VALUES));
    }
    Ok(())
}

/// How many values `value` holds, itself included.
pub(crate) fn values(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(values).sum::<usize>(),
        Value::Object(fields) => 1 + fields.values().map(values).sum::<usize>(),
        _ => 1,
    }
}

impl Size {
    /// Adds `value`, at a place where `known` terms hold.
    fn add(&mut self, value: &Value, depth: usize, known: usize) {
        self.values += 1;
        self.depth = self.depth.max(depth);
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.add(item, depth + 1, known)),
            Value::Object(fields) => self.add_node(fields, depth + 1, known),
            _ => {}
        }
    }

    fn add_node(&mut self, fields: &Map<String, Value>, depth: usize, mut known: usize) {
        if let Some(context) = fields.get("@context") {
            let before = self.terms;
            self.add_context(context, depth);
            known += self.terms - before;
            self.taken_in = self.taken_in.saturating_add(known);
        }
        for (key, value) in fields.iter().filter(|(key, _)| *key != "@context") {
            self.graphs |= key == "@included" || key == "@graph" && depth > self.top;
            self.add(value, depth, known);
        }
    }

    fn add_context(&mut self, context: &Value, depth: usize) {
        self.depth = self.depth.max(depth);
        match context {
            Value::Array(contexts) => {
                contexts.iter().for_each(|context| self.add_context(context, depth + 1));
            }
            Value::Object(terms) => {
                self.contexts += 1;
                self.terms += terms.len();
                for (term, definition) in terms {
                    self.graphs |= makes_graphs(term, definition);
                    self.long += long_texts(definition);
                    if let Some(inner) = definition.get("@context") {
                        self.scoped = true;
                        self.add_context(inner, depth + 1);
                    }
                }
            }
            _ => {
                self.contexts += 1;
                self.terms += TERMS_OF_BUILT_IN;
            }
        }
    }
}

/// Bytes of the texts longer than usual with which names may begin by a term's `definition`.
fn long_texts(definition: &Value) -> usize {
    [Some(definition), definition.get("@id"), definition.get("@reverse")]
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::len)
        .filter(|length| *length > USUAL_TEXT)
        .sum()
}

/// Whether a term may put nodes into a graph of their own.
fn makes_graphs(term: &str, definition: &Value) -> bool {
    let container = definition.get("@container").map(Value::to_string);
    let stated = [Some(definition), definition.get("@id")].into_iter().flatten();
    let mut words = stated.filter_map(Value::as_str).chain([term]).chain(container.as_deref());
    words.any(|word| word.contains("@graph") || word.contains("@included"))
}
