//! Identifiers and addresses, and which of them vanish.

use std::collections::BTreeSet;

use faircat_catalog::OldName;
use faircat_record::identifier::Identifier;
use faircat_record::own_identifiers::{DEPOSIT, own_identifiers};
use faircat_record::{Record, Status, Work};
use serde::Serialize;

/// An identifier or address that others may have noted down.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Address {
    pub kind: AddressKind,
    /// Addresses of the site are relative to its root; others are as the author wrote them.
    pub address: String,
}

/// What lies at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AddressKind {
    /// The record's page.
    Page,
    /// A file that the site publishes.
    File,
    /// A file that lies elsewhere.
    Artifact,
    /// An identifier of the record, or of one of its versions.
    Identifier,
    /// A page about the same work elsewhere.
    Link,
}

impl AddressKind {
    /// What a sentence calls it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            AddressKind::Page => "page",
            AddressKind::File => "file",
            AddressKind::Artifact => "file elsewhere",
            AddressKind::Identifier => "identifier",
            AddressKind::Link => "link to the same work",
        }
    }
}

impl Address {
    fn new(kind: AddressKind, address: impl Into<String>) -> Address {
        Address { kind, address: address.into() }
    }

    /// The same for two ways to write the same.
    #[must_use]
    pub fn key(&self) -> (bool, String) {
        let of_site = matches!(self.kind, AddressKind::Page | AddressKind::File);
        let known = (!of_site).then(|| Identifier::recognize(&self.address).ok()).flatten();
        (of_site, known.map_or_else(|| self.address.clone(), |it| it.key()))
    }
}

/// Everything under which the record `id`, as `models/jet-tagger`, is found.
#[must_use]
pub fn addresses_of(id: &str, record: &Record) -> Vec<Address> {
    // A draft is published nowhere.
    let is_draft = record.status() == Status::Draft;
    let page = (!is_draft).then(|| Address::new(AddressKind::Page, format!("{id}/")));
    let old_names: Vec<OldName> = (record.moved_from().iter().filter(|_| !is_draft))
        .filter_map(|text| OldName::parse(record.kind(), text))
        .collect();
    let redirects = old_names.iter().map(|old| Address::new(AddressKind::Page, old.page()));
    let identifiers = own_identifiers(record)
        .into_iter()
        .filter(|it| it.identifier.prefix != DEPOSIT)
        .map(|it| Address::new(AddressKind::Identifier, it.text));
    let mut found: Vec<Address> = page.into_iter().chain(redirects).chain(identifiers).collect();
    match record {
        Record::Work(work) => {
            of_work(work, &mut found);
            let own = std::iter::once(format!("{id}/"));
            let pages: Vec<String> = own.chain(old_names.iter().map(OldName::page)).collect();
            files(work).for_each(|name| found.extend(below(&pages, &name)));
        }
        Record::Person(person) => found.extend(link(person.url.as_deref())),
        Record::Organization(organization) => found.extend(link(organization.url.as_deref())),
    }
    found
}

fn link(address: Option<&str>) -> Option<Address> {
    Some(Address::new(AddressKind::Link, address?))
}

/// The file `name` of a record below each of its `pages`: that which it has, and those that it had.
pub(crate) fn below(pages: &[String], name: &str) -> impl Iterator<Item = Address> {
    pages.iter().map(move |page| Address::new(AddressKind::File, format!("{page}{name}")))
}

/// The files that the site publishes, from the page of the work on.
fn files(work: &Work) -> impl Iterator<Item = String> {
    let has_files = work.status != Status::Draft && work.keeps_files();
    let paths = work.artifacts.iter().filter_map(|it| it.path.as_ref()).filter(move |_| has_files);
    paths.map(|path| format!("files/{path}"))
}

fn of_work(work: &Work, found: &mut Vec<Address>) {
    let urls = work.artifacts.iter().filter_map(|it| it.url.as_ref());
    found.extend(urls.map(|it| Address::new(AddressKind::Artifact, it)));
    for version in &work.versions {
        let identifier = version.identifier.as_ref();
        found.extend(identifier.map(|it| Address::new(AddressKind::Identifier, it)));
        found.extend(link(version.url.as_deref()));
    }
    found.extend(link(work.url.as_deref()));
    found.extend(work.same_as.iter().map(|it| Address::new(AddressKind::Link, it)));
}

/// The addresses of `old` that lead nowhere any more: not to the record as it is now, of the status
/// `withdrawn` or another, and to no other of the change, whose addresses have the keys `known`.
pub(crate) fn vanished(
    old: &[Address],
    withdrawn: bool,
    known: &BTreeSet<(bool, String)>,
) -> Vec<Address> {
    let is_kept = |it: &&Address| {
        known.contains(&it.key()) || matches!(it.kind, AddressKind::File) && withdrawn
    };
    let mut gone: Vec<Address> = old.iter().filter(|it| !is_kept(it)).cloned().collect();
    gone.sort();
    gone.dedup();
    gone
}
