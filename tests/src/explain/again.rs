//! What masking, neurons and relevance are said to come to is computed again wherever a model is
//! verified.

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::{Value, json};

use super::{explained_good, lists, text};
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
    says(&said, "computed again, the evidence says: “with `a` set to 0 the ROC AUC is ");
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

/// Exchanges the smallest and the largest number of a list.
fn exchange_within(list: &mut Value) {
    let numbers = list.as_array_mut().unwrap();
    let number = |place: &usize| numbers[*place].as_f64().unwrap();
    let by_size = |one: &usize, other: &usize| number(one).total_cmp(&number(other));
    let least = (0..numbers.len()).min_by(by_size).unwrap();
    let most = (0..numbers.len()).max_by(by_size).unwrap();
    assert!(number(&most) - number(&least) > 1e-4, "{numbers:?}");
    numbers.swap(least, most);
}

/// Exchanged within a layer or within a class, nothing in the file contradicts itself.
#[test]
fn forged_neurons_and_relevances_are_refused_by_name() {
    let root = lists();
    let folder = root.path().join("catalog/models/lists");
    assert!(run(root.path(), &["explain", "lists"]).status.success());
    let verify = || run(root.path(), &["verify", "lists", "--engine", "tract", "--overwrite"]);
    let checked = || {
        let said = run(root.path(), &["check"]);
        text(&said.stdout) + &text(&said.stderr)
    };
    let found = verify();
    says(&text(&found.stdout), "explanation: neurons: computed again for all classes (2)");
    says(&text(&found.stdout), "explanation: relevance: computed again for all classes (2)");
    assert_ne!(found.status.code(), Some(1), "{}", text(&found.stdout));
    let verification = folder.join("evidence/verification.json");
    let kept: Value = serde_json::from_slice(&fs::read(&verification).unwrap()).unwrap();
    assert_eq!(kept["explanation"]["neurons"], json!({ "classes": 2, "of": 2 }));
    let file = folder.join("evidence/explanation.json");
    let sound: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    let forged = [
        ("/neurons/activity/layers/0/activity/1", "the activity of neuron ", " for Hbb is "),
        ("/relevance/classes/0/track_features", "the share of `", " for QCD is "),
    ];
    for (pointer, what, of) in forged {
        let mut wrong = sound.clone();
        exchange_within(wrong.pointer_mut(pointer).unwrap());
        fs::write(&file, wrong.to_string()).unwrap();
        assert!(!checked().contains("explanation.json"), "{pointer}");
        let found = verify();
        says(&text(&found.stdout), what);
        says(&text(&found.stdout), of);
        assert_eq!(found.status.code(), Some(1), "{pointer}");
        says(&checked(), &format!("computed again, the evidence says: “{what}"));
    }
    // What says that more was computed again than there is, is believed in nothing.
    fs::write(&file, sound.to_string()).unwrap();
    let mut wrong = kept;
    wrong["explanation"]["neurons"]["classes"] = json!(5);
    fs::write(&verification, wrong.to_string()).unwrap();
    says(&checked(), "what it computed again of the explanation does not add up");
}

#[test]
fn forged_contributions_are_refused_by_name() {
    let (root, folder) = explained_good();
    let file = folder.join("evidence/explanation.json");
    let sound: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    let verify = || run(root.path(), &["verify", "good", "--engine", "tract", "--overwrite"]);
    let found = text(&verify().stdout);
    says(&found, "explanation: integrated gradients: computed again for all classes (2)");
    let mut wrong = sound.clone();
    exchange_within(wrong.pointer_mut("/integrated/classes/0/features").unwrap());
    fs::write(&file, wrong.to_string()).unwrap();
    let found = verify();
    says(&text(&found.stdout), "the contribution of `");
    assert_eq!(found.status.code(), Some(1), "{}", text(&found.stdout));
    let mut wrong = sound.clone();
    exchange_within(wrong.pointer_mut("/integrated/classes/0/relevance/features").unwrap());
    fs::write(&file, wrong.to_string()).unwrap();
    says(&text(&verify().stdout), "the relevance of `");
    // What does not add up, a build sees.
    let contributions = "the integrated gradients do not add up to the answers";
    let relevances = "the relevances do not add up to the answers";
    for (pointer, what) in [
        ("/integrated/classes/1/features/0", contributions),
        ("/integrated/classes/1/relevance/features/0", relevances),
        ("/integrated/gamma", relevances),
    ] {
        let mut wrong = sound.clone();
        *wrong.pointer_mut(pointer).unwrap() = json!(7.5);
        fs::write(&file, wrong.to_string()).unwrap();
        says(&text(&run(root.path(), &["check"]).stdout), what);
    }
    // Evidence of before answers were shared out stays valid, and says nothing of it.
    let mut old = sound;
    let integrated = old["integrated"].as_object_mut().unwrap();
    integrated.remove("gamma");
    for class in integrated["classes"].as_array_mut().unwrap() {
        class.as_object_mut().unwrap().remove("relevance");
    }
    fs::write(&file, old.to_string()).unwrap();
    says(&text(&run(root.path(), &["explain", "good", "--check"]).stdout), "says the same");
    says(&text(&verify().stdout), "were computed again, and are the same");
}

#[test]
fn what_no_network_gives_is_no_relevance() {
    let (root, folder) = explained_good();
    let file = folder.join("evidence/explanation.json");
    let mut forged: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    forged["relevance"] = json!({ "gamma": 2.0, "residual": 0.0, "classes": [] });
    fs::write(&file, forged.to_string()).unwrap();
    let found = run(root.path(), &["verify", "good", "--engine", "tract"]);
    says(&text(&found.stdout), "there is no relevance: the rule is written for interaction");
    assert_eq!(found.status.code(), Some(1), "{}", text(&found.stdout));
}

/// The secret key of a site that is made to know it.
fn site_with_key(root: &Path) -> String {
    let file = root.join("key");
    let make = ["attest", "--name", "nightly", "--new-key", file.to_str().unwrap()];
    let key = text(&run(root, &make).stdout);
    fs::create_dir_all(root.join("site")).unwrap();
    fs::write(root.join("site/site.yaml"), key).unwrap();
    fs::read_to_string(file).unwrap()
}

fn verify_signed(root: &Path, model: &str, secret: &str) -> Output {
    let mut program = faircat();
    program.args(["verify", model, "--attest"]).current_dir(root);
    program.env("SOURCE_DATE_EPOCH", DAY);
    program.env("FAIRCAT_ATTESTATION_KEY", secret.trim()).output().unwrap()
}

fn page(root: &Path, model: &str) -> String {
    let out = root.join("out");
    let built = run(root, &["build", "--out", out.to_str().unwrap()]);
    assert!(built.status.success(), "{}", text(&built.stderr));
    fs::read_to_string(out.join("models").join(model).join("index.html")).unwrap()
}

/// Who wrote the record says nothing of having computed again: the site's own workflow does.
#[test]
fn a_page_says_who_computed_it_again() {
    let (root, _) = explained_good();
    let secret = site_with_key(root.path());
    let again = "This site’s own workflow computed 15 of the 15 changes by masking again";
    assert!(run(root.path(), &["verify", "good", "--overwrite"]).status.success());
    assert!(!page(root.path(), "good").contains(again));
    let signed = verify_signed(root.path(), "good", &secret);
    assert!(signed.status.success(), "{}", text(&signed.stderr));
    let page = page(root.path(), "good");
    says(&page, again);
    says(&page, "What the features contribute was computed again, too.");
    assert!(!page.contains("neurons was computed again"));
}

#[test]
fn a_page_says_for_how_many_classes_it_was_computed_again() {
    let root = lists();
    let secret = site_with_key(root.path());
    assert!(run(root.path(), &["explain", "lists"]).status.success());
    let signed = verify_signed(root.path(), "lists", &secret);
    assert_ne!(signed.status.code(), Some(1), "{}", text(&signed.stdout));
    let page = page(root.path(), "lists");
    for what in ["The activity of the neurons was", "The shares of the features were"] {
        says(&page, &format!("{what} computed again, too, for 2 of 2 classes."));
    }
}
