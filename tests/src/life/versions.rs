//! Versions of a work, each with a page of its own.

use scraper::{Html, Selector};
use tempfile::TempDir;

use super::{catalogue, dataset, site, text};
use crate::build::{Tree, assert_same, write};
use crate::program::says;

fn version(number: &str, more: &str) -> String {
    dataset(
        "Jets",
        &format!(
            "version: \"{number}\"\ndate_published: \"202{}-01-01\"\n\
             identifiers: [\"doi:10.5555/jets-{number}\"]\n{more}",
            &number[..1]
        ),
    )
}

/// Three versions in a chain, told from both ends, and one that has no record.
fn versions() -> TempDir {
    let concept = "  - {type: is-version-of, target: \"doi:10.5555/jets\"}\n";
    catalogue(&[
        ("catalog/datasets/jets-1.yaml", version("1.0", "")),
        (
            "catalog/datasets/jets-2.yaml",
            version(
                "2.0",
                &format!(
                    "relations:\n  - {{type: is-new-version-of, target: jets-1}}\n{concept}\
                    versions: [{{version: \"1.0\", notes: The first.}}, \
                    {{version: \"1.5\", date: \"2021-06-01\", identifier: \"doi:10.5555/jets-1.5\"}}]\n"
                ),
            ),
        ),
        ("catalog/datasets/jets-3.yaml", version("3.0", "")),
        (
            "catalog/datasets/jets-2b.yaml",
            version(
                "2.5",
                "relations:\n  - {type: is-new-version-of, target: jets-2}\n  - {type: is-previous-version-of, target: jets-3}\n",
            ),
        ),
    ])
}

/// The picker of the page as lines of text.
fn picker(site: &Tree, slug: &str) -> Vec<String> {
    let page = Html::parse_document(text(site, &format!("datasets/{slug}/index.html")));
    let items = Selector::parse(".version-picker li, .version-picker p").unwrap();
    let words = |it: scraper::ElementRef| {
        it.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    page.select(&items).map(words).collect()
}

#[test]
fn every_version_names_all_with_their_identifiers() {
    let root = versions();
    let site = site(root.path());
    for slug in ["jets-1", "jets-2", "jets-2b", "jets-3"] {
        let lines = picker(&site, slug);
        assert_eq!(lines.len(), 6, "{lines:?}");
        let numbers = ["3.0", "2.5", "2.0", "1.5", "1.0"];
        for (line, number) in lines.iter().zip(numbers) {
            assert!(line.starts_with(number), "{lines:?}");
            says(line, &format!("10.5555/jets-{number}"));
        }
        says(&lines[0], "newest");
        says(&lines[5], "All versions: 10.5555/jets");
        assert_eq!(lines.iter().filter(|it| it.contains("this page")).count(), 1, "{lines:?}");
    }
    says(text(&site, "datasets/jets-1/index.html"), "There is a newer version");
    says(text(&site, "datasets/jets-1/index.html"), "The first.");
    assert!(!text(&site, "datasets/jets-3/index.html").contains("There is a newer version"));
}

#[test]
fn machines_find_the_other_versions() {
    let root = versions();
    let site = site(root.path());
    let link = |rel: &str, slug: &str| {
        format!("<link rel=\"{rel}\" href=\"https://example.org/cat/datasets/{slug}/\">")
    };
    let page = text(&site, "datasets/jets-2/index.html");
    says(page, &link("predecessor-version", "jets-1"));
    says(page, &link("successor-version", "jets-2b"));
    says(page, &link("latest-version", "jets-3"));
    let linkset = text(&site, "datasets/jets-2/linkset.json");
    for rel in ["predecessor-version", "successor-version", "latest-version"] {
        says(linkset, rel);
    }
    let record = text(&site, "datasets/jets-2/record.jsonld");
    for term in ["prov:wasRevisionOf", "dcat:previousVersion", "dcat:isVersionOf", "dcat:version"] {
        says(record, term);
    }
}

/// The pages of all versions show a new one, whatever the build took over.
#[test]
fn a_new_version_reaches_the_pages_of_the_others() {
    let (root, other) = (versions(), versions());
    site(root.path());
    let newer = version("4.0", "relations: [{type: is-new-version-of, target: jets-3}]\n");
    let renamed =
        version("1.0", "").replace("10.5555/jets-1.0\"", "10.5555/jets-1.0\", \"hdl:1/2\"");
    for root in [&root, &other] {
        write(root.path(), "catalog/datasets/jets-4.yaml", &newer);
        write(root.path(), "catalog/datasets/jets-1.yaml", &renamed);
    }
    let rebuilt = site(root.path());
    assert_same(&rebuilt, &site(other.path()));
    says(text(&rebuilt, "datasets/jets-3/index.html"), "There is a newer version");
    says(&picker(&rebuilt, "jets-4").join("\n"), "hdl:1/2");
}

#[test]
fn a_withdrawn_version_is_not_the_newest() {
    let root = versions();
    let gone = "status: withdrawn\nwithdrawn: {date: \"2024-01-01\", reason: Wrong.}\n";
    write(root.path(), "catalog/datasets/jets-3.yaml", &version("3.0", gone));
    let site = site(root.path());
    let lines = picker(&site, "jets-3");
    says(&lines[0], "withdrawn");
    says(&lines[1], "newest");
    let page = text(&site, "datasets/jets-3/index.html");
    assert!(!page.contains("There is a newer version"));
    assert!(!page.contains("of which this is the newest"));
    says(page, "The newest version that is offered: <a href=\"/cat/datasets/jets-2b/\">2.5</a>.");
    says(text(&site, "datasets/jets-1/index.html"), "There is a newer version: ");
}

/// Whatever relations say, the page is made.
#[test]
fn versions_in_a_circle_are_told_once_each() {
    let root = catalogue(&[
        (
            "catalog/datasets/jets-1.yaml",
            version("1.0", "relations: [{type: is-previous-version-of, target: jets-2}]\n"),
        ),
        (
            "catalog/datasets/jets-2.yaml",
            version("2.0", "relations: [{type: is-previous-version-of, target: jets-1}]\n"),
        ),
    ]);
    assert_eq!(picker(&site(root.path()), "jets-1").len(), 2);
}

#[test]
fn of_very_many_versions_every_page_knows_the_newest() {
    let of = |number: usize| {
        let after = match number {
            0 => String::new(),
            _ => format!("relations: [{{type: is-new-version-of, target: v{}}}]\n", number - 1),
        };
        (
            format!("catalog/datasets/v{number}.yaml"),
            dataset("Jets", &format!("version: \"{number}\"\n{after}")),
        )
    };
    let files: Vec<(String, String)> = (0..230).map(of).collect();
    let root = tempfile::tempdir().unwrap();
    files.iter().for_each(|(path, text)| write(root.path(), path, text));
    let site = site(root.path());
    for slug in ["v0", "v115", "v228"] {
        let page = text(&site, &format!("datasets/{slug}/index.html"));
        says(page, "<link rel=\"latest-version\" href=\"https://example.org/cat/datasets/v229/\">");
        says(page, "There is a newer version: <a href=\"/cat/datasets/v229/\">229</a>.");
        says(page, "230 versions");
        assert!((29..=30).any(|more| page.contains(&format!("{more} more versions"))), "{slug}");
    }
}
