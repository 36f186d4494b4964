//! Why a file is no record: every problem of its shape, each with its place and a remedy.
//!
//! The slow path. A file is read straight into the typed record; only where that fails, which
//! tells of one problem at most, is it compared with the JSON Schema of its kind.

mod explainer;
mod homes;
mod json;
mod lists;
mod numbers;
mod remedies;
mod synonyms;
mod words;

use std::path::PathBuf;
use std::sync::Arc;

use self::explainer::{Marks, Misshape, misshapes};
pub use self::json::to_json;
use super::Kind;
use super::layout::{self, Misfit};
use super::positions::{Place, Positions};
use super::quotes;
use super::yaml::{self, Content, MAX_NODES, Node};
use crate::diagnostic::{Diagnostic, Location, MOST_OF_A_FILE, and_more};

/// What to say of a file that the typed reading refused with `error`: never nothing. Without a kind it
/// is `site.yaml`.
pub fn refusal(
    source: &str,
    kind: impl Into<Option<Kind>>,
    file: &Arc<PathBuf>,
    error: &serde_saphyr::Error,
) -> Vec<Diagnostic> {
    let mut diagnostics = explain(source, kind, file);
    if diagnostics.is_empty() {
        diagnostics.push(unread(source, file, error));
    }
    diagnostics
}

/// The problem of a value that the schema lets pass: a number too large, or written in another way.
fn unread(source: &str, file: &Arc<PathBuf>, error: &serde_saphyr::Error) -> Diagnostic {
    let (line, column) =
        error.location().map_or((0, 0), |place| (place.line() as usize, place.column() as usize));
    let tree = yaml::parse(source);
    let value = tree.root.as_deref().and_then(|root| scalar_at(root, "the record", line, column));
    let reason = error.without_snippet().to_string();
    let whole = ["u64", "u32", "u16", "i64", "i32"].iter().any(|it| reason.contains(it));
    let place = |length| Location { file: Arc::clone(file), line, column, length };
    match value {
        Some((name, text)) if whole && text.bytes().all(|it| it.is_ascii_digit()) => {
            let message = format!("`{name}` cannot hold a number as large as `{text}`");
            Diagnostic::error("out-of-range", message)
                .hint("correct the number")
                .at(place(text.chars().count()))
        }
        Some((name, text)) if whole || reason.contains("floating point") => {
            let wanted = if whole { "a whole number in plain digits" } else { "a plain number" };
            Diagnostic::error("wrong-value", format!("`{name}` must be {wanted}, not `{text}`"))
                .hint(numbers::remedy(text, whole))
                .at(place(text.chars().count()))
        }
        _ => {
            let reason = reason.lines().next().unwrap_or_default().to_owned();
            Diagnostic::error("wrong-value", reason).at(place(usize::from(line > 0)))
        }
    }
}

/// The scalar at a place in the tree, with the name of its field.
fn scalar_at<'a>(
    node: &'a Node,
    name: &'a str,
    line: usize,
    column: usize,
) -> Option<(&'a str, &'a str)> {
    match &node.content {
        Content::Scalar { text, .. } => {
            ((node.place.line, node.place.column) == (line, column)).then_some((name, text))
        }
        Content::Sequence(items) => {
            items.iter().find_map(|item| scalar_at(item, name, line, column))
        }
        Content::Mapping(fields) => {
            fields.iter().find_map(|field| scalar_at(&field.value, &field.key, line, column))
        }
    }
}

/// Everything that keeps `source`, the text of `file`, from being a record of `kind`, or without a
/// kind from being `site.yaml`.
///
/// Empty only where the file has the right shape after all.
pub fn explain(
    source: &str,
    kind: impl Into<Option<Kind>>,
    file: &Arc<PathBuf>,
) -> Vec<Diagnostic> {
    let kind = kind.into();
    let tree = yaml::parse(source);
    let at = |place: Place| Location {
        file: Arc::clone(file),
        line: place.line,
        column: place.column,
        length: place.length,
    };
    let diagnostic = |problem: &yaml::Problem| {
        let diagnostic = Diagnostic::error(problem.code, problem.message.clone());
        Diagnostic { hint: problem.hint.clone(), ..diagnostic }.at(at(problem.place))
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
        let first = kind.map_or("title: …".to_owned(), |it| format!("kind: {}", it.name()));
        return vec![empty.hint(format!("begin with `{first}`")).at(at(start))];
    };
    let Some(value) = to_json(root) else {
        let message = format!("its aliases stand for more than {MAX_NODES} values");
        return vec![Diagnostic::error("alias-bomb", message).at(at(start))];
    };
    let positions = Positions::of_tree(&tree);
    let (misshapes, others) = misshapes(&value, kind, MOST_OF_A_FILE - diagnostics.len());
    more += others;
    diagnostics.extend(misshapes.into_iter().map(|found| {
        let (diagnostic, place) = placed(found, source, &positions);
        diagnostic.at(at(place))
    }));
    if more > 0 {
        let end = Place { line: source.lines().count(), column: 0, length: 0 };
        diagnostics.push(and_more(more, true).at(at(end)));
    }
    diagnostics
}

/// What is told of `found` in the text `source`, and where that is.
fn placed(found: Misshape, source: &str, positions: &Positions) -> (Diagnostic, Place) {
    let place = match found.marks {
        Marks::Key => positions.key(&found.pointer),
        Marks::Value => None,
    };
    let place = place.unwrap_or_else(|| positions.nearest(&found.pointer));
    let name = found.pointer.rsplit('/').next().unwrap_or_default();
    let has_wrong_type = found.diagnostic.code == "wrong-type";
    let may_be = has_wrong_type || name.starts_with(layout::is_look_alike);
    if let Some(misfit) = layout::look_alike(source, place.line).filter(|_| may_be) {
        let Misfit { message, hint, place } = misfit;
        return (Diagnostic::error("look-alike", message).hint(hint), place);
    }
    let diagnostic = match quotes::swallowed(source, place.line) {
        Some(quoted) if has_wrong_type => {
            let hint = format!("`#` begins a comment; put the value in quotes: `{quoted}`");
            found.diagnostic.hint(hint)
        }
        _ => found.diagnostic,
    };
    (diagnostic, place)
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
