//! Creators, contributors, publisher and funders in DataCite's terms.

use faircat_record::{AgentRef, Contribution, Funding, InlineAgent};
use serde_json::Value;

use crate::import::people::{Name, identify};
use crate::import::roles::role;
use crate::import::statements::web_address;
use crate::json_fields::{JsonFields, TEXT};

pub(super) fn creators(source: &mut JsonFields<'_>) -> Vec<AgentRef> {
    source.items("creators", |it| Some(AgentRef::Inline(agent(it)?)))
}

pub(super) fn contributors(source: &mut JsonFields<'_>) -> Vec<Contribution> {
    source.items("contributors", |it| {
        let agent = AgentRef::Inline(agent(it)?);
        let role = it.understood("contributorType", "type of contributor known here", role);
        Some(Contribution { agent, role: role.unwrap_or_else(|| "Other".to_owned()) })
    })
}

fn agent(it: &mut JsonFields<'_>) -> Option<InlineAgent> {
    let organization = it.taken_if("nameType", |word| match word {
        "Personal" => Some(false),
        "Organizational" => Some(true),
        _ => None,
    });
    let mut name = Name { organization, ..Name::default() };
    name.full = it.said_at(&["name", TEXT]);
    name.given = it.said("givenName");
    name.family = it.said("familyName");
    let mut agent = name.agent()?;
    it.items("nameIdentifiers", |it| {
        let scheme = it.look("nameIdentifierScheme").and_then(Value::as_str).map(str::to_owned);
        let key = if it.has("nameIdentifier") { "nameIdentifier" } else { TEXT };
        it.understood(key, "identifier with a right check digit", |text| {
            identify(&mut agent, text, scheme.as_deref()).then_some(())
        })?;
        it.take("nameIdentifierScheme");
        it.take("schemeUri");
        None::<()>
    });
    let affiliations = it.items("affiliation", |it| it.said_at(&["name", TEXT]));
    agent.affiliations.extend(affiliations);
    Some(agent)
}

pub(super) fn publisher(source: &mut JsonFields<'_>) -> Option<AgentRef> {
    source.first_item("publisher", |it| {
        let organization = Some(true);
        let full = it.said_at(&["name", TEXT]);
        let mut agent = Name { full, organization, ..Name::default() }.agent()?;
        let scheme = it.look("publisherIdentifierScheme").and_then(Value::as_str);
        let scheme = scheme.map(str::to_owned);
        let known = it.understood("publisherIdentifier", "identifier known here", |text| {
            identify(&mut agent, text, scheme.as_deref()).then_some(())
        });
        if known.is_some() {
            it.take("publisherIdentifierScheme");
            it.take("schemeUri");
        }
        Some(AgentRef::Inline(agent))
    })
}

pub(super) fn funding(source: &mut JsonFields<'_>) -> Vec<Funding> {
    source.items("fundingReferences", |it| {
        let full = it.said("funderName");
        let organization = Some(true);
        let Some(mut funder) = (Name { full, organization, ..Name::default() }).agent() else {
            it.warn("funderName", "import-no-funder", "names nobody");
            return None;
        };
        let scheme = it.look("funderIdentifierType").and_then(Value::as_str).map(str::to_owned);
        let known = it.taken_if("funderIdentifier", |text| {
            identify(&mut funder, text, scheme.as_deref()).then_some(())
        });
        if known.is_some() {
            it.take("funderIdentifierType");
            it.take("schemeUri");
        }
        Some(Funding {
            funder: AgentRef::Inline(funder),
            award: it.said("awardNumber"),
            // XML says of which language it is.
            title: it.first_item("awardTitle", |it| it.said(TEXT)),
            url: it.taken_if("awardUri", web_address),
        })
    })
}
