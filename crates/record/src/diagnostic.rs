//! What went wrong, where, and what to do about it.
//!
//! Every stage returns what it could make together with its diagnostics. They are values: only
//! the command line prints them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use faircat_text::beginning;
use serde::{Deserialize, Serialize};

use crate::credentials;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The record is left out of the site.
    Error,
    /// The record is published all the same.
    Warning,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Location {
    /// The file, relative to the site's root where it lies below it.
    pub file: Arc<PathBuf>,
    /// Counted from 1; 0 where the whole file is meant.
    pub line: usize,
    /// Counted from 1 in characters; 0 where the whole line is meant.
    pub column: usize,
    /// Length in characters of what is marked.
    pub length: usize,
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Diagnostic {
    pub severity: Severity,
    /// Stable name of the problem, as `unknown-field`.
    pub code: Cow<'static, str>,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    #[serde(flatten)]
    pub location: Option<Location>,
    /// What to do about it, in one sentence without a full stop.
    pub hint: Option<String>,
}

impl Diagnostic {
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code: Cow::Borrowed(code),
            message: readable(message.into()),
            location: None,
            hint: None,
        }
    }

    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    #[must_use]
    pub fn at(mut self, location: Location) -> Self {
        self.location = Some(location);
        self
    }

    /// The whole of `file`, where no line can be named.
    #[must_use]
    pub fn in_file(self, file: impl Into<PathBuf>) -> Self {
        // Addresses are named here as files are.
        let file: PathBuf = file.into();
        let clean = match file.to_str().map(credentials::hidden) {
            Some(Cow::Owned(clean)) => Some(PathBuf::from(clean)),
            _ => None,
        };
        let file = clean.unwrap_or(file);
        self.at(Location { file: Arc::new(file), line: 0, column: 0, length: 0 })
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(readable(hint.into()));
        self
    }

    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Longest text of a message, in characters: what a record holds may stand in it.
const LONGEST_TEXT: usize = 2000;

/// `text` without passwords, cut where it is too long to read.
fn readable(text: String) -> String {
    let text = match credentials::hidden(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(clean) => clean,
    };
    beginning(&text, LONGEST_TEXT).into_owned()
}

/// Most problems that are told of one file: more help nobody.
pub const MOST_OF_A_FILE: usize = 100;

/// The problem that stands for `more` others of the same file, which are errors as `error` says.
pub fn and_more(more: usize, error: bool) -> Diagnostic {
    let severity = if error { Severity::Error } else { Severity::Warning };
    let problems = if more == 1 { "problem" } else { "problems" };
    let message = format!("and {more} more {problems} in this file");
    let problem = Diagnostic::error(MORE, message);
    Diagnostic { severity, ..problem }.hint("correct those above first")
}

/// Of the errors of each file, and of its warnings, the first [`MOST_OF_A_FILE`], and behind all how
/// many more there are. What is of no file stays.
#[must_use]
pub fn within_budget(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut numbers: BTreeMap<(Arc<PathBuf>, Severity), usize> = BTreeMap::new();
    diagnostics.retain(|it| {
        let Some(location) = &it.location else { return true };
        let number = numbers.entry((Arc::clone(&location.file), it.severity)).or_default();
        *number += 1;
        *number <= MOST_OF_A_FILE
    });
    let more = numbers.into_iter().filter(|(_, number)| *number > MOST_OF_A_FILE);
    diagnostics.extend(more.map(|((file, severity), number)| {
        let whole = Location { file, line: 0, column: 0, length: 0 };
        and_more(number - MOST_OF_A_FILE, severity == Severity::Error).at(whole)
    }));
    diagnostics
}

/// Code of [`and_more`].
const MORE: &str = "more-problems";

/// Sorts by place, errors before warnings in the same place and the number of others last in their
/// file, and drops repetitions.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    fn key(it: &Diagnostic) -> impl Ord {
        let file = it.location.as_ref().map(|location| &location.file);
        (file, it.code == MORE, &it.location, it.severity, &it.code, &it.message)
    }
    diagnostics.sort_by(|a, b| key(a).cmp(&key(b)));
    diagnostics.dedup();
}

#[cfg(test)]
mod tests {
    use super::{Diagnostic, MOST_OF_A_FILE, Severity, within_budget};

    #[test]
    fn of_a_file_so_many_errors_and_warnings_are_told() {
        let warning = |file: &str| Diagnostic::warning("odd", "odd").in_file(file);
        let mut all = vec![Diagnostic::error("of-no-file", "wrong"); MOST_OF_A_FILE + 5];
        all.extend(vec![warning("a.json"); MOST_OF_A_FILE + 5]);
        all.extend(vec![warning("b.json"); MOST_OF_A_FILE]);
        all.push(Diagnostic::error("bad", "bad").in_file("a.json"));
        let told = within_budget(all.clone());
        assert_eq!(told.len(), all.len() - 5 + 1);
        assert!(told.iter().any(|it| it.code == "bad"));
        let more = told.last().unwrap();
        assert_eq!(more.message, "and 5 more problems in this file");
        assert_eq!(more.severity, Severity::Warning);
    }
}
