//! Slips of the pen in YAML, and words that stand for whole mappings.

use super::records::{catalog, checked, write};
use super::{has, said};

#[test]
fn a_hyphen_without_a_blank_is_told_of() {
    for (text, help) in [
        ("authors:\n  -name: A. Person\n", "a blank after the hyphen: `- name: A. Person`"),
        (
            "authors:\n  -\u{a0}name: A. Person\n",
            "a no-break space (U+00A0) follows the hyphen; write a plain space: `- name: A. Person`",
        ),
        ("keywords:\n  -jets\n  -simulation\n", "a blank after the hyphen: `- jets`"),
        ("authors: [{name: A, -orcid: B}]\n", "a blank after the hyphen: `- orcid: …`"),
    ] {
        let found = checked("datasets/a.yaml", text);
        has(&found, &[help]);
        assert!(!found.contains("\"-name\""), "{found}");
    }
}

#[test]
fn values_that_yaml_takes_for_something_else_get_quotes() {
    for (text, help) in [
        ("summary: Jet tagger: the best\n", "`summary: \"Jet tagger: the best\"`"),
        ("summary: @jet\n", "`summary: \"@jet\"`"),
        (
            "model:\n  evaluations:\n    - metric: accuracy\n      value: 95\n      unit: %\n",
            "`unit: \"%\"`",
        ),
        ("keywords:\n  - #foo\n", "`#` begins a comment; put the value in quotes: `\"#foo\"`"),
    ] {
        has(&checked("models/a.yaml", text), &[help]);
    }
}

#[test]
fn a_section_that_lost_its_indentation_is_the_line_that_is_wrong() {
    let text = "model:\nsignature:\n    inputs: []\n    outputs: []\n  evaluations: []\n";
    let found = checked("models/a.yaml", text);
    has(
        &found,
        &["catalog/models/a.yaml:4:1", "begin it in column 3, if it belongs beside line 7"],
    );
}

#[test]
fn a_text_is_put_where_it_belongs() {
    for (text, help) in [
        ("publications: [doi:10.1234/abc]\n", "`{title: …, identifiers: [doi:10.1234/abc]}`"),
        ("publications: doi:10.1234/abc\n", "`[{title: …, identifiers: [doi:10.1234/abc]}]`"),
        ("publications: [10.1234/abc]\n", "`{title: …, identifiers: [doi:10.1234/abc]}`"),
        ("publications: [\"https://example.org/a\"]\n", "`{title: …, url: https://example.org/a}`"),
        ("publications: [A title]\n", "`{title: A title}`"),
        ("code: {dependencies: [\"numpy>=1.2\"]}\n", "`{name: numpy, version: \">=1.2\"}`"),
        ("relations: [numbers]\n", "`{type: …, target: numbers}`"),
        ("funding: [NSF]\n", "`{funder: {name: NSF}}`"),
        ("funding: NSF\n", "`[{funder: {name: NSF}}]`"),
        ("usage: run it\n", "`{instructions: run it}`"),
        ("extensions: 3\n", "`{a-name-of-your-own: 3}`"),
        ("type: model\n", "write `kind`"),
    ] {
        has(&checked("models/a.yaml", text), &[help]);
    }
    let root = catalog("datasets/a.yaml", "");
    write(root.path(), "people/a.yaml", "kind: person\ntitle: A. Person\n");
    has(&said(root.path(), &["check"]), &["write `name`, which says this here"]);
}

#[test]
fn a_reference_is_mended_and_not_repeated() {
    for (text, meant) in [
        ("dataset/numbers", "datasets/numbers"),
        ("Datasets/numbers", "datasets/numbers"),
        ("models/numbers", "datasets/numbers"),
        ("datasets/numbers.yaml", "datasets/numbers"),
        ("datasets/numbers/", "datasets/numbers"),
        ("datasets/numbrs", "datasets/numbers"),
    ] {
        let root = catalog("datasets/numbers.yaml", "");
        let model = format!(
            "kind: model\ntitle: A\nmodel: {{training: {{datasets: [{{dataset: {text}}}]}}}}\n"
        );
        write(root.path(), "models/a.yaml", &model);
        has(&said(root.path(), &["check"]), &[&format!("did you mean `{meant}`?")]);
    }
    let root = catalog("datasets/a.yaml", "authors: [Zoë Müller-Łukasz]\n");
    write(root.path(), "people/zoe-muller.yaml", "kind: person\nname: Zoë Müller-Łukasz\n");
    has(&said(root.path(), &["check"]), &["write `zoe-muller`, the record of that name"]);
}

#[test]
fn names_of_files_and_folders_are_mended() {
    for (path, help) in [
        ("models/zoë-müller.yaml", "rename the file to `zoe-muller.yaml`"),
        ("models/jets/jets.yaml", "rename `jets.yaml` to `record.yaml`"),
    ] {
        has(&checked(path, ""), &["error[", help]);
    }
    let root = catalog("datasets/a.yaml", "");
    write(root.path(), "persons/a.yaml", "kind: person\nname: A\n");
    has(&said(root.path(), &["check"]), &["rename it to `people`"]);
}
