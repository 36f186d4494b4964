//! Pages about the catalogue as a whole.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Mutex;

use faircat::assessment::{Outcome, Rubric, Standing, indicators};
use faircat::catalog::Catalog;
use faircat::loading;
use faircat::pages::Theme;
use faircat::pages::site::{MarkdownPage, PublishedDump, Query, SiteInput, site_pages};
use faircat::site::{Site, SiteConfig};
use scraper::{Html, Selector};

/// A catalogue of `count` datasets with hostile titles and a keyword each.
fn catalog(folder: &Path, count: usize) -> Catalog {
    for number in 0..count {
        let record = format!(
            "kind: dataset\ntitle: \"<script>alert({number})</script> & data {number}\"\n\
             summary: Some data.\ndate_published: \"2020\"\nlicense: CC0-1.0\n\
             experiments: [\"CMS\"]\nkeywords: [\"C++\", \"</a><b>{}\"]\n",
            number % 3
        );
        let file = folder.join(format!("catalog/datasets/data-{number:04}/record.yaml"));
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, record).unwrap();
    }
    let (catalog, problems) = loading::load(folder);
    assert!(catalog.entries.len() == count, "{problems:?}");
    catalog
}

/// All files, by path, of a catalogue in which every record has `outcome` for all.
fn pages(catalog: &Catalog, outcome: Outcome, texts: &[MarkdownPage]) -> BTreeMap<String, String> {
    let site = Site::new(SiteConfig::default(), Some("https://example.org/cat/")).unwrap();
    let theme = Theme::load(&site, Vec::new()).map_err(|problem| problem.message).unwrap();
    let standings: Vec<Option<Standing>> = catalog
        .entries
        .iter()
        .map(|entry| {
            let rubric = Rubric::of(entry.kind)?;
            let outcomes = indicators(rubric).iter().map(|_| outcome).collect();
            Some(Standing { rubric, indicators: indicators(rubric), outcomes })
        })
        .collect();
    let queries = [Query::new("1.rq", "# </textarea><script>\nASK {}".to_owned())];
    let command = clap::Command::new("faircat").subcommand(
        clap::Command::new("build")
            .about("Builds `it`")
            .arg(clap::Arg::new("out").long("out").help("Folder <of> the `site`")),
    );
    let input = SiteInput {
        indicators,
        site: &site,
        catalog,
        standings: &standings,
        queries: &queries,
        pages: texts,
        notebooks: &[],
        documents: &BTreeMap::new(),
        federation: None,
        dump: Some(&PublishedDump::default()),
        command: &command,
    };
    let files = Mutex::new(BTreeMap::new());
    let problems = site_pages(&theme, &input, &|file| {
        let text = String::from_utf8(file.content).unwrap();
        let before = files.lock().unwrap().insert(file.path.clone(), text);
        assert!(before.is_none(), "{} was made twice", file.path);
    });
    assert!(problems.is_empty(), "{problems:?}");
    files.into_inner().unwrap()
}

fn links(html: &str) -> Vec<String> {
    let document = Html::parse_document(html);
    let selector = Selector::parse("main a[href]").unwrap();
    document.select(&selector).filter_map(|a| a.attr("href").map(str::to_owned)).collect()
}

#[test]
fn long_lists_have_pages_of_a_hundred_that_hold_every_record_once() {
    let folder = tempfile::tempdir().unwrap();
    let files = pages(&catalog(folder.path(), 250), Outcome::Pass, &[]);
    let mut found: Vec<String> = ["datasets/", "browse/datasets/2/", "browse/datasets/3/"]
        .iter()
        .flat_map(|path| links(&files[&format!("{path}index.html")]))
        .filter(|href| href.starts_with("/cat/datasets/data-"))
        .collect();
    assert_eq!(found.len(), 250);
    found.sort();
    found.dedup();
    assert_eq!(found.len(), 250);
    assert!(!files.contains_key("browse/datasets/4/index.html"));
}

#[test]
fn every_facet_value_leads_to_a_page_that_works_without_javascript() {
    let folder = tempfile::tempdir().unwrap();
    let files = pages(&catalog(folder.path(), 5), Outcome::Fail, &[]);
    let facets = links(&files["datasets/index.html"]);
    let browse: Vec<&String> = facets.iter().filter(|href| href.contains("/browse/")).collect();
    assert!(browse.iter().any(|href| href.ends_with("/license/cc0-1.0/")), "{browse:?}");
    assert!(browse.iter().any(|href| href.ends_with("/experiment/cms/")), "{browse:?}");
    assert!(browse.iter().any(|href| href.ends_with("/failing/r1.1/")), "{browse:?}");
    assert!(browse.iter().any(|href| href.ends_with("/keyword/c_plus__plus/")), "{browse:?}");
}

#[test]
fn pages_link_only_to_pages_that_exist() {
    let folder = tempfile::tempdir().unwrap();
    let catalog = catalog(folder.path(), 130);
    let files = pages(&catalog, Outcome::Fail, &[]);
    let of_records = |path: &str| path.starts_with("datasets/data-");
    let of_exports =
        ["catalog.", "dump.", "void.ttl", "feed.atom", "api/", "schema/", "sparql"].as_slice();
    for (path, html) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        for href in links(html) {
            let Some(target) = href.strip_prefix("/cat/") else { continue };
            let target = target.split(['?', '#']).next().unwrap_or_default();
            let file = format!("{target}index.html");
            let known = files.contains_key(&file)
                || of_records(target)
                || of_exports.iter().any(|start| target.starts_with(start));
            assert!(known, "{path} links to {href}");
        }
    }
}

#[test]
fn text_of_records_never_becomes_markup() {
    let folder = tempfile::tempdir().unwrap();
    let files = pages(&catalog(folder.path(), 3), Outcome::Fail, &[]);
    for (path, html) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        assert!(!html.contains("<script>"), "{path} has a script of a record");
        assert!(!html.contains("</a><b>"), "{path} has markup of a keyword");
        assert!(!html.contains(" style=\"") && !html.contains(" onclick"), "{path}");
    }
}

#[test]
fn the_index_of_filters_names_every_record() {
    let folder = tempfile::tempdir().unwrap();
    let files = pages(&catalog(folder.path(), 3), Outcome::Fail, &[]);
    let head: serde_json::Value =
        serde_json::from_str(&files["browse/datasets/index.json"]).unwrap();
    assert_eq!(head["total"], 3);
    assert_eq!(head["parts"], 1);
    let rows: serde_json::Value =
        serde_json::from_str(&files["browse/datasets/part-0.json"]).unwrap();
    assert_eq!(rows.as_array().unwrap().len(), 3);
    let verdicts = rows[0][6].as_str().unwrap();
    assert_eq!(verdicts.len(), head["principles"].as_array().unwrap().len());
    assert!(verdicts.chars().all(|letter| letter == 'f' || letter == 'n'), "{verdicts}");
}

#[test]
fn principles_and_indicators_have_anchors() {
    let folder = tempfile::tempdir().unwrap();
    let files = pages(&catalog(folder.path(), 1), Outcome::Pass, &[]);
    for rubric in Rubric::ALL {
        let html = &files[&format!("{}index.html", rubric.page())];
        for indicator in indicators(rubric) {
            assert!(html.contains(&format!("id=\"{}\"", indicator.id)), "{}", indicator.id);
            assert!(html.contains(&format!("id=\"{}\"", indicator.principle)));
        }
    }
}

#[test]
fn the_manual_shows_commands_as_their_help_does() {
    let folder = tempfile::tempdir().unwrap();
    let files = pages(&catalog(folder.path(), 1), Outcome::Pass, &[]);
    let html = &files["manual/commands/build/index.html"];
    assert!(html.contains("id=\"faircat-build\""));
    assert!(html.contains("Folder &lt;of&gt; the <code>site</code>"));
    assert!(html.contains("Builds <code>it</code>"));
}

#[test]
fn pages_of_the_maintainer_are_sanitised_and_linked_from_the_root() {
    let folder = tempfile::tempdir().unwrap();
    let text = "# Über <uns>\n\nSee [models](models/) <script>alert(1)</script>\n\n## Contact us\n";
    let texts = [MarkdownPage::new("about.md", text.to_owned())];
    let files = pages(&catalog(folder.path(), 1), Outcome::Pass, &texts);
    let html = &files["about/index.html"];
    assert!(html.contains("<a href=\"/cat/models/\">models</a>"), "{html}");
    assert!(html.contains("<h2 id=\"contact-us\">Contact us</h2>"));
    assert!(!html.contains("<script>"));
}
