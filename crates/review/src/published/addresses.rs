//! Addresses as a page states them.

use std::collections::BTreeSet;

use faircat_linked_data::vocabulary::{owl, schema};

use super::Page;
use crate::addresses::{Address, AddressKind};

impl Page<'_> {
    pub(super) fn addresses(&self, id: &str) -> Vec<Address> {
        let new = |kind, address: &str| Address { kind, address: address.to_owned() };
        let mut found = vec![new(AddressKind::Page, &format!("{id}/"))];
        let old = self.values(&self.root, owl::SAME_AS);
        let old: Vec<&str> = old.filter_map(|it| it.strip_prefix(self.base)).collect();
        found.extend(old.iter().map(|it| new(AddressKind::Page, it)));
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
                Some(own) => {
                    found.push(new(AddressKind::File, own));
                    // It is published at the old addresses, too.
                    let name = own.strip_prefix(id).and_then(|rest| rest.strip_prefix('/'));
                    let moved = name
                        .into_iter()
                        .flat_map(|name| old.iter().map(move |page| format!("{page}{name}")));
                    found.extend(moved.map(|it| new(AddressKind::File, &it)));
                }
                None => found.push(new(AddressKind::Artifact, address)),
            }
        }
        found
    }
}
