//! The page on which visitors assess what they have, in their own browser.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

use super::{Meta, Press};
use crate::words::names;
use faircat_catalog::site::Site;
use faircat_formats::list::FORMATS;
use faircat_scorecard::Outcome;

#[derive(JsonSchema, Serialize)]
pub(super) struct AssessView {
    /// Titles of the formats that are read.
    formats: Vec<&'static str>,
    /// The settings of the site that scorecards name, as JSON.
    settings: String,
    verdicts: Vec<VerdictView>,
}

/// How a verdict is shown, with its name in JSON.
#[derive(JsonSchema, Serialize)]
struct VerdictView {
    name: &'static str,
    class: &'static str,
}

pub(super) fn assess_page(press: &Press) {
    let meta = Meta::new("assess/", press.word("assess-title"), press.word("assess-about"))
        .section("assess")
        .script("assess/page.js");
    let readable = FORMATS.iter().filter(|format| format.reader.is_some());
    let verdict = |outcome: Outcome| VerdictView {
        name: outcome.name(),
        class: names::outcome_class(outcome),
    };
    let view = AssessView {
        formats: readable.map(|format| format.title).collect(),
        settings: settings(press.site),
        verdicts: Outcome::ALL.map(verdict).into(),
    };
    press.page("site-assess.html", &meta, view);
}

/// What scorecards say of the site that explains their tests. Where it has no address, they have
/// the one that the program gives them.
fn settings(site: &Site) -> String {
    let address = site.has_address.then(|| site.base_url.as_str());
    json!({"title": site.config.title, "license": site.config.license, "base_url": address})
        .to_string()
}
