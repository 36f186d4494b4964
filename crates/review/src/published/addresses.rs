//! Addresses as a page states them.

use std::collections::BTreeSet;

use faircat_linked_data::vocabulary::{owl, schema};

use super::Page;
use crate::addresses::{Address, AddressKind, below};

impl Page<'_> {
    pub(super) fn addresses(&self, id: &str) -> Vec<Address> {
        let new = |kind, address: &str| Address { kind, address: address.to_owned() };
        let page = format!("{id}/");
        let old = self.values(&self.root, owl::SAME_AS);
        let old = old.filter_map(|it| it.strip_prefix(self.base)).map(str::to_owned);
        let pages: Vec<String> = std::iter::once(page.clone()).chain(old).collect();
        let mut found: Vec<Address> = pages.iter().map(|it| new(AddressKind::Page, it)).collect();
        let is_own = |address: &str| address.starts_with(self.base);
        for node in self.values(&self.root, schema::IDENTIFIER) {
            let address = self.text(node, schema::URL).or_else(|| self.text(node, schema::VALUE));
            let address = address.filter(|it| !is_own(it));
            found.extend(address.map(|it| new(AddressKind::Identifier, it)));
        }
        // An identifier's address is a link to the same work, too.
        let known: BTreeSet<(bool, String)> = found.iter().map(Address::key).collect();
        for property in [schema::SAME_AS, schema::URL] {
            let links = self.values(&self.root, property).filter(|it| !is_own(it));
            let links = links.map(|it| new(AddressKind::Link, it));
            found.extend(links.filter(|it| !known.contains(&it.key())));
        }
        for part in self.parts().keys().filter(|it| it.starts_with('#')) {
            let iri = format!("{}{part}", self.root);
            let Some(address) = self.text(&iri, schema::CONTENT_URL) else { continue };
            match address.strip_prefix(self.base) {
                Some(own) => match own.strip_prefix(&page) {
                    Some(name) => found.extend(below(&pages, name)),
                    None => found.push(new(AddressKind::File, own)),
                },
                None => found.push(new(AddressKind::Artifact, address)),
            }
        }
        found
    }
}
