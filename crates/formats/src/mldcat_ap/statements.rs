//! Statements in Turtle or JSON-LD as nodes with the names of the profile's context.

use std::collections::HashMap;

use faircat_json_ld::{check, expansion, tidy};
use faircat_record::diagnostic::Diagnostic;
use serde_json::{Map, Value, json};

use super::KINDS;
use super::statement_names::{DCAT, IT6, TYPE, class, property};
use crate::import::{document, turtle};
use crate::reader::Input;

/// The name that the language of a work's title gets, and that of another of which there are several.
pub(super) const LANGUAGE: &str = "@language";

/// A node with its properties by their addresses.
type Node = (String, Vec<(String, Value)>);

/// Whether a file names a vocabulary of which there may be works in it.
pub(super) fn may_be(input: &Input) -> bool {
    let text = document::text(input).unwrap_or_default();
    // A page or other XML is neither.
    !is_xml(text) && [IT6, DCAT, DCAT_US].iter().any(|it| text.contains(it))
}

/// The context and the edition of the profile of DCAT in which agencies of the United States list data.
const DCAT_US: &str = "https://project-open-data.cio.gov/v1.1/schema";

/// A list of data in DCAT-US, which may leave out context and types, as JSON-LD of a node for each
/// dataset; any other document as it is.
fn with_types(document: Value) -> Value {
    let is_one = document.get("conformsTo").and_then(Value::as_str) == Some(DCAT_US);
    let Value::Object(mut catalogue) = document else { return document };
    let Some(Value::Array(datasets)) = catalogue.get("dataset").filter(|_| is_one) else {
        return Value::Object(catalogue);
    };
    let typed = |it: &Value| {
        let mut it = it.clone();
        if let Some(fields) = it.as_object_mut() {
            fields.entry("@type").or_insert_with(|| "dcat:Dataset".into());
        }
        it
    };
    let mut nodes: Vec<Value> = datasets.iter().map(typed).collect();
    catalogue.shift_remove("dataset");
    // By which the format is known.
    catalogue.shift_remove("conformsTo");
    let context = catalogue.shift_remove("@context");
    catalogue.entry("@type").or_insert_with(|| "dcat:Catalog".into());
    nodes.push(Value::Object(catalogue));
    let context = context.unwrap_or_else(|| format!("{DCAT_US}/catalog.jsonld").into());
    json!({"@context": context, "@graph": nodes})
}

/// Whether it is XML, and not an address of Turtle at the beginning.
fn is_xml(text: &str) -> bool {
    let start = text.trim_start();
    start.starts_with('<') && !start.starts_with("<http") && !start.starts_with("<urn:")
}

/// The nodes of a file as a document of JSON-LD with the profile's names, and what was left out of
/// it, in sentences.
pub(super) fn of(input: &Input) -> Result<(Value, Vec<String>), Box<Diagnostic>> {
    let (nodes, left_out) = match document::maybe_json(input) {
        Some(_) => of_json(input)?,
        None => (of_turtle(input)?, Vec::new()),
    };
    Ok((json!({"@graph": nodes.into_iter().map(named).collect::<Vec<_>>()}), left_out))
}

fn of_turtle(input: &Input) -> Result<Vec<Node>, Box<Diagnostic>> {
    let mut nodes = Graph::default();
    for triple in turtle::triples(input)? {
        let subject = nodes.name(&triple.subject.to_string());
        let value = match &triple.object {
            oxrdf::Term::Literal(literal) => literal_of(literal),
            node => json!({"@id": nodes.name(&node.to_string())}),
        };
        nodes.add(subject, triple.predicate.into_string(), value);
    }
    Ok(nodes.nodes)
}

/// Nodes in the order in which they are first spoken of.
#[derive(Default)]
struct Graph {
    nodes: Vec<Node>,
    places: HashMap<String, usize>,
    /// Names of blank nodes in the order in which they occur, as the parser's are new each time.
    blank: HashMap<String, String>,
}

impl Graph {
    /// The name of a node: its address, or a number.
    fn name(&mut self, term: &str) -> String {
        if !term.starts_with("_:") {
            return term.trim_start_matches('<').trim_end_matches('>').to_owned();
        }
        let next = format!("_:b{}", self.blank.len() + 1);
        self.blank.entry(term.to_owned()).or_insert(next).clone()
    }

    fn add(&mut self, subject: String, property: String, value: Value) {
        let next = self.nodes.len();
        let at = *self.places.entry(subject.clone()).or_insert(next);
        if at == next {
            self.nodes.push((subject, Vec::new()));
        }
        self.nodes[at].1.push((property, value));
    }
}

fn literal_of(literal: &oxrdf::Literal) -> Value {
    match literal.language() {
        Some(language) => json!({"@value": literal.value(), "@language": language}),
        None => json!({"@value": literal.value()}),
    }
}

fn of_json(input: &Input) -> Result<(Vec<Node>, Vec<String>), Box<Diagnostic>> {
    let refuse = |why: String| {
        let message = format!("its JSON-LD is not understood: {why}");
        Box::new(Diagnostic::error("import-json-ld", message).in_file(input.place))
    };
    let mut document: Value = serde_json::from_str(document::text(input)?)
        .map_err(|error| Box::new(document::malformed_json(input, &error)))?;
    document = with_types(document);
    check(&document).map_err(|why| refuse(why.to_string()))?;
    let mut left_out = Vec::new();
    tidy(&mut document, &mut left_out);
    let expanded = expansion::expand(&document, None).map_err(refuse)?;
    left_out.extend(expanded.left_out);
    let expanded: Value =
        serde_json::from_str(&expanded.text).map_err(|error| refuse(error.to_string()))?;
    let mut graph = Graph::default();
    let mut unnamed = 0;
    for node in expanded.as_array().into_iter().flatten() {
        flatten(node, &mut graph, &mut unnamed);
    }
    Ok((graph.nodes, left_out))
}

/// Adds what an expanded `node` says, and the nodes within it; gives what names it.
fn flatten(node: &Value, graph: &mut Graph, unnamed: &mut usize) -> Option<Value> {
    let fields = node.as_object()?;
    if fields.contains_key("@value") {
        return Some(node.clone());
    }
    if let Some(items) = fields.get("@list").or_else(|| fields.get("@set")) {
        return flatten(items.as_array()?.first()?, graph, unnamed);
    }
    let id = fields.get("@id").and_then(Value::as_str).map(str::to_owned).unwrap_or_else(|| {
        *unnamed += 1;
        format!("_:n{unnamed}")
    });
    for kind in fields.get("@type").and_then(Value::as_array).into_iter().flatten() {
        graph.add(id.clone(), TYPE.to_owned(), json!({"@id": kind}));
    }
    for (property, values) in fields {
        let values = values.as_array().into_iter().flatten();
        match property.as_str() {
            "@graph" | "@included" => values.for_each(|it| drop(flatten(it, graph, unnamed))),
            keyword if keyword.starts_with('@') => {}
            property => {
                for value in values {
                    if let Some(value) = flatten(value, graph, unnamed) {
                        graph.add(id.clone(), property.to_owned(), value);
                    }
                }
            }
        }
    }
    Some(json!({"@id": id}))
}

/// A node with the profile's names. Of texts in several languages those in the language of the title
/// have the name; others have theirs with the language.
fn named((id, properties): Node) -> Value {
    let of_type = |(name, value): &(String, Value)| {
        (name == TYPE).then(|| value["@id"].as_str().map(str::to_owned)).flatten()
    };
    let types: Vec<String> = properties.iter().filter_map(of_type).collect();
    let classes: Vec<&str> = types.iter().map(|it| class(it)).collect();
    let mut fields = Map::new();
    fields.insert("@id".to_owned(), id.into());
    match classes.as_slice() {
        [] => {}
        [one] => drop(fields.insert("@type".to_owned(), (*one).into())),
        several => drop(fields.insert("@type".to_owned(), json!(several))),
    }
    let all = by_name(&properties, &classes);
    let titles = all.iter().find(|(name, _)| matches!(*name, "name" | "title"));
    let own = titles.and_then(|(_, values)| chosen(values));
    let is_work = KINDS.iter().any(|(kind, ..)| classes.contains(kind));
    let has_several = titles.is_some_and(|(_, values)| values.len() > 1);
    if let Some(own) = own.filter(|_| is_work || has_several) {
        fields.insert(LANGUAGE.to_owned(), own.into());
    }
    for (name, values) in &all {
        let of_name = language_of(name, values, own);
        for value in values {
            let tagged = language(value).zip(of_name);
            let key = match tagged.filter(|(it, of_name)| is_apart(&fields, name, it, of_name)) {
                Some((it, _)) => format!("{name}@{it}"),
                None => (*name).to_owned(),
            };
            match fields.get_mut(&key) {
                Some(Value::Array(items)) => items.push((*value).clone()),
                Some(one) => *one = Value::Array(vec![one.take(), (*value).clone()]),
                None => drop(fields.insert(key, (*value).clone())),
            }
        }
    }
    Value::Object(fields)
}

/// The property that has many values in each language, where others have one.
const KEYWORD: &str = "keyword";

/// Whether a text in `language` gets a key with its language: it is in another than that `of_name`, or
/// the name is taken.
fn is_apart(fields: &Map<String, Value>, name: &str, language: &str, of_name: &str) -> bool {
    let is_second = name != KEYWORD && fields.contains_key(name);
    is_second || !language.eq_ignore_ascii_case(of_name)
}

fn language(value: &Value) -> Option<&str> {
    value.get("@language")?.as_str()
}

/// The language of `values` that stands for all: English, or else that of the first; `None` where one
/// of them states none.
fn chosen<'a>(values: &[&'a Value]) -> Option<&'a str> {
    let languages: Option<Vec<&str>> = values.iter().copied().map(language).collect();
    let languages = languages?;
    languages.iter().find(|it| it.starts_with("en")).or(languages.first()).copied()
}

/// The language in which the values of the property `name` get that name, of a node whose title is in
/// `own`: in it stand descriptions and keywords, of which translations have the others. `None` where not
/// all have a language.
fn language_of<'a>(name: &str, values: &[&'a Value], own: Option<&'a str>) -> Option<&'a str> {
    let chosen = chosen(values)?;
    let is_in = |own: &str| {
        values.iter().any(|it| language(it).is_some_and(|it| it.eq_ignore_ascii_case(own)))
    };
    let is_translated = matches!(name, "description" | "shortDescription" | KEYWORD);
    Some(own.filter(|own| is_translated || is_in(own)).unwrap_or(chosen))
}

/// Values by the names of their properties, in the order in which these occur.
fn by_name<'a>(
    properties: &'a [(String, Value)],
    classes: &[&str],
) -> Vec<(&'a str, Vec<&'a Value>)> {
    let mut named: Vec<(&str, Vec<&Value>)> = Vec::new();
    for (iri, value) in properties.iter().filter(|(iri, _)| iri != TYPE) {
        let name = property(iri, classes);
        match named.iter_mut().find(|(known, _)| *known == name) {
            Some((_, values)) => values.push(value),
            None => named.push((name, vec![value])),
        }
    }
    named
}
