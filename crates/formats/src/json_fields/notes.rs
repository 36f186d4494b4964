//! Warnings about one record of a source, and why values of it are not taken.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use faircat_record::diagnostic::{Diagnostic, Location};

use crate::import::document::Whereabouts;
use crate::reader::{Loss, Why};

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
    /// Paths of values of which a warning tells what is wrong.
    warned: RefCell<BTreeSet<String>>,
    /// The same where one way to read it was of no use, and others were tried perhaps.
    supposed: RefCell<BTreeMap<String, &'static str>>,
    /// The same of whole items of lists.
    supposed_of_items: RefCell<BTreeMap<String, &'static str>>,
    /// Paths of lists of which something was taken.
    opened: RefCell<BTreeSet<String>>,
}

/// Where a record stands.
#[derive(Debug)]
enum RecordPlace {
    /// Among others of a file: named as `record 12102`.
    Among(Location, String),
    /// It is the whole of a text.
    Text(Whereabouts),
}

impl Notes {
    pub(crate) fn new(format: &'static str, location: Location, subject: String) -> Self {
        let place = RecordPlace::Among(location, subject);
        Notes::at_place(format, place)
    }

    /// Notes about a record that is the whole of `source`.
    pub(crate) fn of_text(format: &'static str, source: Whereabouts) -> Self {
        let place = RecordPlace::Text(source);
        Notes::at_place(format, place)
    }

    fn at_place(format: &'static str, place: RecordPlace) -> Self {
        let (found, dropped, reasons, opened) = Default::default();
        let (warned, supposed, supposed_of_items) = Default::default();
        Notes {
            format,
            place,
            found,
            dropped,
            reasons,
            warned,
            supposed,
            supposed_of_items,
            opened,
        }
    }

    pub(crate) fn warn(&self, code: &'static str, message: &str) {
        self.warn_at("", code, message);
    }

    /// As [`Notes::warn`], about the value at `path`, as `authors[1].orcid`.
    pub(crate) fn warn_at(&self, path: &str, code: &'static str, message: &str) {
        let hint = format!("the value is kept under `extensions: {}:`", self.format);
        self.reason(path, message);
        self.warned.borrow_mut().insert(path.to_owned());
        self.tell(path, Diagnostic::warning(code, message).hint(hint));
    }

    /// Notes `diagnostic`, which is about the value at `path`.
    pub(crate) fn tell(&self, path: &str, diagnostic: Diagnostic) {
        self.tell_at(pointer(path), diagnostic);
    }

    /// The JSON pointers of each of the scalars `wanted` in the source, in the order of its text.
    pub(crate) fn pointers_of(&self, wanted: &HashSet<String>) -> HashMap<String, Vec<String>> {
        match &self.place {
            RecordPlace::Text(source) => source.pointers_of(wanted),
            RecordPlace::Among(..) => HashMap::new(),
        }
    }

    /// As [`Notes::tell`], of the value at the JSON `pointer`.
    pub(crate) fn tell_at(&self, pointer: String, mut diagnostic: Diagnostic) {
        if let RecordPlace::Among(location, subject) = &self.place {
            diagnostic.message = format!("{subject}: {}", diagnostic.message);
            diagnostic = diagnostic.at(location.clone());
        }
        self.found.borrow_mut().push((pointer, diagnostic));
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

    /// Notes why the value at `path` stays where it is, unless more is said of it.
    pub(super) fn suppose(&self, path: &str, why: &'static str) {
        self.supposed.borrow_mut().insert(path.trim_end_matches('.').to_owned(), why);
    }

    /// The same of all within the item at `path`: what is wrong with one of its values is why, else `why`.
    pub(super) fn suppose_all(&self, path: &str, why: &'static str) {
        let path = path.trim_end_matches('.');
        let warned = self.warned.borrow().range(path.to_owned()..).next().cloned();
        let wrong = warned.filter(|it| is_within(it, path));
        let known = wrong.and_then(|it| self.reasons.borrow().get(&it).cloned());
        match known {
            Some(known) => self.reason(path, &known),
            None => drop(self.supposed_of_items.borrow_mut().insert(path.to_owned(), why)),
        }
    }

    /// Notes that `value`, at `field`, goes, and why.
    pub(crate) fn drop_because(&self, field: &str, value: &str, why: &str) {
        let (field, value) = (field.to_owned(), value.to_owned());
        self.dropped.borrow_mut().push(Loss { field, value, kept: false, why: Why::of(why) });
    }

    /// Why the value at `field` stays where it is: what is known of it or of the first thing in it, else
    /// of what it is in.
    pub(super) fn why(&self, field: &str) -> Why {
        let (reasons, supposed) = (self.reasons.borrow(), self.supposed.borrow());
        let known = first_within(&reasons, field).map(String::as_str);
        let of_outer = || around(field).find_map(|path| reasons.get(path)).map(String::as_str);
        let known = known.or_else(of_outer).or_else(|| first_within(&supposed, field).copied());
        let items = self.supposed_of_items.borrow();
        let of_item = || std::iter::once(field).chain(around(field)).find_map(|it| items.get(it));
        let known = known.or_else(|| of_item().copied());
        known.map_or(Why::NO_FIELD, Why::of)
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

/// The first of what `notes` say about `field` and the things in it.
fn first_within<'n, T>(notes: &'n BTreeMap<String, T>, field: &str) -> Option<&'n T> {
    let after = notes.range(field.to_owned()..);
    let mut within = after.take_while(|(path, _)| path.starts_with(field));
    within.find(|(path, _)| is_within(path, field)).map(|(_, why)| why)
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

/// `authors[1].orcid` as a JSON pointer. A point within a name is taken for one between two, by all alike.
pub(crate) fn pointer(path: &str) -> String {
    if path.is_empty() {
        return String::new();
    }
    format!("/{}", path.trim_end_matches('.').replace('[', "/").replace(']', "").replace('.', "/"))
}
