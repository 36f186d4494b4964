//! Whether the links that authors wrote lead anywhere: in the site's Markdown pages, its settings,
//! the texts of records and a theme's own templates. The links that the program makes are held by
//! tests, which walk whole sites.

use std::cell::LazyCell;
use std::collections::{HashMap, HashSet, hash_map};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lol_html::{HtmlRewriter, Settings, element};
use percent_encoding::percent_decode_str;

use super::Shared;
use crate::catalog::Entry;
use crate::catalog::checks::Fault;
use crate::diagnostic::{Diagnostic, Location};
use crate::outside_world::catalog_folder::read_text;
use crate::outside_world::site_folder;
use crate::pages::links::{Destination, destination, folder_of_page};
use crate::pages::template_links::Target;
use crate::record::Record;
use crate::record::positions::Positions;
use crate::record::text_lines::line_of;
use crate::record::text_links::{TextLink, links_of};

/// Answered by `faircat serve` alone.
const ENDPOINT: &str = "sparql";
/// The page that takes a query behind `#`.
const SPARQL_PAGE: &str = "sparql/";
/// Where the pages and files are that only a federated site has; templates link them in conditions,
/// which are not looked at here.
const FEDERATION: &str = "federation/";

/// A warning for each link that leads nowhere, once every file of the site is written.
pub(super) fn check(shared: &Shared) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for page in &shared.own.pages {
        let source = page.file().clone();
        for link in links_of("", &page.text) {
            let folder = page.path();
            let problem = problem(shared, folder_of_page(&folder, &link.target), &link.target);
            found.extend(problem.map(|it| it.at(place(source.clone(), link.line as usize))));
        }
    }
    of_settings(shared, &mut found);
    for entry in &shared.catalog.entries {
        of_record(shared, entry, &mut found);
    }
    of_templates(shared, &mut found);
    found
}

/// The links of the texts in `site.yaml`, of the menu and of the foot of pages.
fn of_settings(shared: &Shared, found: &mut Vec<Diagnostic>) {
    let config = &shared.site.config;
    let texts = [("/description", &config.description), ("/footer/text", &config.footer.text)];
    let written =
        LazyCell::new(|| Written::read(shared.root, &Arc::new(PathBuf::from(site_folder::FILE))));
    for link in texts.into_iter().flat_map(|(pointer, text)| links_of(pointer, text)) {
        if let Some(problem) = problem(shared, "", &link.target) {
            found.push(problem.at(written.place(&link)));
        }
    }
    let menu = config.menu.iter().enumerate().map(|(at, link)| (format!("/menu/{at}/to"), link));
    let footer = config.footer.links.iter().enumerate();
    let footer = footer.map(|(at, link)| (format!("/footer/links/{at}/to"), link));
    let faults = menu.chain(footer).filter_map(|(pointer, link)| {
        Some(Fault { pointer, diagnostic: problem(shared, "", &link.to)? })
    });
    found.extend(site_folder::placed(shared.root, faults.collect()));
}

fn of_record(shared: &Shared, entry: &Entry, found: &mut Vec<Diagnostic>) {
    let page = entry.page();
    let mut anchors = Anchors::new();
    let written = LazyCell::new(|| Written::read(shared.root, &entry.file));
    for link in &entry.text_links {
        if let Some(problem) = problem_beside(shared, &page, &link.target, &mut anchors) {
            found.push(problem.at(place_in_record(&written, entry, link)));
        }
    }
}

/// A YAML file, read where a link in it is broken, once for all of them.
struct Written {
    file: Arc<PathBuf>,
    source: String,
    positions: Positions,
}

impl Written {
    fn read(root: &Path, file: &Arc<PathBuf>) -> Written {
        let source = read_text(root, file).unwrap_or_default();
        Written { file: Arc::clone(file), positions: Positions::of(&source), source }
    }

    /// The line of the link, or else the field.
    fn place(&self, link: &TextLink) -> Location {
        let key = self.positions.key(&link.pointer);
        let line = key.and_then(|key| {
            let line = line_of(&self.source, key, link.line as usize, &link.target);
            line.filter(|line| *line != key.line)
        });
        let field = key.unwrap_or_else(|| self.positions.nearest(&link.pointer));
        let (line, column, length) = match line {
            Some(line) => (line, 0, 0),
            None => (field.line, field.column, field.length),
        };
        Location { file: Arc::clone(&self.file), line, column, length }
    }
}

/// The line of the link, in a file of its own or in the record.
fn place_in_record(written: &Written, entry: &Entry, link: &TextLink) -> Location {
    let name = translated_file(entry, &link.pointer);
    let name = name.as_deref().unwrap_or("description.md");
    let of_its_own = entry.folder.as_ref().map(|folder| folder.join(name));
    match of_its_own {
        Some(file) if written.positions.key(&link.pointer).is_none() => {
            place(file, link.line as usize)
        }
        _ => written.place(link),
    }
}

/// Name of the file that a translated description at `pointer` was read from, if it was.
fn translated_file(entry: &Entry, pointer: &str) -> Option<String> {
    let number = pointer.strip_prefix("/translations/")?.split('/').next()?;
    let Record::Work(work) = entry.record() else { return None };
    let language = &work.translations.get(number.parse::<usize>().ok()?)?.language;
    Some(format!("description.{language}.md"))
}

fn of_templates(shared: &Shared, found: &mut Vec<Diagnostic>) {
    let is_alone = shared.site.config.federation.is_empty();
    for link in shared.theme.template_links() {
        let problem = match &link.target {
            Target::Path(path) if is_alone && path.starts_with(FEDERATION) => None,
            Target::Path(path) if shared.writer.has(&format!("{path}/index.html")) => None,
            Target::Path(path) => problem(shared, "", &format!("/{path}")),
            Target::Host(path) => Some(
                broken(format!(
                    "the link `/{path}` leads out of a site that has a path of its own"
                ))
                .hint(format!("write `{{{{ href('{path}') }}}}`")),
            ),
        };
        found.extend(problem.map(|it| it.at(place(PathBuf::from(&link.file), link.line))));
    }
}

fn place(file: PathBuf, line: usize) -> Location {
    Location { file: Arc::new(file), line, column: 0, length: 0 }
}

fn broken(message: String) -> Diagnostic {
    Diagnostic::warning("broken-link", message)
}

/// The names in pages that were looked into, by their files.
type Anchors = HashMap<String, HashSet<String>>;

/// What is wrong with `link` as it stands on a page in `folder`.
fn problem(shared: &Shared, folder: &str, link: &str) -> Option<Diagnostic> {
    problem_beside(shared, folder, link, &mut Anchors::new())
}

/// As [`problem`], of one among many that lead to the same pages.
fn problem_beside(
    shared: &Shared,
    folder: &str,
    link: &str,
    anchors: &mut Anchors,
) -> Option<Diagnostic> {
    let (path, rest) = match destination(folder, link) {
        Destination::Elsewhere => return None,
        Destination::Above => {
            let message = format!("the link `{link}` leads out of the site");
            return Some(broken(message).hint("write it from the site's root, as `/models/`"));
        }
        Destination::Within { path, rest } => (path, rest),
    };
    let path = percent_decode_str(&path).decode_utf8_lossy();
    let file = match path.as_ref() {
        ENDPOINT => return None,
        folder if folder.is_empty() || folder.ends_with('/') => format!("{folder}index.html"),
        file => file.to_owned(),
    };
    if !shared.writer.has(&file) {
        let slash = !file.ends_with('/') && shared.writer.has(&format!("{file}/index.html"));
        let hint = if slash { "end it with a slash" } else { "correct it, or take it out" };
        let message = format!("the link `{link}` leads to no page or file of the site");
        return Some(broken(message).hint(hint));
    }
    let anchor = rest.split_once('#').map(|(_, anchor)| anchor).unwrap_or_default();
    let anchor = percent_decode_str(anchor).decode_utf8_lossy();
    let checked = !anchor.is_empty() && file.ends_with(".html") && path != SPARQL_PAGE;
    if checked && !anchors_of(shared, file, anchors)?.contains(anchor.as_ref()) {
        let message = format!("the page of the link `{link}` has nothing called `{anchor}`");
        return Some(broken(message).hint("take the name from the address of a heading there"));
    }
    None
}

fn anchors_of<'a>(
    shared: &Shared,
    file: String,
    anchors: &'a mut Anchors,
) -> Option<&'a HashSet<String>> {
    Some(match anchors.entry(file) {
        hash_map::Entry::Occupied(known) => known.into_mut(),
        hash_map::Entry::Vacant(place) => {
            let html = shared.writer.read(place.key())?;
            place.insert(named_in(&html))
        }
    })
}

/// All that a link can lead to in a page.
fn named_in(html: &str) -> HashSet<String> {
    let mut found = HashSet::new();
    let named = element!("[id]", |element| {
        found.extend(element.get_attribute("id"));
        Ok(())
    });
    let settings = Settings::new().with_strict(false).append_element_content_handler(named);
    let mut reader = HtmlRewriter::new(settings, |_: &[u8]| ());
    // The program's own pages are well formed, and what cannot be read has no anchor.
    let read = reader.write(html.as_bytes()).and_then(|()| reader.end());
    if read.is_ok() { found } else { HashSet::new() }
}
