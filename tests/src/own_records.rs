//! Records of our own, assessed as a build does.

use faircat::assessment::{Outcome, Scorecard};
use faircat::record::{Kind, Record};

fn outcome_of(scorecard: &Scorecard, id: &str) -> Outcome {
    scorecard.rows().find(|(one, _)| one.id == id).unwrap().1.outcome
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

#[test]
fn a_licence_expression_passes_as_its_licences_do() {
    let scorecard = assess_yaml("kind: dataset\ntitle: Jets\nlicense: MIT OR Apache-2.0\n");
    for id in ["dataset-R1.1-standard-licence", "dataset-R1.1-machine-readable-licence"] {
        assert_eq!(outcome_of(&scorecard, id), Outcome::Pass, "{id}");
    }
}

#[test]
fn a_keyword_of_a_list_is_one_whatever_its_signs() {
    let scorecard = assess_yaml("kind: dataset\ntitle: Jets\nkeywords: [\"p, T\"]\n");
    assert_eq!(outcome_of(&scorecard, "dataset-F2-keywords"), Outcome::Fail);
}
