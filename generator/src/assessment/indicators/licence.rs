//! Licences: R1.1.

use super::licence_statements::{LICENCE, Statement, statements};
use super::outcome::{Outcome, fail, pass, shortened};
use crate::assessment::Rubric;
use crate::assessment::licences::{is_bare_address, is_no_statement};
use crate::assessment::subject::View;

fn add_licence(view: &View<'_>) -> &'static str {
    match view.rubric {
        Rubric::Software => "license: Apache-2.0  # or another, as the rights holder decides",
        _ => "license: CC-BY-4.0  # or another, as the rights holder decides",
    }
}

/// A licence is stated.
pub(super) fn stated(view: &View<'_>) -> Outcome {
    let licences = statements(view);
    match licences.as_slice() {
        [] => fail(nothing(view), add_licence(view)),
        [one] => pass(format!("The licence is `{}`.", shortened(one.label()))),
        _ => pass(format!("Stated as licences: {}.", all(licences.iter().map(Statement::label)))),
    }
}

/// What the licences ask for can be met under widely known ones.
pub(super) fn standard(view: &View<'_>) -> Outcome {
    let licences = statements(view);
    let unknown = licences.iter().find(|it| it.standard().is_none());
    match (unknown, licences.as_slice()) {
        (_, []) => fail(nothing(view), add_licence(view)),
        (Some(one), _) => {
            let label = shortened(one.label());
            let sentence = match one.is_joined() {
                true => format!("`{label}` asks for more than known licences."),
                false => format!("`{label}` is no known licence."),
            };
            fail(sentence, add_licence(view))
        }
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

/// The licence is an IRI and not a text.
pub(super) fn machine_readable(view: &View<'_>) -> Outcome {
    let licences = statements(view);
    // The addresses of some licences do not tell what an expression asks for.
    let wordy = licences.iter().find(|it| it.is_joined() && it.addresses().next().is_none());
    let addresses: Vec<&str> = licences.iter().flat_map(Statement::addresses).collect();
    match (wordy.or(licences.first()), addresses.as_slice()) {
        (None, _) => fail(nothing(view), add_licence(view)),
        (Some(one), _) if wordy.is_some() => in_words(view, one.label()),
        (Some(one), []) => in_words(view, one.label()),
        (_, [iri]) => pass(format!("The licence is given as the IRI `{}`.", shortened(iri))),
        (_, iris) => {
            pass(format!("The licences are given as IRIs: {}.", all(iris.iter().copied())))
        }
    }
}

fn in_words(view: &View<'_>, text: &str) -> Outcome {
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

/// What to say where there is no licence.
fn nothing(view: &View<'_>) -> String {
    match view.text(LICENCE).filter(|text| is_no_statement(text)) {
        Some(text) => format!("`{}` states no licence.", shortened(text)),
        None => "No licence is stated.".to_owned(),
    }
}
