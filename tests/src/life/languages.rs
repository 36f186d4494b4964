//! Texts of records in several languages.

use std::fs;
use std::io::Read;
use std::path::Path;

use flate2::read::MultiGzDecoder;
use tempfile::TempDir;

use super::{catalogue, check, dataset, out, site, text};
use crate::build::{Tree, command, said, write};
use crate::copies::copy_of_good;
use crate::inputs::repository;
use crate::program::says;

const TRANSLATED: &str = "date_published: 2024-05-06\n\
     description: The jets of a toy detector, for tests of a whole catalogue.\n\
     keywords: [jets]\n\
     text_language: en\n\
     translations:\n\
     - language: de\n  title: Spielzeugstrahlen\n  summary: Ein Datensatz.\n  keywords: [Teilchenstrahlen]\n\
     - language: pt-BR\n  title: Jatos\n";

/// A dataset in three languages, with a German description beside it, and another that names it.
fn records() -> TempDir {
    let other = "derived_from: [datasets/jets]\n";
    catalogue(&[
        ("catalog/datasets/jets/record.yaml", dataset("Toy jets", TRANSLATED)),
        (
            "catalog/datasets/jets/description.de.md",
            "Die **Strahlen** eines Spielzeugs, siehe [hier](../nirgends/).\n".to_owned(),
        ),
        ("catalog/datasets/other.yaml", dataset("Other", other)),
    ])
}

fn german(root: &Path) {
    write(root, "site/site.yaml", "title: Katalog\nlanguage: de-CH\n");
}

#[test]
fn pages_show_the_language_of_the_site_and_offer_the_others() {
    let root = records();
    let english = site(root.path());
    let page = text(&english, "datasets/jets/index.html");
    says(page, "<h1>Toy jets</h1>");
    says(page, "<details lang=\"de\" dir=\"auto\">");
    says(page, "Deutsch: Spielzeugstrahlen");
    says(page, "pt-BR: Jatos");
    german(root.path());
    let german = site(root.path());
    let page = text(&german, "datasets/jets/index.html");
    says(page, "<h1 lang=\"de\">Spielzeugstrahlen</h1>");
    says(page, "Die <strong>Strahlen</strong>");
    says(page, "English: Toy jets");
    says(page, "<span class=\"chip\" lang=\"de\">Teilchenstrahlen</span>");
    says(page, "/tags/jets/\" lang=\"en\">jets</a>");
    let list = text(&german, "datasets/index.html");
    says(list, "lang=\"de\">Spielzeugstrahlen</a>");
    says(text(&german, "datasets/other/index.html"), "Spielzeugstrahlen");
    assert!(!page.contains("Deutsch: "), "what is shown is not offered again");
}

#[test]
fn what_a_language_lacks_is_shown_in_the_records_own_and_marked() {
    let root = records();
    write(root.path(), "site/site.yaml", "title: Catálogo\nlanguage: pt-BR\n");
    let page = site(root.path());
    let page = text(&page, "datasets/jets/index.html");
    // The site has no words of that language, so that its pages are in English.
    says(page, "<h1 lang=\"pt-BR\">Jatos</h1>");
    says(page, "<p class=\"lead\">A dataset for tests.</p>");
    let words = fs::read_to_string(repository().join("themes/default/words/en.ftl")).unwrap();
    write(root.path(), "site/words/pt.ftl", &words);
    let site = site(root.path());
    let page = text(&site, "datasets/jets/index.html");
    says(page, "<h1>Jatos</h1>");
    says(page, "<p class=\"lead\" lang=\"en\">A dataset for tests.</p>");
    says(page, "<div class=\"prose\" lang=\"en\">");
}

#[test]
fn other_pages_and_what_the_browser_filters_mark_texts_in_another_language() {
    let root = records();
    german(root.path());
    let site = site(root.path());
    let matrices: Vec<&str> = site
        .iter()
        .filter(|(path, _)| path.starts_with("scorecards/") && path.ends_with("index.html"))
        .filter_map(|(_, bytes)| std::str::from_utf8(bytes).ok())
        .collect();
    let marked = "#fair\" lang=\"de\">Spielzeugstrahlen</a>";
    assert!(matrices.iter().any(|page| page.contains(marked)));
    let rows: serde_json::Value =
        serde_json::from_str(text(&site, "browse/datasets/part-0.json")).unwrap();
    let rows = rows.as_array().unwrap();
    let row = |slug: &str| rows.iter().find(|row| row[0] == slug).unwrap();
    assert_eq!(row("jets")[1], serde_json::json!(["Spielzeugstrahlen", "de"]));
    // Of the other nothing is told, so that nothing is claimed.
    assert_eq!(row("other")[1], "Other");
    let fragments = site.iter().filter(|(path, _)| path.ends_with(".pf_fragment"));
    let texts: Vec<String> = fragments.map(|(_, bytes)| unpacked(bytes)).collect();
    assert!(texts.iter().any(|it| it.contains("\"title_language\":\"de\"")));
    let manual = texts.iter().find(|it| it.contains("\"url\":\"/manual/")).unwrap();
    says(manual, "\"title_language\":\"en\"");
    assert!(texts.iter().any(|it| it.contains("\"F3 Metadaten nennen")));
    says(
        text(&site, "formats/index.html"),
        "manual/export/\" lang=\"en\">Where your record goes</a>",
    );
    let drawn = "<span class=\"title\" lang=\"de\">Spielzeugstrahlen</span>";
    says(text(&site, "datasets/other/index.html"), drawn);
    let moved = format!("{TRANSLATED}moved_from: [old-jets]\n");
    write(root.path(), "catalog/datasets/jets/record.yaml", &dataset("Toy jets", &moved));
    let site = self::site(root.path());
    says(text(&site, "datasets/old-jets/index.html"), "<span lang=\"de\">Spielzeugstrahlen</span>");
}

#[test]
fn keywords_are_marked_wherever_they_stand() {
    let root = records();
    let keyword = "keywords: [jets, other]\n";
    write(root.path(), "catalog/datasets/other.yaml", &dataset("Other", keyword));
    german(root.path());
    let site = site(root.path());
    // The other record does not tell its language, so that of the word that both have none is told.
    says(text(&site, "datasets/index.html"), "<span lang=\"en\">jets</span>");
    says(text(&site, "datasets/index.html"), "data-value=\"jets\"><span>jets</span>");
    write(root.path(), "catalog/datasets/other.yaml", &dataset("Other", ""));
    let site = self::site(root.path());
    says(text(&site, "datasets/index.html"), "data-value=\"jets\"><span lang=\"en\">jets</span>");
    says(text(&site, "tags/jets/index.html"), "<h1 lang=\"en\">jets</h1>");
    says(text(&site, "tags/index.html"), "/tags/jets/\" lang=\"en\">jets");
    says(text(&site, "browse/datasets/keyword/index.html"), "lang=\"en\">jets");
    let list = text(&site, "browse/datasets/keyword/jets/index.html");
    says(list, "<span lang=\"en\">jets</span></span></h1>");
    says(text(&site, "browse/datasets/index.json"), "[\"jets\",\"jets\",\"en\"]");
}

#[test]
fn texts_that_only_a_record_has_are_marked_with_its_language() {
    let english = "text_language: en\n";
    let file =
        "artifacts:\n- {role: data, url: \"https://example.org/a.h5\", description: Jets.}\n";
    let gone = "status: withdrawn\nwithdrawn: {date: \"2026-02-01\", reason: Wrong units.}\n";
    let steps = "workflow:\n  steps:\n  - {name: Fit, description: Fits all.}\n  - name: Export\n";
    let workflow = dataset("W", english).replace("kind: dataset", "kind: workflow") + steps;
    let root = catalogue(&[
        ("catalog/datasets/files.yaml", dataset("Files", &format!("{english}{file}"))),
        ("catalog/datasets/gone.yaml", dataset("Gone", &format!("{english}{gone}"))),
        ("catalog/workflows/steps.yaml", workflow),
    ]);
    german(root.path());
    let site = site(root.path());
    says(text(&site, "datasets/files/index.html"), "<p class=\"small\" lang=\"en\">Jets.</p>");
    says(text(&site, "datasets/gone/index.html"), "<span lang=\"en\">Wrong units.</span>");
    let page = text(&site, "workflows/steps/index.html");
    says(page, "<strong lang=\"en\">Fit</strong>");
    says(page, "<p class=\"muted\" lang=\"en\">Fits all.</p>");
    says(page, "<span class=\"title\" lang=\"en\">Export</span>");
}

#[test]
fn models_beside_each_other_are_told_in_the_language_of_the_site() {
    let (root, folder) = copy_of_good();
    german(root.path());
    let record = folder.join("record.yaml");
    let said = fs::read_to_string(&record).unwrap();
    fs::write(&record, said + "text_language: en\n").unwrap();
    let site = site(root.path());
    let file = text(&site, "models/good/compared.json");
    says(file, "\"title\":\"Metadaten nennen");
    says(file, "\"summary_language\":\"en\"");
}

#[test]
fn statements_and_formats_have_every_language_whatever_that_of_the_site() {
    let root = records();
    let statements = |site: &Tree| text(site, "datasets/jets/record.ttl").to_owned();
    let english = site(root.path());
    let turtle = statements(&english);
    for literal in ["\"Toy jets\"@en", "\"Spielzeugstrahlen\"@de", "\"Jatos\"@pt-br"] {
        assert_eq!(turtle.matches(literal).count(), 2, "{literal}: {turtle}");
    }
    says(&turtle, "\"Teilchenstrahlen\"@de");
    let datacite = text(&english, "datasets/jets/datacite.xml");
    says(
        datacite,
        "<title titleType=\"TranslatedTitle\" xml:lang=\"de\">Spielzeugstrahlen</title>",
    );
    says(datacite, "<title xml:lang=\"en\">Toy jets</title>");
    german(root.path());
    let of_german = statements(&site(root.path()));
    assert_eq!(tagged(&of_german), tagged(&turtle));
}

/// A summary stands in place of a description that a record does not have.
#[test]
fn a_summary_describes_in_every_language() {
    let translated = "text_language: en\ntranslations:\n- {language: de, summary: Zum Testen.}\n";
    let root = catalogue(&[("catalog/datasets/jets.yaml", dataset("Toy jets", translated))]);
    let site = site(root.path());
    let document = text(&site, "datasets/jets/record.jsonld");
    let document: serde_json::Value = serde_json::from_str(document).unwrap();
    let described = |key: &str| {
        let texts = document[key].as_array().unwrap();
        texts.iter().map(|it| it["@value"].as_str().unwrap()).collect::<Vec<_>>()
    };
    for key in ["description", "abstract"] {
        assert_eq!(described(key), ["A dataset for tests.", "Zum Testen."], "{key}");
    }
}

/// The lines of Turtle with texts in a language.
fn tagged(turtle: &str) -> Vec<&str> {
    turtle.lines().filter(|line| line.contains("\"@")).collect()
}

#[test]
fn every_language_is_searched() {
    let root = records();
    let site = site(root.path());
    let pages = site.iter().filter(|(path, _)| path.ends_with(".pf_fragment"));
    let texts: Vec<String> = pages.map(|(_, bytes)| unpacked(bytes)).collect();
    let jets = texts.iter().find(|it| it.contains("Toy jets")).unwrap();
    for words in ["Spielzeugstrahlen", "Ein Datensatz", "Teilchenstrahlen", "Jatos", "Strahlen"] {
        says(jets, words);
    }
}

fn unpacked(bytes: &[u8]) -> String {
    let mut text = String::new();
    MultiGzDecoder::new(bytes).read_to_string(&mut text).unwrap();
    text
}

#[test]
fn links_of_a_translated_description_are_told_with_its_file() {
    let root = records();
    let output = command(root.path(), &root.path().join("out")).output().unwrap();
    says(&said(&output), "catalog/datasets/jets/description.de.md:1");
}

#[test]
fn faulty_translations_are_told_with_remedies() {
    let root = catalogue(&[
        (
            "catalog/datasets/a.yaml",
            dataset("A", "translations:\n- language: de\n  title: B\n- language: DE\n  title: C\n"),
        ),
        (
            "catalog/datasets/b.yaml",
            dataset("B", "text_language: en\ntranslations:\n- language: Deutsch_\n  title: B\n"),
        ),
        (
            "catalog/datasets/c/record.yaml",
            dataset(
                "C",
                "text_language: en\ntranslations:\n- language: en\n  title: C\n- language: fr\n",
            ),
        ),
        ("catalog/datasets/c/description.en.md", "Words.\n".to_owned()),
        ("catalog/datasets/c/description.deutsch.md", "Words.\n".to_owned()),
    ]);
    let output = check(root.path(), &[]);
    let said = format!("{}{}", out(&output), String::from_utf8_lossy(&output.stderr));
    for words in [
        "nothing tells from which language",
        "add `text_language:`",
        "there is a translation into `DE` before",
        "`Deutsch_` is no language tag",
        "`en` is the language of the record itself",
        "nothing is translated into `fr`",
        "name it `description.md`",
        "name it after its language, as `description.de.md`",
    ] {
        says(&said, words);
    }
}
