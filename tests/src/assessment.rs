//! Verdicts of every indicator, on good and bad pages.

use std::collections::{BTreeMap, BTreeSet};

use faircat::assessment::foreign::{self, Foreign, ForeignError};
use faircat::assessment::{
    Assessed, LocalFile, Outcome, Published, Rubric, Scorecard, Signposting, Standing, assess,
    indicators, principle_outcomes, principles, quality,
};
use faircat::evidence::verification::Verification;
use faircat::evidence::{self, Check, Evidence, Fact, SignatureCheck};
use faircat::linked_data::context::CONTEXT;
use faircat::linked_data::graph::Graph;
use faircat::record::{Kind, Record};
use faircat::site::{Site, SiteConfig};
use oxrdf::{BlankNode, NamedNode, NamedOrBlankNode};
use serde_json::{Value, json};

pub(crate) const PAGE: &str = "https://example.org/models/a/";
const DATA: &str = "https://example.org/datasets/d/";

/// Indicators that rest on running the model.
const RUNNING: [&str; 4] = [
    "model-I1-signature-verified",
    "model-R1-claims-hold",
    "model-R1.2-figures-traced",
    "model-R3-engines-agree",
];

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
    fn bare() -> Case {
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
    fn wrong() -> Case {
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
fn verification() -> Verification {
    serde_json::from_str(include_str!(
        "../fixtures/verified/catalog/models/good/evidence/verification.json"
    ))
    .unwrap()
}

/// Nothing about it holds.
fn failing_verification() -> Verification {
    let mut wrong: Verification = serde_json::from_str(include_str!(
        "../fixtures/verified/catalog/models/wrong-claim/evidence/verification.json"
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
    let mut document: Value =
        serde_json::from_str(include_str!("../fixtures/assessment/good.json")).unwrap();
    document["@type"] = class;
    document
}

pub(crate) fn outcome_of(scorecard: &Scorecard, id: &str) -> Outcome {
    scorecard.rows().find(|(one, _)| one.id == id).unwrap().1.outcome
}

#[test]
fn a_good_page_passes_every_indicator() {
    for rubric in Rubric::ALL {
        let scorecard = Case::good(rubric).assess(rubric);
        let others: Vec<_> =
            scorecard.findings.iter().filter(|one| one.outcome != Outcome::Pass).collect();
        assert!(others.is_empty(), "{rubric:?}: {others:#?}");
    }
}

#[test]
fn every_indicator_fails_on_some_bad_page() {
    for rubric in Rubric::ALL {
        let mut empty = Case::bare();
        empty.document = json!({});
        let mut unlinked = Case::wrong();
        unlinked.document["fair4ml:trainedOn"] = json!([]);
        let mut held_in_words = Case::good(rubric);
        held_in_words.document["license"] = json!({"@value": "see the web page"});
        let pages = [Case::bare(), Case::wrong(), empty, unlinked, held_in_words];
        let failed: BTreeSet<&str> = pages
            .into_iter()
            .flat_map(|case| case.assess(rubric).findings)
            .filter(|finding| finding.outcome == Outcome::Fail)
            .map(|finding| finding.indicator)
            .collect();
        let never: Vec<&str> =
            indicators(rubric).iter().map(|one| one.id).filter(|id| !failed.contains(id)).collect();
        assert!(never.is_empty(), "{never:?} never fail");
    }
}

#[test]
fn a_fail_and_nothing_else_has_a_remedy_and_it_is_yaml() {
    for rubric in Rubric::ALL {
        for case in [Case::good(rubric), Case::bare(), Case::wrong()] {
            for finding in case.assess(rubric).findings {
                assert!(finding.evidence.ends_with(['.', '0', '4']), "{finding:?}");
                assert_eq!(
                    finding.remedy.is_some(),
                    finding.outcome == Outcome::Fail,
                    "{finding:?}"
                );
                let Some(remedy) = finding.remedy else { continue };
                let only_comments = remedy.lines().all(|line| line.starts_with('#'));
                let parsed = serde_saphyr::from_str::<Value>(&remedy);
                assert!(only_comments || parsed.unwrap().is_object(), "{remedy}");
            }
        }
    }
}

#[test]
fn remedies_read_as_they_should() {
    let mut remedies: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for rubric in Rubric::ALL {
        for case in [Case::bare(), Case::wrong()] {
            for finding in case.assess(rubric).findings {
                if let Some(remedy) = finding.remedy {
                    remedies.entry(remedy).or_default().insert(finding.indicator.to_owned());
                }
            }
        }
    }
    let text: Vec<String> = remedies
        .into_iter()
        .map(|(remedy, ids)| {
            format!("{}\n{remedy}\n", ids.into_iter().collect::<Vec<_>>().join(" "))
        })
        .collect();
    insta::assert_snapshot!(text.join("\n"));
}

#[test]
fn a_bad_page_gets_this_scorecard() {
    let scorecard = Case::wrong().assess(Rubric::Model);
    let lines: Vec<String> = scorecard
        .findings
        .iter()
        .map(|one| format!("{} {}: {}", one.outcome.symbol(), one.indicator, one.evidence))
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn all_41_rda_indicators_are_covered() {
    let ids: BTreeSet<&str> =
        indicators(Rubric::Dataset).iter().flat_map(|one| one.rda).copied().collect();
    let expected: BTreeSet<&str> = "RDA-F1-01M RDA-F1-01D RDA-F1-02M RDA-F1-02D RDA-F2-01M \
        RDA-F3-01M RDA-F4-01M RDA-A1-01M RDA-A1-02M RDA-A1-02D RDA-A1-03M RDA-A1-03D RDA-A1-04M \
        RDA-A1-04D RDA-A1-05D RDA-A1.1-01M RDA-A1.1-01D RDA-A1.2-01D RDA-A2-01M RDA-I1-01M \
        RDA-I1-01D RDA-I1-02M RDA-I1-02D RDA-I2-01M RDA-I2-01D RDA-I3-01M RDA-I3-01D RDA-I3-02M \
        RDA-I3-02D RDA-I3-03M RDA-I3-04M RDA-R1-01M RDA-R1.1-01M RDA-R1.1-02M RDA-R1.1-03M \
        RDA-R1.2-01M RDA-R1.2-02M RDA-R1.3-01M RDA-R1.3-01D RDA-R1.3-02M RDA-R1.3-02D"
        .split_whitespace()
        .collect();
    assert_eq!(expected.len(), 41);
    assert_eq!(ids, expected);
}

#[test]
fn every_principle_has_an_indicator_and_every_indicator_a_principle() {
    let counts = [(Rubric::Model, 15), (Rubric::Dataset, 15), (Rubric::Software, 17)];
    let mut seen = BTreeSet::new();
    for (rubric, number) in counts {
        let known: BTreeSet<&str> = principles(rubric).iter().map(|one| one.id).collect();
        assert_eq!(known.len(), number);
        let tested: BTreeSet<&str> = indicators(rubric).iter().map(|one| one.principle).collect();
        assert_eq!(known, tested);
        for one in indicators(rubric) {
            assert!(
                one.id.starts_with(&format!("{}-{}-", rubric.name(), one.principle)),
                "{one:?}"
            );
            assert!(one.question.ends_with('?') && one.method.ends_with('.'), "{one:?}");
            assert!(seen.insert(one.id), "{one:?} twice");
        }
    }
}

#[test]
fn an_inherited_fail_of_the_training_data_fails_the_model() {
    let mut case = Case::good(Rubric::Model);
    case.standing = Some(standing(Rubric::Dataset, |id| match id {
        "dataset-I2-controlled-terms" => Outcome::Fail,
        _ => Outcome::Pass,
    }));
    let scorecard = case.assess(Rubric::Model);
    assert_eq!(outcome_of(&scorecard, "model-I2-training-data-fair"), Outcome::Fail);
    assert_eq!(outcome_of(&scorecard, "model-R1.2-training-data-provenance"), Outcome::Pass);
    let finding =
        scorecard.findings.iter().find(|one| one.indicator == "model-I2-training-data-fair");
    assert_eq!(finding.unwrap().evidence, "`Data` passes 14 of 15 principles and fails I2.");
    assert_eq!(scorecard.standing().principle("I2"), Some(Outcome::Fail));
}

#[test]
fn training_data_without_a_scorecard_leaves_the_verdict_open() {
    let mut case = Case::good(Rubric::Model);
    case.standing = None;
    let scorecard = case.assess(Rubric::Model);
    assert_eq!(outcome_of(&scorecard, "model-I2-training-data-fair"), Outcome::Unknown);
    assert_eq!(scorecard.standing().principle("I2"), Some(Outcome::Unknown));
    assert_eq!(principle_outcomes(&scorecard.standing()).len(), 15);
}

#[test]
fn outdated_evidence_decides_nothing() {
    let mut case = Case::wrong();
    case.evidence.outdated = vec!["`model.onnx` has changed since".to_owned()];
    let scorecard = case.assess(Rubric::Model);
    for id in RUNNING {
        assert_eq!(outcome_of(&scorecard, id), Outcome::Unknown, "{id}");
    }
    let finding = scorecard.findings.iter().find(|one| one.indicator == "model-R1-claims-hold");
    assert_eq!(
        finding.unwrap().evidence,
        "The verification of 2026-11-21 is outdated: `model.onnx` has changed since. \
         `faircat verify a` makes a new one."
    );
}

#[test]
fn one_engine_cannot_agree() {
    let mut case = Case::good(Rubric::Model);
    let verification = case.evidence.verification.as_mut().unwrap();
    verification.runs.truncate(1);
    verification.agreement.clear();
    let scorecard = case.assess(Rubric::Model);
    assert_eq!(outcome_of(&scorecard, "model-R3-engines-agree"), Outcome::Unknown);
    assert_eq!(outcome_of(&scorecard, "model-R1-claims-hold"), Outcome::Pass);
}

#[test]
fn the_file_at_hand_decides_about_the_signature() {
    let check = |differences: Vec<String>| SignatureCheck {
        file: "model.onnx".to_owned(),
        differences,
        correction: "model:\n  signature:\n    inputs:\n      - {name: x}".to_owned(),
    };
    let mut case = Case::wrong();
    case.evidence.signatures = vec![check(Vec::new())];
    let id = "model-I1-signature-verified";
    assert_eq!(outcome_of(&case.assess(Rubric::Model), id), Outcome::Pass);
    let mut case = Case::good(Rubric::Model);
    case.evidence.signatures = vec![check(vec!["input `x` is called `y`".to_owned()])];
    let scorecard = case.assess(Rubric::Model);
    let finding = scorecard.findings.iter().find(|one| one.indicator == id).unwrap();
    assert_eq!(finding.outcome, Outcome::Fail);
    assert_eq!(finding.evidence, "In `model.onnx`, input `x` is called `y`.");
    assert!(finding.remedy.as_deref().unwrap().starts_with("model:"));
}

#[test]
fn what_a_record_claims_of_its_own_fairness_counts_for_nothing() {
    let mut case = Case::bare();
    case.document["dqv:hasQualityMeasurement"] =
        json!({"@id": "_:m", "dqv:value": "pass", "dqv:isMeasurementOf": "https://x.org/#F1"});
    let claimed = case.assess(Rubric::Dataset).standing();
    assert_eq!(claimed, Case::bare().assess(Rubric::Dataset).standing());
}

#[test]
fn pages_in_other_words_are_understood() {
    let mut case = Case::good(Rubric::Dataset);
    case.document = json!({
        "@id": PAGE, "@type": "dcat:Dataset",
        "dcterms:title": "Words of Dublin Core",
        "dcterms:license": {"@id": "https://creativecommons.org/licenses/by/4.0/"},
        "dcterms:creator": {"@id": "https://orcid.org/0000-0002-1825-0097"},
        "dcat:distribution": {"@id": "_:f", "dcat:downloadURL": "https://x.org/a.csv",
            "dcat:mediaType": "https://www.iana.org/assignments/media-types/text/csv",
            "dcat:byteSize": 12},
    });
    let scorecard = case.assess(Rubric::Dataset);
    for id in [
        "dataset-R1.1-licence",
        "dataset-R1.1-standard-licence",
        "dataset-F2-creators-identified",
        "dataset-R1-files-described",
        "dataset-I1-open-format",
        "dataset-F3-content-stated",
    ] {
        assert_eq!(outcome_of(&scorecard, id), Outcome::Pass, "{id}");
    }
}

#[test]
fn a_line_added_to_the_record_turns_the_verdict() {
    let bare = "kind: dataset\ntitle: Jets\n";
    for (id, lines) in [
        ("dataset-R1.1-licence", None),
        ("dataset-A1-access-term", None),
        (
            "dataset-F2-description",
            Some(
                "description: |\n  Simulated jets of two kinds, each with up to sixty tracks and their parameters.",
            ),
        ),
        (
            "dataset-F1-persistent-identifier",
            Some("identifiers:\n  - \"doi:10.7483/OPENDATA.CMS.JGJX.MS7Q\""),
        ),
        ("dataset-I3-data-references", Some("derived_from:\n  - \"https://example.org/raw\"")),
    ] {
        let before = assess_yaml(bare);
        let finding = before.findings.iter().find(|one| one.indicator == id).unwrap();
        assert_eq!(finding.outcome, Outcome::Fail, "{id}");
        let remedy = finding.remedy.clone().unwrap();
        let key = remedy.split(':').next().unwrap().to_owned();
        let lines = lines.map_or(remedy, str::to_owned);
        assert!(lines.starts_with(&key), "{id}: the remedy names `{key}`");
        let after = assess_yaml(&format!("{bare}{lines}\n"));
        assert_eq!(outcome_of(&after, id), Outcome::Pass, "{id}");
    }
}

/// Assesses a dataset record as the build does.
pub(crate) fn assess_yaml(yaml: &str) -> Scorecard {
    let folder = tempfile::tempdir().unwrap();
    let datasets = folder.path().join("catalog/datasets");
    std::fs::create_dir_all(&datasets).unwrap();
    std::fs::write(datasets.join("jets.yaml"), yaml).unwrap();
    let (mut cards, problems) =
        faircat::build::scorecards(folder.path(), &["jets".to_owned()], None);
    assert!(!problems.iter().any(|problem| problem.is_error()), "{problems:?}");
    assert!(matches!(
        faircat::record::reading::read_record(Kind::Dataset, yaml),
        Ok(Record::Work(_))
    ));
    cards.remove(0).scorecard
}

#[test]
fn the_findings_are_rdf_without_blank_nodes() {
    let site = Site::new(SiteConfig::default(), Some("https://example.org/")).unwrap();
    let scorecard = Case::good(Rubric::Model).assess(Rubric::Model);
    let mut document = Value::Object(quality::measurements(&site, PAGE, &scorecard));
    document["@id"] = json!(PAGE);
    document["@context"] = CONTEXT.clone();
    let graph = Graph::from_json_ld(&document.to_string()).unwrap();
    let text = graph.triples().iter().map(|one| format!("{one}\n")).collect::<String>();
    assert!(!text.contains("_:"), "{text}");
    assert!(text.contains(
        "<https://example.org/models/a/#model-R1.1-licence> \
         <http://www.w3.org/ns/dqv#isMeasurementOf> \
         <https://example.org/principles/models/#model-R1.1-licence>"
    ));
    assert_eq!(graph.triples().len(), scorecard.findings.len() * 5);
    let definitions = quality::definitions(&site, Rubric::Model, indicators(Rubric::Model));
    let definitions = Graph::from_json_ld(&definitions.to_string()).unwrap();
    assert!(definitions.triples().iter().all(|one| !one.to_string().contains("_:")));
    for one in &scorecard.findings {
        let iri = quality::indicator_iri(&site, Rubric::Model, one.indicator);
        assert!(!definitions.of(&iri, false).is_empty(), "{iri} is defined");
    }
}

#[test]
fn the_badge_is_well_formed_and_says_the_same_in_its_title() {
    let svg = faircat::assessment::badge::badge_svg(&Case::bare().assess(Rubric::Model));
    insta::assert_snapshot!(svg);
}

#[test]
fn the_main_entity_of_a_foreign_page_is_found() {
    let html = r#"<html><head><link rel="canonical" href="https://x.org/d">
        <link rel="describedby" type="text/turtle" href="d.ttl"><link rel="linkset" href="l">
        <script type="application/ld+json">{"@context": "https://schema.org/", "@type": "WebSite",
          "name": "Site", "url": "https://x.org", "description": "x", "publisher": "y"}</script>
        <script type="application/ld+json; charset=utf-8">{"@context": "http://schema.org",
          "@id": "https://x.org/d", "@type": "Dataset", "name": "D",
          "license": "https://creativecommons.org/publicdomain/zero/1.0/"}</script></head></html>"#;
    let page = foreign::read_html(html, None).unwrap();
    assert_eq!(page.root.to_string(), "<https://x.org/d>");
    assert_eq!(page.rubric, Rubric::Dataset);
    assert_eq!(page.published.signposting, Some(Signposting::Level2));
    assert_eq!(page.published.formats, ["text/html", "application/ld+json", "text/turtle"]);
    let scorecard = assess_foreign(&page);
    assert_eq!(outcome_of(&scorecard, "dataset-R1.1-standard-licence"), Outcome::Pass);
    assert_eq!(outcome_of(&scorecard, "dataset-F4-sitemap"), Outcome::Unknown);
}

pub(crate) fn assess_foreign(page: &Foreign) -> Scorecard {
    let evidence = Evidence::default();
    assess(
        page.rubric,
        &Assessed {
            root: &page.root,
            graph: &page.graph,
            evidence: &evidence,
            files: &[],
            dataset_standing: &|_| None,
            published: &page.published,
            today: None,
        },
    )
}

#[test]
fn both_namespaces_of_schema_org_are_one() {
    let text = r#"{"@context": {"@vocab": "https://schema.org/"}, "@id": "https://x.org/s",
        "@type": "SoftwareSourceCode", "name": "S", "license": "MIT"}"#;
    let page = foreign::read_json_ld(text, None).unwrap();
    assert_eq!(page.rubric, Rubric::Software);
    let scorecard = assess_foreign(&page);
    assert_eq!(outcome_of(&scorecard, "software-R1.1-standard-licence"), Outcome::Pass);
    assert_eq!(outcome_of(&scorecard, "software-R1.1-machine-readable-licence"), Outcome::Fail);
}

#[test]
fn a_page_that_cannot_be_assessed_says_why() {
    let message = |result: Result<Foreign, ForeignError>| result.unwrap_err().to_string();
    assert_eq!(
        message(foreign::read_html("<p>x", None)),
        "the page holds no script element of type application/ld+json"
    );
    assert_eq!(
        message(foreign::read_json_ld("{}", None)),
        "the JSON-LD makes no statement about anything"
    );
    let remote = r#"{"@context": "https://evil.example/context", "name": "x"}"#;
    let refused = message(foreign::read_json_ld(remote, None));
    assert!(refused.starts_with("the JSON-LD cannot be read: "), "{refused}");
    assert!(refused.contains("https://evil.example/context"), "{refused}");
    assert!(message(foreign::read_json_ld("[", None)).starts_with("the JSON-LD cannot be read: "));
}

#[test]
fn a_licence_expression_passes_as_its_licences_do() {
    let scorecard = assess_yaml("kind: dataset\ntitle: Jets\nlicense: MIT OR Apache-2.0\n");
    for id in ["dataset-R1.1-standard-licence", "dataset-R1.1-machine-readable-licence"] {
        assert_eq!(outcome_of(&scorecard, id), Outcome::Pass, "{id}");
    }
}

#[test]
fn a_page_whose_node_has_no_iri_is_known_by_its_address() {
    let text = r#"{"@context": "https://schema.org", "@type": "Dataset", "name": "D",
        "url": "https://x.org/d"}"#;
    let page = foreign::read_json_ld(text, None).unwrap();
    assert_eq!(page.published.page.as_deref(), Some("https://x.org/d"));
    let scorecard = assess_foreign(&page);
    assert_eq!(outcome_of(&scorecard, "dataset-F1-unique-identifier"), Outcome::Pass);
    assert_eq!(outcome_of(&scorecard, "dataset-F1-persistent-identifier"), Outcome::Fail);
    // Nobody asked the address of a page that was read from a file.
    assert_eq!(outcome_of(&scorecard, "dataset-A1-metadata-retrievable"), Outcome::Unknown);
    assert_eq!(outcome_of(&scorecard, "dataset-A1.1-metadata-protocol"), Outcome::Unknown);
    let fetched = assess_foreign(&foreign::read_json_ld(text, Some("https://x.org/d")).unwrap());
    assert_eq!(outcome_of(&fetched, "dataset-A1-metadata-retrievable"), Outcome::Pass);
    assert_eq!(outcome_of(&fetched, "dataset-A1.1-metadata-protocol"), Outcome::Pass);
}

proptest::proptest! {
    #[test]
    fn any_page_is_assessed_or_refused(
        name in ".*", value in "\\PC{0,20}", rest in "[\\[\\]{}\",:@a-z0-9 ]{0,60}"
    ) {
        let node = json!({"@context": "https://schema.org", "@type": "Dataset", "name": name,
            "license": value, "identifier": value, "url": value, "keywords": value,
            "distribution": {"contentUrl": value, "encodingFormat": value}});
        let script = node.to_string().replace('<', "\\u003c");
        let html = format!("<script type='application/ld+json'>{script}</script>{rest}");
        if let Ok(page) = foreign::read_html(&html, None) {
            proptest::prop_assert_eq!(assess_foreign(&page).findings.len(),
                indicators(page.rubric).len());
        }
        drop(foreign::read_json_ld(&rest, None));
        drop(foreign::read_html(&rest, Some(&value)));
    }
}
