//! The principles and their indicators, each under an address that stays, and their counterparts
//! in other assessments.

use serde::Serialize;

use super::SiteInput;
use super::standing::{folder, kinds};
use super::{Meta, Press};
use faircat_record::Kind;
use faircat_scorecard::{Indicator, Principle, Rubric, principles};

#[derive(Serialize)]
struct IndexView {
    rubrics: Vec<RubricView>,
}

#[derive(Serialize)]
struct RubricView {
    folder: &'static str,
    name: &'static str,
    /// Whom the principles are from.
    source: SourceView,
    /// Which records are held to them.
    kinds: Vec<&'static str>,
    groups: Vec<GroupView>,
    principle_count: usize,
    indicator_count: usize,
}

#[derive(Serialize)]
struct SourceView {
    citation: &'static str,
    doi: &'static str,
}

/// The principles under one letter of FAIR.
#[derive(Serialize)]
struct GroupView {
    name: &'static str,
    principles: Vec<PrincipleView>,
}

#[derive(Serialize)]
struct PrincipleView {
    id: &'static str,
    title: &'static str,
    text: &'static str,
    indicators: Vec<IndicatorView>,
}

#[derive(Serialize)]
struct IndicatorView {
    id: &'static str,
    question: &'static str,
    method: &'static str,
    rda: &'static [&'static str],
    fuji: &'static [&'static str],
    fairshake: &'static [&'static str],
}

const GROUPS: [(char, &str); 4] =
    [('F', "Findable"), ('A', "Accessible"), ('I', "Interoperable"), ('R', "Reusable")];

/// The index, a page for each rubric, and the crosswalk.
pub(super) fn principle_pages(press: &Press, input: &SiteInput) {
    let view = |rubric| view(rubric, (input.indicators)(rubric));
    let rubrics = || Rubric::ALL.into_iter().map(view).collect::<Vec<_>>();
    let meta = Meta::new(
        "principles/",
        "Principles",
        "The FAIR principles that records are held to, and how each is tested.",
    )
    .section("principles");
    press.page("site-principles.html", &meta, IndexView { rubrics: rubrics() });
    for rubric in rubrics() {
        let meta = Meta::new(
            format!("principles/{}/", rubric.folder),
            rubric.name,
            &format!(
                "{} principles and the {} automated indicators that test them.",
                rubric.principle_count, rubric.indicator_count
            ),
        )
        .section("principles")
        .under("Principles", "principles/");
        press.page("site-rubric.html", &meta, rubric);
    }
    let meta = Meta::new(
        "principles/crosswalk/",
        "Crosswalk",
        "Which indicators of RDA, F-UJI and FAIRshake correspond to those of this catalogue.",
    )
    .section("principles")
    .under("Principles", "principles/");
    press.page("site-crosswalk.html", &meta, IndexView { rubrics: rubrics() });
}

fn view(rubric: Rubric, indicators: &'static [Indicator]) -> RubricView {
    let all = principles(rubric);
    RubricView {
        folder: folder(rubric),
        name: rubric.title(),
        source: SourceView { citation: rubric.source().line, doi: rubric.source().doi },
        kinds: kinds(rubric).map(Kind::heading).collect(),
        groups: GROUPS
            .into_iter()
            .map(|(letter, name)| GroupView {
                name,
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
