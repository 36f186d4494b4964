//! Links: those that authors write are checked by the build, and those of whole sites here.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use scraper::{Html, Selector};
use url::Url;

use crate::build::write;
use crate::program::{faircat, repository};

const BASE: &str = "https://example.org/some/where/";

fn build(root: &Path, arguments: &[&str]) -> String {
    let mut command: Command = faircat();
    command.arg("build").arg("--root").arg(root).args(arguments).env_remove("FAIRCAT_BASE_URL");
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{said}");
    said
}

#[test]
fn links_of_authors_that_lead_nowhere_are_told_with_their_place() {
    let root = tempfile::tempdir().unwrap();
    let at = root.path();
    write(
        at,
        "catalog/datasets/one/record.yaml",
        "kind: dataset\ntitle: One\nusage:\n  limitations: See [two](../two/).\n  risks: |\n    \
         Text.\n\n    See [three](../three/).\n  legal: >\n    Text\n    [four](../four/)\n",
    );
    write(
        at,
        "catalog/datasets/one/description.md",
        "Good: [itself](./#cite), [models](/models/).\n\n[out](../../../x) [anchor](#nowhere)\n",
    );
    write(
        at,
        "site/pages/p.md",
        "# P\n\n[good](models/) [good](../datasets/one/#about)\n\n[bad](nothing/)\n",
    );
    write(at, "themes/mine/theme.toml", "faircat = \"0.1\"\n");
    write(
        at,
        "themes/mine/templates/site-404.html",
        "{% extends \"base.html\" %}\n{% block content %}\n<a href=\"/about/\">a</a> \
         <a href=\"{{ href('abuot/') }}\">b</a> <a href=\"{{ href('about/') }}\">c</a>\n{% endblock %}\n",
    );
    write(at, "site/site.yaml", "theme: mine\n");
    let said = build(at, &["--base-url", BASE]);
    let expected = [
        ("the link `../two/` leads to no page or file of the site", "one/record.yaml:4:"),
        ("the link `../three/` leads to no page or file of the site", "one/record.yaml:8"),
        ("the link `../four/` leads to no page or file of the site", "one/record.yaml:11"),
        ("the link `../../../x` leads out of the site", "one/description.md:3"),
        ("the page of the link `#nowhere` has nothing called `nowhere`", "one/description.md:3"),
        ("the link `nothing/` leads to no page or file of the site", "site/pages/p.md:5"),
        ("the link `/about/` leads out of a site", "templates/site-404.html:3"),
        ("the link `/abuot/` leads to no page or file of the site", "templates/site-404.html:3"),
    ];
    for (message, place) in expected {
        let after =
            said.split(message).nth(1).unwrap_or_else(|| panic!("no `{message}` in {said}"));
        assert!(after.lines().nth(1).is_some_and(|line| line.contains(place)), "{place}: {said}");
    }
    assert_eq!(said.matches("broken-link").count(), expected.len(), "{said}");
    // A build that makes little again says the same.
    assert_eq!(build(at, &["--base-url", BASE]), said);
    write(at, "catalog/datasets/two/record.yaml", "kind: dataset\ntitle: Two\n");
    assert!(!build(at, &["--base-url", BASE]).contains("../two/"));
    fs::remove_dir_all(at.join("catalog/datasets/two")).unwrap();
    assert!(build(at, &["--base-url", BASE]).contains("../two/"));
}

/// A built site and what its files link to.
struct Walk {
    files: BTreeSet<String>,
    /// Of HTML pages, the names of their elements.
    names: BTreeMap<String, BTreeSet<String>>,
    problems: Vec<String>,
}

impl Walk {
    fn of(site: &Path) -> Walk {
        let mut files = BTreeSet::new();
        let mut folders = vec![site.to_owned()];
        while let Some(folder) = folders.pop() {
            for item in fs::read_dir(folder).unwrap() {
                let path = item.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files.insert(path.strip_prefix(site).unwrap().to_str().unwrap().to_owned());
                }
            }
        }
        Walk { files, names: BTreeMap::new(), problems: Vec::new() }
    }

    /// `link` stands in the file `from`.
    fn follow(&mut self, from: &str, link: &str) {
        let page = from.strip_suffix("index.html").unwrap_or(from);
        let Ok(url) = Url::parse(BASE).and_then(|base| base.join(page)?.join(link.trim())) else {
            return self.problems.push(format!("{from}: `{link}` is no address"));
        };
        if url.host_str() != Some("example.org") {
            return;
        }
        let Some(path) = url.as_str().strip_prefix(BASE) else {
            return self.problems.push(format!("{from}: `{link}` leads out of the site"));
        };
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let path = percent_encoding::percent_decode_str(path).decode_utf8().unwrap().into_owned();
        let file = if path.is_empty() || path.ends_with('/') { path + "index.html" } else { path };
        if file == "sparql" {
            return;
        }
        if !self.files.contains(&file) {
            self.problems.push(format!("{from}: `{link}` leads to no file"));
        } else if let (Some(names), Some(fragment)) = (self.names.get(&file), url.fragment()) {
            let name = percent_encoding::percent_decode_str(fragment).decode_utf8().unwrap();
            let query = file == "sparql/index.html"
                && ["query=", "findings="].iter().any(|it| name.starts_with(it));
            if !query && !name.is_empty() && !names.contains(name.as_ref()) {
                self.problems.push(format!("{from}: nothing is called `{name}` at `{link}`"));
            }
        }
    }
}

/// The addresses in a page, whatever element names them.
fn links_of_page(document: &Html) -> Vec<String> {
    let all = Selector::parse("*").unwrap();
    let mut links = Vec::new();
    for element in document.select(&all) {
        for (name, value) in element.value().attrs() {
            match name {
                "href" | "src" | "action" | "poster" => links.push(value.to_owned()),
                "srcset" => links.extend(
                    value
                        .split(',')
                        .filter_map(|part| part.split_whitespace().next())
                        .map(str::to_owned),
                ),
                _ if name.starts_with("data-") && value.starts_with("/some") => {
                    links.push(value.to_owned());
                }
                _ => {}
            }
        }
    }
    links
}

/// What follows each `start`, up to `end`.
fn between<'a>(text: &'a str, start: &'a str, end: char) -> impl Iterator<Item = &'a str> {
    text.split(start).skip(1).filter_map(move |rest| rest.split(end).next())
}

/// Follows every link of every page, style sheet, sitemap, feed, link set, API file and JSON-LD
/// document of the site in `site`, which was built for `BASE`.
fn walk(site: &Path) -> Vec<String> {
    let mut walk = Walk::of(site);
    let files: Vec<String> =
        walk.files.iter().filter(|it| !it.starts_with("pagefind/")).cloned().collect();
    let read = |file: &str| fs::read_to_string(site.join(file)).unwrap_or_default();
    let pages: BTreeMap<&String, Html> = files
        .iter()
        .filter(|file| file.ends_with(".html"))
        .map(|file| (file, Html::parse_document(&read(file))))
        .collect();
    let named = Selector::parse("[id]").unwrap();
    for (file, document) in &pages {
        let names = document.select(&named).filter_map(|it| it.attr("id")).map(str::to_owned);
        walk.names.insert((*file).clone(), names.collect());
    }
    for (file, document) in &pages {
        links_of_page(document).iter().for_each(|link| walk.follow(file, link));
    }
    for file in &files {
        let text = read(file);
        match file.rsplit_once('.').map(|(_, suffix)| suffix) {
            Some("css") => between(&text, "url(", ')')
                .for_each(|link| walk.follow(file, link.trim_matches(['"', '\'']))),
            Some("xml" | "atom") if !file.ends_with("datacite.xml") => {
                between(&text, "<loc>", '<')
                    .chain(between(&text, "href=\"", '"'))
                    .for_each(|link| walk.follow(file, link));
            }
            // Identifiers of things that have no page of their own carry a fragment.
            Some("json" | "jsonld") => between(&text, &format!("\"{BASE}"), '"')
                .filter(|link| !link.contains('#'))
                .for_each(|link| walk.follow(file, &format!("{BASE}{link}"))),
            _ => {}
        }
    }
    walk.problems
}

#[test]
fn pages_alone_link_nothing_that_was_not_made() {
    let out = tempfile::tempdir().unwrap();
    let site = out.path().join("site");
    let arguments = ["--pages-only", "--base-url", BASE, "--out", site.to_str().unwrap()];
    for _ in 0..2 {
        build(&repository().join("tests/fixtures/verified"), &arguments);
        for absent in ["dump.nq.gz", "dump.ttl.gz", "void.ttl", "scorecards", "sparql", "search"] {
            assert!(!site.join(absent).exists(), "{absent}");
        }
        assert!(site.join("models/good/index.html").is_file());
        let home = fs::read_to_string(site.join("index.html")).unwrap();
        assert!(home.contains("application/ld+json"));
        for file in ["dump.", "void.", "catalog.jsonld", "catalog.ttl", "feed."] {
            assert!(!home.contains(file), "{file}");
        }
        let problems: Vec<String> =
            walk(&site).into_iter().filter(|it| !it.contains(".json")).collect();
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    }
}

#[test]
fn every_link_of_the_catalogue_leads_somewhere() {
    let out = tempfile::tempdir().unwrap();
    let site = out.path().join("site");
    let said = build(&repository(), &["--base-url", BASE, "--out", site.to_str().unwrap()]);
    assert!(!said.contains("broken-link"), "{said}");
    let problems = walk(&site);
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
