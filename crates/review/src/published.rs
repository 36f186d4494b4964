//! Records as a site publishes them: what the statements of a page say.

mod addresses;
mod claims;

use std::collections::BTreeMap;

use faircat_catalog::evidence::origin::Origin;
use faircat_linked_data::graph::Graph;
use faircat_linked_data::vocabulary::{SPDX_LICENSES, dqv, fair4ml, prov, schema};
use faircat_record::{Kind, Status};
use faircat_scorecard::Outcome;
use oxrdf::{NamedNodeRef, NamedOrBlankNode, Term, Triple};
use serde_json::{Map, Value};

use crate::evidence::EvidenceFile;
use crate::licences::Licence;
use crate::scores::Judged;
use crate::side::State;

/// The statements of one page.
pub(crate) struct Page<'a> {
    graph: &'a Graph,
    /// Address of the site, with its final slash.
    base: &'a str,
    /// IRI of the record.
    root: String,
}

impl State {
    /// The record `id` of `kind` as `graph`, which its page on the site at `base` publishes, has it.
    /// Fields have the names of the linked data. There are no losses, which are of records' own fields.
    #[must_use]
    pub fn published(id: &str, kind: Kind, graph: &Graph, base: &str) -> State {
        let page = Page { graph, base, root: format!("{base}{id}/") };
        State {
            kind,
            title: page.text(&page.root, schema::NAME).unwrap_or(id).to_owned(),
            status: page.status(),
            fields: page.fields(),
            licences: page.licences(),
            addresses: page.addresses(id),
            claims: page.claims(),
            evidence: page.evidence(),
            files: Vec::new(),
            findings: page.findings(),
            formats: Vec::new(),
        }
    }
}

impl<'a> Page<'a> {
    /// What the node `iri` has for `property`.
    fn values(&self, iri: &str, property: NamedNodeRef<'_>) -> impl Iterator<Item = &'a str> {
        let about: &'a [Triple] = self.graph.of(iri, false);
        let property = property.as_str().to_owned();
        about.iter().filter(move |it| it.predicate.as_str() == property).map(|it| text(&it.object))
    }

    fn text(&self, iri: &str, property: NamedNodeRef<'_>) -> Option<&'a str> {
        self.values(iri, property).next()
    }

    /// The nodes of the page, by what their IRIs end with behind the record's: `#evaluation-1`.
    fn parts(&self) -> BTreeMap<&'a str, Vec<&'a Triple>> {
        let mut parts: BTreeMap<&str, Vec<&Triple>> = BTreeMap::new();
        for triple in self.graph.triples() {
            if let NamedOrBlankNode::NamedNode(node) = &triple.subject
                && let Some(part) = node.as_str().strip_prefix(&self.root)
            {
                parts.entry(part).or_default().push(triple);
            }
        }
        parts
    }

    fn status(&self) -> Status {
        match self.text(&self.root, schema::CREATIVE_WORK_STATUS) {
            Some("draft") => Status::Draft,
            Some("deprecated") => Status::Deprecated,
            Some("withdrawn") => Status::Withdrawn,
            _ => Status::Active,
        }
    }

    /// The properties of the record, and below them those of its parts.
    fn fields(&self) -> Value {
        let mut fields = Map::new();
        for (part, about) in self.parts() {
            if part.starts_with("#verification-") || self.is_measurement(part) {
                continue;
            }
            let said = self.properties(&about);
            match part {
                "" => fields.extend(said),
                part => drop(fields.insert(part.to_owned(), Value::Object(said))),
            }
        }
        Value::Object(fields)
    }

    fn properties(&self, about: &[&Triple]) -> Map<String, Value> {
        let mut said: Map<String, Value> = Map::new();
        for triple in about {
            let value = text(&triple.object);
            let own = value.strip_prefix(self.base).unwrap_or(value);
            let own = own.strip_prefix(self.root.strip_prefix(self.base).unwrap_or_default());
            let own = own.unwrap_or_else(|| value.strip_prefix(self.base).unwrap_or(value));
            // What was recomputed and measured is told by itself.
            if own.starts_with("#verification-") || self.is_measurement(own) {
                continue;
            }
            let own = in_its_language(&triple.object, own);
            let name = triple.predicate.as_str();
            let name = name.rsplit(['/', '#']).next().unwrap_or(name);
            match said.get_mut(name) {
                None => drop(said.insert(name.to_owned(), own.into())),
                Some(Value::Array(values)) => values.push(own.into()),
                Some(one) => *one = Value::Array(vec![one.take(), own.into()]),
            }
        }
        said
    }

    fn is_measurement(&self, part: &str) -> bool {
        let iri = format!("{}{part}", self.root);
        let is_remedy = part.starts_with("#remedy-");
        part.starts_with('#') && (is_remedy || self.text(&iri, dqv::IS_MEASUREMENT_OF).is_some())
    }

    fn licences(&self) -> Vec<Licence> {
        let of = |iri: &str| {
            let named = self.values(iri, schema::LICENSE);
            let named: Vec<&str> =
                named.map(|it| it.strip_prefix(SPDX_LICENSES).unwrap_or(it)).collect();
            (!named.is_empty()).then(|| named.join(", "))
        };
        let own = of(&self.root).map(|licence| Licence { file: None, licence });
        let parts = self.parts();
        let of_files = parts.keys().filter(|part| part.starts_with('#')).filter_map(|part| {
            let iri = format!("{}{part}", self.root);
            let address = self.text(&iri, schema::CONTENT_URL)?;
            let files = format!("{}files/", self.root);
            let file = address.strip_prefix(&files).unwrap_or(address).to_owned();
            Some(Licence { file: Some(file), licence: of(&iri)? })
        });
        own.into_iter().chain(of_files).collect()
    }

    /// The verification behind the claims, known by all that the page says of it.
    fn evidence(&self) -> Vec<EvidenceFile> {
        let mut said = Vec::new();
        let mut key = None;
        for (part, about) in self.parts() {
            if !part.starts_with("#verification-") {
                continue;
            }
            for triple in about {
                let value = text(&triple.object);
                if triple.predicate == prov::WAS_ATTRIBUTED_TO {
                    key = key.or_else(|| self.text(value, schema::NAME));
                }
                // A record that moves has the evidence that it had, and so has one that is
                // withdrawn, whose files are other nodes. What changes of files is told by itself.
                let own = value.strip_prefix(self.root.as_str());
                let is_file = |it: &str| it.starts_with("#artifact-") || it.starts_with("#file-");
                if own.is_some_and(is_file) {
                    continue;
                }
                let value = own.or_else(|| value.strip_prefix(self.base)).unwrap_or(value);
                said.push(format!("{part} {} {value}", triple.predicate.as_str()));
            }
        }
        if said.is_empty() {
            return Vec::new();
        }
        let origin = match key {
            Some(key) => Origin::Site { key: key.to_owned(), run: None },
            None => Origin::Submitted,
        };
        // Statements are in the order of IRIs, which a move changes.
        said.sort();
        let name = "verification.json".to_owned();
        vec![EvidenceFile { name, digest: said.join("\n"), origin }]
    }

    fn findings(&self) -> Vec<Judged> {
        let parts = self.parts();
        let judged = |part: &&str| {
            let iri = format!("{}{part}", self.root);
            self.text(&iri, dqv::IS_MEASUREMENT_OF)?;
            let indicator = part.strip_prefix('#')?;
            let value = self.text(&iri, dqv::VALUE)?;
            let outcome = Outcome::ALL.into_iter().find(|it| it.name() == value)?;
            let principle = indicator.split('-').nth(1)?.to_owned();
            let evidence = self.text(&iri, schema::DESCRIPTION).unwrap_or_default().to_owned();
            let indicator = indicator.to_owned();
            Some(Judged { indicator, principle, outcome, evidence, remedy: None })
        };
        parts.keys().filter_map(judged).collect()
    }

    fn evaluation(&self, part: &str) -> Option<String> {
        let iri = format!("{}{part}", self.root);
        let is_declared = part.starts_with("#evaluation-")
            && self.text(&iri, fair4ml::EVALUATION_METRICS).is_some();
        is_declared.then_some(iri)
    }
}

/// The licence of the descriptions as `graph` has it, which the home page of the site at `base`
/// publishes; empty where there is none.
#[must_use]
pub fn published_licence(graph: &Graph, base: &str) -> String {
    let about = graph.of(base, false).iter();
    let mut named = about.filter(|it| it.predicate == schema::LICENSE).map(|it| text(&it.object));
    let named = named.next().unwrap_or_default();
    named.strip_prefix(SPDX_LICENSES).unwrap_or(named).replace("%20", " ")
}

/// `value`, with the tag of its language where `term` has one: `"Schauer"@de`.
fn in_its_language(term: &Term, value: &str) -> String {
    let language = match term {
        Term::Literal(literal) => literal.language(),
        Term::NamedNode(_) | Term::BlankNode(_) => None,
    };
    language.map_or_else(|| value.to_owned(), |tag| format!("\"{value}\"@{tag}"))
}

/// A literal's value, or the IRI of a node.
fn text(term: &Term) -> &str {
    match term {
        Term::Literal(literal) => literal.value(),
        Term::NamedNode(node) => node.as_str(),
        Term::BlankNode(node) => node.as_str(),
    }
}
