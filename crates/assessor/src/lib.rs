//! Scorecards of documents that faircat did not make, in any format that is read.
//!
//! A page or JSON-LD is assessed on the statements that it makes; a document of another format on
//! those of the record that it becomes when it is imported. What to do about a failed indicator is
//! told in the words of the document's own format ([`remedies`]).

mod given;
mod imported;
pub mod remedies;

use std::path::Path;

use faircat_assessment::foreign::Foreign;
use faircat_assessment::{Assessed, Scorecard, assess};
use faircat_catalog::evidence::Evidence;
use faircat_formats::format::Format;
use faircat_linked_data::graph::Graph;
use faircat_record::diagnostic::Diagnostic;
use jiff::civil::Date;
use oxrdf::NamedOrBlankNode;

/// The code of the diagnostic that says that a document is of no format that is read.
pub const UNKNOWN_FORMAT: &str = "unknown-format";

/// A document as it was found.
#[derive(Clone, Copy, Debug)]
pub struct Document<'a> {
    /// Where it lies, for diagnostics; its name may tell what is in it.
    pub place: &'a Path,
    pub bytes: &'a [u8],
    /// Where it was fetched from, if it was.
    pub address: Option<&'a str>,
    /// Whether it is an HTML page, where its name or who served it says so.
    pub is_html: Option<bool>,
}

/// Which work of a document is assessed, and when.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wish<'a> {
    /// The work's IRI, address, identifier or name; without it, the main one of a page and all of
    /// another document.
    pub work: Option<&'a str>,
    /// Dates of later days count for nothing; `None` where the day is not known.
    pub today: Option<Date>,
}

/// The scorecard of one work.
#[derive(Clone, Debug)]
pub struct Card {
    /// What the work is called; empty where only its page is known.
    pub title: String,
    /// IRI of the work, or the address of its page, where it has one.
    pub iri: Option<String>,
    /// The format in whose words remedies are.
    pub format: &'static Format,
    pub scorecard: Scorecard,
}

/// What came of a document.
#[derive(Clone, Debug, Default)]
pub struct Assessment {
    pub cards: Vec<Card>,
    pub diagnostics: Vec<Diagnostic>,
}

/// A work that can be assessed.
struct Work {
    title: String,
    format: &'static Format,
    said: Foreign,
    /// Whether the statements are the document's own, and not made of it here.
    is_linked_data: bool,
}

/// A work of a document with what is stated of it, whatever the document's format.
#[derive(Clone, Debug)]
pub struct StatedWork {
    /// The node that the statements are about.
    pub root: NamedOrBlankNode,
    pub graph: Graph,
    /// Address of the work's page, where it is known.
    pub page: Option<String>,
    /// Whether the statements are the document's own, and not made of it here.
    pub is_linked_data: bool,
    /// Whether the document tells of other works too.
    pub is_one_of_many: bool,
}

/// The works of `document`, of linked data the main one, with what is left out of them.
///
/// # Errors
/// Why there is none.
pub fn stated_works(
    document: Document<'_>,
) -> Result<(Vec<StatedWork>, Vec<Diagnostic>), Box<Diagnostic>> {
    let (works, told) = given::works(document, None)?;
    let stated = works.into_iter().map(|Work { said, is_linked_data, .. }| StatedWork {
        is_one_of_many: said.passed_over.is_some(),
        root: said.root,
        graph: said.graph,
        page: said.published.page,
        is_linked_data,
    });
    Ok((stated.collect(), told))
}

/// Assesses the works of `document`.
pub fn assess_document(document: Document<'_>, wish: Wish<'_>) -> Assessment {
    let (works, diagnostics) = match given::works(document, wish.work) {
        Ok(found) => found,
        Err(problem) => return Assessment { cards: Vec::new(), diagnostics: vec![*problem] },
    };
    let cards = works.into_iter().map(|work| card(work, wish.today)).collect();
    Assessment { cards, diagnostics }
}

fn card(work: Work, today: Option<Date>) -> Card {
    let Work { title, format, said, is_linked_data } = work;
    let subject = Assessed {
        root: &said.root,
        graph: &said.graph,
        evidence: &Evidence::default(),
        files: &[],
        dataset_standing: &|_| None,
        published: &said.published,
        today,
    };
    let mut scorecard = assess(said.rubric, &subject);
    if !is_linked_data {
        imported::leave_open(&mut scorecard, format);
    }
    remedies::translate(&mut scorecard, format);
    let iri = match &said.root {
        NamedOrBlankNode::NamedNode(node) => Some(node.as_str().to_owned()),
        // The names of blank nodes change from run to run.
        NamedOrBlankNode::BlankNode(_) => said.published.page.clone(),
    };
    Card { title, iri, format, scorecard }
}
