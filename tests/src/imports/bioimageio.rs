//! Descriptions of the BioImage Model Zoo.

use std::path::Path;

use super::{holds, read, record, refusal};

#[test]
fn a_newer_description_becomes_a_model() {
    insta::assert_snapshot!(record("bioimageio", "newer.yaml"));
}

#[test]
fn an_older_description_becomes_a_model() {
    insta::assert_snapshot!(record("bioimageio", "older.yaml"));
}

#[test]
fn a_description_of_data_becomes_a_dataset() {
    insta::assert_snapshot!(record("bioimageio", "rooms.yaml"));
}

#[test]
fn imported_descriptions_are_sound_and_stay_as_they_are() {
    holds("bioimageio", &["newer.yaml", "older.yaml", "rooms.yaml"]);
}

#[test]
fn files_beside_a_description_have_an_address_where_it_has_one() {
    let bytes = std::fs::read(super::fixture("bioimageio", "newer.yaml")).unwrap();
    let place = Path::new("https://example.org/zoo/rdf.yaml");
    let text = read("bioimageio", place, &bytes).0.unwrap();
    for wanted in ["https://example.org/zoo/weights.pt", "https://example.org/zoo/cover.png"] {
        assert!(text.contains(&format!("url: {wanted}\n")), "{wanted}: {text}");
    }
}

#[test]
fn shapes_that_make_no_sense_are_told_and_no_signature_is_made_of_them() {
    let older = std::fs::read_to_string(super::fixture("bioimageio", "older.yaml")).unwrap();
    for (from, to, wanted) in [
        ("offset: [0, 0.5, 0, -8]", "offset: [1, 0.5, 0, -8]", "its batch is not that of `input`"),
        ("offset: [0, 0.5, 0, -8]", "offset: [0, -0.5, 0, -8]", "would have no whole size"),
        ("reference_tensor: input", "reference_tensor: other", "which is no tensor"),
        ("step: [0, 0, 16, 0]", "step: [0, 0, 16]", "there are 4 axes, but 3 steps"),
    ] {
        let changed = older.replace(from, to);
        assert_ne!(changed, older);
        let text = read("bioimageio", Path::new("rdf.yaml"), changed.as_bytes()).0.unwrap();
        assert!(text.contains(wanted), "{wanted}: {text}");
        assert!(!text.contains("signature:"), "{text}");
    }
}

#[test]
fn other_types_and_versions_are_refused() {
    for (text, wanted) in [
        (
            "type: collection\nformat_version: 0.2.3\nname: a\n",
            "line 1 import-kind: `type` is `collection`",
        ),
        (
            "type: model\nformat_version: 0.3.2\nname: a\n",
            "line 2 import-version: `format_version` of this model",
        ),
        ("type: model\nformat_version: 0.5.4\n", "the description has no `name`"),
        ("type: model\nname: [a\n", "import-malformed-yaml"),
    ] {
        let problem = refusal("bioimageio", "rdf.yaml", text.as_bytes());
        assert!(problem.contains(wanted), "{wanted}: {problem}");
    }
}

#[test]
fn names_of_channels_that_are_no_list_stay_with_a_warning() {
    let newer = std::fs::read_to_string(super::fixture("bioimageio", "newer.yaml")).unwrap();
    let changed = newer.replace("channel_names: [toy]", "channel_names: \"toy{i}\", size: 1");
    assert_ne!(changed, newer);
    let (text, problems) = read("bioimageio", Path::new("rdf.yaml"), changed.as_bytes());
    let text = text.unwrap();
    assert!(text.contains("toy{i}"), "{text}");
    assert!(problems.iter().any(|it| it.contains("channel_names` is not a list")), "{problems:?}");
}
