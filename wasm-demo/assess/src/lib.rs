//! Scorecards in the visitor's browser: what `faircat assess` does, for JavaScript.
//!
//! A document comes as bytes and goes nowhere. Work has no limit of time here: the page ends the
//! worker in which it runs.

use std::path::Path;

use faircat_assessor::{Assessment, Basis, Card, Document, LARGEST, Told, Wish, assess_document};
use faircat_assessor::{OTHER_WORKS, json, test_results};
use faircat_catalog::site::{Site, SiteConfig};
use faircat_record::diagnostic;
use jiff::civil::Date;
use js_sys::Error;
use serde_json::{Value, json};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Messages that a page shows.
const MESSAGES: usize = 30;

/// Works among which a visitor chooses; a list of more helps nobody, and takes a browser long.
const CHOICE: usize = 1000;

/// Bytes of the largest document that is assessed.
#[wasm_bindgen]
pub fn largest() -> f64 {
    LARGEST as f64
}

/// Assesses a work of the document `name`: the one that is `wanted`, else the first. Dates after
/// `today`, as `2026-11-26`, count for nothing. `site` is the JSON of the site's settings, whose
/// pages explain the tests.
///
/// Returns JSON: `diagnostics`, and how many `more` there are; `others`, works that can be wanted, each
/// with `wanted` and `title`, and how many of them are not listed, `unlisted`; and `card`, null where there is none, with `title`, `format`, `scorecard` as `scorecard.json` has
/// it, and the texts of its files `json` and `ftr`.
#[wasm_bindgen]
pub fn assess(
    name: &str,
    bytes: &[u8],
    wanted: Option<String>,
    today: &str,
    site: &str,
) -> Result<String, JsValue> {
    let config: SiteConfig = serde_json::from_str(site).map_err(refused)?;
    let site = Site::new(config, None).map_err(refused)?;
    let today: Date = today.parse().map_err(refused)?;
    let wish = Wish { work: wanted.as_deref(), most: Some(1), today: Some(today) };
    let found = assess_document(Document::file(Path::new(name), bytes), wish);
    Ok(answer(name, found, &site, today).to_string())
}

/// An error of the page's own code.
fn refused(problem: impl std::fmt::Display) -> JsValue {
    Error::new(&problem.to_string()).into()
}

fn answer(name: &str, found: Assessment, site: &Site, today: Date) -> Value {
    let Assessment { cards, others, mut diagnostics } = found;
    // The page offers a choice instead.
    diagnostics.retain(|it| it.code != OTHER_WORKS);
    diagnostic::sort(&mut diagnostics);
    let more = diagnostics.len().saturating_sub(MESSAGES);
    diagnostics.truncate(MESSAGES);
    let listed = &others[..others.len().min(CHOICE)];
    let choice: Vec<Value> =
        listed.iter().map(|it| json!({"wanted": it.wanted, "title": it.title})).collect();
    json!({
        "diagnostics": diagnostics,
        "more": more,
        "others": choice,
        "unlisted": others.len() - listed.len(),
        "card": cards.first().map(|card| shown(name, card, site, today)),
    })
}

fn shown(name: &str, card: &Card, site: &Site, today: Date) -> Value {
    let told = Told {
        name,
        title: &card.title,
        record: card.iri.as_deref().unwrap_or(name),
        place: &card.place,
        basis: Basis::Document,
        scorecard: &card.scorecard,
    };
    let scorecard = json(site, &told);
    let ftr = test_results(&[(site, told)], today);
    json!({
        "title": card.title,
        "iri": card.iri,
        "format": card.format.title,
        "json": format!("{:#}\n", Value::Array(vec![scorecard.clone()])),
        "ftr": String::from_utf8_lossy(&ftr),
        "scorecard": scorecard,
    })
}
