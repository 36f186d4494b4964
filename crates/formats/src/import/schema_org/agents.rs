//! Who made, keeps, publishes, owns and paid for a work.

use faircat_record::{AgentRef, Contribution, Funding, InlineAgent, Work};

use std::collections::HashMap;

use super::{first_name, making};
use crate::import::people::{Name, identify};
use crate::import::roles::role;
use crate::import::statements::web_address;
use crate::json_fields::{JsonFields, TEXT};

pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work) {
    for key in ["author", "creator"] {
        for agent in source.items(key, |it| agent(it, None)) {
            if !work.authors.contains(&agent) {
                work.authors.push(agent);
            }
        }
    }
    let roles = making::roles(source);
    for (key, usual) in [("contributor", "Other"), ("editor", "Editor"), ("producer", "Producer")] {
        work.contributors.extend(source.items(key, |it| contribution(it, key, usual, &roles)));
    }
    work.maintainers = source.items("maintainer", |it| agent(it, None));
    work.publisher = source.first_item("publisher", |it| agent(it, Some(true)));
    work.copyright_holder = source.first_item("copyrightHolder", |it| agent(it, Some(true)));
    funding(source, work);
}

/// Takes from `agent` an address that is no page of theirs, but their name within the page `own`.
pub(super) fn forget_fragment(agent: &mut AgentRef, own: &str) {
    if let AgentRef::Inline(agent) = agent {
        let is_part = |url: &String| url.strip_prefix(own).is_some_and(|it| it.starts_with('#'));
        agent.url = agent.url.take().filter(|url| !is_part(url));
    }
}

/// A contributor, perhaps within a node of type `Role` that says what was done.
fn contribution(
    it: &mut JsonFields<'_>,
    key: &str,
    usual: &str,
    roles: &HashMap<String, String>,
) -> Option<Contribution> {
    let qualified = it.look("@id").and_then(|it| roles.get(it.as_str()?)).cloned();
    let named = it.taken_if("roleName", role).or_else(|| it.taken_if("jobTitle", role));
    let named = named.or(qualified);
    let agent = if it.has(key) {
        it.take("@type");
        it.first_item(key, |it| agent(it, None))?
    } else {
        agent(it, None)?
    };
    Some(Contribution { agent, role: named.unwrap_or_else(|| usual.to_owned()) })
}

/// Somebody by a node or a mere name. `usual` is whether organizations have the part.
pub(crate) fn agent(it: &mut JsonFields<'_>, usual: Option<bool>) -> Option<AgentRef> {
    // CodeMeta 3 puts a role around an author, with the author's own `@id` for it.
    let word = it.take("@type");
    let is = |name: &str| match &word {
        Some(serde_json::Value::String(text)) => super::graph::local(text) == name,
        Some(serde_json::Value::Array(items)) => {
            items.iter().any(|it| it.as_str().map(super::graph::local) == Some(name))
        }
        _ => false,
    };
    let organization = match () {
        () if is("Person") => Some(false),
        () if [
            "Organization",
            "Corporation",
            "Project",
            "CollegeOrUniversity",
            "ResearchOrganization",
            "GovernmentOrganization",
            "NGO",
            "FundingAgency",
            "Consortium",
        ]
        .iter()
        .any(|name| is(name)) =>
        {
            Some(true)
        }
        () => usual,
    };
    let known =
        word.is_none() || organization.is_some() && (is("Person") || organization == Some(true));
    let mut name = Name { organization, ..Name::default() };
    name.full = it.said_at(&["name", TEXT, "legalName"]);
    name.given = first_name(it, "givenName");
    name.family = first_name(it, "familyName");
    let agent = name.agent();
    if let Some(word) = word.filter(|_| !known || agent.is_none()) {
        it.keep("@type", word);
    }
    let mut agent = agent?;
    particulars(it, &mut agent);
    Some(AgentRef::Inline(agent))
}

fn particulars(it: &mut JsonFields<'_>, agent: &mut InlineAgent) {
    it.taken_if("@id", |id| identify_or_url(agent, id));
    it.items("identifier", |it| {
        let keys = ["@id", "value", "@value", TEXT];
        let scheme = it.look("propertyID").and_then(|it| it.as_str()).map(str::to_owned);
        let scheme = scheme.as_deref();
        it.any_text_if(&keys, |id| identify(agent, id, scheme).then_some(()))?;
        it.take("propertyID");
        it.take("@type");
        None::<()>
    });
    it.items("sameAs", |it| it.any_text_if(&["@id", TEXT], |id| identify_or_url(agent, id)));
    if agent.url.is_none() {
        agent.url = super::address(it, "url");
    }
    let affiliations = it.items("affiliation", |it| {
        let name = it.said_at(&["name", TEXT, "legalName"])?;
        it.take("@type");
        Some(name)
    });
    agent.affiliations.extend(affiliations);
}

/// Files `id` under what it is; an address that is no identifier is the page of `agent`.
fn identify_or_url(agent: &mut InlineAgent, id: &str) -> Option<()> {
    let is_known = faircat_record::identifier::Identifier::parse(id)
        .is_ok_and(|it| it.scheme != faircat_record::identifier::Scheme::Url);
    if is_known {
        return identify(agent, id, None).then_some(());
    }
    // A name with `#` is one of a node within a page, and no page of somebody.
    let url = web_address(id).filter(|id| agent.url.is_none() && !id.contains('#'))?;
    agent.url = Some(url);
    Some(())
}

/// Grants and funders. Of a grant in words only one funder can be the giver.
fn funding(source: &mut JsonFields<'_>, work: &mut Work) {
    let grants = source.items("funding", |it| {
        let funder = ["funder", "sponsor"]
            .iter()
            .find_map(|key| it.first_item(key, |it| agent(it, Some(true))))?;
        it.take("@type");
        Some(Funding {
            funder,
            award: it.said("identifier"),
            title: it.said("name"),
            url: it.any_text_if(&["url", "@id"], web_address),
        })
    });
    work.funding = grants;
    let mut funders = Vec::new();
    for key in ["funder", "sponsor"] {
        funders.extend(source.items(key, |it| agent(it, Some(true))));
    }
    funders.retain(|it| !work.funding.iter().any(|known| known.funder == *it));
    let award = match funders.len() {
        1 => source.taken_if("funding", |text| {
            (!text.contains(char::is_whitespace)).then(|| text.to_owned())
        }),
        _ => None,
    };
    let funding = |funder| Funding { funder, award: award.clone(), title: None, url: None };
    work.funding.extend(funders.into_iter().map(funding));
}
