//! Which works the catalogues in a document of DCAT list, for which a record has no field.

use std::collections::HashMap;

use faircat_assessment::foreign;
use faircat_formats::format::Format;
use faircat_formats::mldcat_ap;
use faircat_linked_data::vocabulary::dcat;
use oxrdf::{NamedNodeRef, NamedOrBlankNode, Term, Triple};

use super::{Document, given};

/// By which catalogues list works.
const LISTS: [NamedNodeRef<'static>; 2] = [dcat::DATASET_PROPERTY, dcat::RESOURCE_PROPERTY];

/// What names that are relative to a document of no address are relative to.
const BASE: &str = "https://document.invalid/";

/// The statements that list works, by the addresses of these and of their pages.
#[derive(Debug, Default)]
pub(super) struct Listing(HashMap<String, Triple>);

impl Listing {
    /// Those among `triples`.
    pub(super) fn of(triples: &[Triple]) -> Listing {
        let mut found: HashMap<String, Triple> = HashMap::new();
        for triple in triples.iter().filter(|it| LISTS.contains(&it.predicate.as_ref())) {
            if let Some(work) = address(&triple.object) {
                found.insert(work.to_owned(), triple.clone());
            }
        }
        // A record has the address of the page.
        for triple in triples.iter().filter(|it| it.predicate == dcat::LANDING_PAGE) {
            let NamedOrBlankNode::NamedNode(work) = &triple.subject else { continue };
            let listed = found.get(work.as_str()).cloned();
            if let Some((listed, page)) = listed.zip(address(&triple.object)) {
                found.insert(page.to_owned(), listed);
            }
        }
        Listing(found)
    }

    /// The statement that lists the work `root`.
    pub(super) fn statement(&self, root: &NamedOrBlankNode) -> Option<Triple> {
        let NamedOrBlankNode::NamedNode(node) = root else { return None };
        let listed = self.0.get(node.as_str())?;
        Some(Triple::new(listed.subject.clone(), listed.predicate.clone(), node.clone()))
    }
}

fn address(term: &Term) -> Option<&str> {
    match term {
        Term::NamedNode(node) => Some(node.as_str()),
        _ => None,
    }
}

/// The statements of `document`, where it is of DCAT; none where they cannot be read, of which its
/// reader tells.
pub(super) fn triples(document: Document<'_>, format: &Format) -> Vec<Triple> {
    if format.name != mldcat_ap::FORMAT.name {
        return Vec::new();
    }
    match std::str::from_utf8(document.bytes) {
        Ok(text) if given::begins_with(document.bytes, b"{[") => {
            foreign::statements(text, document.address.unwrap_or(BASE)).unwrap_or_default()
        }
        _ => given::turtle_statements(document).unwrap_or_default(),
    }
}
