//! What `faircat check` says of addresses, wherever a record has one, of organizations written as
//! people, and of numbers that YAML 1.2 does not have.

use std::fs;

use faircat::record::{AgentRef, Kind, Record, reading};

use crate::program::{run, says};

const HEAD: &str = "title: A model\nsummary: A model that is here for its addresses and for the \
                    people whom it names.\nlicense: MIT\n";

/// What is said of the record `path` with this text.
fn said_of(path: &str, text: &str) -> String {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("catalog").join(path);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
    String::from_utf8(run(root.path(), &["check"]).stdout).unwrap()
}

fn said_of_model(lines: &str) -> String {
    said_of("models/m.yaml", &format!("kind: model\n{HEAD}{lines}\n"))
}

/// Fields that take an address, with a place for one.
const FIELDS: [&str; 14] = [
    "url: ADDRESS",
    "same_as: [ADDRESS]",
    "authors: [{name: Ada Lovelace, url: ADDRESS}]",
    "contributors: [{agent: {name: Ada Lovelace, url: ADDRESS}, role: Editor}]",
    "funding: [{funder: {name: Ada Lovelace, url: ADDRESS}}]",
    "funding: [{funder: {name: Ada Lovelace}, url: ADDRESS}]",
    "publications: [{title: A paper, url: ADDRESS}]",
    "versions: [{version: 1, url: ADDRESS}]",
    "code: {readme: ADDRESS}",
    "code: {build_instructions: ADDRESS}",
    "code: {help: ADDRESS}",
    "code: {discussion: ADDRESS}",
    "code: {archived_at: ADDRESS}",
    "code: {dependencies: [{name: numpy, url: ADDRESS}]}",
];

#[test]
fn every_address_of_a_record_is_one() {
    for field in FIELDS {
        let text = said_of_model(&field.replace("ADDRESS", "example.org/a"));
        says(&text, "error[url]: `example.org/a` is no web address");
        let text = said_of_model(&field.replace("ADDRESS", "'https://example.org/a b'"));
        says(&text, "warning[url]: the address `https://example.org/a b` has blanks");
        says(&text, "write `%20` for each blank");
        let text = said_of_model(&field.replace("ADDRESS", "https://example.org/a"));
        assert!(!text.contains("[url]"), "{field}: {text}");
    }
    for (kind, folder) in [("person", "people"), ("organization", "organizations")] {
        let record = format!("kind: {kind}\nname: Ada Lovelace\nurl: www.example.org\n");
        let text = said_of(&format!("{folder}/ada.yaml"), &record);
        says(&text, "error[url]: `www.example.org` is no web address");
        says(&text, "ada.yaml:3:6");
    }
    let text = said_of_model("subjects: [{term: jets, iri: 'the jets'}]");
    says(&text, "error[url]: `the jets` is no web address");
}

#[test]
fn an_address_among_names_is_one_too() {
    for field in ["conforms_to: [ADDRESS]", "derived_from: [ADDRESS]"] {
        let text = said_of_model(&field.replace("ADDRESS", "'https://example.org/a b'"));
        says(&text, "the address `https://example.org/a b` has blanks");
        assert_eq!(text.matches("has blanks").count(), 1, "{text}");
    }
    assert!(!said_of_model("conforms_to: [a standard of ours]").contains("[url]"));
    assert!(
        !said_of_model("code: {archived_at: 'swh:1:dir:d198bc9d7a6bcf6db04f476d29314f157507d505'}")
            .contains("[url]")
    );
    assert!(!said_of_model("code: {discussion: 'mailto:list@example.org'}").contains("[url]"));
}

/// Who publishes, funds or holds the copyright is an organization, unless it is said to be somebody.
#[test]
fn a_publisher_is_an_organization() {
    let read = |lines: &str| {
        let yaml = format!("kind: model\n{HEAD}{lines}\n");
        let Ok(Record::Work(work)) = reading::read_record(Kind::Model, &yaml) else {
            panic!("{yaml} is a work")
        };
        let funder = work.funding.first().map(|it| &it.funder);
        let agents = [work.publisher.as_ref(), work.copyright_holder.as_ref(), funder];
        let author = work.authors.first();
        match agents.into_iter().flatten().next().or(author) {
            Some(AgentRef::Inline(agent)) => agent.is_organization(),
            other => panic!("{other:?} is not written in place"),
        }
    };
    let places = ["publisher: AGENT", "copyright_holder: AGENT", "funding: [{funder: AGENT}]"];
    for place in places {
        for (agent, wanted) in [
            ("{name: CERN}", true),
            ("{name: CERN, ror: 01ggx4157}", true),
            ("{name: Ada Lovelace, orcid: 0000-0002-1825-0097}", false),
            ("{name: Ada Lovelace, affiliations: [CERN]}", false),
            ("{name: Ada Lovelace, organization: false}", false),
        ] {
            assert_eq!(read(&place.replace("AGENT", agent)), wanted, "{place} {agent}");
        }
    }
    assert!(!read("authors: [{name: CERN}]"), "an author is a person, if nothing says otherwise");
}

#[test]
fn an_organization_is_no_person() {
    for name in ["CMS Team", "Exotica Physics Group", "LHCb consortium", "National Foundation"] {
        let text = said_of_model(&format!("authors: [{{name: {name}}}]"));
        says(&text, &format!("warning[collective]: `{name}` reads as an organization, and is pub"));
        says(&text, "add `organization: true`");
        let text = said_of_model(&format!("authors: [{{name: {name}, organization: true}}]"));
        assert!(!text.contains("collective"), "{text}");
    }
    let text = said_of("people/cms.yaml", "kind: person\nname: CMS Collaboration\n");
    says(&text, "`CMS Collaboration` reads as an organization, and is published as a person");
    says(&text, "write `kind: organization`");
    assert!(!said_of_model("authors: [{name: Ada Lovelace}]").contains("collective"));
}

#[test]
fn a_person_is_no_organization() {
    for place in ["publisher: AGENT", "copyright_holder: AGENT", "funding: [{funder: AGENT}]"] {
        let text = said_of_model(&place.replace("AGENT", "{name: Ada Lovelace}"));
        says(
            &text,
            "warning[collective]: `Ada Lovelace` reads as a person, and is published as an",
        );
        says(&text, "add `organization: false`");
        for said in [
            "{name: Ada Lovelace, organization: false}",
            "{name: Ada Lovelace, organization: true}",
            "{name: Ada Lovelace, orcid: 0000-0002-1825-0097}",
            "{name: Zenodo}",
            "{name: MIT Press}",
        ] {
            let text = said_of_model(&place.replace("AGENT", said));
            assert!(!text.contains("collective"), "{said}: {text}");
        }
    }
}

#[test]
fn numbers_are_those_of_yaml() {
    for (number, remedy) in [
        ("1_000", "write the number alone, `1000`"),
        ("0b11", "write the number alone, `3`"),
        ("+0x1F", "write the number alone, `31`"),
    ] {
        let text = said_of_model(&format!("model: {{training: {{seed: {number}}}}}"));
        says(&text, "error[wrong-type]: `seed` must be a whole number, not a text");
        says(&text, remedy);
    }
    for number in ["0o17", "0x1F", "1e3", "017", "12", "+5"] {
        let text = said_of_model(&format!("model: {{training: {{seed: {number}}}}}"));
        assert!(!text.contains("error"), "{number}: {text}");
    }
    assert!(!said_of_model("version: 1_000\nkeywords: [0b11, 1_0]").contains("error"));
    let evaluation = "model: {evaluations: [{metric: loss, value: 1_000.5}]}";
    says(&said_of_model(evaluation), "`value` must be a number, not a text");
}
