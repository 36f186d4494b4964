//! A `TestResultSet` with a result for each finding, and the tests that gave them.
//!
//! A result is the node that the record's own document has as a measurement of quality. The shapes
//! of the vocabulary want a suggestion of each result, so those of passed tests say that there is
//! nothing to do, and a time at which the assessment ended. Builds have no clock: it is the day of
//! the newest change or observation that the assessment rests on, as it comes to the same on every
//! day since.

use std::sync::LazyLock;

use faircat_inference::figures::counted;
use faircat_linked_data::vocabulary::SPDX_LICENSES;
use faircat_linked_data::{Node, reference};
use faircat_scorecard::quality::{REMEDY, indicator_iri};
use faircat_scorecard::{Finding, Indicator, Outcome, Rubric, Scorecard};
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use crate::json::pretty_json;
use crate::view::{RecordView, WorkView};

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
        "assessmentTarget": "ftr:assessmentTarget",
        "contactPoint": "dcat:contactPoint",
        "description": "dcterms:description",
        "endedAtTime": {"@id": "prov:endedAtTime", "@type": "xsd:dateTime"},
        "hadMember": "prov:hadMember",
        "identifier": "dcterms:identifier",
        "isImplementationOf": "sio:SIO_000233",
        "landingPage": "dcat:landingPage",
        "license": "dcterms:license",
        "log": "ftr:log",
        "outputFromTest": "ftr:outputFromTest",
        "suggestion": "ftr:suggestion",
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

/// The property of the shapes, whose prefix the vocabulary spells otherwise.
const IMPLEMENTATION_OF: &str = "http://semanticscience.org/resource/SIO_000233";

/// Works with a scorecard, and a day on which it was true.
pub(super) fn applies(view: &RecordView, _: &WorkView) -> bool {
    view.dossier.scorecard.is_some() && day(view).is_some()
}

/// The day of the newest thing that the scorecard rests on.
fn day(view: &RecordView) -> Option<Date> {
    let source = &view.dossier.source;
    let evidence = view.dossier.evidence;
    let observed = evidence.facts.iter().map(|fact| fact.date.as_str());
    let verified = evidence.verification.iter().map(|verification| verification.date.as_str());
    let known = observed.chain(verified).filter_map(|text| text.get(..10)?.parse().ok());
    let changed = source.entry.last_change().map(|date| date.first());
    known.chain(changed).max().or_else(|| source.catalog.newest_change())
}

pub(super) fn document(view: &RecordView, of: &WorkView) -> Vec<u8> {
    let (Some(scorecard), Some(day)) = (view.dossier.scorecard, day(view)) else {
        return Vec::new();
    };
    let assessment = Assessment { view, scorecard, license: license(view) };
    let mut document = Map::new();
    document.insert("@context".to_owned(), CONTEXT.clone());
    if let Value::Object(node) = Value::from(assessment.set(of, day)) {
        document.extend(node);
    }
    pretty_json(&document)
}

/// The licence of what the site says.
fn license(view: &RecordView) -> Option<Value> {
    let name = &view.dossier.source.site.config.license;
    (!name.is_empty()).then(|| reference(format!("{SPDX_LICENSES}{name}")))
}

struct Assessment<'a> {
    view: &'a RecordView<'a>,
    scorecard: &'a Scorecard,
    license: Option<Value>,
}

impl Assessment<'_> {
    fn set(&self, of: &WorkView, day: Date) -> Node {
        let iri = self.part("fair-test-results");
        let counts = self.scorecard.counts();
        let tests = counted(self.scorecard.findings.len() as u64, "test", "tests");
        let title = of.work.title.as_str();
        let mut node = self.named(&iri, "TestResultSet");
        node.set("title", format!("{title}: {}", self.scorecard.rubric.title()))
            .set(
                "description",
                format!("{tests} were run: {} passed, {} failed.", counts.pass, counts.fail),
            )
            .set("assessmentTarget", self.target(title))
            .set("wasGeneratedBy", self.activity(day));
        let rows: Vec<Value> = self
            .scorecard
            .rows()
            .map(|(indicator, finding)| self.result(indicator, finding))
            .collect();
        node.set("hadMember", rows);
        node
    }

    fn part(&self, name: &str) -> String {
        self.view.dossier.source.only_part(name)
    }

    /// A node with what every result, set and test has.
    fn named(&self, iri: &str, class: &str) -> Node {
        let mut node = Node::typed(iri, class);
        node.set("identifier", iri).set("license", self.license.clone());
        node
    }

    fn target(&self, title: &str) -> Value {
        let mut node = Node::typed(self.view.iri.as_str(), "Entity");
        node.set("identifier", self.view.iri.as_str()).set("title", title);
        node.into()
    }

    fn activity(&self, day: Date) -> Value {
        let mut node = Node::typed(self.part("fair-assessment"), "TestExecutionActivity");
        node.set("title", "FAIR assessment");
        node.set("description", format!("What the record and the evidence said on {day}."));
        node.set("used", reference(self.view.iri.as_str()));
        node.set("endedAtTime", format!("{day}T00:00:00Z"));
        node.into()
    }

    fn result(&self, indicator: &Indicator, finding: &Finding) -> Value {
        let mut node = self.named(&self.part(indicator.id), "TestResult");
        node.set("title", indicator.question)
            .set("description", format!("{} {}", indicator.question, finding.outcome.label()))
            .set("value", value(finding.outcome))
            .set("log", finding.evidence.as_str())
            .set("assessmentTarget", reference(self.view.iri.as_str()))
            .set("outputFromTest", self.test(self.scorecard.rubric, indicator))
            .set("suggestion", self.suggestion(indicator, finding));
        node.into()
    }

    fn test(&self, rubric: Rubric, indicator: &Indicator) -> Value {
        let site = self.view.dossier.source.site;
        let metric = indicator_iri(site, rubric, indicator.id);
        let mut node = self.named(&format!("{metric}-test"), "Test");
        let mut contact = Node::typed(site.iri("#contact"), "vcard:Organization");
        contact.set("vcard:organization-name", site.config.title.as_str());
        node.set("title", indicator.question)
            .set("description", indicator.method)
            .set("version", env!("CARGO_PKG_VERSION"))
            .set("contactPoint", Value::from(contact))
            .set("landingPage", reference(metric.as_str()))
            .set("isImplementationOf", reference(metric.as_str()))
            .set(IMPLEMENTATION_OF, reference(metric.as_str()));
        node.into()
    }

    /// What to do: for a fail the remedy.
    fn suggestion(&self, indicator: &Indicator, finding: &Finding) -> Value {
        let own = || self.part(&format!("{}-suggestion", indicator.id));
        let (iri, title, text) = match finding.outcome {
            Outcome::Pass | Outcome::NotApplicable => {
                let text = "The record passes the test, or the test does not apply to it.";
                (self.part("nothing-to-do"), "Nothing to do", text)
            }
            Outcome::Unknown => (own(), "Gather evidence", finding.evidence.as_str()),
            Outcome::Fail => {
                let remedy = finding.remedy.as_deref();
                (own(), REMEDY, remedy.unwrap_or(&finding.evidence))
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
