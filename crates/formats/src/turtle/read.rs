//! Works in Turtle, in the words of schema.org and FAIR4ML: the statements become JSON-LD, which is
//! read as such.

use std::collections::{HashMap, HashSet};

use faircat_json_ld::customary::renamed;
use faircat_linked_data::vocabulary::{dcat, prov};
use faircat_record::diagnostic::Diagnostic;
use oxrdf::{BlankNode, NamedNode, NamedOrBlankNode, Term, Triple};
use serde_json::{Map, Value, json};

use super::{FORMAT, own_language};
use crate::import::document::Lines;
use crate::import::source::Part;
use crate::import::{document, turtle};
use crate::json_ld;
use crate::reader::{Found, Input};

/// Nodes within nodes are put in place so deep.
const DEEPEST: usize = 8;

/// Nodes that are put in place, all in all; what follows is told by its address alone.
const MOST_PLACED: usize = 100_000;

const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const FIRST: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#first";
const REST: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#rest";
const NIL: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#nil";
const STRING: &str = "http://www.w3.org/2001/XMLSchema#string";

/// Words of works that are read here; what says nothing in them is DCAT alone.
const WORDS: [&str; 3] = ["schema.org/", "w3id.org/fair4ml", "w3id.org/codemeta"];

/// Beginnings of names, with the prefixes by which the reader of works knows them.
const PREFIXES: [(&str, &str); 3] =
    [(dcat::NAMESPACE, "dcat:"), (prov::NAMESPACE, "prov:"), ("dct:", "dcterms:")];

/// What stands in files of MLDCAT-AP, which is read by itself.
const OF_ANOTHER: &str = "data.europa.eu/it6/";

/// Ends of the classes of works, and of those that only list or show them.
const OF_WORKS: [&str; 8] = [
    "/Dataset",
    "#MLModel",
    // As MLentory has it.
    "/MLModel",
    "/SoftwareSourceCode",
    "/SoftwareApplication",
    "/ComputationalWorkflow",
    "/LearningResource",
    "/Course",
];
const OF_LISTS: [&str; 4] = ["/DataCatalog", "/WebPage", "/WebSite", "#Catalog"];

pub(super) fn recognise(input: &Input) -> bool {
    let Ok(text) = document::text(input) else { return false };
    // JSON and XML are no Turtle; an address may begin it.
    let start = text.trim_start();
    let is_other = start.starts_with(['{', '['])
        || start.starts_with('<') && !start.starts_with("<http") && !start.starts_with("<urn:");
    !is_other
        && WORDS.iter().any(|it| text.contains(it))
        && !text.contains(OF_ANOTHER)
        && turtle::triples(input).is_ok_and(|it| !Nodes::of(&it).roots().is_empty())
}

pub(super) fn read(input: &Input) -> Found {
    let text = document::text(input).unwrap_or_default();
    match translated(input) {
        Ok(value) => json_ld::read_as(&as_json(input, value, text), FORMAT.name),
        Err(problem) => Found::refused(*problem),
    }
}

/// The statements of a file. Unless it is served at its place, what is relative to that has no name.
///
/// # Errors
/// It is no Turtle, or has too many statements.
pub fn stated(input: &Input) -> Result<Vec<Triple>, Box<Diagnostic>> {
    let mut triples = turtle::triples(input)?;
    for triple in &mut triples {
        if let NamedOrBlankNode::NamedNode(node) = &triple.subject
            && let Some(unnamed) = of_no_address(node)
        {
            triple.subject = unnamed.into();
        }
        if let Term::NamedNode(node) = &triple.object
            && let Some(unnamed) = of_no_address(node)
        {
            triple.object = unnamed.into();
        }
    }
    Ok(triples)
}

/// What stands for `node`, whose address is relative to a file here.
fn of_no_address(node: &NamedNode) -> Option<BlankNode> {
    let path = node.as_str().strip_prefix("file:")?;
    Some(BlankNode::new_unchecked(format!("file{}", hex::encode(path))))
}

/// The file, as if it held `value`, which its `text` says in other words.
fn as_json<'a>(input: &Input<'a>, value: Value, text: &str) -> Input<'a> {
    Input::new(input.place, input.bytes).holding(value, Part::with_lines(text, lines))
}

/// The lines of the works of `text` and of their properties, by their JSON pointers in what is
/// [`translated`].
fn lines(text: &str) -> Lines {
    let (triples, ends) = turtle::with_lines(text);
    let texts: Vec<&str> = text.lines().collect();
    let roots = Nodes::of(&triples).roots();
    let places: HashMap<&str, usize> =
        roots.iter().enumerate().map(|(at, root)| (root.as_str(), at)).collect();
    let mut lines = Lines::new();
    for (triple, end) in triples.iter().zip(ends) {
        let subject = name(&triple.subject);
        let Some(at) = places.get(subject.as_str()) else { continue };
        let work = format!("/@graph/{at}");
        let property = triple.predicate.as_str().rsplit(['/', '#']).next().unwrap_or_default();
        lines.entry(format!("{work}/{property}")).or_insert(end);
        lines.entry(work).or_insert_with(|| turtle::begins(&texts, &subject, end));
    }
    lines
}

/// The statements as JSON-LD in customary names, the nodes of each work in their places; after the
/// works what none of them refers to.
fn translated(input: &Input) -> Result<Value, Box<Diagnostic>> {
    let triples = turtle::triples(input)?;
    let mut graph = Nodes::of(&triples);
    let roots = graph.roots();
    let mut nodes: Vec<Value> =
        roots.iter().map(|root| graph.opened(root, &mut Vec::new())).collect();
    nodes.extend(graph.others());
    // A vocabulary that nothing has, so that every name is looked at by what it means.
    let document = json!({"@context": {"@vocab": "https://document.invalid/"}, "@graph": nodes});
    let read = renamed(&document).map_err(|why| {
        let message = format!("its statements are not understood: {why}");
        Box::new(Diagnostic::error("import-json-ld", message).in_file(input.place))
    })?;
    Ok(read.map_or_else(|| json!({}), with_prefixes))
}

/// `value` with the [`PREFIXES`] of names beside schema.org's.
fn with_prefixes(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(with_prefixes).collect(),
        Value::Object(fields) => {
            let fields = fields.into_iter().map(|(key, it)| (prefixed(key), with_prefixes(it)));
            Value::Object(fields.collect())
        }
        other => other,
    }
}

fn prefixed(name: String) -> String {
    let known =
        PREFIXES.iter().find_map(|(start, prefix)| Some((prefix, name.strip_prefix(start)?)));
    match known {
        Some((prefix, local)) => format!("{prefix}{local}"),
        None => name,
    }
}

/// The statements by the nodes that they are about.
struct Nodes<'t> {
    order: Vec<String>,
    about: HashMap<String, Vec<&'t Triple>>,
    placed: usize,
    /// Nodes of which the statements were put in a place.
    reached: HashSet<String>,
    /// Whether nodes with a name that were put in a place stay out of others.
    is_once: bool,
}

fn name(node: &NamedOrBlankNode) -> String {
    match node {
        NamedOrBlankNode::NamedNode(it) => it.as_str().to_owned(),
        NamedOrBlankNode::BlankNode(it) => it.to_string(),
    }
}

/// The node that a term is.
fn target(term: &Term) -> Option<String> {
    match term {
        Term::NamedNode(it) => Some(it.as_str().to_owned()),
        Term::BlankNode(it) => Some(it.to_string()),
        _ => None,
    }
}

impl<'t> Nodes<'t> {
    fn of(triples: &'t [Triple]) -> Nodes<'t> {
        let (mut order, mut about) = (Vec::new(), HashMap::<String, Vec<&Triple>>::new());
        for triple in triples {
            let subject = name(&triple.subject);
            let known = about.entry(subject.clone()).or_default();
            if known.is_empty() {
                order.push(subject);
            }
            known.push(triple);
        }
        Nodes { order, about, placed: 0, reached: HashSet::new(), is_once: false }
    }

    fn has_class(&self, node: &str, ends: &[&str]) -> bool {
        let about = self.about.get(node).into_iter().flatten();
        let classes = about.filter(|it| it.predicate.as_str() == TYPE);
        classes
            .filter_map(|it| target(&it.object))
            .any(|it| ends.iter().any(|end| it.ends_with(end)))
    }

    /// The works that are no parts of what is said of others; or else the one of which most is said.
    fn roots(&self) -> Vec<String> {
        let works: Vec<&String> =
            self.order.iter().filter(|it| self.has_class(it, &OF_WORKS)).collect();
        let mut named = HashSet::new();
        for subject in &self.order {
            if !self.has_class(subject, &OF_LISTS) {
                let about = self.about.get(subject).into_iter().flatten();
                let targets = about.filter_map(|it| target(&it.object));
                named.extend(targets.filter(|it| it != subject));
            }
        }
        let free: Vec<String> =
            works.iter().filter(|it| !named.contains(**it)).map(|it| (*it).clone()).collect();
        if !free.is_empty() {
            return free;
        }
        let size = |it: &&&String| self.about.get(**it).map_or(0, Vec::len);
        // Of several with as much the first.
        works.iter().rev().max_by_key(size).map(|it| (*it).clone()).into_iter().collect()
    }

    /// What is said of nodes that are in no place yet: works by themselves, then other nodes with a
    /// name, then those that stand in none of these.
    fn others(&mut self) -> Vec<Value> {
        self.is_once = true;
        let mut left: Vec<String> =
            self.order.iter().filter(|it| !self.reached.contains(*it)).cloned().collect();
        left.sort_by_key(|it| (it.starts_with("_:"), !self.has_class(it, &OF_WORKS)));
        let mut found = Vec::new();
        for node in left {
            if !self.reached.contains(&node) {
                found.push(self.opened(&node, &mut Vec::new()));
            }
        }
        found
    }

    /// What is said of `node`, with the nodes that it names in their places, but for those that it stands
    /// in itself.
    fn opened(&mut self, node: &str, path: &mut Vec<String>) -> Value {
        let mut fields = Map::new();
        // A blank node's name is good within its document alone, and is another each time.
        if !node.starts_with("_:") {
            fields.insert("@id".to_owned(), node.into());
        }
        let is_told = self.is_once && !node.starts_with("_:") && self.reached.contains(node);
        let is_open = !is_told && path.len() < DEEPEST && self.placed < MOST_PLACED;
        let about = self.about.get(node).filter(|_| is_open && !path.iter().any(|it| it == node));
        let Some(about) = about.cloned() else { return Value::Object(fields) };
        self.placed += 1;
        self.reached.insert(node.to_owned());
        path.push(node.to_owned());
        for triple in about {
            let property = triple.predicate.as_str();
            let (key, value) = match property {
                TYPE => ("@type", target(&triple.object).map_or(Value::Null, Value::from)),
                _ => (property, self.value(&triple.object, path)),
            };
            match fields.entry(key).or_insert_with(|| json!([])) {
                Value::Array(values) => values.push(value),
                other => *other = value,
            }
        }
        own_language::first(&mut fields);
        path.pop();
        Value::Object(fields)
    }

    fn value(&mut self, term: &Term, path: &mut Vec<String>) -> Value {
        if let Term::Literal(literal) = term {
            return match (literal.language(), literal.datatype().as_str()) {
                (Some(language), _) => json!({"@value": literal.value(), "@language": language}),
                (None, STRING) => json!({"@value": literal.value()}),
                (None, kind) => json!({"@value": literal.value(), "@type": kind}),
            };
        }
        let Some(node) = target(term) else { return Value::Null };
        match self.list(&node, path) {
            Some(items) => json!({ "@list": items }),
            None => self.opened(&node, path),
        }
    }

    /// The items of the list that begins at `node`.
    fn list(&mut self, node: &str, path: &mut Vec<String>) -> Option<Vec<Value>> {
        let (mut items, mut next, mut seen) = (Vec::new(), node.to_owned(), HashSet::new());
        while next != NIL {
            let about = self.about.get(&next).filter(|_| seen.insert(next.clone()))?.clone();
            let of = |key: &str| about.iter().find(|it| it.predicate.as_str() == key);
            items.push(self.value(&of(FIRST)?.object, path));
            next = target(&of(REST)?.object)?;
        }
        self.reached.extend(seen);
        Some(items)
    }
}
