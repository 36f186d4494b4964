//! Writes an imported record, where that is nobody's loss.

mod told;

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::Target;
use super::header::{self, Header};
use super::losses::{self, Lost};
use super::merge::{self, Merged};
use super::same_work;
use super::surroundings::Surroundings;
use crate::catalog::checks;
use crate::diagnostic::{Diagnostic, Severity};
use crate::formats::reader::Imported;
use crate::formats::yaml;
use crate::outside_world::imported_records::{self as disk, Existing};
use crate::outside_world::own_files::RecordFolder;
use crate::outside_world::{atomic_file, clock};
use crate::record::reading::LARGEST_RECORD;
use crate::record::{Kind, Record, Work, reading};

/// What became of a record's file.
pub(super) enum State {
    Written,
    Unchanged,
    LeftOut,
}

/// A record on its way to its file.
struct Storing<'a> {
    format: &'static str,
    imported: &'a Imported,
    losses: &'a mut Vec<Lost>,
    /// The files around the source, where they are known.
    around: Option<&'a Surroundings<'a>>,
    target: Target<'a>,
    file: PathBuf,
}

/// Writes the record into the catalogue, unless the file there is somebody else's work. What is told
/// without a file is about the record's source. To the `losses` comes what somebody edited in the
/// record.
pub(super) fn store(
    format: &'static str,
    imported: &Imported,
    losses: &mut Vec<Lost>,
    around: Option<&Surroundings<'_>>,
    target: Target<'_>,
) -> (State, Vec<Diagnostic>) {
    let file = disk::home(target.catalog, imported.work.kind, &imported.slug);
    let stored = Storing { format, imported, losses, around, target, file }.store();
    stored.unwrap_or_else(|problem| (State::LeftOut, vec![*problem]))
}

type Stored = Result<(State, Vec<Diagnostic>), Box<Diagnostic>>;

impl Storing<'_> {
    /// As [`store`], with what is wrong as an error.
    fn store(&mut self) -> Stored {
        let work = &self.imported.work;
        let body = yaml::to_yaml(work).map_err(|error| self.unwritable(&error))?;
        let header = Header::of(self.format, &body, &merge::fields(work));
        let text = header.text(self.losses) + &body;
        match reading::parse::<Work>(&text) {
            Ok(read) if read == *work => {}
            Ok(_) => return Err(self.unwritable("its YAML would read differently")),
            Err(error) => return Err(self.unwritable(&error.to_string())),
        }
        match disk::existing(&self.file)? {
            Existing::Text(old) => {
                // Git and editors may end lines as Windows does, which makes no other record.
                let old = old.replace("\r\n", "\n");
                if old != text {
                    return self.replace(&old, (&header, &body));
                }
                self.bring(work, Some(work))?;
                Ok((State::Unchanged, Vec::new()))
            }
            Existing::Nothing => match self.of_other_kind() {
                Some(problem) => Err(problem),
                None => self.write(&text, work, None),
            },
        }
    }

    /// Brings the files of `work` that lie around its source.
    fn bring(&self, work: &Work, here: Option<&Work>) -> Result<(), Box<Diagnostic>> {
        let Some(around) = self.around else { return Ok(()) };
        let made = &self.imported.made;
        around.bring(self.target.catalog, &self.imported.slug, (work, made), here)
    }

    /// Puts the record in the place of `old`, of which what was edited stays, and adds that to the
    /// losses.
    fn replace(&mut self, old: &str, (header, body): (&Header, &str)) -> Stored {
        let (last, old_body) = header::split(old);
        let here = reading::parse::<Work>(old).ok();
        let is_ours = |work: &Work| work.extensions.contains_key(self.format);
        let other = last.as_ref().filter(|it| it.format != self.format);
        if let Some(other) = other.filter(|_| !here.as_ref().is_some_and(is_ours)) {
            return Err(self.of_other_format(&other.format));
        }
        let last = last.filter(|it| it.format == self.format);
        if last.is_none() && !here.as_ref().is_some_and(is_ours) {
            return Err(self.not_ours());
        }
        if here.as_ref().is_some_and(|it| same_work::are_different(it, &self.imported.work)) {
            return Err(self.other_work());
        }
        let is_as_imported = last.as_ref().is_some_and(|it| it.body == header::digest(&old_body));
        if is_as_imported || old_body == body {
            let text = header.text(self.losses) + body;
            return self.write(&text, &self.imported.work, here.as_ref());
        }
        let here = here.ok_or_else(|| self.unreadable())?;
        let digests = last.as_ref().map(|it| &it.fields);
        let merged = merge::merge(digests, &self.imported.work, &here)
            .map_err(|reason| self.not_merged(&reason))?;
        let mut told: Vec<Diagnostic> =
            merged.conflicts.iter().map(|it| self.conflict(it)).collect();
        let kept = merge::rewritten(&old_body, &here, &merged.work);
        let is_whole = kept.is_some();
        let body = match kept {
            Some(body) => body,
            None => yaml::to_yaml(&merged.work).map_err(|error| self.unwritable(&error))?,
        };
        let of_format = |work: &Work| work.extensions.get(self.format).cloned();
        let (now, kept) = (of_format(&self.imported.work), of_format(&merged.work));
        losses::after_edits(self.losses, now.as_ref(), kept.as_ref());
        let outdone = self.outdone(&merged);
        self.losses.extend(outdone);
        let text = header.text(self.losses) + &body;
        // Of what a person edited, the comment tells it once that is asked for.
        let is_same = || last.as_ref() == Some(header) && body == old_body;
        if text == old || !self.target.update && is_same() {
            return Ok((State::Unchanged, Vec::new()));
        }
        if !self.target.update {
            return Err(self.edited(&merged, last.is_some()));
        }
        if !is_whole {
            told.push(self.rearranged());
        }
        let (state, more) = self.write(&text, &merged.work, Some(&here))?;
        told.extend(more);
        Ok((state, told))
    }

    /// What the source says in fields that somebody edited.
    fn outdone(&self, merged: &Merged) -> Vec<Lost> {
        let of_format = |(top, inner): &merge::Key| {
            top == "extensions" && inner.as_deref() == Some(self.format)
        };
        let others = merged.outdone.iter().filter(|it| !of_format(&it.0));
        let lost = |(key, value): &(merge::Key, Value)| {
            Lost::edited(&self.imported.slug, self.format, merge::name(key), value)
        };
        others.map(lost).collect()
    }

    /// What is wrong where the same source was imported as a work of another kind.
    fn of_other_kind(&self) -> Option<Box<Diagnostic>> {
        let others = Kind::WORKS.into_iter().filter(|it| *it != self.imported.work.kind);
        others.into_iter().find_map(|kind| {
            let file = disk::home(self.target.catalog, kind, &self.imported.slug);
            let Ok(Existing::Text(old)) = disk::existing(&file) else { return None };
            let is_ours = header::split(&old).0.is_some_and(|it| it.format == self.format);
            let here = reading::parse::<Work>(&old).ok()?;
            let is_same = !same_work::are_different(&here, &self.imported.work);
            (is_ours && is_same).then(|| self.changed_kind(&file, kind))
        })
    }

    /// Writes `text`, which is the YAML of `work`, if a check would not refuse it, in the place of `here`.
    fn write(&self, text: &str, work: &Work, here: Option<&Work>) -> Stored {
        self.bring(work, here)?;
        match self.unsound(text, work) {
            Some(problem) => Err(Box::new(problem)),
            None => {
                atomic_file::write(&self.file, text.as_bytes())?;
                Ok((State::Written, self.doubtful(work)))
            }
        }
    }

    /// What a check of the catalogue will warn of in the dates, which are the source's.
    fn doubtful(&self, work: &Work) -> Vec<Diagnostic> {
        let slug = &self.imported.slug;
        let record = Record::Work(Box::new(work.clone()));
        let folder = Path::new(work.kind.folder()).join(slug);
        let files = RecordFolder { root: self.target.catalog, folder };
        let found = checks::of_record(work.kind, slug, &record, &files, Some(clock::today()));
        let of_dates =
            found.into_iter().filter(|it| [checks::FUTURE, "date"].contains(&&*it.diagnostic.code));
        of_dates
            .map(|it| {
                let message = format!("`{slug}`: {}", it.diagnostic.message);
                let problem = Diagnostic { message, severity: Severity::Warning, ..it.diagnostic };
                problem.hint("correct the record where it comes from, if that is a slip")
            })
            .collect()
    }

    /// Why a check of the catalogue would refuse the record, if it would.
    fn unsound(&self, text: &str, work: &Work) -> Option<Diagnostic> {
        let slug = &self.imported.slug;
        let size = text.len() as u64;
        let too_large = (size > LARGEST_RECORD)
            .then(|| format!("it has {size} bytes; at most {LARGEST_RECORD} are read"));
        let folder = Path::new(work.kind.folder()).join(slug);
        let files = RecordFolder { root: self.target.catalog, folder };
        let record = Record::Work(Box::new(work.clone()));
        let found = checks::of_record(work.kind, slug, &record, &files, None);
        let errors = found.into_iter().map(|it| it.diagnostic).filter(Diagnostic::is_error);
        let mut reasons = too_large.into_iter().chain(errors.map(|it| it.message));
        let first = reasons.next()?;
        let message = match reasons.count() {
            0 => format!("`{slug}` is left out: {first}"),
            more => format!("`{slug}` is left out: {first}; and {more} more"),
        };
        let hint = "correct the record where it comes from, and import it again";
        Some(Diagnostic::error("import-unsound", message).hint(hint))
    }
}
