//! Who made, keeps, publishes, owns and paid for a work.

use faircat_record::identifier::{Identifier, Scheme};
use faircat_record::{AgentRef, Contribution, Funding, InlineAgent, Work};

use std::collections::HashMap;

use super::{first_name, making};
use crate::import::name_lists;
use crate::import::people::{Name, identify};
use crate::import::roles::role;
use crate::import::statements::web_address;
use crate::json_fields::{JsonFields, TEXT};

pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work) {
    for key in ["author", "creator"] {
        for agent in source.items(key, makers).concat() {
            if !work.authors.contains(&agent) {
                work.authors.push(agent);
            }
        }
    }
    work.maintainers = source.items("maintainer", |it| agent(it, None));
    work.publisher = source.first_item("publisher", |it| agent(it, Some(true)));
    others(source, work);
}

/// Who contributed, owns and paid for the work.
pub(crate) fn others(source: &mut JsonFields<'_>, work: &mut Work) {
    let roles = making::roles(source);
    for (key, usual) in [("contributor", "Other"), ("editor", "Editor"), ("producer", "Producer")] {
        work.contributors.extend(source.items(key, |it| contribution(it, key, usual, &roles)));
    }
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

/// Whoever made the work: of a mere name or text, which may be a list of names, all of them.
fn makers(it: &mut JsonFields<'_>) -> Option<Vec<AgentRef>> {
    let key = if it.has(TEXT) { TEXT } else { "name" };
    let is_bare = it.keys().iter().all(|it| matches!(it.as_str(), "@type" | "name" | TEXT));
    let is_organization = || it.look("@type").is_some_and(|it| is_of(it, &ORGANIZATIONS));
    let text = it.look(key).and_then(serde_json::Value::as_str).filter(|_| is_bare);
    if let Some(text) = text.filter(|_| !is_organization()) {
        match name_lists::names(text) {
            Some(found) if found.len() > 1 || found.iter().any(|it| it.name.contains(',')) => {
                it.take(key);
                it.take("@type");
                return Some(found.into_iter().map(AgentRef::Inline).collect());
            }
            Some(_) => {}
            None => {
                name_lists::unclear(it, key);
                return None;
            }
        }
    }
    Some(vec![agent(it, None)?])
}

/// Types of organizations.
const ORGANIZATIONS: [&str; 9] = [
    "Organization",
    "Corporation",
    "Project",
    "CollegeOrUniversity",
    "ResearchOrganization",
    "GovernmentOrganization",
    "NGO",
    "FundingAgency",
    "Consortium",
];

/// Whether one of the types `written` is among those that are `wanted`.
fn is_of(written: &serde_json::Value, wanted: &[&str]) -> bool {
    let is_one = |it: &serde_json::Value| {
        it.as_str().is_some_and(|it| wanted.contains(&super::graph::local(it)))
    };
    is_one(written) || written.as_array().is_some_and(|all| all.iter().any(is_one))
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
    let is = |wanted: &[&str]| word.as_ref().is_some_and(|it| is_of(it, wanted));
    let is_person = is(&["Person"]);
    let organization = match () {
        () if is_person => Some(false),
        () if is(&ORGANIZATIONS) => Some(true),
        () => usual,
    };
    let known =
        word.is_none() || organization.is_some() && (is_person || organization == Some(true));
    let mut name = Name { organization, ..Name::default() };
    name.full = it.said_at(&["name", TEXT, "legalName"]).or_else(|| first_name(it, "name"));
    name.given = first_name(it, "givenName");
    name.family = first_name(it, "familyName");
    let agent = name.agent();
    if let Some(word) = word.filter(|_| !known || agent.is_none()) {
        it.keep("@type", word);
    }
    let mut agent = agent?;
    // Where organizations are usual, a record says of a person that it is none.
    if is_person && usual == Some(true) {
        agent.organization = Some(false);
    }
    particulars(it, &mut agent);
    Some(AgentRef::Inline(agent))
}

fn particulars(it: &mut JsonFields<'_>, agent: &mut InlineAgent) {
    // The page that somebody names says more than what the node is called.
    it.items("url", |it| {
        it.any_text_if(&["@id", "url", TEXT], |id| identify_or_url(agent, id))?;
        it.take("@type");
        None::<()>
    });
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
    let affiliations = it.items("affiliation", |it| {
        let name = it.said_at(&["name", TEXT, "legalName"])?;
        it.take("@type");
        Some(name)
    });
    for name in affiliations {
        if !agent.affiliations.contains(&name) {
            agent.affiliations.push(name);
        }
    }
}

/// Files `id` under what it is; an address that is no identifier is the page of `agent`.
fn identify_or_url(agent: &mut InlineAgent, id: &str) -> Option<()> {
    let known = Identifier::parse(id).ok().filter(|it| it.scheme != Scheme::Url);
    if let Some(known) = known {
        let is_said = known.scheme == Scheme::Orcid && agent.orcid.as_ref() == Some(&known.value);
        return (is_said || identify(agent, id, None)).then_some(());
    }
    // A name with `#` is one of a node within a page, and no page of somebody.
    let url = web_address(id).filter(|id| !id.contains('#'))?;
    if agent.url.as_ref() == Some(&url) {
        return Some(());
    }
    if agent.url.is_some() {
        return None;
    }
    agent.url = Some(url);
    Some(())
}

/// Classes of what is given.
const GRANTS: [&str; 2] = ["Grant", "MonetaryGrant"];

/// What was given; `None` where nobody is named who gave it.
fn grant(it: &mut JsonFields<'_>) -> Option<Funding> {
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
}

/// Grants and funders. Of a grant in words only one funder can be the giver.
fn funding(source: &mut JsonFields<'_>, work: &mut Work) {
    let mut grants = source.items("funding", |it| {
        // Some name the giver in the place of what was given.
        if it.look("@type").is_some_and(|it| is_of(it, &ORGANIZATIONS)) {
            let funder = agent(it, Some(true))?;
            return Some(Funding { funder, award: None, title: None, url: None });
        }
        grant(it)
    });
    let mut funders = Vec::new();
    for key in ["funder", "sponsor"] {
        funders.extend(source.items(key, |it| {
            // Others name what was given in the place of the giver.
            if it.look("@type").is_some_and(|it| is_of(it, &GRANTS)) {
                grants.extend(grant(it));
                return None;
            }
            agent(it, Some(true))
        }));
    }
    work.funding = grants;
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
