//! What works say of people and organizations, and the records of these do not.

use std::collections::BTreeMap;

use serde_json::Value;

use super::keys::plain;
use super::mentions::{Mentions, Said};
use super::parties::{Parties, Party};
use super::{Target, disk, kind_of, records, there};
use crate::formats::reader::{Loss, Why};

/// By the number of the mention, what works say there and the record of the one meant does not: the
/// field, the value and the reason.
pub(super) type Unsaid = BTreeMap<usize, Vec<(&'static str, String, Why)>>;

/// What is unsaid of `mentions`, of whom those are `meant` that have records called `slugs`.
pub(super) fn of(
    mentions: &Mentions,
    parties: &Parties,
    (slugs, meant): (&BTreeMap<usize, String>, &[Option<usize>]),
    target: Target<'_>,
) -> Unsaid {
    let mut names: BTreeMap<usize, String> = BTreeMap::new();
    let mut found = Unsaid::new();
    for (number, at) in meant.iter().enumerate().filter_map(|(number, it)| Some((number, (*it)?))) {
        let Some(party) = parties.get(at) else { continue };
        let (Some(said), Some(slug)) = (mentions.get(number), slugs.get(&at)) else { continue };
        let name = names.entry(at).or_insert_with(|| match party.there {
            Some(_) => party.name.clone(),
            None => mentions.said(party).0.name,
        });
        let unsaid = of_one(said, (party, slug.as_str(), name.as_str()), parties, target);
        if !unsaid.is_empty() {
            found.insert(number, unsaid);
        }
    }
    found
}

/// Of `said`, who has the record `slug`, which calls the `party` `name`.
fn of_one(
    said: &Said,
    (party, slug, name): (&Party, &str, &str),
    parties: &Parties,
    target: Target<'_>,
) -> Vec<(&'static str, String, Why)> {
    let agent = &said.agent;
    let why = Why::of(&format!("the record `{slug}`, to which the work refers, does not say it"));
    let other_name = (!party.is_called(&agent.name, name)).then_some(("name", &agent.name));
    let mut found: Vec<(&'static str, &String)> = other_name.into_iter().collect();
    let file = || disk::home(target.catalog, kind_of(party.organization), slug);
    let is_written =
        |id: &str| target.update && records::with_id(&file(), party.organization, id).is_some();
    let (field, id) = match party.organization {
        true => ("ror", &agent.ror),
        false => ("orcid", &agent.orcid),
    };
    if party.lacks(agent).is_some_and(|it| !is_written(it)) {
        found.extend(id.iter().map(|it| (field, it)));
    }
    // A new record has all places.
    let places = agent.affiliations.iter().filter(|place| {
        let place = plain(place);
        party.there.is_some() && !party.is_at(&place, there::organization(parties, &place))
    });
    found.extend(places.map(|it| ("affiliations", it)));
    found.into_iter().map(|(field, value)| (field, value.clone(), why.clone())).collect()
}

/// As losses of the agent who stands at `place` of a work.
pub(super) fn losses(unsaid: &[(&'static str, String, Why)], place: &str) -> Vec<Loss> {
    let loss = |(field, value, why): &(&'static str, String, Why)| Loss {
        field: format!("{place}.{field}"),
        value: Value::from(value.as_str()).to_string(),
        kept: false,
        why: why.clone(),
    };
    unsaid.iter().map(loss).collect()
}
