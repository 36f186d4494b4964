//! Where the work comes from: R1.2.

use oxrdf::Term;

use super::description::{CREATOR, date};
use super::outcome::{Tested, count, fail, pass, shortened, some_of};
use crate::Rubric;
use crate::view::{Alternatives, NAME, View, plain, values};
use faircat_linked_data::vocabulary::{dcterms, fair4ml, prov, schema};

/// Properties that tell of the origin in words or links.
const ORIGIN: Alternatives = &[
    dcterms::PROVENANCE,
    dcterms::SOURCE,
    schema::MEASUREMENT_TECHNIQUE,
    schema::IS_BASED_ON,
    prov::WAS_DERIVED_FROM,
    prov::WAS_GENERATED_BY,
    prov::HAD_PRIMARY_SOURCE,
];

const DATES: Alternatives =
    &[schema::DATE_CREATED, schema::DATE_PUBLISHED, dcterms::ISSUED, dcterms::CREATED];

/// Who made it, when, and from what or how.
pub(super) fn origin(view: &View<'_>) -> Tested {
    let (who, when, how) = (view.text(CREATOR), date(view, DATES), view.text(ORIGIN));
    if let (Some(who), Some(when), Some(how)) = (who, when, how) {
        return pass(format!(
            "Creator: {}; date: {when}; origin: {}.",
            shortened(who),
            shortened(how)
        ));
    }
    let mut missing = Vec::new();
    let mut remedies = Vec::new();
    if who.is_none() {
        missing.push("who made it");
        remedies.push("authors:\n  - name: \"<full name>\"");
    }
    if when.is_none() {
        missing.push("when");
        remedies.push("date_created: \"<year, or year-month-day>\"");
    }
    if how.is_none() {
        missing.push("how or from what");
        remedies.push(match view.rubric {
            Rubric::Dataset if !view.is_a(schema::LEARNING_RESOURCE) => {
                "dataset:\n  collection: |\n    <how the data was taken or simulated>"
            }
            _ => "derived_from:\n  - \"<slug, DOI or URL of what it was made from>\"",
        });
    }
    fail(format!("Not told: {}.", missing.join(", ")), remedies.join("\n"))
}

/// Provenance in the words of PROV: an activity, or a derivation.
pub(super) fn prov(view: &View<'_>) -> Tested {
    let found: Vec<&Term> = view
        .values(&[
            prov::WAS_GENERATED_BY,
            prov::WAS_DERIVED_FROM,
            prov::HAD_PRIMARY_SOURCE,
            prov::WAS_REVISION_OF,
        ])
        .collect();
    if found.is_empty() {
        return fail(
            "No PROV statement names an activity or a source.",
            "provenance:\n  - name: \"<what was done, as simulation>\"\n    software: [\"<program>\"]\n    \
             date: \"<date>\"",
        );
    }
    pass(format!(
        "{}: {}.",
        count(found.len(), "PROV link"),
        some_of(found.iter().map(|term| view.text_of(term)), 3)
    ))
}

/// The activities that made the work.
fn activities<'a>(view: &View<'a>) -> impl Iterator<Item = &'a Term> {
    view.values(&[prov::WAS_GENERATED_BY])
}

/// Those of them that are trainings: the run named so, or what used the training data. Where none
/// is, all: the page does not tell them apart.
fn trainings<'a>(view: &View<'a>) -> impl Iterator<Item = &'a Term> {
    let data: Vec<&str> = view.values(&[fair4ml::TRAINED_ON]).map(plain).collect();
    let is_training = |activity: &Term| {
        let name = view.inner(activity, NAME).unwrap_or_default().to_lowercase();
        plain(activity).ends_with("#training")
            || name.contains("training")
            || values(view.about(activity), &[prov::USED]).any(|used| data.contains(&plain(used)))
    };
    let (found, others): (Vec<&Term>, Vec<&Term>) =
        activities(view).partition(|activity| is_training(activity));
    let named = others.iter().any(|activity| view.inner(activity, NAME).is_some());
    if found.is_empty() && !named { others } else { found }.into_iter()
}

/// What an activity has for the condition `name`, a PropertyValue.
fn condition<'a>(view: &View<'a>, activity: &Term, name: &str) -> Option<&'a str> {
    values(view.about(activity), &[schema::ADDITIONAL_PROPERTY])
        .find(|property| view.inner(property, &[schema::NAME]) == Some(name))
        .and_then(|property| view.inner(property, &[schema::VALUE]))
}

/// The training is described: procedure, and where it ran.
pub(super) fn training_process(view: &View<'_>) -> Tested {
    let procedure =
        trainings(view).find_map(|activity| view.inner(activity, &[schema::DESCRIPTION]));
    let place = ["hardware", "environment"].into_iter().find_map(|name| {
        let found = trainings(view).find_map(|activity| condition(view, activity, name))?;
        Some((name, found))
    });
    match (procedure, place) {
        (Some(procedure), Some((name, found))) => {
            pass(format!("Procedure: `{}`; {name}: `{}`.", shortened(procedure), shortened(found)))
        }
        (None, _) => fail(
            "The training procedure is not described.",
            "model:\n  training:\n    procedure: |\n      <loss, optimiser, stopping>\n    \
             hardware: \"<processor or accelerator>\"",
        ),
        (Some(_), None) => fail(
            "Neither hardware nor environment of the training is stated.",
            "model:\n  training:\n    hardware: \"<processor or accelerator>\"",
        ),
    }
}

/// The code of the training is linked.
pub(super) fn training_code(view: &View<'_>) -> Tested {
    let datasets: Vec<&str> = view.values(&[fair4ml::TRAINED_ON]).map(plain).collect();
    let used = trainings(view)
        .flat_map(|activity| values(view.about(activity), &[prov::USED]))
        .find(|used| !datasets.contains(&plain(used)));
    if let Some(code) = used {
        return pass(format!("The training used `{}`.", shortened(view.text_of(code))));
    }
    if let Some(code) = view.text(&[schema::CODE_REPOSITORY]) {
        return pass(format!("The code is at `{code}`."));
    }
    fail(
        "No source code of the training is linked.",
        "model:\n  training:\n    code: \"<address of the training code>\"",
    )
}

/// Where the history of the software's changes is.
pub(super) fn development_history(view: &View<'_>) -> Tested {
    if let Some(repository) = view.text(&[schema::CODE_REPOSITORY]) {
        return pass(format!("The history of changes is at `{repository}`."));
    }
    if let Some(notes) = view.text(&[schema::RELEASE_NOTES]) {
        return pass(format!("Changes are told in `{}`.", shortened(notes)));
    }
    fail(
        "No repository and no release notes tell the history of changes.",
        "code:\n  repository: \"<address of the source>\"",
    )
}

/// Who wrote the software, and when.
pub(super) fn authorship(view: &View<'_>) -> Tested {
    const AUTHOR: &str = "authors:\n  - name: \"<full name>\"";
    const WHEN: &str = "date_published: \"<year, or year-month-day>\"";
    let mut who: Vec<&str> = view.values(CREATOR).filter_map(|term| view.telling(term)).collect();
    // Statements have no order, and one person is often named by several of them.
    who.sort_unstable();
    who.dedup();
    match (who.is_empty(), date(view, DATES)) {
        (false, Some(when)) => pass(format!("Written by {}, {when}.", some_of(who, 3))),
        (true, Some(_)) => fail("No author is named.", AUTHOR),
        (true, None) => {
            fail("No author is named, and no date is given.", format!("{AUTHOR}\n{WHEN}"))
        }
        (false, None) => fail("No date is given.", WHEN),
    }
}
