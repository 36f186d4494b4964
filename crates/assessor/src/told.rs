//! Scorecards as files: one form for the program and for the browser.

use faircat_assessment::Scorecard;
use faircat_assessment::quality::scorecard_json;
use faircat_catalog::site::Site;
use faircat_formats::ftr;
pub use faircat_formats::ftr::Basis;
use faircat_linked_data::safe_iri;
use jiff::civil::Date;
use serde_json::{Value, json};

/// A scorecard, and what is said of the work that it is about.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The name of its file, or what tells it from others.
    pub name: &'a str,
    /// What the work is called; empty where nobody says.
    pub title: &'a str,
    /// Its IRI or address, or the name of its file.
    pub record: &'a str,
    /// What IRIs of the results begin with; they also name a work that has no IRI.
    pub place: &'a str,
    pub basis: Basis,
    pub scorecard: &'a Scorecard,
}

/// As a record's `scorecard.json`, with its `name`. Principles have the addresses that `site` gives
/// them.
pub fn json(site: &Site, told: &Told<'_>) -> Value {
    let mut value = scorecard_json(site, told.record, told.scorecard);
    value["name"] = json!(told.name);
    value
}

/// As results of tests in FTR 1.3, one document of JSON-LD, each with the site that explains its
/// tests. They are of `day`.
pub fn test_results(all: &[(&Site, Told<'_>)], day: Date) -> Vec<u8> {
    let iris: Vec<String> = all.iter().map(|(_, told)| iri(told)).collect();
    let place = |(_, told): &(&Site, Told<'_>)| match told.basis {
        Basis::Record => told.place.to_owned(),
        Basis::Document => format!("{}-{day}", told.place),
    };
    let places: Vec<String> = all.iter().map(place).collect();
    let results = all.iter().zip(&iris).zip(&places).map(|(((site, told), iri), place)| {
        let Told { name, basis, scorecard, .. } = *told;
        let title = if told.title.is_empty() { name } else { told.title };
        ftr::Told { site, iri, title, scorecard, day, place, basis }
    });
    ftr::document(&results.collect::<Vec<_>>())
}

fn iri(told: &Told<'_>) -> String {
    safe_iri(told.record).unwrap_or_else(|| told.place.to_owned())
}
