//! Which records have another address on the new side, to which the old one leads.

use std::collections::BTreeMap;

use crate::addresses::AddressKind;
use crate::side::Side;

/// The new `folder/slug` of records of `old`, by the one that they had. A record that is on both sides
/// under its own name has not moved.
pub(crate) fn moves<'a>(old: &'a Side, new: &'a Side) -> BTreeMap<&'a str, &'a str> {
    let added = new.records.iter().filter(|(id, _)| !old.records.contains_key(*id));
    let led = added.flat_map(|(id, state)| {
        let pages = state.addresses.iter().filter(|it| it.kind == AddressKind::Page);
        pages.map(move |page| (page.address.trim_end_matches('/'), id.as_str()))
    });
    let has_gone = |(then, _): &(&str, &str)| {
        !new.records.contains_key(*then) && old.records.contains_key(*then)
    };
    // Of two records that became one, each leads there; the first is what it is compared with.
    led.filter(has_gone).collect()
}
