//! What the maintainer wrote by hand: that it is read at all, and that it is what it should be.

use std::path::Path;

use faircat_sparql::limited;
use faircat_sparql::query::Query;

use super::federation;
use super::own_pages::OwnPages;
use crate::catalog::Catalog;
use crate::catalog::checks::Fault;
use crate::diagnostic::{self, Diagnostic};
use crate::formats::companions::{MANY, OWN_FORM};
use crate::formats::list::{FORMATS, format_named};
use crate::outside_world::site_folder::{self, read_folder};
use crate::outside_world::theme_folder::{self, ThemeFile, ThemeFolder};
use crate::outside_world::unread_site_files;
use crate::pages::site::{foreign_images, problem_of_page, twice};
use crate::pages::theme::SITE_WORDS;
use crate::pages::{Theme, theme_files};
use crate::site::Site;
use crate::sparql::prefixes::prefixes;

/// What a build does not meet on its way: the publisher, queries, and files that nobody reads.
pub(super) fn overlooked(root: &Path, site: &Site, catalog: &Catalog) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if !catalog.entries.is_empty() {
        found.extend(site_folder::check_publisher(root, site, catalog));
    }
    let formats = &site.config.formats;
    let named = chosen("without", &formats.without);
    let named =
        named.into_iter().chain(chosen("with", formats.with.as_deref().unwrap_or_default()));
    found.extend(site_folder::placed(root, named.collect()));
    found.extend(unread_site_files::of_site(root));
    found.extend(federation::problems(root, site));
    let (queries, _) = read_folder(root, "site/queries", "rq");
    for query in queries {
        let parsed = limited::check(Query::new(query.text, prefixes()));
        found.extend(parsed.err().map(|error| {
            let file = format!("site/queries/{}", query.path);
            // What follows draws the place below the query.
            let text = error.to_string();
            let message = text.lines().next().unwrap_or_default();
            let problem = Diagnostic::error("query", message).in_file(file);
            match error.hint() {
                Some(hint) => problem.hint(hint),
                None => problem.hint("try it with `faircat query`"),
            }
        }));
    }
    found
}

/// Tells which formats a site has not because it has so many records, once per site: whoever has
/// decided for some, or none, of them knows.
pub(super) fn lightened(site: &Site, left_out: &[&str]) -> Option<Diagnostic> {
    if left_out.is_empty() || site.config.formats.with.is_some() {
        return None;
    }
    let message = format!(
        "with more than {MANY} records, the site leaves out files that say again what others say: {}",
        left_out.join(", ")
    );
    let hint = "name those that it is to have in `formats: with: […]` of site/site.yaml; an empty list \
                is to have none";
    Some(Diagnostic::warning("formats-left-out", message).hint(hint))
}

/// What is wrong with the formats that the settings name.
fn chosen(field: &str, named: &[String]) -> Vec<Fault> {
    let written = |name: &str| format_named(name).is_some_and(|it| it.companion.is_some());
    let wrong = named.iter().enumerate().filter_map(|(index, name)| {
        let message = match name.as_str() {
            OWN_FORM if field == "without" => {
                format!("`{OWN_FORM}` cannot be left out: the linked data is named by it")
            }
            name if written(name) => return None,
            name => format!("`{name}` is no format of the files beside a record's page"),
        };
        let known = FORMATS.iter().filter(|it| it.companion.is_some() && it.name != OWN_FORM);
        let names: Vec<&str> = known.map(|it| it.name).collect();
        let hint = format!("name some of {}", names.join(", "));
        let problem = Diagnostic::error("unknown-format", message).hint(hint);
        Some(Fault { pointer: format!("/formats/{field}/{index}"), diagnostic: problem })
    });
    wrong.collect()
}

/// The site's own theme folder and the words of `site/words/`, with what is hardly meant in it.
pub(super) fn read_theme(root: &Path, site: &Site) -> Result<ThemeFolder, Diagnostic> {
    let name = &site.config.theme;
    let mut found = theme_folder::read_theme(root, name)?;
    found.problems.extend(theme_files::odd(&Path::new("themes").join(name), &found.files));
    let (words, problems) = read_folder(root, SITE_WORDS.trim_end_matches('/'), "ftl");
    found.problems.extend(problems);
    found.files.extend(words.into_iter().map(|file| ThemeFile {
        path: format!("{SITE_WORDS}{}", file.path),
        content: file.text.into_bytes(),
    }));
    diagnostic::sort(&mut found.problems);
    Ok(found)
}

/// Everything about these files that a build would tell, and the theme, for `faircat check`.
pub fn check(root: &Path, site: &Site, catalog: &Catalog) -> Vec<Diagnostic> {
    let mut found = overlooked(root, site, catalog);
    let theme = read_theme(root, site)
        .and_then(|folder| Ok((Theme::load(site, folder.files)?, folder.problems)));
    match theme {
        Ok((theme, problems)) => {
            found.extend(problems);
            found.extend(theme.words().problems());
        }
        Err(problem) => found.push(problem),
    }
    found.extend(site_folder::read_synonyms(root).1);
    found.extend(read_folder(root, "site/queries", "rq").1);
    let OwnPages { pages, problems, .. } = OwnPages::read(root);
    found.extend(problems);
    found.extend(twice(&pages));
    for page in &pages {
        match problem_of_page(page) {
            Some(problem) => found.push(problem),
            None => found.extend(foreign_images(site, page)),
        }
    }
    found
}
