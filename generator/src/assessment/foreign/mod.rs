//! Pages and JSON-LD documents that faircat did not make, as something to assess.

mod html;
mod json_ld;
mod normal_form;
mod plain_json;

use std::collections::BTreeMap;

use oxrdf::{NamedOrBlankNode, Term, Triple};

use self::html::{Link, Page};
use self::json_ld::Document;
use super::{Published, Rubric, Signposting};
use crate::linked_data::graph::Graph;
use crate::linked_data::vocabulary::{fair4ml, rdf, schema};

/// What a page or document says, and about what.
#[derive(Debug)]
pub struct Foreign {
    pub graph: Graph,
    /// The node that the page is about.
    pub root: NamedOrBlankNode,
    /// The rubric that its classes ask for.
    pub rubric: Rubric,
    pub published: Published,
    /// What of the page could not be read and is not assessed, in sentences.
    pub left_out: Vec<String>,
}

/// Why nothing can be assessed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ForeignError {
    #[error("the page holds no script element of type application/ld+json")]
    NoJsonLd,
    #[error("the JSON-LD cannot be read: {0}")]
    Malformed(String),
    #[error("the page cannot be read: {0}")]
    Page(String),
    #[error("the JSON-LD makes no statement about anything")]
    Empty,
    /// With what could not be read of it, in sentences.
    #[error("no dataset, model or software is found{}", because(.0))]
    NothingToAssess(Vec<String>),
    #[error("this is {0}, which is no JSON-LD")]
    PlainJson(&'static str),
    #[error("there are more than {0} statements")]
    TooLarge(usize),
}

impl ForeignError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            ForeignError::PlainJson(_) => {
                "assess the page that describes the same work, or its JSON-LD; DataCite gives that \
                 for every DOI to who accepts application/vnd.schemaorg.ld+json"
            }
            ForeignError::NothingToAssess(_) => {
                "give the work a type whose meaning the page's contexts say, as `Dataset` or \
                 `SoftwareSourceCode` of schema.org, or `MLModel` of FAIR4ML"
            }
            _ => "a page is assessed on the JSON-LD that its HTML holds",
        }
    }
}

/// The reasons why something is missing, behind a sentence that says so.
fn because(reasons: &[String]) -> String {
    reasons.iter().map(|reason| format!("; {reason}")).collect()
}

/// Reads an HTML page that was found at `address`, where it has one. Blocks of JSON-LD that
/// cannot be read are left out, as harvesters do; errors: where none can be.
pub fn read_html(html: &str, address: Option<&str>) -> Result<Foreign, ForeignError> {
    let page = html::scan(html).map_err(ForeignError::Page)?;
    let canonical = page.links.iter().find(|link| link.is("canonical"));
    let canonical = canonical.map(|link| link.href.as_str()).filter(|href| href.contains("://"));
    let from_file = address.is_none();
    let address = address.or(canonical);
    let published = Published {
        from_file,
        page: address.map(str::to_owned),
        formats: formats(&page.links),
        embedded: Some(true),
        signposting: Some(signposting(&page.links)),
        ..Published::default()
    };
    let (triples, left_out) = blocks(&page, address)?;
    main_entity(triples, left_out, published)
}

/// Reads a JSON-LD document that was found at `address`, where it has one.
pub fn read_json_ld(text: &str, address: Option<&str>) -> Result<Foreign, ForeignError> {
    let published = Published {
        from_file: address.is_none(),
        page: address.map(str::to_owned),
        formats: vec!["application/ld+json".to_owned()],
        ..Published::default()
    };
    let document = Document::read(text)?;
    if let Some(format) = plain_json::format(&document.value) {
        return Err(ForeignError::PlainJson(format));
    }
    let (triples, left_out) = json_ld::statements(&document, address)?;
    main_entity(triples, left_out, published)
}

/// The statements of all blocks of JSON-LD, with what could not be read.
fn blocks(page: &Page, address: Option<&str>) -> Result<(Vec<Triple>, Vec<String>), ForeignError> {
    let (mut triples, mut left_out, mut first_error) = (Vec::new(), Vec::new(), None);
    for (number, script) in (1..).zip(&page.scripts) {
        match Document::read(script).and_then(|it| json_ld::statements(&it, address)) {
            Ok((found, problems)) => {
                triples.extend(found);
                left_out.extend(problems);
            }
            Err(error) => {
                left_out.push(format!("block {number} of the JSON-LD is left out: {error}"));
                first_error.get_or_insert(error);
            }
        }
    }
    match first_error {
        Some(error) if triples.is_empty() => Err(error),
        None if page.scripts.is_empty() => Err(ForeignError::NoJsonLd),
        _ => Ok((triples, left_out)),
    }
}

/// The media types in which a page with `links` offers its metadata.
fn formats(links: &[Link]) -> Vec<String> {
    let mut formats = vec!["text/html".to_owned(), "application/ld+json".to_owned()];
    let offers = |link: &&Link| ["describedby", "alternate", "meta"].iter().any(|it| link.is(it));
    for link in links.iter().filter(offers) {
        if !link.media_type.is_empty() && !formats.contains(&link.media_type) {
            formats.push(link.media_type.clone());
        }
    }
    formats
}

fn signposting(links: &[Link]) -> Signposting {
    let has = |rel: &str| links.iter().any(|link| link.is(rel));
    match (has("describedby") || has("cite-as") || has("item"), has("linkset")) {
        (true, true) => Signposting::Level2,
        (true, false) => Signposting::Level1,
        (false, _) => Signposting::Absent,
    }
}

/// Picks the node that the statements are mostly about: many properties, few links to it, and of
/// a class that can be assessed where there is one.
fn main_entity(
    triples: Vec<Triple>,
    left_out: Vec<String>,
    mut published: Published,
) -> Result<Foreign, ForeignError> {
    let graph = Graph::new(normal_form::normal_form(triples));
    let (mut properties, mut incoming) = (BTreeMap::new(), BTreeMap::new());
    for triple in graph.triples() {
        *properties.entry(triple.subject.to_string()).or_insert(0_usize) += 1;
        if !matches!(triple.object, Term::Literal(_)) {
            *incoming.entry(triple.object.to_string()).or_insert(0_usize) += 1;
        }
    }
    let most = properties.values().copied().max().ok_or(ForeignError::Empty)? as f64;
    let most_links = incoming.values().copied().max().unwrap_or(1) as f64;
    let mut best: Option<(f64, &NamedOrBlankNode)> = None;
    for subjects in graph.triples().chunk_by(|a, b| a.subject == b.subject) {
        let subject = &subjects[0].subject;
        let name = subject.to_string();
        let links = incoming.get(&name).copied().unwrap_or_default() as f64;
        let fat = properties.get(&name).copied().unwrap_or_default() as f64 / most;
        let bonus = if rubric_of(&graph, subject).is_some() { 2.0 } else { 0.0 };
        let score = fat + 0.25 * (1.0 - links / most_links) + bonus;
        if best.is_none_or(|(known, _)| score > known) {
            best = Some((score, subject));
        }
    }
    let root = best.map(|(_, root)| root.clone()).ok_or(ForeignError::Empty)?;
    // What a page may be is not guessed where a part of it was not understood.
    let by_default = || data_by_default(&graph, &root).filter(|_| left_out.is_empty());
    let Some(rubric) = rubric_of(&graph, &root).or_else(by_default) else {
        return Err(ForeignError::NothingToAssess(left_out));
    };
    if published.page.is_none() {
        published.page = address_of(&graph, &root);
    }
    Ok(Foreign { graph, root, rubric, published, left_out })
}

/// The web address of a node: its IRI, or what it gives as its own address.
fn address_of(graph: &Graph, node: &NamedOrBlankNode) -> Option<String> {
    let own = match node {
        NamedOrBlankNode::NamedNode(node) => Some(node.as_str()),
        NamedOrBlankNode::BlankNode(_) => None,
    };
    let stated = graph.objects(node, schema::URL).map(super::subject::plain);
    own.into_iter().chain(stated).find(|address| address.starts_with("http")).map(str::to_owned)
}

/// Data, where a node is no other thing: it has no class, or only that of all works, as Zenodo's
/// records of a kind that schema.org does not have.
fn data_by_default(graph: &Graph, node: &NamedOrBlankNode) -> Option<Rubric> {
    let mut classes = graph.objects(node, rdf::TYPE);
    let any_work = format!("{}CreativeWork", schema::NAMESPACE);
    let is_open = classes.all(|class| super::subject::plain(class) == any_work);
    is_open.then_some(Rubric::Dataset)
}

/// The rubric that the classes of a node ask for.
fn rubric_of(graph: &Graph, node: &NamedOrBlankNode) -> Option<Rubric> {
    let classes: Vec<&Term> = graph.objects(node, rdf::TYPE).collect();
    let is = |class: oxrdf::NamedNodeRef<'_>| {
        classes.iter().any(|term| matches!(term, Term::NamedNode(node) if node.as_ref() == class))
    };
    if is(fair4ml::ML_MODEL) {
        Some(Rubric::Model)
    } else if is(schema::SOFTWARE_SOURCE_CODE) || is(schema::SOFTWARE_APPLICATION) {
        Some(Rubric::Software)
    } else if is(schema::DATASET)
        || is(crate::linked_data::vocabulary::dcat::DATASET)
        || is(schema::LEARNING_RESOURCE)
    {
        Some(Rubric::Dataset)
    } else {
        None
    }
}
