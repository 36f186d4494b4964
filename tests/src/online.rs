//! Gathering evidence from a server that stands in for the world.

use std::fs;
use std::path::Path;
use std::process::Output;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use faircat::evidence::Check;
use faircat::evidence::questions::Question;
use faircat::outside_world::online::{Manners, ask};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::program::faircat;
use crate::web::{self, Answer};

fn server() -> String {
    web::serve(|path| match path {
        "/good" => Answer::file("text/csv; charset=utf-8", "a,b\n1,2\n"),
        "/loop" => Answer::bare("302 Found\r\nLocation: /loop"),
        "/moved" => Answer::bare("301 Moved\r\nLocation: /good"),
        "/broken" => Answer::bare("503 Unavailable"),
        "/silent" => loop {
            // For as long as the tests run.
            thread::park();
        },
        _ => Answer::bare("404 Not Found"),
    })
}

#[test]
fn servers_are_judged_by_what_they_say() {
    let base = server();
    let question = |path: &str, size, media_type: Option<&str>| Question {
        check: Check::ArtifactAnswers,
        url: format!("{base}{path}"),
        size,
        media_type: media_type.map(str::to_owned),
    };
    let questions = [
        question("/good", Some(8), Some("text/csv")),
        question("/good", Some(9), None),
        question("/good", None, Some("application/json")),
        question("/missing", None, None),
        question("/loop", None, None),
        question("/moved", Some(8), None),
        question("/broken", None, None),
        question("/silent", None, None),
        Question { url: "file:///etc/passwd".to_owned(), ..question("", None, None) },
    ];
    let manners = Manners {
        answer: Duration::from_millis(500),
        total: Duration::from_secs(30),
        pause: Duration::from_millis(1),
        retries: 1,
        allow_private: true,
    };
    let answers = ask(&questions, manners, &|| {}).unwrap();
    let said: Vec<Result<(bool, &str), &str>> = answers
        .values()
        .map(|it| {
            it.as_ref().map(|fact| (fact.holds, fact.detail.as_str())).map_err(String::as_str)
        })
        .collect();
    assert_eq!(
        said,
        [
            Ok((true, "the server answers with status 200")),
            Ok((false, "the server has 8 bytes, the record says 9")),
            Ok((false, "the server says `text/csv`, the record says `application/json`")),
            Ok((false, "the server answers with status 404")),
            Ok((false, "the redirects do not end")),
            Ok((true, "the server answers with status 200")),
            Ok((false, "the server answers with status 503")),
            Err("no answer in time"),
        ]
    );
}

/// A guarded client reaches no server of the tests, so one that may not be asked is told from one
/// that does not answer by the message.
#[test]
fn private_addresses_are_not_asked() {
    let question = |url: &str| Question {
        check: Check::LinkAnswers,
        url: url.to_owned(),
        size: None,
        media_type: None,
    };
    let base = server();
    let port = base.rsplit(':').next().unwrap();
    let questions = [
        question(&format!("{base}/good")),
        question(&format!("http://localhost:{port}/good")),
        question(&format!("http://[::1]:{port}/good")),
        question("http://169.254.169.254/latest/meta-data/"),
        question(&format!("http://2130706433:{port}/good")),
    ];
    let manners = Manners {
        answer: Duration::from_secs(5),
        total: Duration::from_secs(30),
        pause: Duration::from_millis(1),
        retries: 1,
        allow_private: false,
    };
    let answers = ask(&questions, manners, &|| {}).unwrap();
    assert_eq!(answers.len(), questions.len());
    for (index, answer) in answers {
        let refusal = answer.unwrap_err();
        assert_eq!(
            refusal, "the address is private; --allow-private asks there too",
            "{}",
            questions[index].url
        );
    }
}

/// A folder with one dataset, whose files are said to lie at `base`.
fn catalogue(base: &str) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    let datasets = root.path().join("catalog/datasets");
    fs::create_dir_all(&datasets).unwrap();
    let record = format!(
        "kind: dataset
title: Jets
description: A table of jets that a server on this computer holds for the tests.
url: {base}/page
artifacts:
  - role: data
    url: {base}/good
    size: 8
    media_type: text/csv
  - role: data
    url: {base}/shorter
    size: 9
"
    );
    fs::write(datasets.join("jets.yaml"), record).unwrap();
    root
}

fn check(root: &Path, more: &[&str]) -> Output {
    faircat().args(["check", "--online"]).args(more).arg("--root").arg(root).output().unwrap()
}

/// What was gathered about the dataset: check, address and whether it holds.
fn gathered(root: &Path) -> Value {
    let text = fs::read_to_string(root.join("catalog/datasets/jets/evidence/online.json"));
    let Ok(text) = text else { return Value::Null };
    let evidence: Value = serde_json::from_str(&text).unwrap();
    let facts = evidence["facts"].as_array().unwrap().iter();
    facts.map(|fact| json!([fact["check"], fact["url"], fact["holds"]])).collect()
}

#[test]
fn the_program_keeps_what_servers_say_as_evidence() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    let base = web::serve(move |path| {
        counter.fetch_add(1, Ordering::Relaxed);
        match path {
            "/good" | "/shorter" => Answer::file("text/csv", "a,b\n1,2\n"),
            _ => Answer::bare("404 Not Found"),
        }
    });
    let root = catalogue(&base);
    let output = check(root.path(), &["--allow-private"]);
    let told = String::from_utf8(output.stdout).unwrap();
    let expected = format!(
        "warning[online]: <{base}/page>: the server answers with status 404
--> catalog/datasets/jets.yaml

warning[online]: <{base}/shorter>: the server has 8 bytes, the record says 9
--> catalog/datasets/jets.yaml

sound records: 1; 2 warnings found
"
    );
    assert_eq!(told, expected);
    assert_eq!(output.status.code(), Some(0));
    let known = json!([
        ["artifact-answers", format!("{base}/good"), true],
        ["artifact-answers", format!("{base}/shorter"), false],
        ["link-answers", format!("{base}/page"), false],
    ]);
    assert_eq!(gathered(root.path()), known);

    // What holds is not asked for again; what does not hold may have been corrected.
    asked.store(0, Ordering::Relaxed);
    let output = check(root.path(), &["--allow-private", "--strict", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    let codes: Vec<&Value> = told.as_array().unwrap().iter().map(|one| &one["code"]).collect();
    assert_eq!(codes, ["online", "online"]);
    assert!((1..=4).contains(&asked.load(Ordering::Relaxed)));
    assert_eq!(gathered(root.path()), known);
}

#[test]
fn the_program_calls_on_no_neighbour_unless_told() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    let base = web::serve(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
        Answer::bare("200 OK")
    });
    let root = catalogue(&base);
    let output = check(root.path(), &[]);
    let told = String::from_utf8(output.stdout).unwrap();
    let refusals = told.matches("the address is private; --allow-private asks there too").count();
    assert_eq!((refusals, output.status.code()), (3, Some(0)), "{told}");
    assert_eq!(asked.load(Ordering::Relaxed), 0);
    assert_eq!(gathered(root.path()), Value::Null);
}
