//! Pages and JSON-LD documents that faircat did not make, as something to assess.
//!
//! Nothing remote is loaded: the contexts that descriptions of research output name are built in,
//! as far as assessment needs them.

use std::collections::BTreeMap;

use oxjsonld::{JsonLdParser, JsonLdRemoteDocument};
use oxrdf::{NamedNode, NamedOrBlankNode, Term, Triple};
use scraper::{Html, Selector};
use serde_json::{Value, json};

use super::{Published, Rubric, Signposting};
use crate::linked_data::context::CONTEXT;
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
}

/// Why nothing can be assessed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ForeignError {
    #[error("the page holds no script element of type application/ld+json")]
    NoJsonLd,
    #[error("the JSON-LD cannot be read: {0}")]
    Malformed(String),
    #[error("the JSON-LD makes no statement about anything")]
    Empty,
}

/// Reads an HTML page that was found at `address`, where it has one.
pub fn read_html(html: &str, address: Option<&str>) -> Result<Foreign, ForeignError> {
    let page = Html::parse_document(html);
    let scripts: Vec<String> = elements(&page, "script[type]")
        .filter(|script| is_json_ld(script.attr("type")))
        .map(|script| script.text().collect())
        .collect();
    if scripts.is_empty() {
        return Err(ForeignError::NoJsonLd);
    }
    let links: Vec<(&str, &str)> = elements(&page, "head link[rel]")
        .map(|link| (link.attr("rel").unwrap_or(""), link.attr("type").unwrap_or("")))
        .collect();
    let canonical = elements(&page, r#"link[rel="canonical"]"#).find_map(|link| link.attr("href"));
    let address = address.or(canonical.filter(|address| address.contains("://")));
    let mut triples = Vec::new();
    for script in &scripts {
        triples.extend(statements(script, address)?);
    }
    let mut formats = vec!["text/html".to_owned(), "application/ld+json".to_owned()];
    for (rel, media_type) in &links {
        let offers = matches!(*rel, "describedby" | "alternate" | "meta");
        if offers && !media_type.is_empty() && !formats.iter().any(|known| known == media_type) {
            formats.push((*media_type).to_owned());
        }
    }
    let published = Published {
        page: address.map(str::to_owned),
        formats,
        embedded: Some(true),
        signposting: Some(signposting(&links)),
        ..Published::default()
    };
    main_entity(triples, published)
}

/// Reads a JSON-LD document that was found at `address`, where it has one.
pub fn read_json_ld(text: &str, address: Option<&str>) -> Result<Foreign, ForeignError> {
    let published = Published {
        page: address.map(str::to_owned),
        formats: vec!["application/ld+json".to_owned()],
        ..Published::default()
    };
    main_entity(statements(text, address)?, published)
}

fn elements<'a>(page: &'a Html, selector: &str) -> impl Iterator<Item = scraper::ElementRef<'a>> {
    let found: Vec<_> = match Selector::parse(selector) {
        Ok(selector) => page.select(&selector).collect(),
        Err(_) => Vec::new(),
    };
    found.into_iter()
}

fn is_json_ld(media_type: Option<&str>) -> bool {
    let essence = media_type.unwrap_or_default().split(';').next().unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("application/ld+json")
}

fn signposting(links: &[(&str, &str)]) -> Signposting {
    let has = |rel: &str| links.iter().any(|(found, _)| *found == rel);
    match (has("describedby") || has("cite-as") || has("item"), has("linkset")) {
        (true, true) => Signposting::Level2,
        (true, false) => Signposting::Level1,
        (false, _) => Signposting::Absent,
    }
}

/// The statements of a JSON-LD document, with one schema.org namespace.
fn statements(text: &str, address: Option<&str>) -> Result<Vec<Triple>, ForeignError> {
    let mut parser = JsonLdParser::new().lenient();
    if let Some(address) = address {
        parser = parser
            .with_base_iri(address)
            .map_err(|error| ForeignError::Malformed(error.to_string()))?;
    }
    parser
        .for_slice(text.trim().as_bytes())
        .with_load_document_callback(|url, _| {
            let context = known_context(url).ok_or_else(|| {
                format!("the context `{url}` is not built in, and nothing is fetched")
            })?;
            Ok(JsonLdRemoteDocument {
                document: json!({"@context": context}).to_string().into_bytes(),
                document_url: url.to_owned(),
            })
        })
        .map(|quad| quad.map(|quad| in_one_namespace(Triple::from(quad))))
        .collect::<Result<Vec<Triple>, _>>()
        .map_err(|error| ForeignError::Malformed(error.to_string()))
}

/// What a remote context comes to, as far as assessment needs it.
fn known_context(url: &str) -> Option<Value> {
    let address = url.split_once("://").map_or(url, |(_, rest)| rest);
    let address = address.strip_prefix("www.").unwrap_or(address);
    const KNOWN: &[&str] = &[
        "schema.org",
        "w3id.org/codemeta",
        "doi.org/10.5063/schema/codemeta",
        "raw.githubusercontent.com/codemeta/",
        "w3id.org/ro/crate",
        "w3id.org/fair4ml",
        "bioschemas.org",
        "w3id.org/bioschemas",
    ];
    if !KNOWN.iter().any(|known| address.starts_with(known)) {
        return None;
    }
    let mut context = CONTEXT.clone();
    context["id"] = json!("@id");
    context["type"] = json!("@type");
    context["schema"] = json!(schema::NAMESPACE);
    if address.contains("codemeta") {
        for term in [
            "buildInstructions",
            "developmentStatus",
            "issueTracker",
            "readme",
            "referencePublication",
        ] {
            context[term] = json!(format!("codemeta:{term}"));
        }
    }
    Some(context)
}

fn in_one_namespace(triple: Triple) -> Triple {
    let object = match triple.object {
        Term::NamedNode(node) => Term::NamedNode(with_http(node)),
        other => other,
    };
    Triple { subject: triple.subject, predicate: with_http(triple.predicate), object }
}

fn with_http(node: NamedNode) -> NamedNode {
    match node.as_str().strip_prefix("https://schema.org/") {
        Some(term) => NamedNode::new_unchecked(format!("{}{term}", schema::NAMESPACE)),
        None => node,
    }
}

/// Picks the node that the statements are mostly about: many properties, few links to it, and of
/// a class that can be assessed where there is one.
fn main_entity(triples: Vec<Triple>, mut published: Published) -> Result<Foreign, ForeignError> {
    let graph = Graph::new(triples);
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
    let rubric = rubric_of(&graph, &root).unwrap_or(Rubric::Dataset);
    if published.page.is_none() {
        published.page = address_of(&graph, &root);
    }
    Ok(Foreign { graph, root, rubric, published })
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
