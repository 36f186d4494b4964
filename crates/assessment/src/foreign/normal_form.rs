//! The same statements, whichever of its ways of writing a page chose.
//!
//! schema.org lets a value stand within a list, within an `ItemList`, or within a `Role` that says
//! more of it (<https://schema.org/Role>): each stands for the values in it. schema.org has four
//! spellings of its namespace.

use std::collections::HashMap;

use oxrdf::{BlankNode, NamedNode, NamedNodeRef, NamedOrBlankNode, Term, Triple};

use faircat_linked_data::graph::Graph;
use faircat_linked_data::vocabulary::{rdf, schema};

const SPELLINGS: &[&str] =
    &["https://schema.org/", "http://www.schema.org/", "https://www.schema.org/"];

/// How deep lists and roles are looked into.
const DEEPEST: usize = 8;
/// Most values that one list is taken for; a description may name one list very often.
const LONGEST: usize = 10_000;

/// `triples` with one namespace of schema.org, and values where lists and roles of them stood.
/// Nodes without name are numbered as they come, so that the same page always has the same order.
/// What is left out is told in `left_out`.
pub(super) fn normal_form(triples: Vec<Triple>, left_out: &mut Vec<String>) -> Vec<Triple> {
    let mut numbers = HashMap::new();
    let numbered = triples.into_iter().map(|it| numbered(it, &mut numbers));
    let graph = Graph::new(numbered.map(in_one_namespace).collect());
    let mut normal = Vec::with_capacity(graph.triples().len());
    for triple in graph.triples() {
        if triple.predicate == rdf::FIRST || triple.predicate == rdf::REST {
            continue;
        }
        let mut values = Vec::new();
        unfold(&graph, triple.predicate.as_ref(), &triple.object, DEEPEST, &mut values);
        if values.len() == LONGEST {
            left_out
                .push(format!("of a list in `{}`, {LONGEST} values are read", triple.predicate));
        }
        normal.extend(values.into_iter().map(|object| Triple {
            subject: triple.subject.clone(),
            predicate: triple.predicate.clone(),
            object,
        }));
    }
    left_out.dedup();
    normal
}

/// Adds to `values` what `value` of the property stands for.
fn unfold(
    graph: &Graph,
    property: NamedNodeRef<'_>,
    value: &Term,
    depth: usize,
    values: &mut Vec<Term>,
) {
    let inner = match node(value) {
        Some(node) if depth > 0 => inner(graph, property, &node),
        _ => Vec::new(),
    };
    if inner.is_empty() {
        // The end of an empty list is no value.
        if *value != Term::from(rdf::NIL.into_owned()) {
            values.push(value.clone());
        }
        return;
    }
    for value in inner {
        if values.len() < LONGEST {
            unfold(graph, property, &value, depth - 1, values);
        }
    }
}

/// What `node` holds as the value of a property, where it is only a way of holding it.
fn inner(graph: &Graph, property: NamedNodeRef<'_>, node: &NamedOrBlankNode) -> Vec<Term> {
    let of = |property| graph.objects(node, property).cloned().collect::<Vec<Term>>();
    if graph.objects(node, rdf::FIRST).next().is_some() {
        return members(graph, node);
    }
    for class in graph.objects(node, rdf::TYPE).filter_map(name) {
        match class.strip_prefix(schema::NAMESPACE) {
            Some("ItemList") => return of(schema::ITEM_LIST_ELEMENT),
            Some("ListItem") => return of(schema::ITEM),
            Some("Role" | "OrganizationRole" | "EmployeeRole" | "PerformanceRole" | "LinkRole") => {
                return of(property);
            }
            _ => {}
        }
    }
    let nameless = matches!(node, NamedOrBlankNode::BlankNode(_));
    let of_agents = [schema::CREATOR, schema::AUTHOR, schema::CONTRIBUTOR].contains(&property);
    if nameless && of_agents { of(property) } else { Vec::new() }
}

/// The members of the list that begins with `head`.
fn members(graph: &Graph, head: &NamedOrBlankNode) -> Vec<Term> {
    let mut members = Vec::new();
    let mut cell = Some(head.clone());
    while let Some(here) = cell.take() {
        members.extend(graph.objects(&here, rdf::FIRST).cloned());
        // A list that leads back to itself ends here.
        if members.len() < LONGEST {
            cell = graph.objects(&here, rdf::REST).find_map(node);
        }
    }
    members
}

/// `triple` with names for its blank nodes that tell in which order they came.
fn numbered(triple: Triple, numbers: &mut HashMap<BlankNode, usize>) -> Triple {
    let mut name = |node: BlankNode| {
        let next = numbers.len();
        let number = *numbers.entry(node).or_insert(next);
        BlankNode::new_unchecked(format!("n{number:08}"))
    };
    let subject = match triple.subject {
        NamedOrBlankNode::BlankNode(node) => name(node).into(),
        other => other,
    };
    let object = match triple.object {
        Term::BlankNode(node) => name(node).into(),
        other => other,
    };
    Triple { subject, predicate: triple.predicate, object }
}

fn node(term: &Term) -> Option<NamedOrBlankNode> {
    match term {
        Term::NamedNode(node) => Some(node.clone().into()),
        Term::BlankNode(node) => Some(node.clone().into()),
        Term::Literal(_) => None,
    }
}

fn name(term: &Term) -> Option<&str> {
    match term {
        Term::NamedNode(node) => Some(node.as_str()),
        _ => None,
    }
}

fn in_one_namespace(triple: Triple) -> Triple {
    let object = match triple.object {
        Term::NamedNode(node) => Term::NamedNode(with_http(node)),
        other => other,
    };
    Triple { subject: triple.subject, predicate: with_http(triple.predicate), object }
}

fn with_http(node: NamedNode) -> NamedNode {
    match SPELLINGS.iter().find_map(|spelling| node.as_str().strip_prefix(spelling)) {
        Some(term) => NamedNode::new_unchecked(format!("{}{term}", schema::NAMESPACE)),
        None => node,
    }
}
