//! A page that a maintainer writes as Markdown: a file of `site/pages/`, with what it says of itself.

use std::cmp::Ordering;
use std::path::PathBuf;
use std::sync::Arc;

use faircat_record::Kind;
use faircat_record::diagnostic::{Diagnostic, Location};
use faircat_record::markup::{self, Excess};
use faircat_record::reading;
use serde::Deserialize;

/// A file of `site/pages/`.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkdownPage {
    /// The page's address without slashes at its ends, as `about` or `guide/start`.
    pub name: String,
    /// The text, with empty lines in place of what it says of itself.
    pub text: String,
    pub front: FrontMatter,
    /// Path of the file in the site's folder.
    file: PathBuf,
    problem: Option<Diagnostic>,
}

/// What stands between two lines of `---` at the beginning of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FrontMatter {
    /// Instead of the first heading of level 1.
    pub title: Option<String>,
    /// One sentence for search engines, instead of the first paragraph.
    pub description: Option<String>,
    /// Pages stand by this number, and those without one behind.
    pub order: Option<i64>,
    /// Whether the usual menu has the page.
    pub menu: bool,
}

/// Addresses that other pages have.
const TAKEN: [&str; 19] = [
    "api",
    "assess",
    "browse",
    "compare",
    "federation",
    "files",
    "formats",
    "index",
    "manual",
    "notebooks",
    "oai",
    "pagefind",
    "principles",
    "schema",
    "scorecards",
    "search",
    "sparql",
    "static",
    "tags",
];

/// The line above and below what a page says of itself.
const FENCE: &str = "---";

impl MarkdownPage {
    /// The page `text` of the file `path` below `site/pages/`; `index.md` is the page of its folder.
    pub fn new(path: &str, text: String) -> MarkdownPage {
        let name = path.trim_end_matches(".md");
        let name = name.strip_suffix("/index").unwrap_or(name);
        let file = PathBuf::from("site/pages").join(path);
        let (front, text, problem) = match front_matter(&text) {
            None => {
                let problem = is_unfinished(&text).then(|| unfinished().at(at_line(&file, 1)));
                (FrontMatter::default(), text, problem)
            }
            Some((front, rest)) if front.trim().is_empty() => (FrontMatter::default(), rest, None),
            Some((front, rest)) => match reading::parse::<FrontMatter>(&front) {
                Ok(front) => (front, rest, None),
                Err(error) => {
                    let line = error.location().map_or(1, |place| place.line() as usize + 1);
                    let problem = wrong_front(&error.to_string()).at(at_line(&file, line));
                    (FrontMatter::default(), rest, Some(problem))
                }
            },
        };
        MarkdownPage { name: name.to_owned(), text, front, file, problem }
    }

    /// A page that nobody wrote.
    pub(super) fn usual(name: &str, text: String) -> MarkdownPage {
        MarkdownPage::new(&format!("{name}.md"), text)
    }

    /// Address of the page, relative to the site's root.
    pub fn path(&self) -> String {
        format!("{}/", self.name)
    }

    /// Path of the file in the site's folder.
    pub fn file(&self) -> &PathBuf {
        &self.file
    }

    /// A line of the file.
    pub(super) fn line(&self, line: usize) -> Location {
        at_line(&self.file, line)
    }

    /// The order in which pages are told of.
    pub(super) fn before(&self, other: &MarkdownPage) -> Ordering {
        let place = |page: &MarkdownPage| (page.front.order.is_none(), page.front.order);
        place(self).cmp(&place(other)).then_with(|| self.name.cmp(&other.name))
    }

    /// The pages above this one that its path names, from the top: `guide` of `guide/start`.
    pub(super) fn above(&self) -> impl Iterator<Item = &str> {
        self.name.match_indices('/').map(|(at, _)| &self.name[..at])
    }
}

fn at_line(file: &std::path::Path, line: usize) -> Location {
    Location { file: Arc::new(file.to_owned()), line, column: 0, length: 0 }
}

/// Whether a page says something of itself without an end; a line `---` alone is one across.
fn is_unfinished(text: &str) -> bool {
    let mut lines = text.strip_prefix('\u{feff}').unwrap_or(text).lines();
    let names = ["title:", "description:", "order:", "menu:"];
    lines.next().is_some_and(|line| line.trim_end() == FENCE)
        && lines.next().is_some_and(|line| names.iter().any(|name| line.starts_with(name)))
}

fn unfinished() -> Diagnostic {
    let message = "the page begins with what it says of itself, and nothing ends that";
    Diagnostic::error("front-matter", message)
        .hint("write a second line `---` after it, or `***` where a line across is meant")
}

/// The place is told beside the message, and the parser's own settings are nobody's.
fn wrong_front(why: &str) -> Diagnostic {
    let why = why.lines().next().unwrap_or_default();
    let why = [" at line ", ", set DuplicateKeyPolicy"]
        .into_iter()
        .fold(why, |why, rest| why.split_once(rest).map_or(why, |(before, _)| before));
    Diagnostic::error("front-matter", format!("the beginning of the page cannot be read: {why}"))
        .hint("it takes `title`, `description`, `order: 1` and `menu: true`")
}

/// What stands between the fences, and the text with as many lines without it; `None` where the text
/// does not begin with a fence, or has no second.
fn front_matter(text: &str) -> Option<(String, String)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = text.split_inclusive('\n');
    if lines.next()?.trim_end() != FENCE {
        return None;
    }
    let inner: Vec<&str> = lines.by_ref().take_while(|line| line.trim_end() != FENCE).collect();
    let length = text.split_inclusive('\n').count();
    if inner.len() + 2 > length {
        return None;
    }
    let rest = "\n".repeat(inner.len() + 2) + &lines.collect::<String>();
    Some((inner.concat(), rest))
}

/// Why `page` cannot be shown, where it cannot.
pub fn problem_of_page(page: &MarkdownPage) -> Option<Diagnostic> {
    if let Some(problem) = &page.problem {
        return Some(problem.clone());
    }
    if !address_is_free(&page.name) {
        return Some(taken(page));
    }
    markup::excess(&page.text).map(|excess| too_costly(page, excess))
}

/// A problem for each of `pages` whose address an earlier one has.
pub fn twice(pages: &[MarkdownPage]) -> Vec<Diagnostic> {
    let is_second = |(at, page): &(usize, &MarkdownPage)| {
        pages[..*at].iter().any(|earlier| earlier.name == page.name)
    };
    let second = pages.iter().enumerate().filter(is_second);
    let told = |page: &MarkdownPage| {
        Diagnostic::error("page-address", format!("two files are the page `{}`", page.path()))
            .in_file(page.file())
            .hint("keep one of `NAME.md` and `NAME/index.md`")
    };
    second.map(|(_, page)| told(page)).collect()
}

/// Whether a page of a site at `path`, as `help/`, is one that its maintainers can have written.
pub fn is_own_address(path: &str) -> bool {
    path.strip_suffix('/').is_some_and(address_is_free)
}

fn address_is_free(name: &str) -> bool {
    let is_plain = |part: &str| {
        let good = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        !part.is_empty() && part.bytes().all(good)
    };
    // Some file systems do not tell large letters from small ones.
    let first = &*name.split('/').next().unwrap_or_default().to_ascii_lowercase();
    name.split('/').all(is_plain) && !TAKEN.contains(&first) && Kind::of_folder(first).is_none()
}

fn taken(page: &MarkdownPage) -> Diagnostic {
    Diagnostic::error("page-address", format!("no page can have the address `{}`", page.path()))
        .in_file(page.file())
        .hint("rename the file: letters, digits and hyphens, and no folder of the site's own")
}

fn too_costly(page: &MarkdownPage, excess: Excess) -> Diagnostic {
    Diagnostic::error("markup", format!("the page cannot be shown: {excess}"))
        .in_file(page.file())
        .hint("write it simpler, or as several pages")
}

#[cfg(test)]
mod tests {
    use super::{MarkdownPage, problem_of_page};

    fn page(path: &str, text: &str) -> MarkdownPage {
        MarkdownPage::new(path, text.to_owned())
    }

    #[test]
    fn what_a_page_says_of_itself_is_taken_from_its_text() {
        let it = page("guide/start.md", "---\ntitle: Begin\norder: 2\nmenu: true\n---\nText.\n");
        assert_eq!((it.name.as_str(), it.front.title.as_deref()), ("guide/start", Some("Begin")));
        assert_eq!((it.front.order, it.front.menu), (Some(2), true));
        // Places in the text stay those in the file.
        assert_eq!(it.text.lines().position(|line| line == "Text."), Some(5));
        assert_eq!(problem_of_page(&it), None);
    }

    #[test]
    fn a_line_alone_is_text() {
        assert!(problem_of_page(&page("a.md", "---\ntitle: A\nText.\n")).is_some());
        for path in ["index.md", "API.md", "Models/a.md"] {
            assert!(problem_of_page(&page(path, "# A\n")).is_some(), "{path}");
        }
        for text in ["---\nText.\n", "Text.\n\n---\n\nMore.\n", "---", ""] {
            assert_eq!(page("a.md", text).text, text);
        }
    }

    #[test]
    fn what_is_wrong_has_its_line() {
        let problem = problem_of_page(&page("a.md", "---\ntitle: A\nmenue: true\n---\n"));
        let problem = problem.expect("there is no such field");
        assert_eq!(problem.location.map(|place| place.line), Some(3), "{}", problem.message);
    }

    #[test]
    fn the_page_of_a_folder_has_its_name() {
        assert_eq!(page("guide/index.md", "").name, "guide");
        for path in ["models/mine.md", "a b.md", "guide//x.md", "search/x.md"] {
            assert!(problem_of_page(&page(path, "")).is_some(), "{path}");
        }
    }
}
