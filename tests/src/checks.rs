//! What `check` tells people about bad input: whole messages, from fixtures.

use std::fs;
use std::path::{Path, PathBuf};

use faircat::cli::printer::{self, Format};
use faircat::loading;
use faircat::record::identifier::{Identifier, Scheme};
use faircat::record::schema::{schema_of, schemas};
use faircat::record::{Kind, shape, yaml};
use proptest::prelude::*;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn messages(root: &Path, format: Format) -> String {
    let (_, diagnostics) = loading::load(root);
    let mut out = Vec::new();
    printer::print(&diagnostics, format, root, false, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Each folder of `fixtures/invalid` holds a catalogue and the messages in `expected.txt`, which
/// `FAIRCAT_BLESS=1` writes anew.
#[test]
fn invalid_records_give_these_messages() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for folder in fs::read_dir(fixtures().join("invalid")).unwrap() {
        let root = folder.unwrap().path();
        let actual = messages(&root, Format::Human);
        let file = root.join("expected.txt");
        if std::env::var_os("FAIRCAT_BLESS").is_some() {
            fs::write(&file, &actual).unwrap();
        }
        seen += 1;
        if fs::read_to_string(&file).unwrap_or_default() != actual {
            wrong.push(format!("{}:\n{actual}", root.display()));
        }
    }
    assert!(seen > 10);
    assert!(wrong.is_empty(), "other messages than expected:\n{}", wrong.join("\n"));
}

/// Files that no repository should hold, written on the spot.
#[test]
fn files_that_are_no_text_give_these_messages() {
    let folder = tempfile::tempdir().unwrap();
    let models = folder.path().join("catalog/models");
    fs::create_dir_all(&models).unwrap();
    fs::write(models.join("latin.yaml"), b"kind: model\nname: Z\xfcrich net\n").unwrap();
    let huge = fs::File::create(models.join("huge.yaml")).unwrap();
    huge.set_len(16 * 1024 * 1024 + 1).unwrap();
    let expected = "\
error[too-large]: the file has 16777217 bytes; at most 16777216 are read
--> catalog/models/huge.yaml
 = help: keep data in artifacts, beside the record

error[not-utf8]: the file is not valid UTF-8 from line 2 on
--> catalog/models/latin.yaml
 = help: save the file as UTF-8

";
    assert_eq!(messages(folder.path(), Format::Human), expected);
}

#[test]
fn valid_records_give_no_message() {
    assert_eq!(messages(&fixtures().join("valid"), Format::Human), "");
}

#[test]
fn the_catalogue_of_this_repository_is_sound() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    assert_eq!(messages(&root, Format::Human), "");
}

#[test]
fn github_annotations_are_escaped() {
    let text = messages(&fixtures().join("invalid/unknown-field"), Format::Github);
    let first = text.lines().next().unwrap();
    assert_eq!(
        first,
        "::error file=catalog/models/net.yaml,line=3,col=1,title=unknown-field::the record has no \
         field `licence`%0Ahelp: did you mean `license`?"
    );
}

#[test]
fn json_lists_objects_with_places() {
    let text = messages(&fixtures().join("invalid/unknown-field"), Format::Json);
    let list: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(list[0]["code"], "unknown-field");
    assert_eq!(list[0]["line"], 3);
}

#[test]
fn schemas_are_valid_and_of_one_kind() {
    for (name, schema) in schemas("https://example.org/schema/") {
        assert_eq!(schema["$id"], format!("https://example.org/schema/{name}"));
        jsonschema::meta::validate(&schema).unwrap();
    }
    let person = schema_of(Kind::Person);
    assert!(person["properties"]["kind"]["const"] == "person");
    let dataset = schema_of(Kind::Dataset);
    assert!(dataset["properties"].get("model").is_none());
    assert!(dataset["$defs"].get("Training").is_none());
}

#[test]
fn identifiers_of_every_scheme_are_read() {
    for (text, scheme) in [
        ("doi:10.1038/s41597-022-01712-9", Scheme::Doi),
        ("https://doi.org/10.1000/a%3Cb%3E", Scheme::Doi),
        ("hdl:2381/12345", Scheme::Handle),
        ("ark:/12148/btv1b8449691v", Scheme::Ark),
        ("swh:1:cnt:94a9ed024d3859793618152ea559a168bbcbb5e2", Scheme::Swhid),
        ("arxiv:2008.08198v2", Scheme::Arxiv),
        ("arxiv:hep-ex/0601001", Scheme::Arxiv),
        ("orcid:0000-0002-1825-0097", Scheme::Orcid),
        ("https://orcid.org/0000-0002-1694-233X", Scheme::Orcid),
        ("https://ror.org/01ggx4157", Scheme::Ror),
        ("https://example.org/a", Scheme::Url),
        ("inspire:INSPIRE-00000000", Scheme::Other),
    ] {
        assert_eq!(Identifier::parse(text).map(|it| it.scheme), Ok(scheme), "{text}");
    }
}

#[test]
fn one_wrong_digit_is_noticed() {
    for text in [
        "orcid:0000-0002-1825-0098",
        "https://ror.org/01ggx4158",
        "swh:1:cnt:94a9",
        "doi:11.1000/1",
        "doi:10.1000",
        "arxiv:20.1",
        "https://",
    ] {
        assert!(Identifier::parse(text).is_err(), "{text}");
    }
}

#[test]
fn hostile_files_end_quickly_with_one_message() {
    let deep = format!("a: {}", "[".repeat(100_000));
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
        bomb.push_str(&format!("a{level}: &a{level} [{aliases}]\n"));
    }
    let file = std::sync::Arc::new(PathBuf::from("x.yaml"));
    for (source, code) in [(deep, "too-deep"), (bomb, "alias-bomb"), (String::new(), "empty-file")]
    {
        let found = shape::explain(&source, Kind::Model, &file);
        assert_eq!(found.iter().map(|it| &*it.code).collect::<Vec<_>>(), [code]);
    }
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC*") {
        let tree = yaml::parse(&text);
        for problem in tree.problems {
            prop_assert!(problem.place.line >= 1);
        }
    }

    #[test]
    fn identifiers_survive_writing(text in "(doi:10\\.[0-9]{4}/|hdl:[0-9]{4}/|x:|https://e\\.org/)\\PC{0,20}") {
        if let Ok(identifier) = Identifier::parse(&text) {
            prop_assert_eq!(Identifier::parse(&identifier.to_string()), Ok(identifier.clone()));
            if let Some(address) = identifier.url() {
                prop_assert!(url::Url::parse(&address).is_ok());
                prop_assert!(!address.contains(['<', '>', '"', ' ']));
            }
        }
    }

    #[test]
    fn a_changed_digit_breaks_an_orcid(position in 0usize..15, change in 1u8..10) {
        let text = "0000-0002-1825-0097";
        let at = position + position / 4;
        let mut bytes = text.as_bytes().to_vec();
        bytes[at] = b'0' + (bytes[at] - b'0' + change) % 10;
        let changed = format!("orcid:{}", String::from_utf8(bytes).unwrap());
        prop_assert!(Identifier::parse(&changed).is_err());
    }
}

#[test]
fn what_is_wrong_in_the_settings_has_a_remedy() {
    for (text, expected) in [
        ("titel: x\n", "did you mean `title`?"),
        ("title: [a]\n", "write `a` without the list"),
        ("- title: x\n", "the file must be a mapping, not a list"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("catalog")).unwrap();
        fs::create_dir(folder.path().join("site")).unwrap();
        fs::write(folder.path().join("site/site.yaml"), text).unwrap();
        let checked = crate::program::faircat().arg("check").current_dir(folder.path()).output();
        let checked = checked.unwrap();
        let said = [checked.stdout, checked.stderr].concat();
        let said = String::from_utf8(said).unwrap();
        assert!(said.contains(expected) && said.contains("site/site.yaml:1"), "{said}");
    }
}
