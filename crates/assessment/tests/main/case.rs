//! Something to assess.

use faircat_assessment::{
    Assessed, LocalFile, Outcome, Published, Rubric, Scorecard, Signposting, Standing, assess,
    indicators,
};
use faircat_catalog::evidence::verification::Verification;
use faircat_catalog::evidence::{self, Check, Evidence, Fact};
use faircat_linked_data::context::CONTEXT;
use faircat_linked_data::graph::Graph;
use oxrdf::{BlankNode, NamedNode, NamedOrBlankNode};
use serde_json::{Value, json};

pub(crate) const PAGE: &str = "https://example.org/models/a/";

const DATA: &str = "https://example.org/datasets/d/";

/// Something to assess, which a test changes before it is assessed.
pub(crate) struct Case {
    pub document: Value,
    pub root: NamedOrBlankNode,
    pub evidence: Evidence,
    pub files: Vec<LocalFile>,
    pub standing: Option<Standing>,
    pub published: Published,
}

impl Case {
    pub(crate) fn good(rubric: Rubric) -> Case {
        Case {
            document: good_document(rubric),
            root: NamedNode::new(PAGE).unwrap().into(),
            evidence: Evidence {
                facts: vec![fact(
                    Check::IdentifierResolves,
                    "https://doi.org/10.5281/zenodo.1",
                    true,
                )],
                verification: Some(Box::new(verification())),
                ..Evidence::default()
            },
            files: vec![LocalFile {
                url: format!("{PAGE}files/a.onnx"),
                size: 3,
                size_agrees: Some(true),
                sha256_agrees: Some(true),
            }],
            standing: Some(standing(Rubric::Dataset, |_| Outcome::Pass)),
            published: Published {
                from_file: false,
                page: Some(PAGE.to_owned()),
                stand_in: None,
                formats: vec!["application/ld+json".to_owned()],
                embedded: Some(true),
                in_sitemap: Some(true),
                in_catalog: Some(true),
                signposting: Some(Signposting::Level2),
            },
        }
    }

    /// A node without a name and with nothing known about it, on a site that helps nobody.
    pub(super) fn bare() -> Case {
        Case {
            document: json!({"@id": "_:b", "http://example.org/private": "x"}),
            root: BlankNode::new("b").unwrap().into(),
            evidence: Evidence::default(),
            files: Vec::new(),
            standing: None,
            published: Published {
                from_file: false,
                embedded: Some(false),
                in_sitemap: Some(false),
                in_catalog: Some(false),
                ..Published::default()
            },
        }
    }

    /// A page that says much, and all of it wrong.
    pub(super) fn wrong() -> Case {
        let mut case = Case::good(Rubric::Model);
        case.document = json!({
            "@id": PAGE,
            "@type": "https://example.org/Thing",
            "name": "Wrong",
            "identifier": "doi:10.5281/zenodo.1",
            "version": "1",
            "dcterms:hasVersion": {"@id": "_:v", "version": "0.9"},
            "hasPart": {"@id": "_:part", "name": "half"},
            "dcterms:accessRights": "http://purl.org/coar/access_right/c_16ec",
            "trainedOn": "nothing",
            "fair4ml:trainedOn": {"@id": DATA, "name": "Data"},
            "distribution": {"@id": "_:file", "contentUrl": PAGE, "name": "a.pickle"},
            "license": {"@id": "https://example.org/my-terms"},
        });
        case.document["distribution"] = json!([
            case.document["distribution"].clone(),
            {"@id": "_:other", "contentUrl": "gopher://example.org/b"},
        ]);
        case.evidence.facts = vec![
            fact(Check::IdentifierResolves, "https://doi.org/10.5281/zenodo.1", false),
            fact(Check::ArtifactAnswers, PAGE, false),
        ];
        case.files[0].sha256_agrees = Some(false);
        case.evidence.verification = Some(Box::new(failing_verification()));
        case.standing = Some(standing(Rubric::Dataset, |id| match id {
            "dataset-R1.2-prov" => Outcome::Fail,
            _ => Outcome::Pass,
        }));
        case
    }

    pub(crate) fn assess(mut self, rubric: Rubric) -> Scorecard {
        self.document["@context"] = CONTEXT.clone();
        let graph = Graph::from_json_ld(&self.document.to_string()).unwrap();
        // Blank nodes are renamed when read.
        let root = match &self.root {
            NamedOrBlankNode::BlankNode(_) if !graph.triples().is_empty() => {
                let named = |triple: &&oxrdf::Triple| triple.object.to_string().contains("A good");
                let triples = graph.triples();
                triples.iter().find(named).unwrap_or(&triples[0]).subject.clone()
            }
            root => root.clone(),
        };
        let standing = self.standing.clone();
        assess(
            rubric,
            &Assessed {
                root: &root,
                graph: &graph,
                evidence: &self.evidence,
                files: &self.files,
                dataset_standing: &|iri| standing.clone().filter(|_| iri == DATA),
                published: &self.published,
                today: None,
            },
        )
    }
}

/// Two claims that hold on two engines.
pub(super) fn verification() -> Verification {
    serde_json::from_str(include_str!(
        "../../../../tests/fixtures/verified/catalog/models/good/evidence/verification.json"
    ))
    .unwrap()
}

/// Nothing about it holds.
fn failing_verification() -> Verification {
    let mut wrong: Verification = serde_json::from_str(include_str!(
        "../../../../tests/fixtures/verified/catalog/models/wrong-claim/evidence/verification.json"
    ))
    .unwrap();
    wrong.signature_differences = vec!["input `x` is float64, not float32".to_owned()];
    wrong.files[0].verdict = evidence::verification::Verdict::Fails;
    wrong.agreement[0].largest_difference = 0.25;
    wrong.agreement[0].verdict = evidence::verification::Verdict::Fails;
    wrong
}

pub(crate) fn fact(check: Check, url: &str, holds: bool) -> Fact {
    Fact {
        check,
        url: url.to_owned(),
        date: "2026-01-02".to_owned(),
        holds,
        detail: if holds { "status 200".to_owned() } else { "status 404".to_owned() },
        status: Some(if holds { 200 } else { 404 }),
        size: None,
        media_type: None,
    }
}

pub(crate) fn standing(rubric: Rubric, outcome: impl Fn(&str) -> Outcome) -> Standing {
    let indicators = indicators(rubric);
    let outcomes = indicators.iter().map(|one| outcome(one.id)).collect();
    Standing { rubric, indicators, outcomes }
}

fn good_document(rubric: Rubric) -> Value {
    let class = match rubric {
        Rubric::Model => json!(["Dataset", "fair4ml:MLModel"]),
        Rubric::Dataset => json!(["Dataset", "dcat:Dataset"]),
        Rubric::Software => json!("SoftwareSourceCode"),
    };
    let mut document: Value = serde_json::from_str(include_str!("fixtures/good.json")).unwrap();
    document["@type"] = class;
    document
}
