//! Files that were to be descriptions and are broken: each is told with its place, by itself and among
//! others.

use std::fs;
use std::path::Path;

use super::sources::run;
use crate::program::says;

/// Names and contents of files, the line of the fault, and its code.
const BROKEN: [(&str, &[u8], usize, &str); 10] = [
    ("croissant.json", b"{\"@context\": {},\n \"name\": ,}", 2, "import-malformed-json"),
    ("record.jsonld", b"{\"@type\": \"Dataset\"\n", 2, "import-malformed-json"),
    ("CITATION.cff", b"cff-version: 1.2.0\ntitle: \"open\nauthors: []\n", 0, ""),
    ("MLmodel", b"flavors: {a: b\nmlflow_version: 2\n", 0, ""),
    (
        "dc.xml",
        b"<resource xmlns=\"http://datacite.org/schema/kernel-4\">\n<titles>\n</resource>",
        3,
        "import-malformed-xml",
    ),
    (
        "dcat.ttl",
        b"@prefix dct: <http://purl.org/dc/terms/> .\n<https://x.org/a> dct:license <not a iri> .\n",
        2,
        "import-malformed-turtle",
    ),
    ("latin.cff", b"cff-version: 1.2.0\ntitle: No\xebl\n", 2, "import-not-text"),
    ("utf16.json", b"\xff\xfe{\0\"\0", 1, "import-malformed-json"),
    ("gbk.bib", b"@misc{a,\n title = {\xc4\xe3}}\n", 2, "import-not-text"),
    (
        "page.html",
        b"<html>\n<script type=\"application/ld+json\">\n{\"@type\": \n}</script></html>",
        4,
        "import-malformed-json",
    ),
];

const GOOD: &str = r#"{"@context": "https://doi.org/10.5063/schema/codemeta-2.0", "name": "Good"}"#;

#[test]
fn a_broken_file_is_told_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes, line, code) in BROKEN {
        fs::write(folder.path().join(name), bytes).unwrap();
        let ran = run(folder.path(), &[name], b"");
        assert_eq!(ran.code, Some(1), "{name}: {}", ran.told);
        says(&ran.told, &format!("error[{code}"));
        says(
            &ran.told,
            &format!("{name}:{}", if line > 0 { line.to_string() } else { String::new() }),
        );
        assert!(!ran.told.contains("no format has"), "{}", ran.told);
    }
}

#[test]
fn broken_files_of_a_folder_are_told_and_the_others_read() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("source");
    fs::create_dir(&source).unwrap();
    BROKEN.iter().for_each(|(name, bytes, ..)| fs::write(source.join(name), bytes).unwrap());
    fs::write(source.join("codemeta.json"), GOOD).unwrap();
    // Neither data nor settings were to be descriptions.
    for (name, bytes) in
        [("data.bin", &b"\xff\xfe{"[..]), ("page.xml", b"<a>"), ("chart.yaml", b"a: {{ b }}")]
    {
        fs::write(source.join(name), bytes).unwrap();
    }
    let ran = run(folder.path(), &["source"], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    says(&ran.out, "1 written");
    for (name, ..) in BROKEN {
        says(&ran.told, &format!("source/{name}:"));
    }
    assert_eq!(ran.told.matches("warning[").count(), BROKEN.len(), "{}", ran.told);
    let ran = run(folder.path(), &["cff", "source"], b"");
    assert_eq!(ran.code, Some(1));
    says(&ran.told, "CITATION.cff:");
}

#[test]
fn what_reads_well_and_is_of_no_format_is_of_none() {
    let folder = tempfile::tempdir().unwrap();
    let unknown = "no format has what is in this file";
    for (name, text, told) in [
        ("a.json", "{\"a\": 1}", unknown),
        ("a.xml", "<a/>", unknown),
        ("a.html", "<p>Hello</p>", "the page holds no JSON-LD of a work"),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
        let ran = run(folder.path(), &[name], b"");
        assert_eq!(ran.code, Some(1));
        says(&ran.told, told);
    }
}

fn page(scripts: &[&str]) -> String {
    let script = |it: &&str| format!("<script type=\"application/ld+json\">{it}</script>\n");
    format!(
        "<!doctype html>\n<html><head>{}</head></html>",
        scripts.iter().map(script).collect::<String>()
    )
}

fn imported(folder: &Path, scripts: &[&str]) -> super::sources::Ran {
    fs::write(folder.join("page.html"), page(scripts)).unwrap();
    run(folder, &["page.html"], b"")
}

#[test]
fn each_script_of_a_page_has_its_own_context() {
    let folder = tempfile::tempdir().unwrap();
    let site = r#"[{"@context": "https://schema.org", "@type": "WebSite", "name": "Shop"}]"#;
    let data = r#"{"@context": "https://schema.org", "@type": "Dataset", "name": "Toys"}"#;
    let ran = imported(folder.path(), &[site, data]);
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    says(&ran.out, "json-ld (");
    says(&ran.out, "1 written");
    let hidden = format!("//<![CDATA[\n{data}\n//]]>");
    let ran = imported(folder.path(), &[&hidden]);
    says(&ran.out, "1 unchanged");
}

#[test]
fn a_broken_script_beside_a_good_one_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let data = r#"{"@context": "https://schema.org", "@type": "Dataset", "name": "Toys"}"#;
    let ran = imported(folder.path(), &["{\"@type\": ", data]);
    assert_eq!(ran.code, Some(0), "{}", ran.told);
    says(&ran.out, "1 written");
    says(&ran.told, "warning[import-malformed-json]");
    says(&ran.told, "page.html:2");
    let ran = run(folder.path(), &["json-ld", "page.html"], b"");
    says(&ran.told, "warning[import-malformed-json]");
}
