//! The same statements, whichever of its ways of writing a page chose.
//!
//! schema.org lets a value stand within a list, within an `ItemList`, or within a `Role` that says
//! more of it (<https://schema.org/Role>): each stands for the values in it. schema.org has four
//! spellings of its namespace, and narrower classes for some kinds of works.

use std::collections::{HashMap, HashSet};

use oxrdf::{BlankNode, NamedNode, NamedNodeRef, NamedOrBlankNode, Term, Triple};

use faircat_linked_data::graph::Graph;
use faircat_linked_data::vocabulary::{codemeta, fair4ml, rdf, schema};

const SPELLINGS: &[&str] =
    &["https://schema.org/", "http://www.schema.org/", "https://www.schema.org/"];

/// Spellings of CodeMeta's namespace: the one of its contexts, and that of `vocabulary`.
const OF_CODEMETA: &[&str] = &["https://codemeta.github.io/terms/", codemeta::NAMESPACE];

/// Terms of CodeMeta that schema.org has taken up since.
const TAKEN_UP: &[&str] = &["funding", "maintainer"];

/// FAIR4ML under the address of its specification, as MLentory has it, instead of its namespace.
const OF_FAIR4ML: &str = "https://w3id.org/fair4ml/";

/// Classes of works with the wider one that is asked for (<https://schema.org/docs/full.html>).
const WIDER: &[(&str, NamedNodeRef<'_>)] = &[
    ("WebApplication", schema::SOFTWARE_APPLICATION),
    ("MobileApplication", schema::SOFTWARE_APPLICATION),
    ("VideoGame", schema::SOFTWARE_APPLICATION),
    ("DataFeed", schema::DATASET),
    ("CompleteDataFeed", schema::DATASET),
];

/// How deep lists and roles are looked into.
const DEEPEST: usize = 8;
/// Most values that one list is taken for.
const LONGEST: usize = 10_000;
/// Most values within lists and roles that are looked at on one page: each may name all others, and
/// a description may name one list very often.
const MOST_WITHIN: usize = 1_000_000;
/// Most classes of a node that are looked at.
const MOST_CLASSES: usize = 50;

/// `triples` with one namespace of schema.org, and values where lists and roles of them stood.
/// Nodes without name are numbered as they come, so that the same page always has the same order.
/// What is left out is told in `left_out`.
pub(super) fn normal_form(triples: Vec<Triple>, left_out: &mut Vec<String>) -> Vec<Triple> {
    let mut numbers = HashMap::new();
    let numbered = triples.into_iter().map(|it| numbered(it, &mut numbers));
    let graph = Graph::new(numbered.map(in_one_namespace).flat_map(with_wider_class).collect());
    let mut normal = Vec::with_capacity(graph.triples().len());
    let mut budget = MOST_WITHIN;
    for triple in graph.triples() {
        if triple.predicate == rdf::FIRST || triple.predicate == rdf::REST {
            continue;
        }
        let property = triple.predicate.as_ref();
        let mut unfolding =
            Unfolding { graph: &graph, property, budget, met: HashSet::new(), values: Vec::new() };
        unfolding.add(&triple.object, DEEPEST);
        budget = unfolding.budget;
        let values = unfolding.values;
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
    if budget == 0 {
        left_out.push(format!("of lists and roles, {MOST_WITHIN} values are read"));
    }
    left_out.dedup();
    normal
}

/// What one value of a property stands for, as far as it is known.
struct Unfolding<'a> {
    graph: &'a Graph,
    property: NamedNodeRef<'a>,
    /// How many values within lists and roles may still be looked at.
    budget: usize,
    /// The lists and roles that were looked into: a role may lead back to itself.
    met: HashSet<NamedOrBlankNode>,
    values: Vec<Term>,
}

impl Unfolding<'_> {
    /// Adds what `value` stands for, looking into `depth` lists and roles one within the other.
    fn add(&mut self, value: &Term, depth: usize) {
        let inner = match node(value) {
            Some(node) if self.met.contains(&node) => return,
            Some(node) if depth > 0 && self.budget > 0 => {
                let inner = inner(self.graph, self.property, &node);
                if !inner.is_empty() {
                    self.met.insert(node);
                }
                inner
            }
            _ => Vec::new(),
        };
        if inner.is_empty() {
            // The end of an empty list is no value.
            if *value != Term::from(rdf::NIL.into_owned()) {
                self.values.push(value.clone());
            }
            return;
        }
        self.budget = self.budget.saturating_sub(inner.len());
        for value in inner {
            if self.values.len() < LONGEST && self.budget > 0 {
                self.add(&value, depth - 1);
            }
        }
    }
}

/// What `node` holds as the value of a property, where it is only a way of holding it.
fn inner(graph: &Graph, property: NamedNodeRef<'_>, node: &NamedOrBlankNode) -> Vec<Term> {
    let of = |property| graph.objects(node, property).cloned().collect::<Vec<Term>>();
    if graph.objects(node, rdf::FIRST).next().is_some() {
        return members(graph, node);
    }
    for class in graph.objects(node, rdf::TYPE).take(MOST_CLASSES).filter_map(name) {
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
        Term::NamedNode(node) => Term::NamedNode(in_its_namespace(node)),
        other => other,
    };
    Triple { subject: triple.subject, predicate: in_its_namespace(triple.predicate), object }
}

/// `triple`, and where it gives a narrower class of a work, the wider one too.
fn with_wider_class(triple: Triple) -> impl Iterator<Item = Triple> {
    let class = Some(&triple.object).filter(|_| triple.predicate == rdf::TYPE).and_then(name);
    let class = class.and_then(|it| it.strip_prefix(schema::NAMESPACE));
    let wider = WIDER.iter().find(|(narrow, _)| class == Some(narrow));
    let wider = wider.map(|(_, wider)| Triple {
        subject: triple.subject.clone(),
        predicate: triple.predicate.clone(),
        object: wider.into_owned().into(),
    });
    std::iter::once(triple).chain(wider)
}

fn in_its_namespace(node: NamedNode) -> NamedNode {
    let of_codemeta = OF_CODEMETA.iter().find_map(|spelling| node.as_str().strip_prefix(spelling));
    if let Some(term) = of_codemeta {
        let taken_up = TAKEN_UP.contains(&term);
        let namespace = if taken_up { schema::NAMESPACE } else { codemeta::NAMESPACE };
        return NamedNode::new_unchecked(format!("{namespace}{term}"));
    }
    let of_fair4ml = node.as_str().strip_prefix(OF_FAIR4ML);
    if let Some(term) = of_fair4ml.filter(|it| it.bytes().all(|byte| byte.is_ascii_alphabetic()))
        && !term.is_empty()
    {
        return NamedNode::new_unchecked(format!("{}{term}", fair4ml::NAMESPACE));
    }
    match SPELLINGS.iter().find_map(|spelling| node.as_str().strip_prefix(spelling)) {
        Some(term) => NamedNode::new_unchecked(format!("{}{term}", schema::NAMESPACE)),
        None => node,
    }
}
