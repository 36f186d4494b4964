//! Scorecards of documents that faircat did not make, in any format that is read.
//!
//! A page, JSON-LD or Turtle is assessed on the statements that it makes; a document of another
//! format on those of the record that it becomes when it is imported. What to do about a failed
//! indicator is told in the words of the document's own format ([`remedies`]).

mod given;
mod imported;
mod json_lines;
mod licence;
mod listing;
mod notation;
pub mod remedies;
mod told;
mod versions;
mod words;
mod writing;

pub use told::{Basis, Told, json, test_results};

use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as URL_SAFE_NO_PAD;
pub use faircat_assessment::foreign::Beside;
use faircat_assessment::foreign::Foreign;
use faircat_assessment::{Assessed, Scorecard, assess};
use faircat_catalog::evidence::Evidence;
use faircat_formats::croissant::Conformity;
use faircat_formats::format::Format;
pub use faircat_json_ld::charset;
use faircat_linked_data::graph::Graph;
use faircat_record::diagnostic::Diagnostic;
use jiff::civil::Date;
use json_lines::Names;
use notation::Notation;
use oxrdf::{NamedOrBlankNode, Term};
use remedies::Own;
use sha2::{Digest, Sha256};

/// The code of the diagnostic that says that a document is of no format that is read.
pub const UNKNOWN_FORMAT: &str = "unknown-format";

/// The code of the diagnostic that names works beside the one that is assessed.
pub const OTHER_WORKS: &str = "other-works";

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

/// Largest document that is assessed, in bytes.
pub const LARGEST: u64 = 16 * 1024 * 1024;

impl<'a> Document<'a> {
    /// The file at `place`, which nobody served.
    pub fn file(place: &'a Path, bytes: &'a [u8]) -> Document<'a> {
        let ending = place.extension().and_then(|it| it.to_str()).unwrap_or_default();
        let is_page = ["html", "htm"].iter().any(|it| ending.eq_ignore_ascii_case(it));
        Document { place, bytes, address: None, is_html: is_page.then_some(true) }
    }
}

/// Which work of a document is assessed, and when.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wish<'a> {
    /// The work's IRI, address, identifier or name; without it, the main one of linked data and all
    /// of another document.
    pub work: Option<&'a str>,
    /// Of so many works a scorecard is made, and others are named only; of all without it.
    pub most: Option<usize>,
    /// Dates of later days count for nothing; `None` where the day is not known.
    pub today: Option<Date>,
}

/// The scorecard of one work.
#[derive(Clone, Debug)]
pub struct Card {
    /// What the work is called; empty where nobody says.
    pub title: String,
    /// IRI of the work, or the address of its page, where it has one.
    pub iri: Option<String>,
    /// IRI of the document, by its content (RFC 6920), and of this work's place in it.
    pub place: String,
    /// The format in whose words remedies are.
    pub format: &'static Format,
    pub scorecard: Scorecard,
}

/// What came of a document.
#[derive(Clone, Debug, Default)]
pub struct Assessment {
    pub cards: Vec<Card>,
    /// Works that it describes beside those that have a card.
    pub others: Vec<Beside>,
    pub diagnostics: Vec<Diagnostic>,
}

/// A work that can be assessed.
struct Work {
    title: String,
    format: &'static Format,
    /// The table of what its document writes otherwise than most of the format.
    dialect: Option<&'static str>,
    notation: Notation,
    said: Foreign,
    /// Whether the statements are the document's own, and not made of it here.
    is_linked_data: bool,
    /// Where they are made here, the node of RDF of which they are, and the statements about it.
    written: Option<(NamedOrBlankNode, Graph)>,
    /// What its document says of the licence, where the statements say other than that.
    licence: Option<Vec<Term>>,
    /// What it has of the version of its format, where it says which it follows.
    conformity: Option<Conformity>,
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
    let Found { works, diagnostics, .. } = given::works(document, Wish::default())?;
    let stated = works.into_iter().map(|Work { said, is_linked_data, .. }| StatedWork {
        is_one_of_many: said.passed_over.is_some(),
        root: said.root,
        graph: said.graph,
        page: said.published.page,
        is_linked_data,
    });
    Ok((stated.collect(), diagnostics))
}

/// What is found in a document.
#[derive(Default)]
struct Found {
    works: Vec<Work>,
    others: Vec<Beside>,
    diagnostics: Vec<Diagnostic>,
}

/// Assesses the works of `document`.
pub fn assess_document(document: Document<'_>, wish: Wish<'_>) -> Assessment {
    let Found { works, others, mut diagnostics } = given::works(document, wish)
        .unwrap_or_else(|problem| Found { diagnostics: vec![*problem], ..Found::default() });
    let name = by_content(document.bytes);
    let place = |index: usize| format!("{name}#{}", index + 1);
    let judged = works.iter().filter_map(|it| it.conformity.as_ref());
    diagnostics.extend(judged.flat_map(versions::faults));
    let names = Names::of(document.bytes);
    let works = works.into_iter().enumerate();
    let cards = works.map(|(index, work)| card(work, place(index), wish.today, &names)).collect();
    Assessment { cards, others, diagnostics }
}

/// The name of `bytes` by RFC 6920.
fn by_content(bytes: &[u8]) -> String {
    format!("ni:///sha-256;{}", URL_SAFE_NO_PAD.encode(Sha256::digest(bytes)))
}

fn card(work: Work, place: String, today: Option<Date>, names: &Names) -> Card {
    let Work {
        title,
        format,
        dialect,
        notation,
        said,
        is_linked_data,
        written,
        licence,
        conformity,
    } = work;
    let as_written = licence.map(|it| licence::replaced(&said.graph, &said.root, it));
    let subject = Assessed {
        root: &said.root,
        graph: as_written.as_ref().unwrap_or(&said.graph),
        evidence: &Evidence::default(),
        files: &[],
        dataset_standing: &|_| None,
        published: &said.published,
        today,
    };
    let mut scorecard = assess(said.rubric, &subject);
    let own = Own { format, dialect, notation };
    if !is_linked_data {
        imported::leave_open(&mut scorecard, &own);
    }
    if let Some((root, graph)) = &written {
        writing::judge(&mut scorecard, root, graph);
    }
    if own.is_dcat() {
        writing::in_dcat(&mut scorecard);
    }
    remedies::translate(&mut scorecard, &own, names);
    if let Some(conformity) = &conformity {
        versions::judge(&mut scorecard, conformity);
    }
    let iri = match &said.root {
        NamedOrBlankNode::NamedNode(node) => Some(node.as_str().to_owned()),
        // The names of blank nodes change from run to run.
        NamedOrBlankNode::BlankNode(_) => said.published.page.clone(),
    };
    Card { title, iri, place, format, scorecard }
}
