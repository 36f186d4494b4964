//! What every indicator finds, on good and bad pages.

use std::collections::{BTreeMap, BTreeSet};

use faircat_assessment::{Outcome, Rubric, Scorecard, indicators, principle_outcomes};
use faircat_catalog::evidence::SignatureCheck;
use serde_json::{Value, json};

use crate::case::{Case, PAGE, standing};

/// Indicators that rest on running the model.
const RUNNING: [&str; 4] = [
    "model-I1-signature-verified",
    "model-R1-claims-hold",
    "model-R1.2-figures-traced",
    "model-R3-engines-agree",
];

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
fn a_page_does_not_spell_out_its_own_address() {
    let findings = Case::good(Rubric::Model).assess(Rubric::Model).findings;
    let named: Vec<(&str, &str)> =
        findings.iter().filter_map(|it| Some((&*it.evidence, it.on_page.as_deref()?))).collect();
    assert!(!named.is_empty());
    for (evidence, here) in named {
        assert!(evidence.contains(PAGE), "{evidence}");
        assert!(!here.contains(PAGE) && here.contains("his page’s address"), "{here}");
        assert!(!here.starts_with('t'), "{here}");
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
fn the_badge_is_well_formed_and_says_the_same_in_its_title() {
    let svg = faircat_assessment::badge::badge_svg(&Case::bare().assess(Rubric::Model));
    insta::assert_snapshot!(svg);
}
