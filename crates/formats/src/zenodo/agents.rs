//! Creators, contributors, funders and the publisher.

use faircat_record::identifier::Identifier;
use faircat_record::{AgentRef, Contribution, Funding, InlineAgent};
use serde_json::Value;

use crate::import::people::{self, Name, identify};
use crate::import::roles::role as role_of;
use crate::import::statements::web_address;
use crate::json_fields::{JsonFields, TEXT};

pub(super) fn creators(metadata: &mut JsonFields<'_>) -> Vec<AgentRef> {
    metadata.items("creators", |item| Some(AgentRef::Inline(agent(item)?)))
}

pub(super) fn contributors(metadata: &mut JsonFields<'_>) -> Vec<Contribution> {
    metadata.items("contributors", |item| {
        let role = item.understood("type", "role of DataCite", role_of).or_else(|| {
            item.first_item("role", |role| {
                let key = if role.has("id") { "id" } else { TEXT };
                let found = role.understood(key, "role of DataCite", role_of);
                role.take("title")
                    .filter(|_| found.is_none())
                    .into_iter()
                    .for_each(|it| role.keep("title", it));
                found
            })
        });
        let agent = AgentRef::Inline(agent(item)?);
        Some(Contribution { agent, role: role.unwrap_or_else(|| "Other".to_owned()) })
    })
}

/// Somebody in either form.
fn agent(item: &mut JsonFields<'_>) -> Option<InlineAgent> {
    let mut agent = match item.object("person_or_org", person_or_org) {
        Some(agent) => agent?,
        None => Name { full: item.said("name"), ..Name::default() }.agent()?,
    };
    for scheme in ["orcid", "gnd"] {
        item.understood(scheme, "identifier with a right check digit", |text| {
            identify(&mut agent, text, Some(scheme)).then_some(())
        });
    }
    agent.affiliations.extend(item.said("affiliation"));
    let named = item.items("affiliations", |it| {
        let name = it.said_at(&["name", TEXT])?;
        // Beside its name, its place in the repository's list says nothing more, where that is not of
        // ROR, as in InvenioRDM's own.
        it.taken_if("id", |id| Identifier::parse(&format!("ror:{id}")).is_err().then_some(()));
        Some(name)
    });
    agent.affiliations.extend(named);
    Some(agent)
}

fn person_or_org(item: &mut JsonFields<'_>) -> Option<InlineAgent> {
    let organization = item.taken_if("type", |word| match word {
        "personal" => Some(false),
        "organizational" => Some(true),
        _ => None,
    });
    let mut name = Name { full: item.said("name"), organization, ..Name::default() };
    name.given = item.said("given_name");
    name.family = item.said("family_name");
    let mut agent = name.agent()?;
    item.items("identifiers", |it| {
        let scheme = it.look("scheme").and_then(Value::as_str).map(str::to_owned);
        let known = it.understood("identifier", "identifier with a right check digit", |text| {
            identify(&mut agent, text, scheme.as_deref()).then_some(())
        });
        known.and_then(|()| it.take("scheme")).map(drop)
    });
    Some(agent)
}

/// The publisher, where the record names it.
pub(super) fn publisher(metadata: &mut JsonFields<'_>) -> Option<AgentRef> {
    let own = metadata.said("publisher");
    let imprint = || metadata.object("imprint", |it| it.said("publisher")).flatten();
    own.or_else(imprint).map(|name| people::organization(&name))
}

pub(super) fn funding(metadata: &mut JsonFields<'_>) -> Vec<Funding> {
    let mut found = metadata.items("grants", grant);
    found.extend(metadata.items("funding", award));
    found
}

/// A grant as Zenodo's first API has it.
fn grant(item: &mut JsonFields<'_>) -> Option<Funding> {
    let funder = item.object("funder", funder).flatten();
    let Some(funder) = funder else {
        let what = match item.look("id").and_then(Value::as_str).is_some_and(is_short) {
            true => "is missing: of the funder there is only the DOI in `id`, and no name",
            false => "names no funder",
        };
        item.warn("funder", "import-no-funder", what);
        return None;
    };
    Some(Funding {
        funder,
        award: item.said("code"),
        title: item.said("title"),
        url: item.taken_if("url", web_address),
    })
}

/// Whether `id` is that of a grant as people deposit it: the funder's DOI, and the grant's number.
fn is_short(id: &str) -> bool {
    id.split_once("::").is_some_and(|(funder, _)| funder.starts_with("10."))
}

fn award(item: &mut JsonFields<'_>) -> Option<Funding> {
    let Some(funder) = item.object("funder", funder).flatten() else {
        item.warn("funder", "import-no-funder", "has no name");
        return None;
    };
    let mut funding = Funding { funder, award: None, title: None, url: None };
    item.object("award", |award| {
        funding.award = award.said("number");
        funding.title = localized(award, "title");
        funding.url = award.first_item("identifiers", |it| {
            let url = it.taken_if("identifier", web_address)?;
            it.take("scheme");
            Some(url)
        });
    });
    Some(funding)
}

fn funder(item: &mut JsonFields<'_>) -> Option<AgentRef> {
    let name = item.said("name")?;
    let mut agent = InlineAgent { organization: Some(true), ..InlineAgent::default() };
    agent.name = name;
    item.taken_if("id", |id| identify(&mut agent, id, Some("ror")).then_some(()));
    item.taken_if("doi", |doi| identify(&mut agent, doi, Some("doi")).then_some(()));
    Some(AgentRef::Inline(agent))
}

/// The text at `key`, which may be in several languages: `{"en": "…"}`. The English one, or else the
/// first; the others stay.
pub(super) fn localized(item: &mut JsonFields<'_>, key: &str) -> Option<String> {
    if item.look(key).is_some_and(Value::is_string) {
        return item.said(key);
    }
    let read = |texts: &mut JsonFields<'_>| {
        let first = texts.keys().into_iter().next()?;
        texts.said("en").or_else(|| texts.said(&first))
    };
    item.look(key)?.is_object().then(|| item.object(key, read)).flatten().flatten()
}
