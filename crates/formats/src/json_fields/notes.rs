//! Warnings about one record of a source, and why values of it are not taken.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use faircat_record::diagnostic::{Diagnostic, Location};

use crate::import::document::Source;
use crate::reader::Loss;

/// How much of a value is told, in characters.
pub(super) const LONGEST_VALUE: usize = 60;

/// Where the warnings about one record go.
#[derive(Debug)]
pub(crate) struct Notes {
    /// The name of the format.
    format: &'static str,
    place: RecordPlace,
    /// Each with the JSON pointer of what it is about.
    found: RefCell<Vec<(String, Diagnostic)>>,
    /// What goes.
    dropped: RefCell<Vec<Loss>>,
    /// Why a value stays where it is, by its path.
    reasons: RefCell<BTreeMap<String, String>>,
    /// Paths of lists of which something was taken.
    opened: RefCell<BTreeSet<String>>,
}

/// Where a record stands.
#[derive(Debug)]
enum RecordPlace {
    /// Among others of a file: named as `record 12102`.
    Among(Location, String),
    /// It is the whole of a text.
    Text(Source),
}

impl Notes {
    pub(crate) fn new(format: &'static str, location: Location, subject: String) -> Self {
        let place = RecordPlace::Among(location, subject);
        Notes::at_place(format, place)
    }

    /// Notes about a record that is the whole of `source`.
    pub(crate) fn of_text(format: &'static str, source: Source) -> Self {
        let place = RecordPlace::Text(source);
        Notes::at_place(format, place)
    }

    fn at_place(format: &'static str, place: RecordPlace) -> Self {
        let (found, dropped, reasons, opened) = Default::default();
        Notes { format, place, found, dropped, reasons, opened }
    }

    pub(crate) fn warn(&self, code: &'static str, message: &str) {
        self.warn_at("", code, message);
    }

    /// As [`Notes::warn`], about the value at `path`, as `authors[1].orcid`.
    pub(crate) fn warn_at(&self, path: &str, code: &'static str, message: &str) {
        let hint = format!("the value is kept under `extensions: {}:`", self.format);
        self.reason(path, message);
        self.tell(path, Diagnostic::warning(code, message).hint(hint));
    }

    /// Notes `diagnostic`, which is about the value at `path`.
    pub(crate) fn tell(&self, path: &str, mut diagnostic: Diagnostic) {
        if let RecordPlace::Among(location, subject) = &self.place {
            diagnostic.message = format!("{subject}: {}", diagnostic.message);
            diagnostic = diagnostic.at(location.clone());
        }
        self.found.borrow_mut().push((pointer(path), diagnostic));
    }

    /// Notes why the value at `path` stays where it is.
    pub(crate) fn reason(&self, path: &str, why: &str) {
        self.reasons.borrow_mut().insert(path.trim_end_matches('.').to_owned(), why.to_owned());
    }

    /// Notes that something was taken of the list at `path`, of which a part stays.
    pub(super) fn open(&self, path: String) {
        self.opened.borrow_mut().insert(path);
    }

    pub(super) fn is_opened(&self, path: &str) -> bool {
        self.opened.borrow().contains(path)
    }

    /// Notes that `value`, at `field`, has no place at all.
    pub(crate) fn drop(&self, field: &str, value: &str) {
        self.drop_because(field, value, "a record has no such field");
    }

    /// As [`Notes::drop`], for a reason of its own.
    pub(crate) fn drop_because(&self, field: &str, value: &str, why: &str) {
        let (field, why) = (field.to_owned(), Some(why.to_owned()));
        let value = value.to_owned();
        self.dropped.borrow_mut().push(Loss { field, value, kept: false, why });
    }

    /// Says in `losses` what is known of why.
    pub(crate) fn explain(&self, losses: &mut [Loss]) {
        let reasons = self.reasons.borrow();
        for loss in losses.iter_mut().filter(|it| it.why.is_none()) {
            // Of a list, the first of its items about which something is known.
            let after = reasons.range(loss.field.clone()..);
            let mut within = after.take_while(|(path, _)| path.starts_with(&loss.field));
            loss.why = within.find(|it| is_within(it.0, &loss.field)).map(|it| it.1.clone());
            if loss.why.is_none() {
                loss.why = around(&loss.field).find_map(|path| reasons.get(path)).cloned();
            }
        }
    }

    /// The diagnostics, and what was dropped.
    pub(crate) fn into_parts(self) -> (Vec<Diagnostic>, Vec<Loss>) {
        let found = self.found.into_inner();
        let diagnostics = match self.place {
            RecordPlace::Among(..) => found.into_iter().map(|(_, it)| it).collect(),
            RecordPlace::Text(source) => source.place(found),
        };
        (diagnostics, self.dropped.into_inner())
    }
}

/// The paths of what `path` is in, the nearest first.
fn around(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(shorter(path), |path| shorter(path))
}

fn shorter(path: &str) -> Option<&str> {
    path.rfind(['.', '[']).map(|end| &path[..end])
}

/// Whether `path` is that of `field` or of something in it.
fn is_within(path: &str, field: &str) -> bool {
    path.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// `authors[1].orcid` as a JSON pointer.
fn pointer(path: &str) -> String {
    if path.is_empty() {
        return String::new();
    }
    format!("/{}", path.trim_end_matches('.').replace('[', "/").replace(']', "").replace('.', "/"))
}
