//! `faircat deposit` against a repository that speaks the documented interfaces, cuts connections,
//! refuses and repeats.

mod minid;
mod owned;
mod published;
mod server;

use std::fs;
use std::process::Output;

use serde_json::json;
use tempfile::TempDir;

use crate::program::{faircat, says};
use server::{Server, Whim};

const TOKEN: &str = "s3cr3t-t0ken-of-nobody";

const RECORD: &str = "# How the peaks came about.
kind: dataset
title: Peaks
summary: Peaks of Bragg.
version: \"1.0\"
identifiers:
  # Of the institute.
  - urn:nbn:de:1234-5 # never changes
date_published: \"2024-05-01\"
authors:
  - name: Doe, Jane
    orcid: 0000-0002-1825-0097
license: CC-BY-4.0
language: en
keywords: [peaks]
artifacts:
  - path: a.csv
    role: data
  - path: b c.bin # with a blank
    role: data
extensions:
  # Of an import.
  other:
    x: 1
";

/// A catalogue of one dataset, and a repository.
struct Catalog {
    root: TempDir,
    server: Server,
}

impl Catalog {
    /// Deposits with the files that the record has by their addresses.
    fn with_files(&self) -> Output {
        let cache = self.root.path().join("cache").display().to_string();
        let mut command = faircat();
        command.args(["deposit", "peaks", "--to", &self.server.base, "--root"]);
        command.arg(self.root.path()).args(["--with-files", "--allow-private"]);
        command.env("INVENIO_TOKEN", TOKEN).env("XDG_CACHE_HOME", cache);
        command.env("NO_PROXY", "127.0.0.1").output().unwrap()
    }

    fn new() -> Catalog {
        let catalog = Catalog { root: tempfile::tempdir().unwrap(), server: Server::start() };
        catalog.write("record.yaml", RECORD);
        catalog.write("a.csv", "x,y\n1,2\n");
        catalog.write("b c.bin", &"bytes ".repeat(100_000));
        fs::create_dir_all(catalog.root.path().join("site")).unwrap();
        catalog
    }

    fn write(&self, name: &str, text: &str) {
        let folder = self.root.path().join("catalog/datasets/peaks");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(name), text).unwrap();
    }

    fn record(&self) -> String {
        fs::read_to_string(self.root.path().join("catalog/datasets/peaks/record.yaml")).unwrap()
    }

    fn deposit(&self, to: &str, arguments: &[&str]) -> Output {
        let mut command = faircat();
        command.args(["deposit", "peaks", "--to", to, "--root"]).arg(self.root.path());
        command.env("SOURCE_DATE_EPOCH", "1795651200");
        command.env("INVENIO_TOKEN", TOKEN).env("DATACITE_PASSWORD", TOKEN);
        command.env("DATACITE_ID", "FAIR.CAT").args(arguments);
        let output = command.output().unwrap();
        let told = [&output.stdout[..], &output.stderr].concat();
        let told = String::from_utf8(told).unwrap() + &self.record();
        assert!(!told.contains(TOKEN), "the token is told:\n{told}");
        output
    }

    fn well(&self, arguments: &[&str]) -> String {
        let output = self.deposit(&self.server.base, arguments);
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{told}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn fails(&self, arguments: &[&str]) -> String {
        let output = self.deposit(&self.server.base, arguments);
        assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stdout));
        String::from_utf8(output.stderr).unwrap()
    }

    /// By which the repository's copy is known to be of the record.
    fn mark(&self) -> String {
        let record = self.record();
        let start = record.find("urn:uuid:").unwrap();
        record[start..start + "urn:uuid:".len() + 36].to_owned()
    }

    /// The record with what it knows of its deposit, in YAML's flow.
    fn knows(&self, deposit: &str) {
        let host = self.host();
        let known = format!("extensions:\n  deposit: {{\"{host}\": {deposit}}}\n");
        self.write("record.yaml", &RECORD.replace("extensions:\n", &known));
    }

    fn host(&self) -> &str {
        self.server.base.trim_start_matches("http://")
    }

    /// The one draft or record, which has all files.
    fn one(&self) -> server::Record {
        let state = self.server.state.lock().unwrap();
        assert_eq!(state.records.len(), 1, "{:?}", state.asked);
        let record = state.records["r1"].clone();
        assert_eq!(record.files["a.csv"].as_deref(), Some(&b"x,y\n1,2\n"[..]));
        assert_eq!(record.files["b c.bin"].as_ref().map(Vec::len), Some(600_000));
        assert_eq!(record.complete.len(), 2);
        record
    }
}

#[test]
fn a_draft_has_a_doi_which_the_record_says_and_nothing_is_published() {
    let catalog = Catalog::new();
    let said = catalog.well(&[]);
    says(&said, "DOI 10.5281/test.r1 reserved");
    says(&said, "a.csv: sent, 8 bytes");
    says(&said, "not published");
    let wanted =
        RECORD.replace("identifiers:\n", "identifiers:\n  - doi:10.5281/test.r1\n").replace(
            "extensions:\n",
            &format!(
                "extensions:\n  deposit:\n    \"{}\":\n      mark: \"{}\"\n      id: \"r1\"\n      doi: \
                 \"10.5281/test.r1\"\n",
                catalog.host(),
                catalog.mark()
            ),
        );
    assert_eq!(catalog.record(), wanted);
    let record = catalog.one();
    assert!(!record.is_published);
    assert_eq!(record.doi.as_deref(), Some("10.5281/test.r1"));
    assert_eq!(catalog.server.asked("publish"), 0);
    let metadata = &record.body["metadata"];
    assert_eq!(metadata["title"], "Peaks");
    assert_eq!(metadata["resource_type"]["id"], "dataset");
    assert_eq!(metadata["publication_date"], "2024-05-01");
    assert_eq!(metadata["rights"], json!([{ "id": "cc-by-4.0" }]));
    assert_eq!(metadata["languages"], json!([{ "id": "eng" }]));
    let person = &metadata["creators"][0]["person_or_org"];
    assert_eq!(person["family_name"], "Doe");
    assert_eq!(person["identifiers"][0]["identifier"], "0000-0002-1825-0097");
    assert_eq!(
        metadata["identifiers"],
        json!([
            { "scheme": "urn", "identifier": "urn:nbn:de:1234-5" },
            { "scheme": "urn", "identifier": catalog.mark() },
        ])
    );
}

#[test]
fn a_second_run_changes_nothing_and_a_third_publishes() {
    let catalog = Catalog::new();
    catalog.well(&[]);
    let before = catalog.record();
    let said = catalog.well(&[]);
    says(&said, "draft r1 goes on");
    says(&said, "a.csv: was there");
    assert_eq!(catalog.server.asked("/content"), 2);
    assert_eq!(catalog.server.asked("POST /api/records HTTP"), 0);
    says(&catalog.well(&["--publish"]), "published: https://doi.org/10.5281/test.r1");
    assert!(catalog.one().is_published);
    let identifiers = |record: &str| record[..record.find("artifacts:").unwrap()].to_owned();
    assert_eq!(identifiers(&catalog.record()), identifiers(&before));
    let again = "published already as 10.5281/test.r1, with the same files, version and metadata";
    says(&catalog.well(&["--publish"]), again);
}

#[test]
fn whatever_breaks_off_there_is_one_draft() {
    let steps = [
        "POST /api/records",
        "POST /api/records/r1/draft/pids/doi",
        "PUT /api/records/r1/draft",
        "GET /api/records/r1/draft/files",
        "POST /api/records/r1/draft/files",
        "b%20c.bin/content",
        "a.csv/commit",
        "POST /api/records/r1/draft/actions/publish",
    ];
    for step in steps {
        for whim in [Whim::CutBefore, Whim::CutAfter, Whim::Refuse(500, "", json!({}))] {
            let catalog = Catalog::new();
            catalog.server.will(step, whim.clone());
            says(&catalog.well(&["--publish"]), "published: ");
            assert!(catalog.one().is_published, "{step} {whim:?}");
        }
    }
}

#[test]
fn a_run_that_gave_up_is_gone_on_from() {
    let catalog = Catalog::new();
    for _ in 0..5 {
        catalog.server.will("b%20c.bin/content", Whim::CutBefore);
    }
    let said = catalog.fails(&["--publish"]);
    says(&said, "`b c.bin` could not be sent: the connection broke off");
    says(&said, "it goes on from here, and makes no second draft");
    assert!(!catalog.server.state.lock().unwrap().records["r1"].is_published);
    let sent = catalog.server.asked("a.csv/content");
    says(&catalog.well(&["--publish"]), "published: ");
    assert!(catalog.one().is_published);
    assert_eq!(catalog.server.asked("a.csv/content"), sent);
}

#[test]
fn a_draft_whose_making_nobody_confirmed_is_found_by_a_later_run() {
    let catalog = Catalog::new();
    for _ in 0..5 {
        catalog.server.will("POST /api/records", Whim::CutAfter);
        catalog.server.will("GET /api/user/records", Whim::Refuse(403, "", json!({})));
    }
    catalog.fails(&[]);
    says(&catalog.record(), "mark: \"urn:uuid:");
    catalog.server.state.lock().unwrap().whims.clear();
    catalog.well(&[]);
    catalog.one();
}

#[test]
fn refusals_are_told_in_the_words_of_the_record() {
    let errors = json!({ "status": 400, "message": "A validation error occurred.", "errors": [
        { "field": "metadata.creators.0.person_or_org", "messages": ["Missing data for required field."] },
    ]});
    let long = "PUT /api/records/r1/draft/files";
    for (step, status, body, wanted) in [
        ("POST /api/records", 400, errors, "correct that"),
        ("POST /api/records", 403, json!({ "message": "Permission denied." }), "`INVENIO_TOKEN`"),
        (long, 413, json!({}), "the file is larger than the repository takes"),
        ("POST /api/records", 401, json!({ "message": TOKEN }), "status 401"),
    ] {
        let catalog = Catalog::new();
        catalog.server.will(step, Whim::Refuse(status, "", body));
        let said = catalog.fails(&["--publish"]);
        says(&said, wanted);
        assert_eq!(catalog.server.asked("publish"), 0);
        catalog.well(&[]);
        catalog.one();
    }
}

#[test]
fn a_busy_repository_is_waited_for() {
    let catalog = Catalog::new();
    for status in [429, 503] {
        let refusal = Whim::Refuse(status, "Retry-After: 1\r\n", json!({}));
        catalog.server.will("POST /api/records", refusal);
    }
    catalog.well(&[]);
    catalog.one();
    let catalog = Catalog::new();
    catalog.server.will("POST /api/records", Whim::Refuse(429, "Retry-After: 9999\r\n", json!({})));
    says(&catalog.fails(&[]), "asks to wait for 9999 seconds");
}

#[test]
fn bytes_that_were_damaged_on_their_way_are_sent_again() {
    let catalog = Catalog::new();
    catalog.server.will("a.csv/content", Whim::Damage);
    catalog.well(&["--publish"]);
    assert!(catalog.one().is_published);
    let catalog = Catalog::new();
    (0..5).for_each(|_| catalog.server.will("a.csv/content", Whim::Damage));
    says(&catalog.fails(&["--publish"]), "deposit-checksum");
    assert_eq!(catalog.server.asked("publish"), 0);
}

#[test]
fn tokens_go_nowhere_else() {
    let catalog = Catalog::new();
    let other = Server::start();
    let place: &'static str = format!("Location: {}/api/records\r\n", other.base).leak();
    catalog.server.will("POST /api/records", Whim::Refuse(307, place, json!({})));
    says(&catalog.fails(&[]), "leads elsewhere");
    assert!(other.state.lock().unwrap().asked.is_empty());
    let sent = catalog.server.state.lock().unwrap().secrets.clone();
    assert!(sent.iter().all(|it| *it == format!("Bearer {TOKEN}")), "{sent:?}");
    for (to, wanted) in [
        ("http://zenodo.org", "over https alone"),
        ("https://a:b@zenodo.org", "name or password"),
        ("somewhere", "no address of a repository"),
    ] {
        let output = catalog.deposit(to, &[]);
        assert_eq!(output.status.code(), Some(2));
        says(&String::from_utf8(output.stderr).unwrap(), wanted);
    }
}

#[test]
fn a_token_that_is_a_part_of_a_name_does_no_harm() {
    let catalog = Catalog::new();
    let mut command = faircat();
    command.args(["deposit", "peaks", "--to", &catalog.server.base, "--root"]);
    let output = command.arg(catalog.root.path()).env("INVENIO_TOKEN", "test").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    says(&catalog.record(), "- doi:10.5281/test.r1");
}

#[test]
fn without_a_token_nothing_is_asked() {
    let catalog = Catalog::new();
    let mut command = faircat();
    command.args(["deposit", "peaks", "--to", "zenodo", "--root"]).arg(catalog.root.path());
    let output = command.env_remove("ZENODO_TOKEN").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    says(&String::from_utf8(output.stderr).unwrap(), "`ZENODO_TOKEN` is not set");
    assert_eq!(catalog.record(), RECORD);
}

#[test]
fn a_dry_run_shows_every_request_and_changes_nothing() {
    let catalog = Catalog::new();
    let mut command = faircat();
    command.args(["deposit", "peaks", "--to", "zenodo", "--publish", "--dry-run", "--root"]);
    let output = command.arg(catalog.root.path()).env_remove("ZENODO_TOKEN").output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let requests: Vec<&str> =
        said.lines().filter(|it| it.contains(" https://zenodo.org/")).collect();
    let files = "https://zenodo.org/api/records/{id}/draft/files";
    assert_eq!(
        requests,
        [
            "POST https://zenodo.org/api/records",
            "POST https://zenodo.org/api/records/{id}/draft/pids/doi",
            "PUT https://zenodo.org/api/records/{id}/draft",
            &format!("GET {files}"),
            &format!("POST {files}"),
            &format!("PUT {files}/a.csv/content"),
            &format!("POST {files}/a.csv/commit"),
            &format!("POST {files}"),
            &format!("PUT {files}/b%20c.bin/content"),
            &format!("POST {files}/b%20c.bin/commit"),
            "POST https://zenodo.org/api/records/{id}/draft/actions/publish",
        ]
    );
    says(&said, "Authorization: Bearer $ZENODO_TOKEN");
    assert_eq!(catalog.record(), RECORD);
}

#[test]
fn a_dry_run_tells_what_would_be_refused() {
    let catalog = Catalog::new();
    let told = |record: &str| {
        catalog.write("record.yaml", record);
        let output = catalog.deposit("zenodo", &["--dry-run"]);
        assert!(output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    let sound = RECORD.replace("license:", "publisher: {name: Institute}\nlicense:");
    assert_eq!(told(&sound), "");
    let authors = "authors:\n  - name: Doe, Jane\n    orcid: 0000-0002-1825-0097\n";
    let files = "artifacts:\n  - path: a.csv\n    role: data\n  - path: b c.bin # with a blank\n    role: data\n";
    for (without, instead, message, hint) in [
        (authors, "", "zenodo.org would find fault with `metadata.creators`", "`authors`"),
        ("publisher: {name: Institute}\n", "", "with `metadata.publisher`", "`publisher`"),
        ("license: CC-BY-4.0\n", "", "the record has no licence", "`license`"),
        ("title: Peaks\n", "title: Pe\n", "with `metadata.title`: Shorter", "`title`"),
        (files, "", "with `files.enabled`: Missing uploaded files", "`artifacts`"),
        ("language: en\n", "url: https://example.org/\n", "no place for `url`", "record.yaml"),
    ] {
        assert!(sound.contains(without), "{without}");
        let told = told(&sound.replace(without, instead));
        says(&told, message);
        says(&told, hint);
        assert_eq!(told.matches("warning[").count(), 1, "{told}");
    }
    catalog.write("record.yaml", &RECORD.replace(authors, ""));
    let output = catalog.deposit("datacite", &["--dry-run", "--prefix", "10.1234"]);
    let told = String::from_utf8(output.stderr).unwrap();
    says(&told, "the record names no authors, so DataCite is told that they are not known");
    says(&told, "the record names no publisher");
}

#[test]
fn what_was_published_becomes_a_new_version_where_it_changed() {
    let catalog = Catalog::new();
    catalog.well(&["--publish"]);
    catalog.write("a.csv", "x,y\n3,4\n");
    says(&catalog.well(&["--publish"]), "draft r2 made, a new version of r1");
    let record = catalog.record();
    says(&record, "- doi:10.5281/test.r2 \n".trim_end_matches(" \n"));
    says(&record, "target: doi:10.5281/test.r1");
    assert!(!record.contains("- doi:10.5281/test.r1"));
    says(&record, "# Of the institute.");
    let state = catalog.server.state.lock().unwrap();
    assert!(state.records["r2"].is_published && state.records["r1"].is_published);
    assert_eq!(state.records["r2"].files["a.csv"].as_deref(), Some(&b"x,y\n3,4\n"[..]));
}

#[test]
fn a_draft_is_withdrawn_and_what_is_published_is_not() {
    let catalog = Catalog::new();
    catalog.well(&[]);
    says(&catalog.well(&["--withdraw"]), "draft r1 deleted");
    assert_eq!(catalog.record(), RECORD);
    assert!(catalog.server.state.lock().unwrap().records.is_empty());
    says(&catalog.fails(&["--withdraw"]), "knows of no deposit");
    catalog.well(&["--publish"]);
    says(&catalog.fails(&["--withdraw"]), "is published, and cannot be taken back");
    catalog.write("a.csv", "x,y\n3,4\n");
    let published = catalog.record();
    catalog.well(&[]);
    catalog.well(&["--withdraw"]);
    assert_eq!(catalog.record(), published);
}

#[test]
fn files_elsewhere_are_sent_where_that_is_asked_for() {
    let catalog = Catalog::new();
    let elsewhere = crate::fetch::server::Server::start();
    let file = catalog.root.path().join("content");
    fs::write(&file, crate::fetch::server::content()).unwrap();
    let digests = faircat::outside_world::checksum::of_file(&file).unwrap();
    let artifact = format!(
        "artifacts:\n  - {{url: \"{}/good\", role: data, name: data.bin, size: {}, sha256: {}}}\n",
        elsewhere.base, digests.size, digests.sha256
    );
    catalog.write("record.yaml", &RECORD.replace("artifacts:\n", &artifact));
    let sent = || {
        let state = catalog.server.state.lock().unwrap();
        state.records["r1"].files.get("data.bin").cloned().flatten()
    };
    catalog.well(&[]);
    assert_eq!(sent(), None);
    let output = catalog.with_files();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(sent().is_some_and(|it| it == crate::fetch::server::content()));
}

#[test]
fn the_list_of_a_folder_is_no_file() {
    let catalog = Catalog::new();
    let elsewhere = crate::fetch::server::Server::start();
    let artifact = format!("artifacts:\n  - {{url: \"{}/folder/\", role: data}}\n", elsewhere.base);
    catalog.write("record.yaml", &RECORD.replace("artifacts:\n", &artifact));
    let output = catalog.with_files();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{told}");
    says(&told, "warning[folder-listing]");
    says(&told, "name each file of the folder by its own `url`");
    catalog.one();
    assert_eq!(catalog.server.state.lock().unwrap().records["r1"].files.len(), 2);
}

#[test]
fn a_work_has_one_doi() {
    let catalog = Catalog::new();
    catalog.write("record.yaml", &RECORD.replace("- urn:nbn:de:1234-5", "- doi:10.1234/own"));
    says(&catalog.fails(&[]), "the record has the DOI 10.1234/own already");
}
