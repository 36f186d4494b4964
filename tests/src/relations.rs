//! Works that name each other, on their pages.

use std::fs;

use crate::build::{build, write};

fn software(title: &str, more: &str) -> String {
    format!(
        "kind: software\ntitle: {title}\nsummary: A program that is here for the works that it \
         names, and that name it.\nlicense: MIT\n{more}"
    )
}

#[test]
fn a_relation_that_both_sides_state_stands_once_on_each_page() {
    let root = tempfile::tempdir().unwrap();
    let whole = "relations: [{type: has-part, target: software/part}]\n";
    let part = "relations: [{type: is-part-of, target: software/whole}]\n\
                derived_from: [software/source]\n";
    let source = "relations: [{type: is-source-of, target: software/part}]\n";
    write(root.path(), "catalog/software/whole.yaml", &software("Whole", whole));
    write(root.path(), "catalog/software/part.yaml", &software("Part", part));
    write(root.path(), "catalog/software/source.yaml", &software("Source", source));
    let other = "relations: [{type: is-part-of, target: software/whole}]\n";
    write(root.path(), "catalog/software/other.yaml", &software("Other", other));
    let out = root.path().join("site");
    let output = build(root.path(), &out);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let related = |slug: &str| {
        let page = fs::read_to_string(out.join(format!("software/{slug}/index.html"))).unwrap();
        let (_, rest) = page.split_once("<section id=\"related\">").expect("related works");
        rest.split_once("</section>").unwrap().0.to_owned()
    };
    let (whole, part, source) = (related("whole"), related("part"), related("source"));
    assert_eq!(whole.matches("software/part/").count(), 1, "{whole}");
    assert_eq!(whole.matches("software/other/").count(), 1, "{whole}");
    assert_eq!(part.matches("software/whole/").count(), 1, "{part}");
    assert!(!part.contains("Has part") && !part.contains("Derived from"), "{part}");
    assert_eq!(source.matches("software/part/").count(), 1, "{source}");
}

#[test]
fn a_work_that_names_another_several_times_stands_once() {
    let root = tempfile::tempdir().unwrap();
    let user = "derived_from: [software/source]\n\
                relations: [{type: is-derived-from, target: software/source}, \
                {type: references, target: software/source}]\n";
    write(root.path(), "catalog/software/user.yaml", &software("User", user));
    write(root.path(), "catalog/software/source.yaml", &software("Source", ""));
    let out = root.path().join("site");
    let output = build(root.path(), &out);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let page = fs::read_to_string(out.join("software/source/index.html")).unwrap();
    let (_, rest) = page.split_once("<section id=\"related\">").expect("related works");
    let related = rest.split_once("</section>").unwrap().0;
    assert_eq!(related.matches("software/user/").count(), 1, "{related}");
    assert!(related.contains("Made from it") && related.contains("Is referenced by"), "{related}");
    assert!(!related.contains("Is source of"), "{related}");
}
