//! Which records have another address on the new side, to which the old one leads.

use std::collections::BTreeMap;

use crate::addresses::AddressKind;
use crate::side::Side;

/// Records that have another `folder/slug` on the new side.
pub(crate) struct Moves<'a> {
    /// The new name by the old one.
    to: BTreeMap<&'a str, &'a str>,
    /// The old name by the new one; of two records that became one, the first.
    from: BTreeMap<&'a str, &'a str>,
}

impl<'a> Moves<'a> {
    /// Whether the record `id` of the old side is elsewhere on the new one.
    pub(crate) fn has_moved(&self, id: &str) -> bool {
        self.to.contains_key(id)
    }

    /// What the record `id` of the new side was called on the old one.
    pub(crate) fn before(&self, id: &str) -> Option<&'a str> {
        self.from.get(id).copied()
    }
}

/// A record that is on both sides under its own name has not moved.
pub(crate) fn moves<'a>(old: &'a Side, new: &'a Side) -> Moves<'a> {
    let added = new.records.iter().filter(|(id, _)| !old.records.contains_key(*id));
    let led = added.flat_map(|(id, state)| {
        let pages = state.addresses.iter().filter(|it| it.kind == AddressKind::Page);
        pages.map(move |page| (page.address.trim_end_matches('/'), id.as_str()))
    });
    let has_gone = |(then, _): &(&str, &str)| {
        !new.records.contains_key(*then) && old.records.contains_key(*then)
    };
    let to: BTreeMap<&str, &str> = led.filter(has_gone).collect();
    let from = to.iter().rev().map(|(then, now)| (*now, *then)).collect();
    Moves { to, from }
}
