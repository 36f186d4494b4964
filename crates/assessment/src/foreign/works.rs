//! Which of the works that a page describes is assessed, and which others there are.

use std::collections::{HashMap, HashSet};

use oxrdf::{NamedNodeRef, NamedOrBlankNode, Term};

use super::{Beside, ForeignError};
use crate::Rubric;
use crate::indicators::{shortened, some_phrases};
use crate::view::plain;
use faircat_linked_data::graph::Graph;
use faircat_linked_data::vocabulary::{dcat, dcterms, fair4ml, rdf, schema};

/// Classes, by the end of their names, whose nodes lead on to what is not about a work: other works
/// of the same person, catalogue or page.
const NOT_PART: &[&str] = &["Person", "Agent", "Organization", "Catalog", "Page", "WebSite"];

/// A work that can be assessed, and by which rubric.
pub(super) type Work = (NamedOrBlankNode, Rubric);

/// Picks the node that the statements are about: the one that is called as its `page` is, where that
/// can be assessed; else the one that they are mostly about: many properties, few links to it, and of a
/// class that can be assessed where there is one.
pub(super) fn main_work(
    graph: &Graph,
    page: Option<&str>,
    left_out: &[String],
) -> Result<Work, ForeignError> {
    let is_of_page = |node: &NamedOrBlankNode| page.is_some_and(|page| is_named(node, page));
    if let Some(own) = works(graph).into_iter().find(|(node, _)| is_of_page(node)) {
        return Ok(own);
    }
    let root = main_node(graph).ok_or(ForeignError::Empty)?;
    // What a page may be is not guessed where a part of it was not understood.
    let by_default = || data_by_default(graph, root).filter(|_| left_out.is_empty());
    match rubric_of(graph, root).or_else(by_default) {
        Some(rubric) => Ok((root.clone(), rubric)),
        None => Err(ForeignError::NothingToAssess(left_out.to_vec())),
    }
}

fn main_node(graph: &Graph) -> Option<&NamedOrBlankNode> {
    let (mut most, mut incoming) = (1, HashMap::new());
    for triple in graph.triples() {
        if let Some(key) = key(&triple.object) {
            *incoming.entry(key).or_insert(0_usize) += 1;
        }
    }
    for properties in nodes(graph) {
        most = most.max(properties.len());
    }
    let most_links = incoming.values().copied().max().unwrap_or(1) as f64;
    let mut best: Option<(f64, &NamedOrBlankNode)> = None;
    for properties in nodes(graph) {
        let subject = &properties[0].subject;
        let links = incoming.get(&of(subject)).copied().unwrap_or_default() as f64;
        let fat = properties.len() as f64 / most as f64;
        let bonus = if rubric_of(graph, subject).is_some() { 2.0 } else { 0.0 };
        let score = fat + 0.25 * (1.0 - links / most_links) + bonus;
        if best.is_none_or(|(known, _)| score > known) {
            best = Some((score, subject));
        }
    }
    best.map(|(_, node)| node)
}

/// The work that is called `wanted`: by its IRI, address, identifier or name.
pub(super) fn work_called(graph: &Graph, wanted: &str) -> Result<Work, ForeignError> {
    let all = works(graph);
    let by_iri = all.iter().find(|(node, _)| is_named(node, wanted));
    let called = |work: &&Work| {
        let stated = [schema::URL, schema::IDENTIFIER, schema::NAME, dcterms::TITLE];
        let mut texts = stated.iter().flat_map(|property| graph.objects(&work.0, *property));
        texts.any(|term| plain(term) == wanted)
    };
    by_iri.or_else(|| all.iter().find(called)).cloned().ok_or_else(|| {
        let labels = all.iter().map(|(node, _)| label(graph, node)).collect();
        ForeignError::NoSuchWork(wanted.to_owned(), labels)
    })
}

/// Says which works there are beside the one that is assessed, where they are no part of its
/// description.
pub(super) fn passed_over(graph: &Graph, root: &NamedOrBlankNode) -> Option<String> {
    let others: Vec<String> = others(graph, root).map(|node| label(graph, &node)).collect();
    (!others.is_empty()).then(|| {
        format!(
            "{} is assessed, and not what is described beside it: {}; `--id` chooses another",
            label(graph, root),
            some_phrases(&others, 5)
        )
    })
}

/// Those of them that have a name or an IRI, by which they can be chosen.
pub(super) fn beside(graph: &Graph, root: &NamedOrBlankNode) -> Vec<Beside> {
    let found = others(graph, root).filter_map(|node| {
        let name = name(graph, &node);
        let iri = match &node {
            NamedOrBlankNode::NamedNode(iri) => Some(iri.as_str()),
            NamedOrBlankNode::BlankNode(_) => None,
        };
        let wanted = iri.or(name)?.to_owned();
        Some(Beside { wanted, title: name.or(iri)?.to_owned() })
    });
    found.collect()
}

/// The works that are no part of the description of `root`.
fn others<'a>(
    graph: &'a Graph,
    root: &'a NamedOrBlankNode,
) -> impl Iterator<Item = NamedOrBlankNode> + 'a {
    let described = described_with(graph, root);
    let all = works(graph).into_iter().map(|(node, _)| node);
    all.filter(move |node| !described.contains(&of(node)))
}

/// All nodes of a class that can be assessed.
fn works(graph: &Graph) -> Vec<Work> {
    nodes(graph)
        .filter_map(|about| {
            let node = &about[0].subject;
            Some((node.clone(), rubric_of(graph, node)?))
        })
        .collect()
}

/// `root` and the nodes that it leads to, but for those by way of a person or a catalogue.
fn described_with<'a>(graph: &'a Graph, root: &'a NamedOrBlankNode) -> HashSet<(bool, &'a str)> {
    let mut found = HashSet::from([of(root)]);
    let mut next = vec![of(root)];
    while let Some((blank, name)) = next.pop() {
        let about = graph.of(name, blank);
        let classes = about.iter().filter(|triple| triple.predicate == rdf::TYPE);
        let mut ends = classes.map(|triple| plain(&triple.object));
        if (blank, name) != of(root) && ends.any(|it| NOT_PART.iter().any(|end| it.ends_with(end)))
        {
            continue;
        }
        for target in about.iter().filter_map(|triple| key(&triple.object)) {
            if found.insert(target) {
                next.push(target);
            }
        }
    }
    found
}

/// The statements about each node.
fn nodes(graph: &Graph) -> impl Iterator<Item = &[oxrdf::Triple]> {
    graph.triples().chunk_by(|a, b| a.subject == b.subject)
}

/// What a node is called.
pub(super) fn name<'a>(graph: &'a Graph, node: &'a NamedOrBlankNode) -> Option<&'a str> {
    let named = [schema::NAME, dcterms::TITLE];
    let mut names = named.into_iter().flat_map(|property| graph.objects(node, property));
    names.find_map(|term| Some(plain(term)).filter(|text| !text.is_empty()))
}

/// What to call a node in a sentence.
fn label(graph: &Graph, node: &NamedOrBlankNode) -> String {
    let name = name(graph, node);
    let quoted = |text: &str| format!("`{}`", shortened(text));
    match (name, node) {
        (Some(name), NamedOrBlankNode::NamedNode(iri)) => {
            format!("{} (<{}>)", quoted(name), shortened(iri.as_str()))
        }
        (Some(name), NamedOrBlankNode::BlankNode(_)) => quoted(name),
        (None, NamedOrBlankNode::NamedNode(iri)) => quoted(iri.as_str()),
        (None, NamedOrBlankNode::BlankNode(_)) => "a work without name".to_owned(),
    }
}

fn is_named(node: &NamedOrBlankNode, iri: &str) -> bool {
    matches!(node, NamedOrBlankNode::NamedNode(node) if node.as_str() == iri)
}

/// A node by its name, and whether that is one of a blank node.
fn of(node: &NamedOrBlankNode) -> (bool, &str) {
    match node {
        NamedOrBlankNode::NamedNode(node) => (false, node.as_str()),
        NamedOrBlankNode::BlankNode(node) => (true, node.as_str()),
    }
}

fn key(term: &Term) -> Option<(bool, &str)> {
    match term {
        Term::NamedNode(node) => Some((false, node.as_str())),
        Term::BlankNode(node) => Some((true, node.as_str())),
        Term::Literal(_) => None,
    }
}

/// Data, where a node is no other thing: it has no class, or only that of all works, as Zenodo's
/// records of a kind that schema.org does not have.
fn data_by_default(graph: &Graph, node: &NamedOrBlankNode) -> Option<Rubric> {
    let mut classes = graph.objects(node, rdf::TYPE);
    let is_open = classes.all(|class| plain(class) == schema::CREATIVE_WORK.as_str());
    is_open.then_some(Rubric::Dataset)
}

/// The rubric that the classes of a node ask for.
fn rubric_of(graph: &Graph, node: &NamedOrBlankNode) -> Option<Rubric> {
    let classes: Vec<&Term> = graph.objects(node, rdf::TYPE).collect();
    let is = |class: NamedNodeRef<'_>| {
        classes.iter().any(|term| matches!(term, Term::NamedNode(node) if node.as_ref() == class))
    };
    if is(fair4ml::ML_MODEL) {
        Some(Rubric::Model)
    } else if is(schema::SOFTWARE_SOURCE_CODE) || is(schema::SOFTWARE_APPLICATION) {
        Some(Rubric::Software)
    } else if is(schema::DATASET) || is(dcat::DATASET) || is(schema::LEARNING_RESOURCE) {
        Some(Rubric::Dataset)
    } else {
        None
    }
}
