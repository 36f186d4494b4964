//! What is of another record or of nobody is left as it is, and what a repository says is believed as
//! far as it can be.

use std::fs;

use serde_json::json;

use super::server::Whim;
use super::{Catalog, RECORD, TOKEN, server};
use crate::program::{faircat, says};

#[test]
fn datacite_registers_a_doi_and_hides_it() {
    let catalog = Catalog::new();
    let to = format!("datacite:{}", catalog.server.base);
    let well = |arguments: &[&str]| {
        let output = catalog.deposit(&to, arguments);
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{told}");
        String::from_utf8(output.stdout).unwrap()
    };
    let output = catalog.deposit(&to, &[]);
    says(&String::from_utf8(output.stderr).unwrap(), "--prefix 10.1234");
    catalog.server.will("POST /dois", Whim::CutAfter);
    says(&well(&["--prefix", "10.1234"]), "is a draft");
    let doi = {
        let state = catalog.server.state.lock().unwrap();
        assert_eq!(state.dois.len(), 1);
        let (doi, (_, attributes)) = state.dois.first_key_value().unwrap();
        assert_eq!(attributes["titles"][0]["title"], "Peaks");
        doi.clone()
    };
    says(&catalog.record(), &format!("- doi:{doi}"));
    let output = catalog.deposit(&to, &["--publish"]);
    says(&String::from_utf8(output.stderr).unwrap(), "the site has no address");
    says(
        &well(&["--publish", "--base-url", "https://example.org/"]),
        "published: https://doi.org/10.1234/",
    );
    assert_eq!(catalog.server.state.lock().unwrap().dois[&doi].0, "findable");
    well(&["--withdraw"]);
    assert_eq!(catalog.server.state.lock().unwrap().dois[&doi].0, "registered");
    says(&catalog.record(), &format!("- doi:{doi}"));
}

#[test]
fn what_is_not_shown_to_be_of_the_record_is_left_as_it_is() {
    let catalog = Catalog::new();
    let thesis = server::Record {
        body: json!({ "metadata": { "title": "A thesis" } }),
        files: [("thesis.pdf".to_owned(), Some(b"words".to_vec()))].into(),
        index: 2,
        ..server::Record::default()
    };
    for is_published in [false, true] {
        let thesis = server::Record { is_published, ..thesis.clone() };
        catalog.server.state.lock().unwrap().records.insert("thesis".to_owned(), thesis);
        for known in ["{id: thesis}", "{id: thesis, mark: \"urn:uuid:1\"}"] {
            catalog.knows(known);
            let before = catalog.record();
            says(&catalog.fails(&["--publish"]), "error[deposit-not-own]");
            if !is_published {
                says(&catalog.fails(&["--withdraw"]), "error[deposit-not-own]");
            }
            assert_eq!(catalog.record(), before);
        }
    }
    let state = catalog.server.state.lock().unwrap();
    assert!(state.asked.iter().all(|it| it.starts_with("GET ")), "{:?}", state.asked);
}

#[test]
fn a_doi_of_another_work_is_left_as_it_is() {
    let catalog = Catalog::new();
    let to = format!("datacite:{}", catalog.server.base);
    let other = json!({ "url": "https://elsewhere.example/", "titles": [{ "title": "Another" }] });
    let doi = "10.1234/other-peoples".to_owned();
    let dois = |state: &str| (state.to_owned(), other.clone());
    catalog.server.state.lock().unwrap().dois.insert(doi.clone(), dois("findable"));
    let host = catalog.host().to_owned();
    let known = format!("extensions:\n  deposit: {{\"{host}\": {{doi: {doi}}}}}\n");
    let record = RECORD.replace("extensions:\n", &known);
    let fails = |arguments: &[&str], wanted: &str| {
        let output = catalog.deposit(&to, arguments);
        assert_eq!(output.status.code(), Some(1));
        says(&String::from_utf8(output.stderr).unwrap(), wanted);
    };
    // Of another work, as no identifier of the record says.
    catalog.write("record.yaml", &record);
    fails(&[], "error[deposit-doi]");
    let record = record.replace("identifiers:\n", &format!("identifiers:\n  - doi:{doi}\n"));
    catalog.write("record.yaml", &record);
    for arguments in [
        &["--base-url", "https://example.org/"][..],
        &["--publish", "--base-url", "https://example.org/"],
        &["--withdraw"],
    ] {
        fails(arguments, "error[deposit-not-own]");
    }
    fails(&["--prefix", "10.5678"], "error[deposit-prefix]");
    assert_eq!(catalog.record(), record);
    let state = catalog.server.state.lock().unwrap();
    assert_eq!(state.dois[&doi], dois("findable"));
    assert!(state.asked.iter().all(|it| it.starts_with("GET ")), "{:?}", state.asked);
}

#[test]
fn what_is_public_at_datacite_is_changed_with_publish_alone() {
    let catalog = Catalog::new();
    let to = format!("datacite:{}", catalog.server.base);
    let address = ["--prefix", "10.1234", "--base-url", "https://example.org/"];
    assert!(catalog.deposit(&to, &[&address[..], &["--publish"]].concat()).status.success());
    let asked = catalog.server.asked("PUT /dois");
    let output = catalog.deposit(&to, &address);
    says(&String::from_utf8(output.stdout).unwrap(), "is public, and stays as it is");
    assert_eq!(catalog.server.asked("PUT /dois"), asked);
}

#[test]
fn no_two_records_have_one_deposit() {
    let catalog = Catalog::new();
    catalog.well(&[]);
    let copy = catalog.record().replace("- doi:10.5281/test.r1\n", "");
    let copy = copy.replace("      doi: \"10.5281/test.r1\"\n", "");
    for name in ["another", "zeta"] {
        let other = catalog.root.path().join(format!("catalog/datasets/{name}.yaml"));
        let artifacts = copy.find("artifacts:").unwrap()..copy.find("extensions:").unwrap();
        let mut copy = copy.clone();
        copy.replace_range(artifacts, "");
        fs::write(&other, copy.replace("urn:nbn:de:1234-5", "urn:nbn:de:1234-6")).unwrap();
        says(&catalog.fails(&[]), "error[duplicate-deposit]");
        let mut command = faircat();
        command.args(["deposit", name, "--to", &catalog.server.base, "--root"]);
        let output = command.arg(catalog.root.path()).env("INVENIO_TOKEN", TOKEN).output().unwrap();
        says(&String::from_utf8(output.stderr).unwrap(), "error[duplicate-deposit]");
        fs::remove_file(other).unwrap();
    }
}

#[test]
fn tokens_are_hidden_however_they_are_written() {
    let escaped: String = TOKEN.chars().map(|it| format!("\\u{:04x}", u32::from(it))).collect();
    for (step, status, text) in [
        ("POST /api/records", 403, format!("{{\"message\": \"bad {escaped}\"}}")),
        ("POST /api/records", 201, format!("{{\"id\": \"{TOKEN}\", \"pids\": {{}}}}")),
        (
            "/pids/doi",
            201,
            format!("{{\"pids\": {{\"doi\": {{\"identifier\": \"10.1234/{TOKEN}\"}}}}}}"),
        ),
    ] {
        let catalog = Catalog::new();
        catalog.server.will(step, Whim::Say(status, text));
        // That nothing holds the token is asserted by `deposit`.
        catalog.fails(&[]);
        assert!(!catalog.record().contains('…') && !catalog.record().contains("10.1234/"));
    }
}

#[test]
fn what_is_no_doi_of_the_repository_is_not_written() {
    for doi in [
        "javascript:alert(1)",
        "10.1234/x #y",
        "10.1234/\"><img src=x onerror=alert(1)>",
        "10.1234/x\n- doi:10.9/y\nlicense: MIT",
        "10.1234/../x",
    ] {
        let catalog = Catalog::new();
        let pids = json!({ "pids": { "doi": { "identifier": doi } } });
        catalog.server.will("/pids/doi", Whim::Refuse(201, "", pids));
        says(&catalog.fails(&[]), "what it reserves is no DOI");
        assert!(!catalog.record().contains("doi:"), "{}", catalog.record());
    }
    let catalog = Catalog::new();
    let theirs = json!({ "identifier": "10.1038/nature12373", "provider": "external" });
    let pids = json!({ "pids": { "doi": theirs } });
    catalog.server.will("/pids/doi", Whim::Refuse(201, "", pids));
    says(&catalog.fails(&[]), "is not reserved there");
    let catalog = Catalog::new();
    let id = json!({ "id": "\u{1b}]0;pwn\u{7}\n1", "pids": {} });
    catalog.server.will("POST /api/records", Whim::Refuse(201, "", id));
    says(&catalog.fails(&[]), "is no name of letters and digits");
    assert!(!catalog.record().contains("pwn"));
}

#[test]
fn a_page_to_log_in_at_is_no_success() {
    let portal = || Whim::Say(200, "<html>Please log in</html>".to_owned());
    let catalog = Catalog::new();
    catalog.well(&[]);
    let before = catalog.record();
    for arguments in [&["--withdraw"][..], &["--publish"], &[]] {
        catalog.server.will("GET /api/records/r1/draft", portal());
        says(&catalog.fails(arguments), "does not answer as InvenioRDM does");
        assert_eq!(catalog.record(), before);
    }
    catalog.server.will("actions/publish", portal());
    says(&catalog.fails(&["--publish"]), "does not answer as InvenioRDM does");

    let catalog = Catalog::new();
    let to = format!("datacite:{}", catalog.server.base);
    let publish = ["--prefix", "10.1234", "--publish", "--base-url", "https://example.org/"];
    for step in ["GET /dois", "POST /dois"] {
        catalog.server.will(step, portal());
        let output = catalog.deposit(&to, &publish);
        says(&String::from_utf8(output.stderr).unwrap(), "does not answer as DataCite does");
    }
    assert!(catalog.deposit(&to, &publish).status.success());
    let before = catalog.record();
    catalog.server.will("GET /dois", portal());
    let output = catalog.deposit(&to, &["--withdraw"]);
    says(&String::from_utf8(output.stderr).unwrap(), "does not answer as DataCite does");
    assert_eq!(catalog.record(), before);
}
