//! The entities of a crate, each of which stands in its graph once and is referred to by its `@id`.

use std::collections::HashSet;

use faircat_linked_data::{Node, Source, reference, safe_iri};
use faircat_record::identifier::Identifier;
use faircat_record::references::LinkRole;
use faircat_record::{AgentRef, Funding, Publication, Subject};
use serde_json::{Value, json};

use crate::party::Party;

/// The graph under construction.
#[derive(Default)]
pub(super) struct Entities {
    nodes: Vec<Value>,
    known: HashSet<String>,
}

impl Entities {
    /// The reference to the entity `id`, which has what `fill` gives it when it is first named.
    pub(super) fn named(
        &mut self,
        id: String,
        class: &str,
        fill: impl FnOnce(&mut Entities, &mut Node),
    ) -> Value {
        if self.known.insert(id.clone()) {
            let mut node = Node::typed(id.as_str(), class);
            fill(self, &mut node);
            self.nodes.push(node.into());
        }
        reference(id)
    }

    pub(super) fn into_nodes(self) -> Vec<Value> {
        self.nodes
    }

    /// A person or an organization, by an identifier, a page, or the name.
    pub(super) fn agent(&mut self, source: &Source, agent: &AgentRef) -> Value {
        self.party(source, &Party::of(source.catalog, agent))
    }

    pub(super) fn party(&mut self, source: &Source, party: &Party) -> Value {
        let known = party.orcid.clone().or_else(|| party.ror.clone());
        let known = known.or_else(|| party.url.and_then(safe_iri));
        let id = known.unwrap_or_else(|| fragment(source, "agent", party.name));
        let class = if party.is_organization { "Organization" } else { "Person" };
        self.named(id, class, |entities, node| {
            node.set("name", party.name);
            if let Some((given, family)) = party.parts {
                node.set("givenName", given).set("familyName", family);
            }
            node.set("url", party.url);
            let places = party.affiliations.iter().map(|it| {
                let id = it.ror.clone().unwrap_or_else(|| fragment(source, "agent", it.name));
                entities.named(id, "Organization", |_, node| {
                    node.set("name", it.name);
                })
            });
            let places: Vec<Value> = places.collect();
            node.set("affiliation", places);
        })
    }

    /// What a text refers to: a record, something elsewhere, or a mere name.
    pub(super) fn target(
        &mut self,
        source: &Source,
        text: &str,
        role: LinkRole,
        title: Option<&str>,
    ) -> Value {
        let found = source.titled_target(text, role, title);
        let id = source.target_iri(text, role).unwrap_or_else(|| fragment(source, "thing", text));
        self.named(id, "CreativeWork", |_, node| {
            // A title that states its language is no mere text there.
            node.set("name", found["name"].as_str().unwrap_or_else(|| source.name_of(text, role)));
        })
    }

    pub(super) fn publication(&mut self, source: &Source, it: &Publication) -> Value {
        let known = it.identifiers.iter().find_map(|text| iri_of(text));
        let known = known.or_else(|| safe_iri(it.url.as_deref()?));
        let id = known.unwrap_or_else(|| fragment(source, "publication", &it.title));
        self.named(id, "ScholarlyArticle", |_, node| {
            node.set("name", it.title.as_str())
                .set("identifier", it.identifiers.clone())
                .text("url", it.url.as_ref())
                .set("datePublished", it.year.map(|year| year.to_string()));
        })
    }

    pub(super) fn grant(&mut self, source: &Source, number: usize, it: &Funding) -> Value {
        let funder = self.agent(source, &it.funder);
        self.named(format!("#grant-{number}"), "Grant", |_, node| {
            node.set("funder", funder)
                .text("identifier", it.award.as_ref())
                .text("name", it.title.as_ref().or(it.award.as_ref()))
                .text("url", it.url.as_ref());
        })
    }

    pub(super) fn subject(&mut self, source: &Source, it: &Subject) -> Value {
        let known = it.iri.as_deref().and_then(safe_iri);
        let id = known.unwrap_or_else(|| fragment(source, "subject", &it.term));
        self.named(id, "DefinedTerm", |_, node| {
            node.set("name", it.term.as_str()).text("inDefinedTermSet", it.scheme.as_ref());
        })
    }

    /// The licence of the work; where none is stated, that.
    pub(super) fn licence(&mut self, iri: Option<&str>, words: Option<&str>) -> Value {
        let (id, words) = match (iri, words) {
            (Some(iri), words) => (iri, words.unwrap_or(iri)),
            (None, Some(words)) => ("#licence", words),
            (None, None) => (UNLICENSED, "No licence is stated"),
        };
        self.named(id.to_owned(), "CreativeWork", |_, node| {
            node.set("name", words);
            if id == UNLICENSED {
                node.set("description", "Ask the authors what may be done with it.");
            }
        })
    }

    /// A named value, as `PropertyValue`.
    pub(super) fn value(&mut self, id: String, fields: Value) -> Value {
        self.named(id, "PropertyValue", |_, node| {
            for (key, value) in fields.as_object().into_iter().flatten() {
                node.set(key, value.clone());
            }
        })
    }

    /// A profile or standard, by its address.
    pub(super) fn standard(&mut self, address: &str) -> Option<Value> {
        let id = safe_iri(address)?;
        Some(self.named(id, "CreativeWork", |_, node| {
            node.set("@type", json!(["CreativeWork", "Profile"])).set("name", address);
        }))
    }
}

/// The `@id` of what the format demands where a record states no licence.
pub(super) const UNLICENSED: &str = "#no-licence";

/// The `@id` of something that has but a name, within the crate.
fn fragment(source: &Source, kind: &str, name: &str) -> String {
    let iri = source.fragment(kind, name);
    iri.split_once('#').map_or_else(|| iri.clone(), |(_, part)| format!("#{part}"))
}

/// The address of an identifier.
pub(super) fn iri_of(identifier: &str) -> Option<String> {
    safe_iri(&Identifier::parse(identifier).ok()?.url()?)
}
