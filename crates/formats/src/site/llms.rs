//! `llms.txt` ([llmstxt.org](https://llmstxt.org/)): the catalogue for language models, with links
//! to the Markdown of each record and to what holds them all.

use faircat_catalog::Entry;
use faircat_linked_data::DUMPS;
use faircat_record::diagnostic::Diagnostic;
use faircat_record::{Kind, Status};

use super::{CatalogView, Emit, SiteFile, always, api, file, files_of};
use crate::companions::is_offered;
use crate::markdown::{self, line};

pub(crate) const FILE: SiteFile = SiteFile {
    path: "llms.txt",
    title: "The catalogue for language models, as Markdown",
    specification: Some("https://llmstxt.org/"),
    media_type: "text/plain",
    relation: None,
    api_name: Some("llms"),
    of_pages: false,
    applies: always,
    write,
};

/// Records of each kind that are named, so that the file stays small enough to be read whole.
const MOST: usize = 100;

fn write(view: &CatalogView, emit: &Emit) -> Result<(), Diagnostic> {
    let config = &view.site.config;
    let mut text = format!("# {}\n", line(&config.title));
    if !config.tagline.is_empty() {
        text.push_str(&format!("\n> {}\n", line(&config.tagline)));
    }
    if is_offered(view.site, &markdown::FORMAT) {
        text.push_str(
            "\nEach page of a record has a Markdown twin, `index.md`, which says the same, and \
             other formats beside it.\n",
        );
    }
    for kind in Kind::WORKS {
        of_kind(&mut text, view, kind);
    }
    text.push_str("\n## Optional\n\n");
    let files = files_of(view.site, view.catalog);
    let files = files.filter(|it| !it.path.ends_with('/') && it.path != FILE.path);
    for file in files {
        text.push_str(&item(file.title, &view.site.iri(file.path), ""));
    }
    for (path, media_type) in DUMPS {
        text.push_str(&item("Every statement of the catalogue", &view.site.iri(path), media_type));
    }
    text.push_str(&item("The manual", &view.site.iri("manual/"), ""));
    emit(file(FILE.path, text))
}

/// The newest records of `kind`, and where all of them are.
fn of_kind(text: &mut String, view: &CatalogView, kind: Kind) {
    let mut entries: Vec<&Entry> = view.catalog.of_kind(kind).iter().collect();
    if entries.is_empty() {
        return;
    }
    let number = entries.len();
    let has_twins = is_offered(view.site, &markdown::FORMAT);
    let twin = if has_twins { markdown::FORMAT.file_name() } else { "" };
    // Those of one day stay in the order of their names.
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.last_change().map(|it| it.first())));
    text.push_str(&format!("\n## {}\n\n", kind.heading()));
    for entry in entries.into_iter().take(MOST) {
        let address = format!("{}{twin}", entry.page());
        let summary = &entry.summary;
        let standing = match summary.status {
            Status::Active => "",
            Status::Draft => "Draft. ",
            Status::Deprecated => "Deprecated. ",
            Status::Withdrawn => "Withdrawn. ",
        };
        let note = format!("{standing}{}", summary.summary);
        text.push_str(&item(&summary.title, &view.site.iri(&address), note.trim_end()));
    }
    let all = format!("All {number} as JSON");
    text.push_str(&item(&all, &view.site.iri(&api::path(kind, 1)), ""));
}

fn item(title: &str, address: &str, note: &str) -> String {
    let note = if note.is_empty() { String::new() } else { format!(": {}", line(note)) };
    format!("- [{}]({address}){note}\n", line(title))
}
