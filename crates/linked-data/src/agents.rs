//! People and organizations as schema.org nodes.

use faircat_catalog::site::Site;
use faircat_catalog::{Agent, AgentSummary, Catalog, Entry, Target};
use faircat_record::identifier::{Identifier, Scheme};
use faircat_record::references::LinkRole;
use faircat_record::{AgentRef, Funding, InlineAgent, Kind, Organization, Person};
use serde_json::{Value, json};

use super::Source;
use super::node::{Node, list, numbered};
use super::vocabulary::{FOAF_AGENT, FOAF_NAME, schema};

/// Nodes of several agents, in their order.
pub(super) fn agents(source: &Source, agents: &[AgentRef]) -> Value {
    list(agents, |one| agent(source, one))
}

/// The node of an agent, with what one needs to know who it is.
pub(super) fn agent(source: &Source, agent: &AgentRef) -> Value {
    match source.catalog.agent(agent) {
        Some(Agent::Entry(entry)) => known(source, entry),
        Some(Agent::Inline(inline)) => unknown(source, inline),
        None => Value::Null,
    }
}

/// The node of an agent who has a record.
fn known(source: &Source, entry: &Entry) -> Value {
    let summary = entry.summary.agent.clone().unwrap_or_default();
    let mut node = Node::typed(source.iri_of(entry), class(entry.kind));
    node.set(schema::key::NAME, entry.summary.title.as_str());
    particulars(&mut node, source, &summary);
    node.into()
}

fn particulars(node: &mut Node, source: &Source, summary: &AgentSummary) {
    node.text(schema::key::GIVEN_NAME, summary.given_name.as_ref())
        .text(schema::key::FAMILY_NAME, summary.family_name.as_ref());
    let mut elsewhere = Vec::new();
    if let Some(orcid) = &summary.orcid {
        elsewhere.push(Value::String(orcid_url(orcid)));
    }
    if let Some(ror) = &summary.ror {
        elsewhere.push(Value::String(ror_url(ror)));
    }
    node.set(schema::key::SAME_AS, elsewhere);
    node.set(
        schema::key::AFFILIATION,
        list(&summary.affiliations, |affiliation| affiliation_of(source, affiliation)),
    );
}

/// An affiliation is named and no more: its own page tells the rest.
fn affiliation_of(source: &Source, agent: &AgentRef) -> Value {
    let (iri, name) = match source.catalog.agent(agent) {
        Some(Agent::Entry(entry)) => (source.iri_of(entry), entry.summary.title.as_str()),
        Some(Agent::Inline(inline)) => (inline_iri(source, inline), inline.name.as_str()),
        None => return Value::Null,
    };
    let mut node = Node::typed(iri, schema::key::ORGANIZATION);
    node.set(schema::key::NAME, name);
    node.into()
}

/// The node of an agent who has no record.
fn unknown(source: &Source, inline: &InlineAgent) -> Value {
    let kind = if inline.is_organization() { Kind::Organization } else { Kind::Person };
    let mut node = Node::typed(inline_iri(source, inline), class(kind));
    node.set(schema::key::NAME, inline.name.as_str());
    node.text(schema::key::GIVEN_NAME, inline.given_name.as_ref())
        .text(schema::key::FAMILY_NAME, inline.family_name.as_ref())
        .text(schema::key::URL, inline.url.as_ref());
    node.set(schema::key::IDENTIFIER, inline.identifiers.clone());
    node.set(
        schema::key::AFFILIATION,
        list(&inline.affiliations, |name| {
            let mut node =
                Node::typed(source.fragment("organization", name), schema::key::ORGANIZATION);
            node.set(schema::key::NAME, name.as_str());
            node.into()
        }),
    );
    node.into()
}

/// ORCID and ROR are IRIs of the agent itself; without one, a fragment of the record names it.
fn inline_iri(source: &Source, inline: &InlineAgent) -> String {
    match (&inline.orcid, &inline.ror) {
        (Some(orcid), _) => orcid_url(orcid),
        (None, Some(ror)) => ror_url(ror),
        (None, None) => source.fragment("agent", &inline.name),
    }
}

fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Organization => schema::key::ORGANIZATION,
        _ => schema::key::PERSON,
    }
}

/// The IRI of an ORCID iD, written with or without its address.
pub fn orcid_url(orcid: &str) -> String {
    with_resolver(orcid, "https://orcid.org/")
}

/// The IRI of a ROR identifier, written with or without its address.
pub fn ror_url(ror: &str) -> String {
    with_resolver(ror, "https://ror.org/")
}

fn with_resolver(text: &str, resolver: &str) -> String {
    match Identifier::parse(text) {
        Ok(identifier) if matches!(identifier.scheme, Scheme::Orcid | Scheme::Ror) => {
            identifier.url().unwrap_or_default()
        }
        _ => format!("{resolver}{text}"),
    }
}

/// The record of a person.
pub(super) fn person(source: &Source, person: &Person) -> Node {
    let mut node = Node::typed(source.iri(), schema::key::PERSON);
    node.set(schema::key::NAME, person.name.as_str());
    let summary = AgentSummary {
        given_name: person.given_name.clone(),
        family_name: person.family_name.clone(),
        orcid: person.orcid.clone(),
        affiliations: person.affiliations.clone(),
        ..AgentSummary::default()
    };
    particulars(&mut node, source, &summary);
    node.text(schema::key::DESCRIPTION, person.summary.as_ref())
        .text(schema::key::URL, person.url.as_ref())
        .text(schema::key::EMAIL, person.email.as_ref())
        .set(
            schema::key::IDENTIFIER,
            identifiers(source, person.orcid.as_ref(), "orcid", &person.identifiers),
        );
    node
}

/// The record of an organization.
pub(super) fn organization(source: &Source, organization: &Organization) -> Node {
    let mut node = Node::typed(source.iri(), schema::key::ORGANIZATION);
    node.set(schema::key::NAME, organization.name.as_str());
    node.set(schema::key::ALTERNATE_NAME, organization.alternate_names.clone());
    let summary = AgentSummary { ror: organization.ror.clone(), ..AgentSummary::default() };
    particulars(&mut node, source, &summary);
    node.text(schema::key::DESCRIPTION, organization.summary.as_ref())
        .text(schema::key::URL, organization.url.as_ref())
        .text(schema::key::ADDRESS, organization.address.as_ref())
        .set(
            schema::key::IDENTIFIER,
            identifiers(source, organization.ror.as_ref(), "ror", &organization.identifiers),
        );
    if let Some(parent) = &organization.parent {
        node.set(schema::key::PARENT_ORGANIZATION, affiliation_of(source, parent));
    }
    node
}

fn identifiers(source: &Source, own: Option<&String>, scheme: &str, others: &[String]) -> Value {
    let own = own.map(|text| match Identifier::parse(text) {
        Ok(identifier) => identifier.to_string(),
        Err(_) => format!("{scheme}:{text}"),
    });
    let all: Vec<String> = own.into_iter().chain(others.iter().cloned()).collect();
    numbered(&all, |number, text| source.identifier(number, text))
}

/// Grants, each with who gave it.
pub(super) fn funding(source: &Source, funding: &[Funding]) -> Value {
    numbered(funding, |number, one| {
        let mut node = Node::typed(source.part("grant", number), schema::key::GRANT);
        node.text(schema::key::NAME, one.title.as_ref())
            .text(schema::key::IDENTIFIER, one.award.as_ref())
            .text(schema::key::URL, one.url.as_ref())
            .set(schema::key::FUNDER, agent(source, &one.funder));
        node.into()
    })
}

/// The organization or person that publishes the catalogue, named and no more.
pub(super) fn publisher_of_catalog(site: &Site, catalog: &Catalog, slug: &str) -> Value {
    let Target::Entry(entry) = catalog.resolve(slug, LinkRole::Publisher) else {
        return Value::Null;
    };
    let classes = json!([class(entry.kind), FOAF_AGENT]);
    let mut node = Node::typed(site.iri(&entry.page()), classes);
    node.set(schema::key::NAME, entry.summary.title.as_str());
    node.set(FOAF_NAME, entry.summary.title.as_str());
    node.into()
}
