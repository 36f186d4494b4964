//! Scorecards, and what they ask, as JSON.

use faircat_catalog::site::Site;
use faircat_linked_data::list;
use serde_json::{Map, Value, json};

use super::quality::{indicator_iri, principle_iri};
use super::{Finding, Indicator, Outcome, Principle, Rubric, Scorecard, principles};

/// The file with what all scorecards of a rubric share, beside the page of its principles.
pub const TESTS: &str = "tests.json";

/// `scorecard.json`: the scorecard of the record `iri`. What its tests ask stands once for all records
/// in [`tests`], whose address is `tests`.
///
/// `principles` has one object for each principle, in the order of the rubric: `id`, `verdict`, and
/// `indicators`, each with `id`, `verdict`, `evidence`, and `remedy` (YAML to add to the record, only
/// for a fail). `claims` says who recomputed the claims: `computedBy` is `site`, with the name of the
/// `key` that signed, or `submitted`; null where none were. Verdicts are `pass`, `fail`,
/// `not-applicable` and `unknown`.
pub fn of_record(site: &Site, iri: &str, scorecard: &Scorecard) -> Value {
    let tests = format!("{}{TESTS}", site.iri(scorecard.rubric.page()));
    scorecard_json(scorecard, [("record", iri.into()), ("tests", tests.into())], None)
}

/// The same with everything one needs to read it, for who has no site at hand: principles also have
/// `title` and `iri`, and indicators `iri`, `question`, and `rda`, `fuji` and `fairshake`, the ids of
/// their counterparts.
pub fn whole(site: &Site, iri: &str, scorecard: &Scorecard) -> Value {
    let rubric = scorecard.rubric;
    let head = [
        ("record", iri.into()),
        ("title", rubric.title().into()),
        ("source", source(rubric)),
        ("verdicts", json!(Outcome::ALL.map(Outcome::name))),
    ];
    scorecard_json(scorecard, head, Some(site))
}

/// `tests.json`: what scorecards under `rubric` ask. `principles` have `id`, `title`, `text` and `iri`;
/// `indicators` have `id`, `principle`, `iri`, `question`, `method`, and the ids of their counterparts.
pub fn tests(site: &Site, rubric: Rubric, indicators: &[Indicator]) -> Value {
    json!({
        "rubric": rubric.name(),
        "title": rubric.title(),
        "source": source(rubric),
        "verdicts": Outcome::ALL.map(Outcome::name),
        "principles": list(principles(rubric), |principle| json!({
            "id": principle.id,
            "title": principle.title,
            "text": principle.text,
            "iri": principle_iri(site, rubric, principle.id),
        })),
        "indicators": list(indicators, |indicator| {
            let mut test = asked(site, rubric, indicator);
            test.insert("id".to_owned(), indicator.id.into());
            test.insert("principle".to_owned(), indicator.principle.into());
            test.insert("method".to_owned(), indicator.method.into());
            Value::Object(test)
        }),
    })
}

/// The scorecard below what stands in its `head`; with what its tests ask where a `site` explains them.
fn scorecard_json<const N: usize>(
    scorecard: &Scorecard,
    head: [(&str, Value); N],
    site: Option<&Site>,
) -> Value {
    let rubric = scorecard.rubric;
    let standing = scorecard.standing();
    let mut all: Map<String, Value> =
        head.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    all.insert("rubric".to_owned(), rubric.name().into());
    let claims = scorecard.verified_by.as_ref();
    let claims = claims.map(
        |origin| json!({"computedBy": origin.name(), "key": origin.key(), "run": origin.run()}),
    );
    all.insert("claims".to_owned(), claims.into());
    let counts =
        json!({"principles": standing.principle_counts(), "indicators": scorecard.counts()});
    all.insert("counts".to_owned(), counts);
    let principle = |principle: &Principle| {
        let mut node = Map::new();
        node.insert("id".to_owned(), principle.id.into());
        if let Some(site) = site {
            node.insert("title".to_owned(), principle.title.into());
            node.insert("iri".to_owned(), principle_iri(site, rubric, principle.id).into());
        }
        let verdict = standing.principle(principle.id).map(Outcome::name);
        node.insert("verdict".to_owned(), verdict.into());
        let rows = scorecard.rows().filter(|(indicator, _)| indicator.principle == principle.id);
        let rows: Vec<Value> = rows.map(|(of, finding)| row(of, finding, site, rubric)).collect();
        node.insert("indicators".to_owned(), rows.into());
        Value::Object(node)
    };
    all.insert("principles".to_owned(), list(principles(rubric), principle));
    Value::Object(all)
}

fn row(indicator: &Indicator, finding: &Finding, site: Option<&Site>, rubric: Rubric) -> Value {
    let mut row = site.map(|site| asked(site, rubric, indicator)).unwrap_or_default();
    row.insert("id".to_owned(), indicator.id.into());
    row.insert("verdict".to_owned(), finding.outcome.name().into());
    row.insert("evidence".to_owned(), finding.evidence.as_str().into());
    if let Some(remedy) = &finding.remedy {
        row.insert("remedy".to_owned(), remedy.as_str().into());
    }
    Value::Object(row)
}

/// What an indicator asks, and its counterparts.
fn asked(site: &Site, rubric: Rubric, indicator: &Indicator) -> Map<String, Value> {
    let mut test = Map::new();
    test.insert("iri".to_owned(), indicator_iri(site, rubric, indicator.id).into());
    test.insert("question".to_owned(), indicator.question.into());
    let counterparts =
        [("rda", indicator.rda), ("fuji", indicator.fuji), ("fairshake", indicator.fairshake)];
    for (name, ids) in counterparts.into_iter().filter(|(_, ids)| !ids.is_empty()) {
        test.insert(name.to_owned(), json!(ids));
    }
    test
}

fn source(rubric: Rubric) -> Value {
    format!("https://doi.org/{}", rubric.source().doi).into()
}
