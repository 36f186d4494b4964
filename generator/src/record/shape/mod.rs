//! Why a file is no record: every problem of its shape, each with its place and a remedy.
//!
//! The slow path. A file is read straight into the typed record; only where that fails, which
//! tells of one problem at most, is it compared with the JSON Schema of its kind.

mod explainer;
mod homes;
mod json;
mod remedies;
mod words;

use std::path::PathBuf;
use std::sync::Arc;

use self::explainer::{Marks, misshapes};
use self::json::to_json;
use super::Kind;
use super::positions::{Place, Positions};
use super::yaml::{self, MAX_NODES};
use crate::diagnostic::{Diagnostic, Location, MOST_OF_A_FILE, and_more};

/// What to say of a file that the typed reading refused with `error`: never nothing.
pub fn refusal(
    source: &str,
    kind: Kind,
    file: &Arc<PathBuf>,
    error: &serde_saphyr::Error,
) -> Vec<Diagnostic> {
    let mut diagnostics = explain(source, kind, file);
    if diagnostics.is_empty() {
        let place = error.location();
        let message = error.without_snippet().to_string();
        let message = message.lines().next().unwrap_or_default().to_owned();
        diagnostics.push(Diagnostic::error("wrong-value", message).at(Location {
            file: Arc::clone(file),
            line: place.map_or(0, |place| place.line() as usize),
            column: place.map_or(0, |place| place.column() as usize),
            length: usize::from(place.is_some()),
        }));
    }
    diagnostics
}

/// Everything that keeps `source`, the text of `file`, from being a record of `kind`.
///
/// Empty only where the file has the right shape after all.
pub fn explain(source: &str, kind: Kind, file: &Arc<PathBuf>) -> Vec<Diagnostic> {
    let tree = yaml::parse(source);
    let at = |place: Place| Location {
        file: Arc::clone(file),
        line: place.line,
        column: place.column,
        length: place.length,
    };
    let diagnostic = |problem: &yaml::Problem| {
        let diagnostic = Diagnostic::error(problem.code, problem.message.clone());
        Diagnostic { hint: problem.hint.map(str::to_owned), ..diagnostic }.at(at(problem.place))
    };
    let (twice, broken): (Vec<_>, Vec<_>) =
        tree.problems.iter().partition(|problem| problem.code == "duplicate-field");
    let mut diagnostics: Vec<Diagnostic> =
        twice.iter().take(MOST_OF_A_FILE).copied().map(diagnostic).collect();
    let mut more = twice.len() - diagnostics.len();
    diagnostics.extend(broken.iter().copied().map(diagnostic));
    if !broken.is_empty() {
        return diagnostics;
    }
    let start = Place { line: 1, column: 1, length: 0 };
    let Some(root) = &tree.root else {
        let empty = Diagnostic::error("empty-file", "the file holds no record");
        return vec![empty.hint(format!("begin with `kind: {}`", kind.name())).at(at(start))];
    };
    let Some(value) = to_json(root) else {
        let message = format!("its aliases stand for more than {MAX_NODES} values");
        return vec![Diagnostic::error("alias-bomb", message).at(at(start))];
    };
    let positions = Positions::of_tree(&tree);
    let (misshapes, others) = misshapes(&value, kind, MOST_OF_A_FILE - diagnostics.len());
    more += others;
    diagnostics.extend(misshapes.into_iter().map(|found| {
        let place = match found.marks {
            Marks::Key => positions.key(&found.pointer),
            Marks::Value => None,
        };
        let place = place.unwrap_or_else(|| positions.nearest(&found.pointer));
        found.diagnostic.at(at(place))
    }));
    if more > 0 {
        let end = Place { line: source.lines().count(), column: 0, length: 0 };
        diagnostics.push(and_more(more, true).at(at(end)));
    }
    diagnostics
}

/// A section that only records of another kind have.
pub fn foreign_section(section: &str, owner: Kind, kind: Kind) -> Diagnostic {
    Diagnostic::error(
        "foreign-section",
        format!(
            "`{section}` is for records of kind `{}`; this is a `{}`",
            owner.name(),
            kind.name()
        ),
    )
    .hint("remove the section, or correct `kind`")
}

/// The one of `known` that `name` was probably meant to be.
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let lower = name.to_lowercase().replace('-', "_");
    known
        .map(|candidate| {
            let other = candidate.to_lowercase().replace('-', "_");
            (strsim::normalized_damerau_levenshtein(&lower, &other), candidate)
        })
        .filter(|(similarity, _)| *similarity >= 0.6)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}
