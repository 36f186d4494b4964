//! Pages of records, as built from `fixtures/pages` and from texts.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use clap::CommandFactory;
use faircat::build::{BuildOptions, Silent, build};
use faircat::cli::Cli;
use faircat::linked_data::graph::Graph;
use faircat::outside_world::theme_folder::ThemeFile;
use faircat::pages::charts::{Bar, chart};
use faircat::pages::{Theme, markdown};
use faircat::site::{Site, SiteConfig};
use scraper::{Html, Selector};

/// The site of the fixtures, under an address with a path; built once for all tests.
static SITE: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pages");
    let options = BuildOptions {
        root,
        out: folder.path().join("site"),
        base_url: Some("https://example.org/a/".to_owned()),
        strict: false,
        scope: faircat::build::Scope::Everything,
        drafts: false,
        today: None,
        command: Cli::command(),
    };
    let report = build(&options, &Silent);
    let errors: Vec<_> = report.diagnostics.iter().filter(|one| one.is_error()).collect();
    assert!(report.published && errors.is_empty(), "{errors:?}");
    folder
});

fn page(path: &str) -> Html {
    let file: PathBuf = SITE.path().join("site").join(path).join("index.html");
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file:?}: {error}"));
    Html::parse_document(&text)
}

fn select<'a>(page: &'a Html, selector: &str) -> Vec<scraper::ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn attribute(page: &Html, selector: &str, name: &str) -> Vec<String> {
    let found = select(page, selector);
    found.iter().filter_map(|element| element.attr(name).map(str::to_owned)).collect()
}

#[test]
fn nothing_in_a_record_becomes_script() {
    let page = page("models/hostile");
    for script in select(&page, "script") {
        let own = script.attr("src").is_some_and(|src| src.starts_with("/a/static/"));
        assert!(own || script.attr("type") == Some("application/ld+json"), "{}", script.html());
    }
    for element in select(&page, "*") {
        for (name, value) in element.value().attrs() {
            assert!(!name.starts_with("on"), "{}", element.html());
            assert!(name != "style", "{}", element.html());
            assert!(!value.trim_start().starts_with("javascript:"), "{}", element.html());
        }
    }
    assert!(select(&page, "iframe, object, embed, base, style").is_empty());
    assert!(select(&page, "main form, main img").is_empty());
}

#[test]
fn json_ld_of_a_hostile_record_stays_in_its_element() {
    let page = page("models/hostile");
    let scripts = select(&page, "script[type='application/ld+json']");
    assert_eq!(scripts.len(), 1);
    let json: String = scripts[0].text().collect();
    assert!(!json.contains('<'));
    let embedded: serde_json::Value = serde_json::from_str(&json).unwrap();
    let file = SITE.path().join("site/models/hostile/record.jsonld");
    let published: serde_json::Value =
        serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    let measured = &published["dqv:hasQualityMeasurement"];
    assert!(measured.as_array().unwrap().len() > 40);
    for linked in ["dqv:hasQualityMeasurement", "fair4ml:hasEvaluation", "variableMeasured"] {
        assert_eq!(embedded.get(linked), None, "the file has it, which the page links to");
    }
    let statements = |document: &serde_json::Value| {
        let graph = Graph::from_json_ld(&document.to_string()).unwrap();
        graph.triples().iter().map(ToString::to_string).collect::<BTreeSet<_>>()
    };
    let (embedded, published) = (statements(&embedded), statements(&published));
    assert!(embedded.len() > 10, "{embedded:?}");
    assert_eq!(embedded.difference(&published).next(), None, "the file says all of the page");
}

#[test]
fn a_page_has_one_title_and_headings_without_gaps() {
    for path in ["models/hostile", "datasets/plain", "datasets/gone"] {
        let page = page(path);
        assert_eq!(select(&page, "h1").len(), 1, "{path}");
        let mut last = 1;
        for heading in select(&page, "main h1, main h2, main h3, main h4, main h5, main h6") {
            let level: usize = heading.value().name()[1..].parse().unwrap();
            assert!(level <= last + 1, "{path}: {}", heading.html());
            last = level;
        }
    }
}

#[test]
fn ids_are_unique_and_inner_links_lead_somewhere() {
    for path in ["models/hostile", "datasets/plain", "datasets/gone"] {
        let page = page(path);
        let mut ids = attribute(&page, "[id]", "id");
        ids.sort();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count, "{path}: an id stands twice");
        for href in attribute(&page, "a[href^='#']", "href") {
            assert!(ids.contains(&href[1..].to_owned()), "{path}: nothing has the id {href}");
        }
    }
}

#[test]
fn the_head_holds_the_signposts() {
    let page = page("datasets/plain");
    let own = "https://example.org/a/datasets/plain/";
    assert_eq!(attribute(&page, "head link[rel='canonical']", "href"), [own]);
    assert_eq!(attribute(&page, "head link[rel='cite-as']", "href"), [own]);
    assert_eq!(
        attribute(&page, "head link[rel='type']", "href"),
        ["https://schema.org/AboutPage", "https://schema.org/Dataset"]
    );
    assert_eq!(
        attribute(&page, "head link[rel='linkset']", "href"),
        [format!("{own}linkset.json")]
    );
    let described = attribute(&page, "head link[rel='describedby']", "type");
    assert!(described.contains(&"application/ld+json".to_owned()), "{described:?}");
}

#[test]
fn a_withdrawn_record_keeps_a_tombstone_without_files() {
    let page = page("datasets/gone");
    let text: String = select(&page, "main")[0].text().collect();
    assert!(text.contains("Withdrawn on 6 May 2024."), "{text}");
    assert!(text.contains("The detector was not calibrated."));
    assert!(text.contains("Plain <dataset> & more"));
    assert!(attribute(&page, "main a", "href").iter().all(|href| !href.contains("withdrawn.h5")));
}

#[test]
fn lineage_runs_from_the_data_to_the_model_on_both_pages() {
    for path in ["models/hostile", "datasets/plain"] {
        let page = page(path);
        assert_eq!(select(&page, "svg.lineage .node").len(), 2, "{path}");
        let edges = select(&page, "svg.lineage .edge.trained");
        assert_eq!(edges.len(), 1, "{path}");
        let told: String = edges[0].text().collect();
        assert!(told.ends_with("was trained on Plain <dataset> & more"), "{told}");
    }
    let dataset = page("datasets/plain");
    assert_eq!(attribute(&dataset, "svg.lineage a", "href"), ["/a/models/hostile/"]);
}

#[test]
fn markdown_keeps_what_is_harmless() {
    insta::assert_snapshot!(markdown::to_html(
        "# Title\n\nSome *text*, `code`[^1] and ~~errors~~ with $x^2$.\n\n| a | b |\n|---|---|\n| 1 | <u>2</u> |\n\n[^1]: A note with a [link](https://example.org/).\n"
    ));
}

#[test]
fn formulas_with_mistakes_are_shown_as_written() {
    let html = markdown::to_html(r"The value $\nosuchcommand{1}$ is wrong.");
    assert!(html.contains(r"<code>\nosuchcommand{1}</code>"), "{html}");
}

#[test]
fn a_chart_tells_its_values_in_words() {
    let bar = |label: &str, value, uncertainty| Bar {
        label: label.to_owned(),
        value,
        uncertainty,
        unit: None,
    };
    let drawn =
        chart("ROC AUC", &[bar("first", 0.98, Some(0.002)), bar("second", 0.9, None)]).unwrap();
    let json = serde_json::to_string(&drawn).unwrap();
    assert!(json.contains("ROC AUC: first 0.980 ± 0.002; second 0.9"), "{json}");
    assert!(chart("one value", &[bar("only", 1.0, None)]).is_none());
    assert!(chart("no number", &[bar("a", f64::NAN, None), bar("b", 1.0, None)]).is_none());
}

fn load(name: &str, files: &[(&str, &str)]) -> Result<Theme, faircat::diagnostic::Diagnostic> {
    let config = SiteConfig { theme: name.to_owned(), ..SiteConfig::default() };
    let site = Site::new(config, None).unwrap();
    let files = files.iter().map(|(path, content)| ThemeFile {
        path: (*path).to_owned(),
        content: content.as_bytes().to_vec(),
    });
    Theme::load(&site, files.collect())
}

fn refusal(name: &str, files: &[(&str, &str)]) -> String {
    let Err(problem) = load(name, files) else { panic!("the theme was accepted") };
    let place =
        problem.location.map(|location| format!("{}:{}", location.file.display(), location.line));
    format!(
        "{} ({}) {:?} hint: {:?}",
        problem.code,
        place.unwrap_or_default(),
        problem.message,
        problem.hint
    )
}

#[test]
fn a_theme_says_for_which_version_it_was_written() {
    insta::assert_snapshot!(
        [
            refusal("ours", &[]),
            refusal("ours", &[("templates/agent.html", "")]),
            refusal("default", &[("theme.toml", "faircat = \"9.9\"")]),
            refusal("default", &[("theme.toml", "name = 'mine'")]),
            refusal("default", &[("theme.toml", "name = 'mine'\nfaircat = 0,1")]),
            refusal(
                "ours",
                &[("theme.toml", "faircat = \"0.1\""), ("templates/x.html", "\n{% if %}")]
            ),
        ]
        .join("\n")
    );
}

#[test]
fn an_undefined_variable_in_a_template_is_an_error() {
    let files = [("theme.toml", "faircat = \"0.1\""), ("templates/x.html", "{{ page.nothing }}")];
    let theme = load("ours", &files).unwrap();
    let view = serde_json::json!({ "page": { "title": "x" } });
    let problem = theme.render("x.html", "x/index.html".to_owned(), &view).unwrap_err();
    let message = &problem.message;
    assert!(message.starts_with("undefined value: `page.nothing`"), "{message}");
    assert_eq!(message.matches("page.nothing").count(), 1, "{message}");
    let place = problem.location.unwrap();
    assert_eq!(place.file.to_str(), Some("themes/ours/templates/x.html"));
    assert_eq!((place.line, place.column, place.length), (1, 4, 12));
}

#[test]
fn a_site_replaces_single_files_of_the_theme() {
    let files = [("theme.toml", "faircat = \"0.1\""), ("static/theme.js", "// ours")];
    let theme = load("ours", &files).unwrap();
    let file = theme.static_files().iter().find(|file| file.path == "static/theme.js").unwrap();
    assert_eq!(*file.content.bytes().unwrap(), *b"// ours");
    assert!(theme.static_files().iter().any(|file| file.path == "static/site.css"));
}
