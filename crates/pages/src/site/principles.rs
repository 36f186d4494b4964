//! The principles and their indicators, each under an address that stays, and their counterparts
//! in other assessments.

use schemars::JsonSchema;
use serde::Serialize;

use super::SiteInput;
use super::standing::{folder, kinds};
use super::{Meta, Press};
use faircat_record::Kind;
use faircat_scorecard::{Indicator, Principle, Rubric, principles};

#[derive(JsonSchema, Serialize)]
pub(super) struct IndexView {
    rubrics: Vec<RubricView>,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct RubricView {
    folder: &'static str,
    /// Whom the principles are from.
    source: SourceView,
    /// Names of the kinds of records that are held to them.
    kinds: Vec<&'static str>,
    groups: Vec<GroupView>,
    principle_count: usize,
    indicator_count: usize,
}

#[derive(JsonSchema, Serialize)]
struct SourceView {
    citation: &'static str,
    doi: &'static str,
}

/// The principles under one letter of FAIR.
#[derive(JsonSchema, Serialize)]
struct GroupView {
    letter: char,
    principles: Vec<PrincipleView>,
}

#[derive(JsonSchema, Serialize)]
struct PrincipleView {
    id: &'static str,
    title: &'static str,
    text: &'static str,
    indicators: Vec<IndicatorView>,
}

#[derive(JsonSchema, Serialize)]
struct IndicatorView {
    id: &'static str,
    question: &'static str,
    method: &'static str,
    rda: &'static [&'static str],
    fuji: &'static [&'static str],
    fairshake: &'static [&'static str],
}

/// The letters of FAIR.
const LETTERS: [char; 4] = ['F', 'A', 'I', 'R'];

/// The index, a page for each rubric, and the crosswalk.
pub(super) fn principle_pages(press: &Press, input: &SiteInput) {
    let view = |rubric| view(rubric, (input.indicators)(rubric));
    let rubrics = || Rubric::ALL.into_iter().map(view).collect::<Vec<_>>();
    let meta = Meta::new("principles/", press.word("principles"), press.word("principles-about"))
        .section("principles");
    press.page("site-principles.html", &meta, IndexView { rubrics: rubrics() });
    for rubric in rubrics() {
        let meta = Meta::new(
            format!("principles/{}/", rubric.folder),
            press.word(&format!("rubric-title-{}", rubric.folder)),
            press.say(
                "rubric-about",
                &[
                    ("count", rubric.principle_count.into()),
                    ("indicators", rubric.indicator_count.into()),
                ],
            ),
        )
        .section("principles")
        .under(press.word("principles"), "principles/");
        press.page("site-rubric.html", &meta, rubric);
    }
    let meta =
        Meta::new("principles/crosswalk/", press.word("crosswalk"), press.word("crosswalk-about"))
            .section("principles")
            .under(press.word("principles"), "principles/");
    press.page("site-crosswalk.html", &meta, IndexView { rubrics: rubrics() });
}

fn view(rubric: Rubric, indicators: &'static [Indicator]) -> RubricView {
    let all = principles(rubric);
    RubricView {
        folder: folder(rubric),
        source: SourceView { citation: rubric.source().line, doi: rubric.source().doi },
        kinds: kinds(rubric).map(Kind::name).collect(),
        groups: LETTERS
            .into_iter()
            .map(|letter| GroupView {
                letter,
                principles: all
                    .iter()
                    .filter(|principle| principle.id.starts_with(letter))
                    .map(|principle| principle_view(principle, indicators))
                    .collect(),
            })
            .collect(),
        principle_count: all.len(),
        indicator_count: indicators.len(),
    }
}

fn principle_view(
    principle: &'static Principle,
    indicators: &'static [Indicator],
) -> PrincipleView {
    PrincipleView {
        id: principle.id,
        title: principle.title,
        text: principle.text,
        indicators: indicators
            .iter()
            .filter(|indicator| indicator.principle == principle.id)
            .map(indicator_view)
            .collect(),
    }
}

fn indicator_view(indicator: &'static Indicator) -> IndicatorView {
    IndicatorView {
        id: indicator.id,
        question: indicator.question,
        method: indicator.method,
        rda: indicator.rda,
        fuji: indicator.fuji,
        fairshake: indicator.fairshake,
    }
}
