//! Scorecards of a few findings: how they are counted, and what is written of them.
#![allow(clippy::unwrap_used, reason = "a test fails where it panics")]

use faircat_catalog::evidence::origin::Origin;
use faircat_catalog::site::{Site, SiteConfig};
use faircat_scorecard::badge::badge_svg;
use faircat_scorecard::{
    Counts, Finding, Indicator, Outcome, Rubric, Scorecard, json, principle_outcomes, principles,
    quality,
};

const fn indicator(id: &'static str, principle: &'static str) -> Indicator {
    Indicator {
        id,
        principle,
        question: "Is it so?",
        method: "It is looked at.",
        rda: &["RDA-F1-01M"],
        fuji: &[],
        fairshake: &[],
    }
}

static INDICATORS: [Indicator; 4] = [
    indicator("model-F1-one", "F1"),
    indicator("model-F1-two", "F1"),
    indicator("model-F2-one", "F2"),
    indicator("model-F3-one", "F3"),
];

/// One finding for each indicator; one that fails has a remedy.
fn scorecard(outcomes: [Outcome; 4]) -> Scorecard {
    let finding = |(indicator, outcome): (&Indicator, Outcome)| Finding {
        indicator: indicator.id,
        outcome,
        evidence: format!("Found for {}.", indicator.id),
        on_page: None,
        remedy: (outcome == Fail).then(|| "license: <MIT & others>".to_owned()),
    };
    Scorecard {
        rubric: Rubric::Model,
        indicators: &INDICATORS,
        findings: INDICATORS.iter().zip(outcomes).map(finding).collect(),
        verified_by: None,
    }
}

fn site() -> Site {
    Site::new(SiteConfig::default(), Some("https://example.org/")).unwrap()
}

use Outcome::{Fail, NotApplicable, Pass, Unknown};

#[test]
fn outcomes_taken_together_are_no_better_than_the_worst() {
    assert_eq!(Outcome::all([Pass, Unknown, Fail, NotApplicable]), Fail);
    assert_eq!(Outcome::all([Pass, Unknown, NotApplicable]), Unknown);
    assert_eq!(Outcome::all([NotApplicable, Pass]), Pass);
    assert_eq!(Outcome::all([NotApplicable]), NotApplicable);
    assert_eq!(Outcome::all([]), NotApplicable);
}

#[test]
fn a_principle_fails_with_one_of_its_indicators() {
    let card = scorecard([Pass, Fail, Pass, Unknown]);
    let standing = card.standing();
    assert_eq!(standing.principle("F1"), Some(Fail));
    assert_eq!(standing.principle("F2"), Some(Pass));
    assert_eq!(standing.principle("F3"), Some(Unknown));
    assert_eq!(standing.principle("R1"), Some(NotApplicable), "nothing tests it");
    assert_eq!(standing.principle("F9"), None, "there is none");
    assert_eq!(card.counts(), Counts { pass: 2, fail: 1, not_applicable: 0, unknown: 1 });
    assert_eq!(standing.principle_counts().applicable(), 3);
    assert_eq!(principle_outcomes(&standing).len(), principles(Rubric::Model).len());
}

#[test]
fn a_badge_says_how_many_pass_and_who_recomputed() {
    let plain = badge_svg(&scorecard([Pass, Pass, Pass, Fail]));
    assert!(plain.contains("<title id=\"t\">FAIR: 2 of 3 principles passed</title>"), "{plain}");
    let key = "<b>&".to_owned();
    let signed = Scorecard {
        verified_by: Some(Origin::Site { key, run: None }),
        ..scorecard([Pass, Pass, NotApplicable, NotApplicable])
    };
    let signed = badge_svg(&signed);
    assert!(signed.contains("1 of 1 principle passed"), "{signed}");
    assert!(signed.contains("own workflow (key &lt;b&gt;&amp;)"), "{signed}");
    assert!(!signed.contains("<b>"), "{signed}");
    // What is drawn, not only the title, which an image in a README does not show.
    let submitted = Scorecard { verified_by: Some(Origin::Submitted), ..scorecard([Pass; 4]) };
    assert!(plain.contains(">2 of 3 principles</text>"), "{plain}");
    assert!(signed.contains(">1 of 1 principle, recomputed</text>"), "{signed}");
    assert!(badge_svg(&submitted).contains(", submitted</text>"));
    assert_ne!(colour(&plain), colour(&signed), "a fail is seen");
    assert_ne!(colour(&badge_svg(&scorecard([Pass, Pass, Pass, Unknown]))), colour(&signed));
}

/// Of the badge's right half.
fn colour(svg: &str) -> &str {
    svg.rsplit_once("fill=\"#").and_then(|(before, _)| before.rsplit_once("fill=\"")).unwrap().1
}

#[test]
fn the_json_has_each_finding_below_its_principle() {
    let iri = "https://example.org/models/a/";
    let card = scorecard([Pass, Fail, Pass, Unknown]);
    let brief = json::of_record(&site(), iri, &card);
    let json = json::whole(&site(), iri, &card);
    assert_eq!(json["record"], iri);
    assert_eq!(brief["counts"], json["counts"]);
    assert_eq!(
        brief["principles"][0]["indicators"][1],
        serde_json::json!({"id": "model-F1-two", "verdict": "fail", "evidence": "Found for model-F1-two.", "remedy": "license: <MIT & others>"})
    );
    let tests = json::tests(&site(), Rubric::Model, &INDICATORS);
    assert_eq!(brief["tests"], "https://example.org/principles/models/tests.json");
    assert_eq!(tests["indicators"][1]["iri"], json["principles"][0]["indicators"][1]["iri"]);
    assert_eq!(json["counts"]["indicators"]["pass"], 2);
    assert_eq!(json["counts"]["principles"]["fail"], 1);
    let first = &json["principles"][0];
    assert_eq!((&first["id"], &first["verdict"]), (&"F1".into(), &"fail".into()));
    let rows = first["indicators"].as_array().unwrap();
    assert_eq!(rows.len(), 2);
    assert!(rows[0].get("remedy").is_none(), "what passes has none");
    assert_eq!(rows[1]["remedy"], "license: <MIT & others>");
    assert_eq!(rows[1]["iri"], "https://example.org/principles/models/#model-F1-two");
    assert_eq!(rows[1]["rda"][0], "RDA-F1-01M");
    assert!(rows[1].get("fuji").is_none(), "no empty lists");
}

#[test]
fn measurements_are_of_metrics_that_are_defined() {
    let site = site();
    let card = scorecard([Pass, Fail, Pass, NotApplicable]);
    let said = quality::measurements(&site, "https://example.org/models/a/", &card);
    let measured = said["dqv:hasQualityMeasurement"].as_array().unwrap();
    let values: Vec<_> = measured.iter().map(|it| it["dqv:value"].as_str().unwrap()).collect();
    assert_eq!(values, ["pass", "fail", "pass", "not-applicable"]);
    let defined = quality::definitions(&site, Rubric::Model, &INDICATORS);
    let nodes = defined["@graph"].as_array().unwrap();
    for one in measured {
        let metric = &one["dqv:isMeasurementOf"];
        let count = nodes.iter().filter(|node| node["@id"] == *metric).count();
        assert_eq!(count, 1, "{metric} is defined once");
    }
}
