//! One record in one format, without building a site.

use std::path::Path;

use jiff::civil::Date;

use super::loaded::Loaded;
use super::{Input, statements, training_data};
use crate::catalog::{Catalog, Entry};
use crate::diagnostic::Diagnostic;
use crate::formats::companions::formats_of;
use crate::formats::format::Format;
use crate::formats::view::RecordView;
use crate::outside_world::one_record;

/// A record of a site that need not be built.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// The folder that holds `catalog/`.
    pub root: &'a Path,
    /// By slug or `folder/slug`.
    pub name: &'a str,
    /// As of a build.
    pub base_url: Option<&'a str>,
    /// As of a build.
    pub today: Option<Date>,
}

/// A file of a record.
#[derive(Debug)]
pub struct CompanionFile {
    pub content: Vec<u8>,
    /// What whoever asked for it should know, warnings all.
    pub notes: Vec<Diagnostic>,
}

/// What a build writes beside the page of the record in `format`.
///
/// Errors: of the record or of `site.yaml`; no such record; or one that has no such file.
pub fn companion_file(record: &Named, format: &Format) -> Result<CompanionFile, Vec<Diagnostic>> {
    Loaded::of(record.root, record.base_url, record.today).companion_file(record.name, format)
}

impl Loaded {
    /// As [`companion_file`], of the record `name`.
    ///
    /// Errors: those of [`companion_file`].
    pub fn companion_file(
        &self,
        name: &str,
        format: &Format,
    ) -> Result<CompanionFile, Vec<Diagnostic>> {
        self.with_view(name, |view| companion_of(view, format))
    }

    /// What `use_view` makes of the record `name` as formats see it.
    fn with_view<T>(
        &self,
        name: &str,
        use_view: impl FnOnce(&RecordView) -> Result<T, Vec<Diagnostic>>,
    ) -> Result<T, Vec<Diagnostic>> {
        let site = self.site.as_ref().map_err(Clone::clone)?;
        let entry = find(&self.catalog, name)
            .map_err(|problem| refused(name, self.problems.clone(), problem))?;
        let input = Input { root: &self.root, site, catalog: &self.catalog };
        let of_training_data = training_data::standings_for(&input, [entry]);
        let said = statements::make(&input, entry, &|iri| of_training_data.get(iri).cloned())
            .map_err(|problem| vec![problem])?;
        use_view(&RecordView::new(&said.dossier(&input, entry)))
    }
}

fn companion_of(view: &RecordView, format: &Format) -> Result<CompanionFile, Vec<Diagnostic>> {
    let entry = view.dossier.source.entry;
    let why = match format.companion {
        Some(companion) => match companion.lacks(view) {
            None => {
                let note =
                    |text| Diagnostic::warning("not-told", text).in_file(entry.file.as_ref());
                let notes = companion.left_out(view).into_iter().map(note);
                let notes = draft_note(entry).into_iter().chain(notes).collect();
                return Ok(CompanionFile { content: companion.write(view), notes });
            }
            Some(why) => why,
        },
        None => "it is written as a package only",
    };
    Err(vec![untold(entry, format, why, &formats_of(view))])
}

/// What `use_view` makes of the record as formats see it.
///
/// Errors: those of `use_view`; of the record or of `site.yaml`; or no such record.
pub(crate) fn with_view<T>(
    record: &Named,
    use_view: impl FnOnce(&RecordView) -> Result<T, Vec<Diagnostic>>,
) -> Result<T, Vec<Diagnostic>> {
    let Named { root, name, base_url, today } = *record;
    Loaded::of(root, base_url, today).with_view(name, use_view)
}

/// Said of a draft that leaves the catalogue.
pub(super) fn draft_note(entry: &Entry) -> Option<Diagnostic> {
    let message = format!("`{}` is a draft, and may still change", entry.id());
    let note = || Diagnostic::warning("draft", message).in_file(entry.file.as_ref());
    entry.is_draft().then(|| note().hint("take out `status: draft` before you hand it on"))
}

fn find<'a>(catalog: &'a Catalog, name: &str) -> Result<&'a Entry, Diagnostic> {
    let named = |one: &&Entry| one.slug == name || one.id() == name;
    let found: Vec<&Entry> = catalog.entries.iter().filter(named).collect();
    match found.as_slice() {
        [entry] => Ok(entry),
        [] => {
            let known: Vec<String> = catalog.entries.iter().map(Entry::id).collect();
            let message = format!("there is no record `{name}`");
            let problem = Diagnostic::error("unknown-record", message);
            Err(match one_record::nearest(&known, name) {
                Some(near) => problem.hint(format!("did you mean `{near}`?")),
                None => problem.hint("the names are those of the files below `catalog/`"),
            })
        }
        several => {
            let names: Vec<String> = several.iter().map(|it| format!("`{}`", it.id())).collect();
            let message = format!("`{name}` names {}", names.join(" and "));
            Err(Diagnostic::error("ambiguous-record", message).hint("name the kind too"))
        }
    }
}

/// What is wrong with the record `name`, where that is why it is not there; else `problem`.
fn refused(name: &str, problems: Vec<Diagnostic>, problem: Diagnostic) -> Vec<Diagnostic> {
    let slug = name.rsplit('/').next().unwrap_or(name);
    let is_of_record = |file: &Path| {
        file.iter().any(|part| part.to_str().is_some_and(|it| it.trim_end_matches(".yaml") == slug))
    };
    let of_record: Vec<Diagnostic> = problems
        .into_iter()
        .filter(Diagnostic::is_error)
        .filter(|it| it.location.as_ref().is_some_and(|place| is_of_record(&place.file)))
        .collect();
    if of_record.is_empty() { vec![problem] } else { of_record }
}

fn untold(entry: &Entry, format: &Format, why: &str, others: &[Format]) -> Diagnostic {
    let message = format!("`{}` cannot be told as {}: {why}", entry.id(), format.title);
    let names: Vec<&str> = others.iter().map(|format| format.name).collect();
    Diagnostic::error("no-such-format", message).in_file(entry.file.as_ref()).hint(format!(
        "of single files it has {}; `faircat export --help` names the packages too",
        names.join(", ")
    ))
}
