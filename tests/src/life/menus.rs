//! Menus, pages in folders, and the foot of pages.

use std::path::Path;

use scraper::{Html, Selector};
use tempfile::TempDir;

use super::{catalogue, check, dataset, out, site, text};
use crate::build::{Tree, assert_same, command, said, write};
use crate::program::says;

fn settings(more: &str) -> TempDir {
    catalogue(&[
        ("catalog/datasets/a.yaml", dataset("A", "")),
        ("site/site.yaml", format!("title: Tests\n{more}")),
    ])
}

/// Words and addresses of the links at `place` of a page.
fn links(site: &Tree, page: &str, place: &str) -> Vec<(String, String)> {
    let page = Html::parse_document(text(site, page));
    let links = Selector::parse(&format!("{place} a")).unwrap();
    let link = |it: scraper::ElementRef| {
        (it.text().collect(), it.attr("href").unwrap_or_default().to_owned())
    };
    page.select(&links).map(link).collect()
}

fn said_of(root: &Path) -> String {
    said(&command(root, &root.join("out")).output().unwrap())
}

const MENU: &str = "menu:\n\
    - {label: Data, to: datasets/}\n\
    - {label: Guide, to: /guide/start/}\n\
    - {label: Home page, to: \"https://example.org/\"}\n\
    footer:\n  text: Paid for by *nobody*.\n  links: [{label: Imprint, to: guide/start/#who}]\n";

#[test]
fn the_menu_and_the_foot_are_those_of_the_settings() {
    let root = settings(MENU);
    write(root.path(), "site/pages/guide/start.md", "# Begin\n\n## Who\n\nWe.\n");
    let site = site(root.path());
    let menu = links(&site, "datasets/a/index.html", ".site-nav");
    let wanted = [
        ("Data", "/cat/datasets/"),
        ("Guide", "/cat/guide/start/"),
        ("Home page", "https://example.org/"),
    ];
    assert_eq!(menu, wanted.map(|(words, to)| (words.to_owned(), to.to_owned())));
    says(text(&site, "datasets/a/index.html"), "aria-current=\"page\">Data</a>");
    says(text(&site, "guide/start/index.html"), "aria-current=\"page\">Guide</a>");
    says(text(&site, "index.html"), "Paid for by <em>nobody</em>.");
    let foot = links(&site, "index.html", ".site-footer");
    assert!(foot.contains(&("Imprint".to_owned(), "/cat/guide/start/#who".to_owned())), "{foot:?}");
}

#[test]
fn what_leads_nowhere_is_told_with_its_line() {
    let root = settings("menu:\n  - {label: Nowhere, to: nowhere/}\n");
    let told = said_of(root.path());
    says(&told, "warning[broken-link]: the link `nowhere/` leads to no page or file");
    says(&told, "site/site.yaml:3:");
    let root = settings("menu:\n  - {label: \" \", to: \"javascript:alert(1)\"}\n");
    let told = out(&check(root.path(), &[]));
    says(&told, "error[menu]: the link has no words to click on");
    says(&told, "is no address that a page may lead to");
    let root =
        settings("menu: [{label: A, to: \"//example.org/\"}]\nfooter: {text: \"[A](about/)\"}\n");
    let told = out(&check(root.path(), &[]));
    says(&told, "`//example.org/` is no address that a page may lead to");
    says(&told, "error[footer]: the link `about/` begins at each page that shows it");
    let root = settings("menu:\n  - {title: A, to: models/}\n");
    says(&out(&check(root.path(), &[])), "site/site.yaml:3:");
}

#[test]
fn pages_lie_in_folders_and_say_what_they_are() {
    let root = settings("");
    let page = |path: &str, text: &str| write(root.path(), &format!("site/pages/{path}"), text);
    page("guide/index.md", "---\ntitle: Guide\norder: 1\nmenu: true\n---\n[Start](guide/start/)\n");
    page("guide/start.md", "---\ndescription: How to begin.\n---\n# Begin\n\nText.\n");
    page("imprint.md", "---\norder: 2\nmenu: true\n---\n# Imprint\n\nWe.\n");
    let site = site(root.path());
    let menu: Vec<String> =
        links(&site, "index.html", ".site-nav").into_iter().map(|(words, _)| words).collect();
    assert_eq!(menu[menu.len() - 4..], ["Guide", "Imprint", "Manual", "About"]);
    let start = text(&site, "guide/start/index.html");
    says(
        start,
        "<meta name=\"description\" property=\"og:description\" content=\"How to begin.\">",
    );
    let crumbs = links(&site, "guide/start/index.html", ".crumbs");
    assert_eq!(crumbs[1], ("Guide".to_owned(), "/cat/guide/".to_owned()));
    says(text(&site, "guide/index.html"), "<h1>Guide</h1>");
    says(text(&site, "sitemap.xml"), "https://example.org/cat/guide/start/");
}

/// Every page has the menu, so every page is made anew where it changes.
#[test]
fn a_page_that_enters_the_menu_reaches_every_page() {
    let (root, other) = (settings(""), settings(""));
    site(root.path());
    for root in [&root, &other] {
        write(root.path(), "site/pages/news.md", "---\nmenu: true\n---\n# News\n\nText.\n");
    }
    assert_same(&site(root.path()), &site(other.path()));
}

#[test]
fn what_is_wrong_with_a_page_has_its_line() {
    let cases = [
        ("a.md", "---\ntitle: A\nmenue: true\n---\nText.\n", "site/pages/a.md:3"),
        ("models/a.md", "# A\n", "no page can have the address `models/a/`"),
        ("deep/a.md", "---\ntitle: A\n---\n\n[x](nowhere/)\n", "site/pages/deep/a.md:5"),
        ("deep/a.txt", "A", "`*.md` is read"),
    ];
    for (path, page, wanted) in cases {
        let root = settings("");
        write(root.path(), &format!("site/pages/{path}"), page);
        says(&said_of(root.path()), wanted);
    }
    let root = settings("");
    write(root.path(), "site/pages/a.md", "# A\n");
    write(root.path(), "site/pages/a/index.md", "# A\n");
    says(&out(&check(root.path(), &[])), "two files are the page `a/`");
}
