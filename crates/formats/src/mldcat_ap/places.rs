//! Where the nodes of a file stand: they are put into each other, so what is read has other places.

use std::collections::HashMap;

use faircat_record::json_pointer::escape;
use faircat_record::yaml::{self, Content, Node};
use oxrdf::{NamedOrBlankNode, Term};

use super::statement_names::{TYPE, class, property};
use crate::import::document::{self, Lines, Whereabouts};
use crate::import::turtle;
use crate::reader::Input;

/// The file, whose nodes stand at their [`pointer`].
pub(super) fn source(input: &Input) -> Whereabouts {
    let lines: fn(&str) -> Lines = match document::maybe_json(input) {
        Some(_) => of_json,
        None => of_turtle,
    };
    match document::text(input) {
        Ok(text) => Whereabouts::with_lines(input, text, lines),
        Err(_) => Whereabouts::file(input),
    }
}

/// The JSON pointer of the node `iri`; that of nothing for one that has no name.
pub(super) fn pointer(iri: Option<&str>) -> String {
    format!("/{}", escape(iri.unwrap_or_default()))
}

/// The lines of the nodes of Turtle that have a name, and of their properties.
fn of_turtle(text: &str) -> Lines {
    let (triples, ends) = turtle::with_lines(text);
    let texts: Vec<&str> = text.lines().collect();
    let mut classes: HashMap<&NamedOrBlankNode, Vec<&str>> = HashMap::new();
    for triple in triples.iter().filter(|it| it.predicate.as_str() == TYPE) {
        if let Term::NamedNode(it) = &triple.object {
            classes.entry(&triple.subject).or_default().push(class(it.as_str()));
        }
    }
    let mut lines = Lines::new();
    for (triple, end) in triples.iter().zip(ends) {
        let NamedOrBlankNode::NamedNode(subject) = &triple.subject else { continue };
        let node = pointer(Some(subject.as_str()));
        let of_node = classes.get(&triple.subject).map(Vec::as_slice).unwrap_or_default();
        let name = property(triple.predicate.as_str(), of_node);
        // Names begin with their class.
        let name = name.split_once('.').map_or(name, |(_, own)| own);
        lines.entry(format!("{node}/{}", escape(name))).or_insert(end);
        lines.entry(node).or_insert_with(|| turtle::begins(&texts, subject.as_str(), end));
    }
    lines
}

/// The lines of the nodes of JSON-LD that have a name as it is.
fn of_json(text: &str) -> Lines {
    let mut lines = Lines::new();
    // JSON is YAML, but for tabs.
    if let Some(root) = yaml::parse(text).root {
        add(&root, &mut lines);
    }
    lines
}

fn add(node: &Node, lines: &mut Lines) {
    match &node.content {
        Content::Sequence(items) => items.iter().for_each(|it| add(it, lines)),
        Content::Mapping(fields) => {
            let name = fields.iter().find(|it| matches!(it.key.as_str(), "@id" | "id"));
            // What has nothing else only refers to a node.
            if let Some(name) = name.filter(|_| fields.len() > 1)
                && let Content::Scalar { text, .. } = &name.value.content
            {
                let line = fields.iter().map(|it| it.key_place.line).min().unwrap_or_default();
                lines.entry(pointer(Some(text.as_str()))).or_insert(line);
            }
            fields.iter().for_each(|it| add(&it.value, lines));
        }
        Content::Scalar { .. } => {}
    }
}
