//! The works of a document of any format that is read.

use std::path::Path;

use faircat_assessment::foreign::{self, ForeignError};
use faircat_assessor::{Document, StatedWork, charset, stated_works};
use faircat_linked_data::graph::Graph;
use faircat_linked_data::vocabulary::schema;
use faircat_record::diagnostic::Diagnostic;
use oxrdf::{NamedNode, NamedOrBlankNode, Term, Triple};

use crate::extract::{self, web_address};
use crate::harvest::ForeignWork;

/// A work with all that is stated of it.
#[derive(Clone, Debug)]
pub struct Described {
    pub work: ForeignWork,
    pub graph: Graph,
}

impl Described {
    /// `work`, which is `root` in `graph`. A node without a name gets the address of the work's page, and
    /// of another it is said there that it is the same: so all that is stated is found from the page.
    #[must_use]
    pub fn new(work: ForeignWork, graph: &Graph, root: &NamedOrBlankNode) -> Described {
        let home = NamedNode::new_unchecked(&work.home);
        let mut triples = graph.triples().to_vec();
        match root {
            NamedOrBlankNode::NamedNode(node) if *node == home => {}
            NamedOrBlankNode::NamedNode(node) => {
                triples.push(Triple::new(home, schema::SAME_AS, node.clone()));
            }
            NamedOrBlankNode::BlankNode(node) => {
                for triple in &mut triples {
                    if triple.subject == *root {
                        triple.subject = home.clone().into();
                    }
                    if matches!(&triple.object, Term::BlankNode(it) if it == node) {
                        triple.object = home.clone().into();
                    }
                }
            }
        }
        Described { work, graph: Graph::new(triples) }
    }
}

/// The works of `bytes`, which were found at `address`, on the day `fetched`.
///
/// # Errors
/// Why there is none.
pub fn works(
    bytes: &[u8],
    address: &str,
    is_html: Option<bool>,
    fetched: &str,
) -> Result<Vec<Described>, Box<Diagnostic>> {
    let place = Path::new(address);
    let document = Document { place, bytes, address: Some(address), is_html };
    let (works, _) = stated_works(document)?;
    Ok(works.into_iter().filter_map(|it| described(it, address, fetched)).collect())
}

/// The work that is told of in `bytes`, and whose page is `home`. `place` may tell what is in it.
///
/// # Errors
/// Why there is none.
pub fn at_home(
    bytes: &[u8],
    place: &str,
    home: &str,
    fetched: &str,
) -> Result<Option<Described>, Box<Diagnostic>> {
    let place = Path::new(place);
    let document = Document { place, bytes, address: Some(home), is_html: Some(false) };
    let (works, _) = stated_works(document)?;
    Ok(works.into_iter().next().and_then(|said| {
        let work = extract::work(&said.graph, &said.root, home, fetched)?;
        Some(Described::new(work, &said.graph, &said.root))
    }))
}

fn described(said: StatedWork, address: &str, fetched: &str) -> Option<Described> {
    let home = home(&said, address);
    let work = extract::work(&said.graph, &said.root, &home, fetched)?;
    // Of a repository's own interface, no one is a reader.
    let doi = work.identifiers.iter().find_map(|it| it.strip_prefix("doi:"));
    let resolver = doi.and_then(|doi| web_address(&format!("https://doi.org/{doi}")));
    let work = match resolver.filter(|_| work.home == address && address.contains("verb=GetRecord"))
    {
        Some(home) => ForeignWork { home, ..work },
        None => work,
    };
    Some(Described::new(work, &said.graph, &said.root))
}

/// The page of a work that was told of at `address`: that one, unless it tells of others too and the
/// work names its own.
fn home(said: &StatedWork, address: &str) -> String {
    let own = match &said.root {
        NamedOrBlankNode::NamedNode(node) => web_address(node.as_str()),
        NamedOrBlankNode::BlankNode(_) => None,
    };
    let own = said.page.as_deref().and_then(web_address).filter(|it| it != address).or(own);
    match own {
        Some(own) if said.is_one_of_many || !said.is_linked_data => own,
        _ => address.to_owned(),
    }
}

/// What a page of a site tells.
#[derive(Clone, Debug)]
pub enum OnPage {
    /// The work that it is about, and how others are called that it describes beside that one, but for
    /// those of other pages.
    Work(Box<Described>, Vec<String>),
    /// It is about no work.
    Nothing,
    /// What it says cannot be read; in a sentence.
    Unreadable(String),
}

/// The work that the page `bytes` at `address` is about, in the encoding `declared` where its server
/// says so. A work that names another page of the site as
/// itself is at home there; `is_page` knows these.
pub fn on_page(
    (bytes, declared): (&[u8], Option<&str>),
    address: &str,
    is_html: Option<bool>,
    is_page: &dyn Fn(&str) -> bool,
    fetched: &str,
) -> OnPage {
    let Some(text) = charset::text(bytes, declared) else {
        let message = "the page is in no encoding that it names, nor in UTF-8";
        return OnPage::Unreadable(message.to_owned());
    };
    let is_html = is_html.unwrap_or_else(|| text.trim_start().starts_with('<'));
    let read = if is_html { foreign::read_html } else { foreign::read_json_ld };
    let said = match read(&text, Some(address)) {
        Ok(said) => said,
        Err(
            ForeignError::NoJsonLd
            | ForeignError::OtherMarkup(_)
            | ForeignError::Empty
            | ForeignError::NothingToAssess(_)
            | ForeignError::PlainJson(_)
            | ForeignError::NoContext
            | ForeignError::UnknownJson,
        ) => return OnPage::Nothing,
        Err(error) => return OnPage::Unreadable(error.to_string()),
    };
    let own = match &said.root {
        NamedOrBlankNode::NamedNode(node) => web_address(node.as_str()),
        NamedOrBlankNode::BlankNode(_) => None,
    };
    let own = own.filter(|it| said.passed_over.is_some() || is_page(it));
    let home = own.unwrap_or_else(|| address.to_owned());
    match extract::work(&said.graph, &said.root, &home, fetched) {
        Some(work) => {
            let others = said.beside.iter().filter(|it| !is_page(&it.wanted));
            let others = others.map(|it| it.title.clone()).collect();
            OnPage::Work(Box::new(Described::new(work, &said.graph, &said.root)), others)
        }
        None => OnPage::Nothing,
    }
}
