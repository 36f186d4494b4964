//! What only software has: I1 and R1 of FAIR4RS.

use super::outcome::{Tested, fail, pass, shortened, some_of};
use crate::view::{Alternatives, View};
use faircat_linked_data::vocabulary::{codemeta, dcterms, fair4ml, schema};

/// How to install and run it.
pub(super) fn instructions(view: &View<'_>) -> Tested {
    let told: Alternatives = &[
        codemeta::BUILD_INSTRUCTIONS,
        codemeta::README,
        schema::SOFTWARE_HELP,
        fair4ml::USAGE_INSTRUCTIONS,
        fair4ml::CODE_SAMPLE_SNIPPET,
        schema::STEP,
    ];
    match view.text(told) {
        Some(text) => pass(format!("How to use it: `{}`.", shortened(text))),
        None => fail(
            "It is not told how to install or run it.",
            "code:\n  readme: \"<address of the README>\"\nusage:\n  instructions: |\n    <how to run it>",
        ),
    }
}

/// What it is written in and runs on.
pub(super) fn platform(view: &View<'_>) -> Tested {
    match view.text(&[schema::PROGRAMMING_LANGUAGE]) {
        Some(language) => {
            let system = view.text(&[schema::OPERATING_SYSTEM]);
            let system = system.map(|system| format!(", for {system}"));
            pass(format!("Written in {language}{}.", system.unwrap_or_default()))
        }
        None => fail(
            "The programming language is not stated.",
            "code:\n  programming_languages:\n    - \"<as Python>\"",
        ),
    }
}

/// Whether it still lives, and where to report faults.
pub(super) fn development(view: &View<'_>) -> Tested {
    let status = view.text(&[codemeta::DEVELOPMENT_STATUS]);
    let contact = view.text(&[codemeta::ISSUE_TRACKER, schema::MAINTAINER, schema::DISCUSSION_URL]);
    const STATUS: &str = "code:\n  development_status: active  # or another word of repostatus.org";
    const TRACKER: &str = "  issue_tracker: \"<address of the issue tracker>\"";
    match (status, contact) {
        (Some(status), Some(contact)) => {
            pass(format!("Status `{}`; contact: `{contact}`.", shortened(status)))
        }
        (None, Some(_)) => fail("The state of development is not stated.", STATUS),
        (Some(_), None) => {
            fail("Nothing says where to report a fault.", format!("code:\n{TRACKER}"))
        }
        (None, None) => fail(
            "Neither the state of development nor where to report a fault is stated.",
            format!("{STATUS}\n{TRACKER}"),
        ),
    }
}

/// The formats and interfaces that it speaks.
pub(super) fn interfaces(view: &View<'_>) -> Tested {
    let mut named: Vec<&str> = view
        .values(&[dcterms::CONFORMS_TO, schema::ENCODING_FORMAT, dcterms::FORMAT])
        .map(|term| view.text_of(term))
        .collect();
    named.extend(
        view.values(&[schema::ADDITIONAL_PROPERTY])
            .filter(|term| view.inner(term, &[schema::PROPERTY_ID]) == Some("standard"))
            .filter_map(|term| view.inner(term, &[schema::VALUE])),
    );
    if named.is_empty() {
        return fail(
            "No data format and no interface standard is named.",
            "conforms_to:\n  - \"<address of the format or interface that it speaks>\"",
        );
    }
    pass(format!("It speaks {}.", some_of(named, 4)))
}
