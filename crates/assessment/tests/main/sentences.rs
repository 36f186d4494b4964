//! Every sentence that a scorecard can say, with the page and evidence that make it say so.

mod templates;

use faircat_assessment::{LocalFile, Outcome, Rubric, indicators};
use faircat_catalog::evidence::Check;
use faircat_catalog::evidence::origin::Origin;
use faircat_catalog::evidence::verification::{self, Verification};
use oxrdf::BlankNode;
use serde_json::{Map, Value, json};

use crate::case::{Case, PAGE, fact, standing};
use templates::{is_made_from, templates};

const TABLE: &str = include_str!("fixtures/sentences.yaml");

/// Everything that is said, each with its verdict and what it is said of.
fn said() -> Vec<(String, String)> {
    let table: Map<String, Value> = serde_saphyr::from_str(TABLE).unwrap();
    let mut said = Vec::new();
    for (id, changes) in &table {
        for change in changes.as_array().unwrap() {
            said.push(says(id, &change.to_string(), case(id, change)));
        }
    }
    for (id, name, change) in RUNS {
        let mut case = Case::good(Rubric::Model);
        change(&mut case);
        said.push(says(id, name, case));
    }
    said
}

/// The sentence of the indicator `id` about `case`, and the line that tells of it.
fn says(id: &str, name: &str, case: Case) -> (String, String) {
    let scorecard = case.assess(rubric(id));
    let finding = scorecard.findings.iter().find(|one| one.indicator == id);
    let finding = finding.unwrap_or_else(|| panic!("there is no indicator {id}"));
    let symbol = finding.outcome.symbol();
    let line = format!("{id} {name}\n  {symbol} {}", finding.evidence);
    (finding.evidence.clone(), line)
}

fn rubric(id: &str) -> Rubric {
    let named = |rubric: &&Rubric| id.starts_with(&format!("{}-", rubric.name()));
    *Rubric::ALL.iter().find(named).unwrap()
}

/// The good page with `change` made.
fn case(id: &str, change: &Value) -> Case {
    let mut case = Case::good(rubric(id));
    let mut patch = change.as_object().unwrap().clone();
    if let Some(document) = patch.remove("document") {
        case.document = document;
    }
    if let Some(published) = patch.remove("published") {
        publish(&mut case, &published);
    }
    if let Some(facts) = patch.remove("facts") {
        let made = |it: &Value| {
            let check: Check = serde_json::from_value(it[0].clone()).unwrap();
            fact(check, it[1].as_str().unwrap(), it[2].as_bool().unwrap())
        };
        case.evidence.facts = facts.as_array().unwrap().iter().map(made).collect();
    }
    if let Some(files) = patch.remove("files") {
        let made = |it: &Value| LocalFile {
            url: format!("{PAGE}files/a.onnx"),
            size: 3,
            size_agrees: it[0].as_bool(),
            sha256_agrees: it[1].as_bool(),
        };
        case.files = files.as_array().unwrap().iter().map(made).collect();
    }
    if let Some(failing) = patch.remove("standing") {
        case.standing = failing.as_str().map(|failing| {
            standing(Rubric::Dataset, |one| match one == failing {
                true => Outcome::Fail,
                false => Outcome::Pass,
            })
        });
    }
    if patch.get("@id") == Some(&json!("_:b")) {
        case.root = BlankNode::new("b").unwrap().into();
    }
    merge(&mut case.document, &Value::Object(patch));
    case
}

fn publish(case: &mut Case, change: &Value) {
    for (field, value) in change.as_object().unwrap() {
        let published = &mut case.published;
        match field.as_str() {
            "page" => published.page = value.as_str().map(str::to_owned),
            "stand_in" => published.stand_in = value.as_str().map(str::to_owned),
            "formats" => published.formats = serde_json::from_value(value.clone()).unwrap(),
            "embedded" => published.embedded = value.as_bool(),
            "in_sitemap" => published.in_sitemap = value.as_bool(),
            "in_catalog" => published.in_catalog = value.as_bool(),
            other => panic!("nothing published is called {other}"),
        }
    }
}

/// JSON Merge Patch (RFC 7396).
fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = json!({});
    }
    for (key, value) in patch {
        if value.is_null() {
            target.as_object_mut().unwrap().remove(key);
        } else {
            merge(&mut target[key], value);
        }
    }
}

/// What a test changes.
type Change = fn(&mut Case);

/// What is said of runs: indicator, what was changed, and the change.
const RUNS: &[(&str, &str, Change)] = &[
    ("model-I1-signature-verified", "good", |_| {}),
    ("model-I1-signature-verified", "no signature is stated", |case| {
        case.document["additionalProperty"] = json!([]);
    }),
    ("model-I1-signature-verified", "the file differs", |case| {
        run(case).signature_differences = vec!["input `x` is float64, not float32".to_owned()];
    }),
    ("model-R1-claims-hold", "good", |_| {}),
    ("model-R1-claims-hold", "computed by the site", |case| {
        case.evidence.verified_by = Origin::Site { key: "nightly".to_owned(), run: None };
    }),
    ("model-R1-claims-hold", "refused", |case| {
        case.evidence.refused = vec!["its date, 2099-01-01, is in the future".to_owned()];
    }),
    ("model-R1-claims-hold", "outdated", |case| {
        case.evidence.outdated = vec!["`model.onnx` has changed since".to_owned()];
    }),
    ("model-R1-claims-hold", "not run", |case| {
        case.document["additionalProperty"] = named_control_set();
        case.evidence.verification = None;
    }),
    ("model-R1-claims-hold", "no control set", |case| case.evidence.verification = None),
    ("model-R1-claims-hold", "no evaluation names the control set", |case| {
        run(case).runs.iter_mut().for_each(|run| run.metrics.clear());
    }),
    ("model-R1-claims-hold", "one names it but cannot be recomputed", |case| {
        for run in &mut run(case).runs {
            run.metrics[1].value = None;
            run.metrics[1].reason = Some("the metric needs items of both classes".to_owned());
            run.metrics[1].holds = None;
        }
    }),
    ("model-R1-claims-hold", "one does not hold", |case| {
        let check = &mut run(case).runs[1].metrics[0];
        check.value = Some(0.5);
        check.holds = Some(false);
    }),
    ("model-R1-claims-hold", "an output is open", |case| {
        for pair in &mut run(case).agreement {
            pair.verdict = verification::Verdict::NotChecked;
        }
    }),
    ("model-R1-claims-hold", "a file is another", |case| {
        run(case).files[0].verdict = verification::Verdict::Fails;
    }),
    ("model-R1-claims-hold", "every engine failed", all_fail),
    ("model-R1-claims-hold", "no engine was there", |case| run(case).runs.clear()),
    ("model-R1.2-figures-traced", "good", |_| {}),
    ("model-R1.2-figures-traced", "a file is another", |case| {
        run(case).files[0].verdict = verification::Verdict::Fails;
    }),
    ("model-R1.2-figures-traced", "a file has no declared SHA-256", |case| {
        run(case).files[0].declared_sha256 = None;
    }),
    ("model-R1.2-figures-traced", "nothing was recomputed", |case| {
        for run in &mut run(case).runs {
            run.metrics.iter_mut().for_each(|check| check.value = None);
        }
    }),
    ("model-R1.2-figures-traced", "every engine failed", all_fail),
    ("model-R3-engines-agree", "good", |_| {}),
    ("model-R3-engines-agree", "one engine", |case| {
        run(case).runs.truncate(1);
        run(case).agreement.clear();
    }),
    ("model-R3-engines-agree", "two files of one engine", |case| {
        run(case).runs[0].engine = "onnxruntime".to_owned();
    }),
    ("model-R3-engines-agree", "no tolerance", |case| {
        run(case).control_set.tolerance = None;
        for pair in &mut run(case).agreement {
            pair.tolerance = None;
            pair.verdict = verification::Verdict::NotChecked;
        }
    }),
    ("model-R3-engines-agree", "too wide a tolerance", |case| {
        for pair in &mut run(case).agreement {
            pair.verdict = verification::Verdict::NotChecked;
        }
    }),
    ("model-R3-engines-agree", "two engines differ", |case| {
        run(case).agreement[0].largest_difference = 0.25;
        run(case).agreement[0].verdict = verification::Verdict::Fails;
    }),
    ("model-R3-engines-agree", "an engine differs from the reference", |case| {
        let output = &mut run(case).runs[0].outputs[0];
        output.found.largest = Some(0.25);
        output.found.holds = Some(false);
    }),
    ("model-R3-engines-agree", "an output of another shape", |case| {
        run(case).runs[0].outputs[0].found.holds = Some(false);
    }),
];

fn run(case: &mut Case) -> &mut Verification {
    case.evidence.verification.as_mut().unwrap()
}

fn all_fail(case: &mut Case) {
    for run in &mut run(case).runs {
        run.failure = Some("operator Foo is not known".to_owned());
        run.outputs.clear();
        run.metrics.clear();
    }
    run(case).agreement.clear();
}

fn named_control_set() -> Value {
    json!({"@id": format!("{PAGE}#control-set"), "propertyID": "control set", "value": "c.npz"})
}

#[test]
fn each_sentence_is_said_of_what_makes_it_true() {
    let lines: Vec<String> = said().into_iter().map(|(_, line)| line).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

/// Sentences that the table cannot bring about, each with the reason.
const ELSEWHERE: [&str; 2] = [
    // `the_file_at_hand_decides_about_the_signature` says these.
    "In `{}`, {differences}.",
    "Names, types and shapes are those of ",
];

#[test]
fn every_sentence_of_the_indicators_is_in_the_table() {
    let said: Vec<String> = said().into_iter().map(|(sentence, _)| sentence).collect();
    let mut unsaid = Vec::new();
    for template in templates() {
        let elsewhere = ELSEWHERE.iter().any(|one| template.starts_with(one));
        if !elsewhere && !said.iter().any(|sentence| is_made_from(sentence, &template)) {
            unsaid.push(template);
        }
    }
    assert!(unsaid.is_empty(), "never said in the table: {unsaid:#?}");
}

#[test]
fn the_table_asks_every_test_of_every_rubric() {
    let table: Map<String, Value> = serde_saphyr::from_str(TABLE).unwrap();
    let ending = |id: &str| id.splitn(3, '-').nth(2).unwrap_or_default().to_owned();
    let asked: Vec<String> =
        table.keys().map(String::as_str).chain(RUNS.iter().map(|run| run.0)).map(ending).collect();
    // The same tests as of others, under the words of their rubric.
    let shared = ["content-protocol", "source-protocol", "source-retrievable"];
    for rubric in Rubric::ALL {
        for one in indicators(rubric) {
            let name = ending(one.id);
            assert!(asked.contains(&name) || shared.contains(&name.as_str()), "{}", one.id);
        }
    }
}
