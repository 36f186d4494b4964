//! Licences: R1.1.

use super::licence_statements::{LICENCE, Statement, joined, of_files, statements};
use super::outcome::{Tested, count, fail, pass, shortened};
use crate::Rubric;
use crate::licences::{is_bare_address, is_no_statement};
use crate::view::View;

fn add_licence(view: &View<'_>) -> &'static str {
    match view.rubric {
        Rubric::Software => "license: Apache-2.0  # or another, as the rights holder decides",
        _ => "license: CC-BY-4.0  # or another, as the rights holder decides",
    }
}

/// Licences, and whose they are.
enum Licences<'a> {
    /// Of the work itself; there is at least one.
    OfWork(Vec<Statement<'a>>),
    /// Of every file, and none of the work.
    OfFiles(Vec<Statement<'a>>),
    /// Of this many files only, or of nothing.
    Missing { files: usize },
}

/// What the work is licensed under. DCAT has licences at the files.
fn licences<'a>(view: &View<'a>) -> Licences<'a> {
    let own = statements(view);
    if !own.is_empty() {
        return Licences::OfWork(own);
    }
    let files = of_files(view);
    let with = files.iter().filter(|licences| !licences.is_empty()).count();
    match with > 0 && with == files.len() {
        true => Licences::OfFiles(joined(files.into_iter().flatten().collect())),
        false => Licences::Missing { files: with },
    }
}

/// A licence is stated.
pub(super) fn stated(view: &View<'_>) -> Tested {
    let (whose, licences) = match licences(view) {
        Licences::OfWork(licences) => (String::new(), licences),
        Licences::OfFiles(licences) => {
            (format!(" This is said of the files alone, not of the {}.", view.noun()), licences)
        }
        Licences::Missing { files } => return nothing(view, files),
    };
    pass(match licences.as_slice() {
        [one] => format!("The licence is `{}`.{whose}", shortened(one.label())),
        _ => format!("Stated as licences: {}.{whose}", all(licences.iter().map(Statement::label))),
    })
}

/// What the licences ask for can be met under widely known ones.
pub(super) fn standard(view: &View<'_>) -> Tested {
    let licences = match licences(view) {
        Licences::OfWork(licences) | Licences::OfFiles(licences) => licences,
        Licences::Missing { files } => return nothing(view, files),
    };
    let unknown = licences.iter().find(|it| it.standard().is_none());
    match (unknown, licences.as_slice()) {
        (Some(one), _) => fail(not_standard(one), add_licence(view)),
        (None, [one]) if !one.is_joined() => {
            let name = one.standard().unwrap_or_default();
            pass(format!("`{}` is a standard licence.", shortened(name)))
        }
        (None, _) => {
            let names = licences.iter().filter_map(Statement::standard);
            pass(format!("Standard licences suffice: {}.", all(names)))
        }
    }
}

fn not_standard(licence: &Statement<'_>) -> String {
    let label = shortened(licence.label());
    match licence.family() {
        _ if licence.is_joined() => format!("`{label}` asks for more than known licences."),
        Some(family) => format!(
            "`{}` is the name of several licences; it is not said which of them, or which version.",
            shortened(family)
        ),
        None => format!("`{label}` is no known licence."),
    }
}

/// The licence is an IRI and not a text.
pub(super) fn machine_readable(view: &View<'_>) -> Tested {
    let licences = match licences(view) {
        Licences::OfWork(licences) | Licences::OfFiles(licences) => licences,
        Licences::Missing { files } => return nothing(view, files),
    };
    // The addresses of some licences do not tell what an expression asks for.
    let wordy = licences.iter().find(|it| it.is_joined() && it.addresses().next().is_none());
    let addresses: Vec<&str> = licences.iter().flat_map(Statement::addresses).collect();
    match (wordy.or(licences.first()), addresses.as_slice()) {
        (None, _) => nothing(view, 0),
        (Some(one), _) if wordy.is_some() => in_words(view, one.label()),
        (Some(one), []) => in_words(view, one.label()),
        (_, [iri]) => pass(format!("The licence is given as the IRI `{}`.", shortened(iri))),
        (_, iris) => {
            pass(format!("The licences are given as IRIs: {}.", all(iris.iter().copied())))
        }
    }
}

fn in_words(view: &View<'_>, text: &str) -> Tested {
    let sentence = match is_bare_address(text) {
        true => format!(
            "`{}` is the address of a licence without its `https://`, so no IRI.",
            shortened(text)
        ),
        false => format!("The licence is given in words: `{}`.", shortened(text)),
    };
    fail(sentence, add_licence(view))
}

/// At most three of `names`, quoted, and how many more there are.
fn all<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = names.map(|name| format!("`{}`", shortened(name))).collect();
    super::outcome::some_phrases(&quoted, 3)
}

/// What to say where there is no licence but of some `files`.
fn nothing(view: &View<'_>, files: usize) -> Tested {
    let said =
        view.values(LICENCE).map(|term| view.text_of(term)).find(|text| is_no_statement(text));
    let sentence = match (said, files) {
        (Some(text), _) => format!("`{}` states no licence.", shortened(text)),
        (None, 0) => "No licence is stated.".to_owned(),
        (None, _) => {
            format!("A licence is stated of {files} of {} only.", count(view.files.len(), "file"))
        }
    };
    fail(sentence, add_licence(view))
}
