//! What is assessed.

use jiff::civil::Date;
use oxrdf::NamedOrBlankNode;

use super::Standing;
use faircat_catalog::evidence::Evidence;
use faircat_linked_data::graph::Graph;

/// Everything that verdicts rest on.
pub struct Assessed<'a> {
    /// The node that stands for the assessed work.
    pub root: &'a NamedOrBlankNode,
    /// The statements that its page publishes.
    pub graph: &'a Graph,
    /// Facts gathered from outside.
    pub evidence: &'a Evidence,
    /// The files of the work that are at hand.
    pub files: &'a [LocalFile],
    /// The standing of the dataset with an IRI, where it has been assessed.
    pub dataset_standing: &'a dyn Fn(&str) -> Option<Standing>,
    pub published: &'a Published,
    /// A date of a later day counts for nothing; `None` where the day is not known.
    pub today: Option<Date>,
}

/// A file that is at hand, compared with what the record says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalFile {
    /// The address under which it is published, as in `schema:contentUrl`.
    pub url: String,
    /// Bytes.
    pub size: u64,
    /// Whether the size is the declared one; `None` where none is declared.
    pub size_agrees: Option<bool>,
    /// Whether the SHA-256 is the declared one; `None` where none is declared.
    pub sha256_agrees: Option<bool>,
}

/// How a page and its metadata are served. `None` stands for what cannot be known from here, as
/// when a single file is assessed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Address of the page.
    pub page: Option<String>,
    /// Whether the page was read from a file, so that nobody asked its address.
    pub from_file: bool,
    /// What addresses begin with that stand in for the site's own, which its publisher has not
    /// given yet: nobody else can follow them.
    pub stand_in: Option<String>,
    /// Media types in which the metadata is offered.
    pub formats: Vec<String>,
    /// Whether the page's HTML holds the metadata, without a script having to run.
    pub embedded: Option<bool>,
    pub in_sitemap: Option<bool>,
    /// Whether a catalogue lists the page.
    pub in_catalog: Option<bool>,
    pub signposting: Option<Signposting>,
}

/// How far a page follows FAIR Signposting (<https://signposting.org/FAIR/>).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Signposting {
    Absent,
    /// Typed links in the page.
    Level1,
    /// Also a link set for the files.
    Level2,
}
