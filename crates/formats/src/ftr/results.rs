//! A `TestResultSet` with a result for each finding, and the tests that gave them.
//!
//! The shapes of the vocabulary want a suggestion of each result, so those of passed tests say that
//! there is nothing to do, and a time at which the assessment ended.

use std::sync::LazyLock;

use faircat_catalog::site::Site;
use faircat_inference::figures::counted;
use faircat_linked_data::place::Place;
use faircat_linked_data::vocabulary::SPDX_LICENSES;
use faircat_linked_data::{Node, reference, safe_iri};
use faircat_scorecard::quality::indicator_iri;
use faircat_scorecard::remedies::Remedies;
use faircat_scorecard::{Finding, Indicator, Outcome, Scorecard};
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use crate::json::{compact_json, pretty_json};

/// Terms of the vocabulary's own context, by the same names. That one has the property of a test
/// that implements a metric in `https://`, the shapes have it in `http://`.
static CONTEXT: LazyLock<Value> = LazyLock::new(|| {
    json!({
        "dcat": "http://www.w3.org/ns/dcat#",
        "dcterms": "http://purl.org/dc/terms/",
        "ftr": "https://w3id.org/ftr#",
        "prov": "http://www.w3.org/ns/prov#",
        "sio": "https://semanticscience.org/resource/",
        "vcard": "http://www.w3.org/2006/vcard/ns#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "spdx": SPDX_LICENSES,
        "assessmentTarget": {"@id": "ftr:assessmentTarget", "@type": "@id"},
        "contactPoint": {"@id": "dcat:contactPoint", "@type": "@id"},
        "description": "dcterms:description",
        "endedAtTime": {"@id": "prov:endedAtTime", "@type": "xsd:dateTime"},
        "hadMember": "prov:hadMember",
        "identifier": "dcterms:identifier",
        "isImplementationOf": {"@id": "sio:SIO_000233", "@type": "@id"},
        "license": {"@id": "dcterms:license", "@type": "@id"},
        "log": "ftr:log",
        "outputFromTest": {"@id": "ftr:outputFromTest", "@type": "@id"},
        "suggestion": {"@id": "ftr:suggestion", "@type": "@id"},
        "title": "dcterms:title",
        "used": "prov:used",
        "value": "prov:value",
        "version": "dcat:version",
        "wasGeneratedBy": "prov:wasGeneratedBy",
        "Entity": "prov:Entity",
        "GuidanceContext": "ftr:GuidanceContext",
        "Test": "ftr:Test",
        "TestExecutionActivity": "ftr:TestExecutionActivity",
        "TestResult": "ftr:TestResult",
        "TestResultSet": "ftr:TestResultSet",
    })
});

/// Terms of the context whose values are addresses.
const IRI_TERMS: &[&str] =
    &["assessmentTarget", "contactPoint", "isImplementationOf", "outputFromTest", "suggestion"];

/// The property of the shapes, whose prefix the vocabulary spells otherwise.
const IMPLEMENTATION_OF: &str = "http://semanticscience.org/resource/SIO_000233";

/// A scorecard, and what is said of the work that it is about.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The name of its file, or what tells it from others.
    pub name: &'a str,
    /// What the work is called; empty where nobody says.
    pub title: &'a str,
    /// Its IRI or address, or the name of its file.
    pub record: &'a str,
    /// What IRIs of the results begin with, up to their fragment or into it; they also name a work that
    /// has no IRI.
    pub place: &'a str,
    pub basis: Basis,
    pub scorecard: &'a Scorecard,
}

/// What a work is assessed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// A record of the catalogue and what was found out about it.
    Record,
    /// A document that somebody else made.
    Document,
}

impl Basis {
    fn said(self, day: Date) -> String {
        match self {
            Basis::Record => format!("What the record and the evidence said on {day}."),
            Basis::Document => format!("What the document said on {day}."),
        }
    }

    fn nothing_to_do(self) -> &'static str {
        match self {
            Basis::Record => "The record passes the test, or the test does not apply to it.",
            Basis::Document => "The document passes the test, or the test does not apply to it.",
        }
    }

    /// The title of a remedy.
    fn remedy(self) -> &'static str {
        match self {
            Basis::Record => "Add to the record",
            Basis::Document => "Add to the document",
        }
    }
}

/// `ftr.jsonld` with the results of each scorecard, each with the site that explains its tests and says
/// under which licence its texts are. They are of `day`.
pub fn document(all: &[(&Site, Told<'_>)], day: Date) -> Vec<u8> {
    let mut sets = all.iter().map(|(site, told)| Results::new(site, told, day).set());
    let mut document = Map::new();
    document.insert("@context".to_owned(), CONTEXT.clone());
    match (all, sets.next()) {
        ([_], Some(Value::Object(set))) => document.extend(set),
        (_, first) => {
            let graph: Vec<Value> = first.into_iter().chain(sets).collect();
            document.insert("@graph".to_owned(), graph.into());
        }
    }
    match all {
        [(site, told)] if told.basis == Basis::Record => {
            let place = Place::new(told.place, site.base_url.as_str());
            if let Some(results) = document.get_mut("hadMember") {
                *results = place.shortened(IRI_TERMS, "hadMember", results);
            }
            document.insert("@context".to_owned(), place.context(&CONTEXT, &document));
            compact_json(&document)
        }
        _ => pretty_json(&document),
    }
}

/// The licence of what the site says.
fn license(site: &Site) -> Option<Value> {
    let name = &site.config.license;
    (!name.is_empty()).then(|| format!("spdx:{name}").into())
}

/// A node with what every result, set and test has.
fn named(iri: &str, class: &str, identifier: &str, site: &Site) -> Node {
    let mut node = Node::typed(iri, class);
    node.set("identifier", identifier).set("license", license(site));
    node
}

/// What all results share, and was told already: later ones refer to it.
#[derive(Default)]
struct Once<'a> {
    nothing_to_do: bool,
    contact: bool,
    remedies: Remedies<'a>,
}

struct Results<'a> {
    site: &'a Site,
    told: &'a Told<'a>,
    day: Date,
    /// IRI of the work.
    iri: String,
    /// What IRIs of the results begin with.
    place: String,
}

impl<'a> Results<'a> {
    fn new(site: &'a Site, told: &'a Told<'a>, day: Date) -> Results<'a> {
        let iri = safe_iri(told.record).unwrap_or_else(|| told.place.to_owned());
        // A record has one set of results; what somebody gives may change any day.
        let place = match told.basis {
            Basis::Record => told.place.to_owned(),
            Basis::Document => format!("{}-{day}", told.place),
        };
        Results { site, told, day, iri, place }
    }

    fn set(&self) -> Value {
        let Told { name, title, scorecard, .. } = *self.told;
        let title = if title.is_empty() { name } else { title };
        let iri = self.part("fair-test-results");
        let counts = scorecard.counts();
        let tests = counted(scorecard.findings.len() as u64, "test", "tests");
        let mut node = named(&iri, "TestResultSet", &iri, self.site);
        node.set("title", format!("{title}: {}", scorecard.rubric.title()))
            .set(
                "description",
                format!("{tests} were run: {} passed, {} failed.", counts.pass, counts.fail),
            )
            .set("assessmentTarget", self.target(title))
            .set("wasGeneratedBy", self.activity());
        let mut told = Once::default();
        let rows: Vec<Value> = scorecard
            .rows()
            .map(|(indicator, finding)| self.result(indicator, finding, &mut told))
            .collect();
        node.set("hadMember", rows);
        node.into()
    }

    fn part(&self, name: &str) -> String {
        match self.place.contains('#') {
            true => format!("{}-{name}", self.place),
            false => format!("{}#{name}", self.place),
        }
    }

    fn target(&self, title: &str) -> Value {
        let mut node = Node::typed(self.iri.as_str(), "Entity");
        node.set("identifier", self.iri.as_str()).set("title", title);
        node.into()
    }

    fn activity(&self) -> Value {
        let mut node = Node::typed(self.part("fair-assessment"), "TestExecutionActivity");
        node.set("title", "FAIR assessment");
        node.set("description", self.told.basis.said(self.day));
        node.set("used", reference(self.iri.as_str()));
        node.set("endedAtTime", format!("{}T00:00:00Z", self.day));
        node.into()
    }

    fn result(&self, indicator: &Indicator, finding: &'a Finding, told: &mut Once<'a>) -> Value {
        let label = indicator.label();
        let iri = self.part(indicator.id);
        let mut node = named(&iri, "TestResult", indicator.id, self.site);
        node.set("description", format!("{label}: {}", finding.outcome.label()))
            .set("title", label)
            .set("value", value(finding.outcome))
            .set("log", finding.evidence.as_str())
            .set("assessmentTarget", self.iri.as_str())
            .set("outputFromTest", self.test(indicator, told))
            .set("suggestion", self.suggestion(indicator, finding, told));
        node.into()
    }

    /// The test that gave a result, as short as the shapes let it be.
    fn test(&self, indicator: &Indicator, told: &mut Once<'a>) -> Value {
        let metric = indicator_iri(self.site, self.told.scorecard.rubric, indicator.id);
        let mut node = named(&format!("{metric}-test"), "Test", indicator.id, self.site);
        node.set("title", indicator.label())
            .set("description", indicator.question)
            .set("version", env!("CARGO_PKG_VERSION"))
            .set("contactPoint", self.contact(told))
            .set("isImplementationOf", metric.as_str())
            .set(IMPLEMENTATION_OF, reference(metric.as_str()));
        node.into()
    }

    /// Whom to ask about a test.
    fn contact(&self, told: &mut Once<'a>) -> Value {
        let iri = self.site.iri("#contact");
        if std::mem::replace(&mut told.contact, true) {
            return iri.into();
        }
        let mut contact = Node::typed(iri, "vcard:Organization");
        contact.set("vcard:organization-name", self.site.config.title.as_str());
        contact.into()
    }

    /// What to do: for a fail the remedy.
    fn suggestion(
        &self,
        indicator: &Indicator,
        finding: &'a Finding,
        told: &mut Once<'a>,
    ) -> Value {
        let own = || self.part(&format!("{}-suggestion", indicator.id));
        let basis = self.told.basis;
        let (iri, title, text) = match finding.outcome {
            Outcome::Pass | Outcome::NotApplicable => {
                let iri = self.part("nothing-to-do");
                if std::mem::replace(&mut told.nothing_to_do, true) {
                    return iri.into();
                }
                (iri, "Nothing to do", basis.nothing_to_do())
            }
            Outcome::Unknown => (own(), "Gather evidence", finding.evidence.as_str()),
            Outcome::Fail => {
                let lines = finding.remedy.as_deref().unwrap_or(&finding.evidence);
                let remedy = told.remedies.place(lines, indicator.principle);
                let iri = self.part(&remedy.name());
                if !remedy.is_new {
                    return iri.into();
                }
                (iri, basis.remedy(), lines)
            }
        };
        let mut node = Node::typed(iri, "GuidanceContext");
        node.set("title", title).set("description", text);
        node.into()
    }
}

/// The vocabulary knows no more than these.
fn value(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Pass => "pass",
        Outcome::Fail => "fail",
        Outcome::NotApplicable | Outcome::Unknown => "indeterminate",
    }
}
