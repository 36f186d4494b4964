//! What masking is said to come to is computed again wherever a model is verified.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::{explained_good, text};
use crate::program::{DAY, faircat, run, says};

/// Exchanges what masking the features `a` and `b` is said to come to, so that nothing in the file
/// contradicts itself.
fn exchange(folder: &Path) {
    let file = folder.join("evidence/explanation.json");
    let mut forged: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    let masking = &mut forged["masking"];
    let features = masking["features"].as_array_mut().unwrap();
    for way in ["zero", "mean", "permuted"] {
        let first = features[0][way].take();
        features[0][way] = features[1][way].take();
        features[1][way] = first;
    }
    let other = |name: &Value| if name["feature"] == "a" { "b" } else { "a" };
    for together in masking["cumulative"].as_array_mut().unwrap() {
        let masked = together["masked"].as_array_mut().unwrap();
        for name in masked.iter_mut().filter(|it| it["feature"] != "c") {
            name["feature"] = json!(other(name));
        }
        masked.sort_by_key(|it| it["feature"].to_string());
    }
    fs::write(file, forged.to_string()).unwrap();
}

#[test]
fn a_forged_value_is_refused_by_name() {
    let (root, folder) = explained_good();
    let sound = run(root.path(), &["verify", "good", "--engine", "tract", "--check"]);
    says(&text(&sound.stdout), "15 changes by masking were computed again, and are the same");
    exchange(&folder);
    let checked = || {
        let said = run(root.path(), &["check"]);
        text(&said.stdout) + &text(&said.stderr)
    };
    assert!(!checked().contains("explanation.json"));
    for arguments in [&["explain", "good", "--check"][..], &["verify", "good", "--engine", "tract"]]
    {
        let found = run(root.path(), arguments);
        says(&text(&found.stdout), "with `a` set to 0 the ROC AUC is ");
        assert_eq!(found.status.code(), Some(1), "{}", text(&found.stdout));
    }
    let said = checked();
    says(&said, "explanation.json");
    says(&said, "masked again, the evidence says: “with `a` set to 0 the ROC AUC is ");
    let told = text(&run(root.path(), &["attest", "good"]).stdout);
    assert!(!told.contains("explanation"), "{told}");
    // Of a new explanation, the old verification tells nothing.
    assert!(run(root.path(), &["explain", "good"]).status.success());
    assert!(!checked().contains("explanation.json"));
}

#[test]
fn each_figure_of_masking_is_compared_by_a_check() {
    let (root, folder) = explained_good();
    let file = folder.join("evidence/explanation.json");
    let sound: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    let forged = [
        ("/masking/features/2/permuted/fidelity", json!(0.25), "with `c` permuted the fidelity"),
        ("/masking/features/1/mean/uncertainty", json!(0.5), "with `b` set to its mean the uncert"),
        ("/relevance", json!({ "gamma": 2.0, "residual": 0.0, "classes": [] }), "of relevance"),
    ];
    for (pointer, value, reason) in forged {
        let mut wrong = sound.clone();
        match wrong.pointer_mut(pointer) {
            Some(place) => *place = value,
            None => wrong[&pointer[1..]] = value,
        }
        fs::write(&file, wrong.to_string()).unwrap();
        let found = run(root.path(), &["explain", "good", "--check"]);
        says(&text(&found.stdout), reason);
        assert_eq!(found.status.code(), Some(1), "{pointer}");
    }
    let mut wrong = sound.clone();
    wrong["masking"]["cumulative"][1]["masked"] = json!([{ "input": "x", "feature": "a" }]);
    fs::write(&file, wrong.to_string()).unwrap();
    let said = text(&run(root.path(), &["check"]).stdout);
    says(&said, "what was masked together is not what single changes call for");
}

/// Who wrote the record says nothing of having computed again: the site's own workflow does.
#[test]
fn a_page_says_who_computed_it_again() {
    let (root, _) = explained_good();
    let file = root.path().join("key");
    let make = ["attest", "--name", "nightly", "--new-key", file.to_str().unwrap()];
    let key = text(&run(root.path(), &make).stdout);
    fs::create_dir_all(root.path().join("site")).unwrap();
    fs::write(root.path().join("site/site.yaml"), key).unwrap();
    let page = || {
        let out = root.path().join("out");
        let built = run(root.path(), &["build", "--out", out.to_str().unwrap()]);
        assert!(built.status.success(), "{}", text(&built.stderr));
        fs::read_to_string(out.join("models/good/index.html")).unwrap()
    };
    let again = "This site’s own workflow computed 15 of the 15 changes by masking again";
    assert!(run(root.path(), &["verify", "good", "--overwrite"]).status.success());
    assert!(!page().contains(again));
    let secret = fs::read_to_string(file).unwrap();
    let mut program = faircat();
    program.args(["verify", "good", "--attest"]).current_dir(root.path());
    program.env("SOURCE_DATE_EPOCH", DAY);
    let signed = program.env("FAIRCAT_ATTESTATION_KEY", secret.trim()).output().unwrap();
    assert!(signed.status.success(), "{}", text(&signed.stderr));
    says(&page(), again);
}
