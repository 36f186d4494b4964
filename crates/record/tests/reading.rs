//! Identifiers and whole files are read, or refused in words, whatever stands in them.
#![allow(clippy::unwrap_used, reason = "a test fails where it panics")]

use std::path::PathBuf;
use std::sync::Arc;

use faircat_record::identifier::{Identifier, Scheme};
use faircat_record::{Kind, shape, yaml};
use proptest::prelude::*;

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
    let file = Arc::new(PathBuf::from("x.yaml"));
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
