//! Pages and JSON-LD documents that faircat did not make, as something to assess.

mod json_ld;
mod normal_form;
mod plain_json;
mod works;

use oxrdf::{NamedOrBlankNode, Triple};

use self::json_ld::Place;
use super::{Published, Rubric, Signposting};
use faircat_json_ld::Refused;
use faircat_json_ld::html::{self, Link, Page};
use faircat_linked_data::graph::Graph;
use faircat_linked_data::safe_iri;
use faircat_linked_data::vocabulary::schema;

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
    /// Which other works the page describes, in a sentence.
    pub passed_over: Option<String>,
    /// The same works, those that can be chosen, with what each is called.
    pub beside: Vec<Beside>,
}

/// A work that a page describes beside the one that is assessed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// By what [`Foreign::choose`] finds it.
    pub wanted: String,
    /// Its name, or its IRI.
    pub title: String,
}

impl Foreign {
    /// What the work is called, where its description says.
    pub fn name(&self) -> Option<&str> {
        works::name(&self.graph, &self.root)
    }

    /// The same page, assessed as one on the work that goes by the IRI, address, identifier or name
    /// `wanted`.
    pub fn choose(mut self, wanted: &str) -> Result<Foreign, ForeignError> {
        let of_work = address_of(&self.graph, &self.root) == self.published.page;
        (self.root, self.rubric) = works::work_called(&self.graph, wanted)?;
        if of_work {
            self.published.page = address_of(&self.graph, &self.root);
        }
        self.passed_over = None;
        self.beside = works::beside(&self.graph, &self.root);
        Ok(self)
    }
}

/// Why nothing can be assessed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ForeignError {
    #[error("the page holds no script element of type application/ld+json")]
    NoJsonLd,
    /// How the page marks up its description.
    #[error(
        "the page describes itself in {0}, which is not read, and holds no script element of type \
         application/ld+json"
    )]
    OtherMarkup(&'static str),
    #[error("the JSON-LD cannot be read: {0}")]
    Malformed(String),
    /// No JSON; line and column are those of the whole page.
    #[error("the JSON-LD cannot be read: {reason} at line {line} column {column}")]
    Broken { reason: String, line: usize, column: usize },
    /// Why the JSON-LD cannot be read, and how the page marks up its description beside it.
    #[error("{0}; the page describes itself in {1}, too, which is not read")]
    WithOtherMarkup(Box<ForeignError>, &'static str),
    #[error("the page cannot be read: {0}")]
    Page(String),
    #[error("the JSON-LD makes no statement about anything")]
    Empty,
    /// With what could not be read of it, in sentences.
    #[error("no dataset, model or software is found{}", because(.0))]
    NothingToAssess(Vec<String>),
    #[error("this is {0}, which is no JSON-LD")]
    PlainJson(&'static str),
    #[error(
        "this is JSON without `@context`, which is no JSON-LD: nothing tells what its terms mean"
    )]
    NoContext,
    #[error("this is JSON of a form that is not known, which is no JSON-LD")]
    UnknownJson,
    /// What was asked for, and the works that there are.
    #[error("no work is called `{0}`; there is {list}", list = .1.join(", "))]
    NoSuchWork(String, Vec<String>),
    #[error("there are more than {0} statements")]
    TooLarge(usize),
}

impl ForeignError {
    /// The line of the page at which the JSON-LD breaks off, where it does.
    pub fn line(&self) -> Option<usize> {
        match self {
            ForeignError::Broken { line, .. } => Some(*line),
            ForeignError::WithOtherMarkup(error, _) => error.line(),
            _ => None,
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            ForeignError::PlainJson(_) | ForeignError::UnknownJson => {
                "assess the page that describes the same work, or its JSON-LD; DataCite gives that \
                 for every DOI to who accepts application/vnd.schemaorg.ld+json"
            }
            ForeignError::NoContext => {
                "add `\"@context\": \"https://schema.org\"` as its first line, or the context of \
                 the vocabulary that it uses"
            }
            ForeignError::NoSuchWork(..) => "name the work by its `@id`, its address or its name",
            ForeignError::NothingToAssess(_) => {
                "give the work a type whose meaning the page's contexts say, as `Dataset` or \
                 `SoftwareSourceCode` of schema.org, or `MLModel` of FAIR4ML"
            }
            _ => "a page is assessed on the JSON-LD that its HTML holds",
        }
    }
}

impl From<Refused> for ForeignError {
    fn from(refused: Refused) -> ForeignError {
        match refused {
            Refused::Malformed(reason) => ForeignError::Malformed(reason),
            Refused::TooLarge(most) => ForeignError::TooLarge(most),
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
    let address = address.or(canonical).map(iri);
    let address = address.as_deref();
    let published = Published {
        from_file,
        page: address.map(str::to_owned),
        formats: formats(&page.links),
        embedded: Some(true),
        signposting: Some(signposting(&page.links)),
        ..Published::default()
    };
    let (triples, left_out) = blocks(html, &page, address)?;
    described(triples, left_out, published)
}

/// `triples` of somebody else in the terms that are asked for here: one namespace of schema.org, of
/// CodeMeta and of FAIR4ML, and values where lists of them stood.
pub fn in_usual_terms(triples: Vec<Triple>) -> Vec<Triple> {
    normal_form::normal_form(triples, &mut Vec::new())
}

/// The statements of the JSON-LD `text`, which was found at `address`.
///
/// # Errors
/// Why it cannot be read.
pub fn statements(text: &str, address: &str) -> Result<Vec<Triple>, ForeignError> {
    document(text, Place::default(), Some(&iri(address))).map(|(triples, _)| triples)
}

/// `address` as an IRI: with what none may hold encoded, as browsers ask for it.
fn iri(address: &str) -> String {
    safe_iri(address).unwrap_or_else(|| address.to_owned())
}

/// The node that `graph` is mostly about, where it is a work that can be assessed.
pub fn main_work(graph: &Graph) -> Option<NamedOrBlankNode> {
    works::main_work(graph, None, &[]).ok().map(|(root, _)| root)
}

/// Reads a JSON-LD document that was found at `address`, where it has one.
pub fn read_json_ld(text: &str, address: Option<&str>) -> Result<Foreign, ForeignError> {
    let address = address.map(iri);
    let address = address.as_deref();
    let published = Published {
        from_file: address.is_none(),
        page: address.map(str::to_owned),
        formats: vec!["application/ld+json".to_owned()],
        ..Published::default()
    };
    let (triples, left_out) = document(text, Place::default(), address)?;
    described(triples, left_out, published)
}

/// What the statements `triples` say, which were found at `address`, where they have one, and are
/// offered as `media_type`.
///
/// # Errors
/// Where they are about no work that can be assessed.
pub fn read_statements(
    triples: Vec<Triple>,
    address: Option<&str>,
    media_type: &str,
) -> Result<Foreign, ForeignError> {
    let published = Published {
        from_file: address.is_none(),
        page: address.map(iri),
        formats: vec![media_type.to_owned()],
        ..Published::default()
    };
    described(triples, Vec::new(), published)
}

/// The statements of a JSON-LD document that begins at `place` of its page, with what could not be
/// read.
fn document(
    text: &str,
    place: Place,
    address: Option<&str>,
) -> Result<(Vec<Triple>, Vec<String>), ForeignError> {
    let (document, mut left_out) = json_ld::read(text, place)?;
    match plain_json::format(&document) {
        Some(format) => Err(ForeignError::PlainJson(format)),
        None if plain_json::is_without_context(&document) => {
            Err(match plain_json::has_nodes(&document) {
                true => ForeignError::NoContext,
                false => ForeignError::UnknownJson,
            })
        }
        None => {
            let (triples, more) = json_ld::statements(&document, address)?;
            left_out.extend(more);
            Ok((triples, left_out))
        }
    }
}

/// The statements of all blocks of JSON-LD in `html`, of which `page` was read, with what could not
/// be read.
fn blocks(
    html: &str,
    page: &Page,
    address: Option<&str>,
) -> Result<(Vec<Triple>, Vec<String>), ForeignError> {
    let (mut triples, mut left_out, mut first_error) = (Vec::new(), Vec::new(), None);
    let (mut place, mut reached) = (Place::default(), 0);
    for (number, script) in (1..).zip(&page.scripts) {
        place = place.behind(html.get(reached..script.start).unwrap_or_default());
        reached = script.start;
        match document(&script.text, place, address) {
            Ok((found, problems)) => {
                triples.extend(found);
                left_out.extend(problems);
            }
            Err(error) => {
                let remedy = match error {
                    ForeignError::NoContext => format!("; {}", error.hint()),
                    _ => String::new(),
                };
                let problem = format!("block {number} of the JSON-LD is left out: {error}{remedy}");
                left_out.push(problem);
                first_error.get_or_insert(error);
            }
        }
    }
    match first_error {
        Some(error) if triples.is_empty() => Err(with_markup(error, page.other_markup)),
        None if page.scripts.is_empty() => {
            Err(page.other_markup.map_or(ForeignError::NoJsonLd, ForeignError::OtherMarkup))
        }
        _ => Ok((triples, left_out)),
    }
}

/// `error` of the JSON-LD of a page that has `markup` beside it: who wrote the page so may think
/// that one of them is read.
fn with_markup(error: ForeignError, markup: Option<&'static str>) -> ForeignError {
    let is_broken = matches!(error, ForeignError::Malformed(_) | ForeignError::Broken { .. });
    match markup.filter(|_| is_broken) {
        Some(markup) => ForeignError::WithOtherMarkup(Box::new(error), markup),
        None => error,
    }
}

/// What `triples` say of the work that they are mostly about.
fn described(
    triples: Vec<Triple>,
    mut left_out: Vec<String>,
    mut published: Published,
) -> Result<Foreign, ForeignError> {
    let graph = Graph::new(normal_form::normal_form(triples, &mut left_out));
    let (root, rubric) = works::main_work(&graph, published.page.as_deref(), &left_out)?;
    let passed_over = works::passed_over(&graph, &root);
    let beside = works::beside(&graph, &root);
    if published.page.is_none() {
        published.page = address_of(&graph, &root);
    }
    Ok(Foreign { graph, root, rubric, published, left_out, passed_over, beside })
}

/// The web address of a node: its IRI, or what it gives as its own address.
fn address_of(graph: &Graph, node: &NamedOrBlankNode) -> Option<String> {
    let own = match node {
        NamedOrBlankNode::NamedNode(node) => Some(node.as_str()),
        NamedOrBlankNode::BlankNode(_) => None,
    };
    let stated = graph.objects(node, schema::URL).map(super::view::plain);
    own.into_iter().chain(stated).find(|address| address.starts_with("http")).map(str::to_owned)
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
