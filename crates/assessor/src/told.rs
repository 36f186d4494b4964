//! Scorecards as files: one form for the program and for the browser.

use faircat_assessment::json::whole;
use faircat_catalog::site::Site;
pub use faircat_formats::ftr::{Basis, Told, document as test_results};
use serde_json::{Value, json};

/// As a record's `scorecard.json`, with what its tests ask and its `name`. Principles have the
/// addresses that `site` gives them.
pub fn json(site: &Site, told: &Told<'_>) -> Value {
    let mut value = whole(site, told.record, told.scorecard);
    value["name"] = json!(told.name);
    value
}
