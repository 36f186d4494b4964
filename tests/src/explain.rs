//! `faircat explain`: what it writes, how far that is believed, and what it refuses.

mod again;

use std::fs;
use std::path::Path;

use faircat::conversion::interaction_network::{Form, convert};
use faircat::evidence::explanation::Explanation;
use faircat::outside_world::checksum;
use faircat_inference::formats::npz;
use faircat_inference::tensor::{Data, Tensor};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::copies::copy_of_good;
use crate::program::{repository, run, says};
use crate::small_networks::{SIZES, SplitMix, legacy};

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn explanation(folder: &Path) -> Explanation {
    let file = folder.join("evidence/explanation.json");
    serde_json::from_slice(&fs::read(file).unwrap()).unwrap()
}

/// Three numbers and two classes, by one matrix.
fn explained_good() -> (TempDir, std::path::PathBuf) {
    let (root, folder) = copy_of_good();
    let output = run(root.path(), &["explain", "good"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    (root, folder)
}

#[test]
fn masking_says_what_a_linear_model_uses() {
    let (root, folder) = explained_good();
    let found = explanation(&folder);
    assert_eq!(found.masking.metric, "ROC AUC");
    let names: Vec<&str> = found.masking.features.iter().map(|it| &*it.of.feature).collect();
    assert_eq!(names, ["a", "b", "c"]);
    for change in found.masking.features.iter().flat_map(|it| [it.zero, it.mean, it.permuted]) {
        assert!((change.value - change.change - found.masking.value).abs() < 1e-12);
        assert!(change.uncertainty.is_some() && change.fidelity.is_some());
    }
    // At the threshold 0 nothing is masked, at the largest all that changes less.
    let together = &found.masking.cumulative;
    assert_eq!((together[0].masked.len(), together[0].change.change), (0, 0.0));
    let first = fs::read(folder.join("evidence/explanation.json")).unwrap();
    let again = run(root.path(), &["explain", "good", "--check"]);
    says(&text(&again.stdout), "says the same");
    assert!(again.status.success());
    assert_eq!(fs::read(folder.join("evidence/explanation.json")).unwrap(), first);
}

/// Of a linear model, a contribution is the weight times the distance from the mean: the features
/// add up to the difference of the logits, whatever the steps.
#[test]
fn contributions_of_a_linear_model_add_up() {
    let (root, folder) = explained_good();
    let found = explanation(&folder).integrated.unwrap();
    let names: Vec<&str> = found.features.iter().map(|it| &*it.feature).collect();
    assert_eq!((names, found.steps), (vec!["a", "b", "c"], 32));
    assert!(found.residual < 1e-9, "{}", found.residual);
    assert_eq!(found.classes.iter().map(|it| it.items).sum::<usize>(), 40);
    assert!(found.classes.iter().all(|it| it.missed().abs() < 1e-9 && it.others == 0.0));
    // Beside them the answer is shared out as a whole.
    assert_eq!(found.gamma, Some(2.0));
    for class in &found.classes {
        assert!(class.relevance.as_ref().unwrap().missed(class.answer).abs() < 1e-9, "{class:?}");
    }
    assert!(!explanation(&folder).missing.iter().any(|it| it.contains("no relevance")));
    let out = root.path().join("out");
    let built = run(root.path(), &["build", "--out", out.to_str().unwrap()]);
    assert!(built.status.success(), "{}", text(&built.stderr));
    let page = fs::read_to_string(out.join("models/good/figures/index.html")).unwrap();
    says(&page, "id=\"integrated\"");
    says(&page, "from the mean of the control set");
    says(&page, ", LRP-γ</th>");
}

#[test]
fn it_is_told_who_computed_it_and_shown_on_the_page() {
    let (root, folder) = explained_good();
    let told = text(&run(root.path(), &["attest", "good"]).stdout);
    says(&told, "explanation: submitted with the record, not computed by this site");
    let out = root.path().join("out");
    let built = run(root.path(), &["build", "--out", out.to_str().unwrap()]);
    assert!(built.status.success(), "{}", text(&built.stderr));
    let page = fs::read_to_string(out.join("models/good/index.html")).unwrap();
    says(&page, "<section id=\"explained\">");
    says(&page, "submitted with the record, not computed by this site");
    let published = fs::read(out.join("models/good/explanation.json")).unwrap();
    let published: Explanation = serde_json::from_slice(&published).unwrap();
    assert_eq!(published.masking, explanation(&folder).masking);
}

#[test]
fn what_contradicts_itself_or_is_of_other_files_is_not_shown() {
    let forged = [
        ("/masking/features/0/zero/value", json!(0.5), "not the difference"),
        ("/masking/features/0/feature", json!("d"), "`d` is no feature of the record"),
        ("/classes/0", json!("signed"), "`signed` is no class"),
        ("/seed", json!(1), "not drawn as faircat draws"),
        ("/date", json!("2099-01-01"), "in the future"),
        ("/features/0/items", json!([1]), "distributions"),
        ("/control_set/sha256", json!("0".repeat(64)), "`control/control-set.npz` has changed"),
        ("/items", json!(2), "it is of 2 items, and the control set has 40"),
        ("/masking/uncertainty", json!(0.0), "would leave no uncertainty"),
        ("/features/0/histograms/0/counts/0/0", json!(1_000_000_000), "distributions"),
        ("/features/0/correlations/0/coefficients/0/0", json!(0.5), "distributions"),
    ];
    let (root, folder) = explained_good();
    let file = folder.join("evidence/explanation.json");
    let sound: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    let mut classes = sound["classes"].as_array().unwrap().clone();
    classes.reverse();
    let forged =
        forged.into_iter().chain([("/classes", Value::from(classes), "record at place 0")]);
    for (pointer, value, reason) in forged {
        let mut wrong = sound.clone();
        *wrong.pointer_mut(pointer).unwrap() = value;
        fs::write(&file, wrong.to_string()).unwrap();
        let said = run(root.path(), &["check"]);
        says(&(text(&said.stdout) + &text(&said.stderr)), reason);
        let told = text(&run(root.path(), &["attest", "good"]).stdout);
        assert!(!told.contains("explanation"), "{pointer}: {told}");
    }
}

/// Lowers every figure that masking came to, and that without masking, by `less`.
fn lower(value: &mut Value, less: f64) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|it| lower(it, less)),
        Value::Object(fields) => {
            if let (true, Some(Value::Number(figure))) =
                (fields.contains_key("uncertainty"), fields.get("value").cloned())
            {
                fields["value"] = json!(figure.as_f64().unwrap() - less);
            }
            fields.values_mut().for_each(|it| lower(it, less));
        }
        _ => {}
    }
}

/// What the record claims and what the control set holds is not said otherwise.
#[test]
fn what_the_record_or_the_control_set_refutes_is_not_shown() {
    let (root, folder) = explained_good();
    let file = folder.join("evidence/explanation.json");
    let sound: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    let said = |evidence: &Value| {
        fs::write(&file, evidence.to_string()).unwrap();
        let said = run(root.path(), &["check"]);
        text(&said.stdout) + &text(&said.stderr)
    };
    assert!(!said(&sound).contains("explanation.json"));
    let mut other = sound.clone();
    lower(&mut other["masking"], 0.05);
    says(&said(&other), "its ROC AUC is not that which the record claims on the control set");
    let mut exchanged = sound.clone();
    let histograms = exchanged.pointer_mut("/features/0/histograms").unwrap();
    let first = histograms[0]["counts"].take();
    histograms[0]["counts"] = histograms[1]["counts"].take();
    histograms[1]["counts"] = first;
    says(&said(&exchanged), "are not those of the control set");
}

/// A small interaction network with features of two lists, of which one has an order.
fn lists() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("catalog/models/lists");
    fs::create_dir_all(folder.join("control")).unwrap();
    let onnx = convert(&legacy(&SIZES.shapes()), Form::Factorised).unwrap().onnx;
    fs::write(folder.join("model.onnx"), &onnx).unwrap();
    let mut random = SplitMix(7);
    let mut tensor = |shape: Vec<usize>| {
        let count = shape.iter().product();
        let values = (0..count).map(|_| random.float()).collect();
        Tensor::new(shape, Data::Float32(values)).unwrap()
    };
    let labels = Tensor::new(vec![30], Data::Int64((0..30).map(|it| it % 2).collect())).unwrap();
    let arrays = [
        ("tracks", tensor(vec![30, 3, 60])),
        ("vertices", tensor(vec![30, 2, 5])),
        ("label", labels),
    ];
    let named: Vec<(&str, &Tensor)> = arrays.iter().map(|(name, it)| (*name, it)).collect();
    fs::write(folder.join("control/control-set.npz"), npz::write(&named).unwrap()).unwrap();
    let record = repository().join("tests/fixtures/verification/lists.yaml");
    let record = fs::read_to_string(record).unwrap();
    let record = record.replace("MODEL_SHA256", &checksum::of_bytes(&onnx));
    fs::write(folder.join("record.yaml"), record).unwrap();
    root
}

#[test]
fn items_neurons_and_relevance_of_a_network_of_lists() {
    let root = lists();
    let output = run(root.path(), &["explain", "lists"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let found = explanation(&root.path().join("catalog/models/lists"));
    assert!(found.masking.dropped.iter().all(|it| it.by == "momentum" && it.input == "tracks"));
    assert_eq!(found.masking.dropped.len(), 10);
    assert!(found.missing.iter().any(|it| it.contains("`vertices`")), "{:?}", found.missing);
    assert!(found.masking.shuffled.iter().all(|it| it.largest_difference < 1e-5));
    let shares = found.relevance.unwrap();
    assert!(shares.classes.iter().all(|it| (it.total() - 1.0).abs() < 1e-4));
    assert_eq!(found.neurons.unwrap().activity.classes, ["QCD", "Hbb"]);
    let integrated = found.integrated.unwrap();
    assert_eq!((integrated.of.as_str(), integrated.features.len()), ("logits", 5));
    assert!(integrated.classes.iter().all(|it| it.items == 15 && it.others == 0.0));
    // The rule of interaction networks shares out their answers.
    assert!(integrated.gamma.is_none());
    assert!(integrated.classes.iter().all(|it| it.relevance.is_none()));
}

#[test]
fn a_wrong_feature_is_refused_with_the_nearest() {
    let root = lists();
    let output = run(root.path(), &["explain", "lists", "--features", "momentun"]);
    assert!(!output.status.success());
    let said = text(&output.stderr);
    says(&said, "no input of several items has the feature `momentun`");
    says(&said, "did you mean `momentum`?");
    assert!(!root.path().join("catalog/models/lists/evidence").exists());
}

#[test]
fn an_image_is_refused_by_name() {
    let output = run(&repository(), &["explain", "braggnn-simulated", "--items", "4"]);
    assert!(!output.status.success());
    says(&text(&output.stderr), "the input `patch` has 4 axes, as images have");
}

/// Masking, neurons, relevance and integrated gradients, as PyTorch, NumPy and scikit-learn compute
/// them (`tests/fixtures/explanation/make.py`).
#[test]
fn figures_are_those_of_other_programs() {
    let file = repository().join("tests/fixtures/explanation/reference.json");
    let reference: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    let numbers = |value: &Value| -> Vec<f64> {
        value.as_array().unwrap().iter().map(|it| it.as_f64().unwrap()).collect()
    };
    let items = reference["items"].to_string();
    let arguments = ["explain", "hbb-in-pythia-2842", "--items", &items, "--format", "json"];
    let output = run(&repository(), &arguments);
    let found: Explanation = serde_json::from_slice(&output.stdout).unwrap();
    let equal = |ours: &[f64], theirs: &[f64], what: &str| {
        assert_eq!(ours.len(), theirs.len(), "{what}");
        let apart = ours.iter().zip(theirs).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        assert!(apart < 1e-4, "{what}: {apart}");
    };
    let masked = reference["masked"].as_array().unwrap();
    for (ours, theirs) in found.masking.features.iter().zip(masked) {
        let pair = [ours.zero.value, ours.zero.fidelity.unwrap()];
        equal(&pair, &numbers(theirs), &ours.of.feature);
    }
    for layer in found.neurons.unwrap().activity.layers {
        for (class, ours) in layer.activity.iter().enumerate() {
            let theirs = &reference["activity"][class.to_string()][&layer.name];
            equal(ours, &numbers(theirs), &layer.name);
        }
    }
    for (class, theirs) in reference["shares"].as_array().unwrap().iter().enumerate() {
        let ours = &found.relevance.as_ref().unwrap().classes[class];
        let features = [&*ours.track_features, &ours.vertex_features].concat();
        equal(&features, &numbers(&theirs["features"]), &ours.class);
        equal(&[ours.biases], &[theirs["biases"].as_f64().unwrap()], "biases");
    }
    for (class, theirs) in reference["integrated"].as_array().unwrap().iter().enumerate() {
        let ours = &found.integrated.as_ref().unwrap().classes[class];
        equal(&ours.features, &numbers(&theirs["features"]), &ours.class);
        equal(&[ours.answer, ours.at_baseline], &numbers(&theirs["answers"]), &ours.class);
    }
}
