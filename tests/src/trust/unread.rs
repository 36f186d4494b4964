//! Evidence that cannot be read: it is told of and not used, and its record is published.

use std::fs;
use std::os::unix::fs::symlink;

use serde_json::{Value, json};

use super::{Copy, ID, run};

#[test]
fn part_of_a_file_is_not_used_and_its_record_is_published() {
    let copy = Copy::new();
    let whole = fs::read_to_string(copy.evidence("verification.json")).unwrap();
    fs::write(copy.evidence("verification.json"), &whole[..whole.len() / 2]).unwrap();
    let (catalog, problems) = faircat::loading::load(copy.root.path());
    assert!(catalog.entries.iter().any(|entry| entry.id() == ID));
    assert!(problems.iter().any(|one| one.message.starts_with("the evidence cannot be read")));
}

#[test]
fn evidence_of_another_form_is_not_used_and_its_record_is_published() {
    let edits: [fn(&mut Value); 3] = [
        |evidence| evidence["grandness"] = json!(11),
        |evidence| evidence["control_set"]["items"] = json!(40.0),
        |evidence| *evidence = json!([]),
    ];
    for edit in edits {
        let copy = Copy::new();
        copy.change("verification.json", edit);
        let said = copy.said("verification.json");
        assert!(said[0].starts_with("refused-evidence: the evidence cannot be read"), "{said:?}");
        let (code, text) = run(&copy, &["build", "--out", "out"], None);
        assert_eq!(code, Some(0), "{text}");
        assert!(text.contains("refused-evidence") || text.contains("cannot be read"), "{text}");
        assert!(copy.root.path().join("out/models/good/index.html").exists());
    }
}

#[test]
fn evidence_that_is_no_text_too_large_or_a_link_is_not_used_and_its_record_is_published() {
    type Spoil = fn(&Copy);
    let spoilt: [(Spoil, &str); 5] = [
        (
            |copy| fs::write(copy.evidence("verification.json"), b"{\"date\": \"\xff\"}").unwrap(),
            "UTF-8",
        ),
        (
            |copy| fs::write(copy.evidence("verification.json"), vec![b' '; 17 << 20]).unwrap(),
            "bytes",
        ),
        (
            |copy| {
                let file = copy.evidence("verification.json");
                let other = copy.root.path().join("other.json");
                fs::rename(&file, &other).unwrap();
                symlink(other, file).unwrap();
            },
            "symbolic link",
        ),
        (
            |copy| {
                fs::remove_file(copy.evidence("verification.json")).unwrap();
                fs::create_dir(copy.evidence("verification.json")).unwrap();
            },
            "no ordinary file",
        ),
        (
            |copy| {
                let folder = copy.evidence("verification.json");
                let folder = folder.parent().unwrap();
                let other = copy.root.path().join("other");
                fs::rename(folder, &other).unwrap();
                symlink(other, folder).unwrap();
            },
            "symbolic link",
        ),
    ];
    for (spoil, reason) in spoilt {
        let copy = Copy::new();
        spoil(&copy);
        let (code, text) = run(&copy, &["check"], None);
        assert_eq!(code, Some(0), "{text}");
        let said = "warning[refused-evidence]: the evidence cannot be read and is not used: ";
        assert!(text.contains(said) && text.contains(reason), "{text}");
        let (evidence, _) = copy.load(&[]);
        assert!(evidence.current().is_none());
        // Also where the build before is known.
        for _ in 0..2 {
            let (code, text) = run(&copy, &["build", "--out", "out"], None);
            assert_eq!(code, Some(0), "{text}");
            assert!(text.contains("the evidence cannot be read"), "{text}");
            assert!(copy.root.path().join("out/models/good/index.html").exists());
        }
    }
}
