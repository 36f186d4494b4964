//! The home page: what is here, and the way in.

use minijinja::Value;
use schemars::JsonSchema;
use serde::Serialize;

use super::cards::Cards;
use super::facets::{Facet, collect};
use super::lists::{KindLink, kind_links};
use super::tags::tag_path;
use super::{Meta, Press, SiteInput, standing_of};
use crate::{HeadLink, Html};
use faircat_formats::site::files_of;
use faircat_record::Kind;

/// Records shown on the home page.
const MOST_CARDS: usize = 6;
/// Subjects shown on the home page.
const MOST_SUBJECTS: usize = 14;

#[derive(JsonSchema, Serialize)]
pub(super) struct HomeView {
    kinds: Vec<KindLink>,
    description: Option<Html>,
    #[schemars(with = "Vec<Html>")]
    cards: Vec<Value>,
    subjects: Vec<SubjectLink>,
    /// Works that have a scorecard.
    assessed: usize,
}

#[derive(JsonSchema, Serialize)]
struct SubjectLink {
    label: String,
    /// Tag of the label's language, where the records tell it.
    language: Option<String>,
    path: String,
    count: usize,
}

/// The home page; `orders` are the indices of records by kind, newest first.
pub(super) fn home_page(
    press: &Press,
    input: &SiteInput,
    orders: &[(Kind, Vec<u32>)],
    cards: &Cards,
) {
    let config = &input.site.config;
    let mut meta = Meta::new("", &config.title, &config.tagline);
    if input.dump.is_some() {
        let named = files_of(input.site, input.catalog);
        let named = named.filter_map(|file| Some((file, file.relation?)));
        let named = named.map(|(file, rel)| link(input, rel, file.path, file.media_type));
        meta.links = named.collect();
    }
    let view = HomeView {
        kinds: kind_links(input),
        description: (!config.description.is_empty())
            .then(|| Html::from_markdown(input.site, &config.description)),
        cards: cards.of(&newest(orders)),
        subjects: subjects(input, orders),
        assessed: input
            .catalog
            .entries
            .iter()
            .filter(|entry| standing_of(input, entry).is_some())
            .count(),
    };
    press.page("site-home.html", &meta, view);
}

fn link(
    input: &SiteInput,
    rel: &'static str,
    path: &str,
    media_type: &'static str,
) -> HeadLink<'static> {
    HeadLink {
        rel,
        href: input.site.link(path),
        media_type: Some(media_type),
        profile: None,
        title: None,
    }
}

/// The newest of every kind in turn, so that a large kind does not hide the others.
fn newest(orders: &[(Kind, Vec<u32>)]) -> Vec<u32> {
    let longest = orders.iter().map(|(_, order)| order.len()).max().unwrap_or_default();
    (0..longest.min(MOST_CARDS))
        .flat_map(|place| orders.iter().filter_map(move |(_, order)| order.get(place).copied()))
        .take(MOST_CARDS)
        .collect()
}

/// The keywords in use most.
fn subjects(input: &SiteInput, orders: &[(Kind, Vec<u32>)]) -> Vec<SubjectLink> {
    let order: Vec<u32> = orders.iter().flat_map(|(_, order)| order.iter().copied()).collect();
    collect(Facet::Keyword, &order, input.catalog, input.standings)
        .values
        .into_iter()
        .take(MOST_SUBJECTS)
        .map(|value| SubjectLink {
            path: tag_path(&value.label),
            count: value.entries.len(),
            language: value.language,
            label: value.label,
        })
        .collect()
}
