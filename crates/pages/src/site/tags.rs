//! Keywords across all kinds of records.

use minijinja::Value;
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use crate::Html;

use super::cards::Cards;
use super::facets::{Facet, FacetValue, collect};
use super::paging::{Paging, page_count, page_items, paging, per_page};
use super::{Meta, Press, SiteInput};
use faircat_record::Kind;

/// Address of the page of `tag`, relative to the site's root.
pub fn tag_path(tag: &str) -> String {
    path_of(&super::facets::slug(tag))
}

fn path_of(slug: &str) -> String {
    format!("tags/{slug}/")
}

#[derive(JsonSchema, Serialize)]
pub(super) struct TagsView {
    /// The tags in use most.
    frequent: Vec<TagView>,
    /// All tags by their first letter.
    letters: Vec<LetterView>,
    total: usize,
}

#[derive(JsonSchema, Serialize)]
struct LetterView {
    letter: String,
    tags: Vec<TagView>,
}

#[derive(Clone, JsonSchema, Serialize)]
struct TagView {
    label: String,
    /// Tag of the label's language, where the records tell it.
    language: Option<String>,
    count: usize,
    path: String,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct TagPageView<'a> {
    label: &'a str,
    /// Tag of the label's language, where the records tell it.
    language: Option<&'a str>,
    paging: Paging,
    #[schemars(with = "Vec<Html>")]
    cards: Vec<Value>,
    /// In place of cards.
    #[schemars(with = "Vec<Html>")]
    lines: Vec<Value>,
}

/// Tags shown above the others.
const MOST_FREQUENT: usize = 30;

/// The index of tags and a list for each; `orders` are the indices of records by kind.
pub(super) fn tag_pages(
    press: &Press,
    input: &SiteInput,
    orders: &[(Kind, Vec<u32>)],
    cards: &Cards,
) {
    let order: Vec<u32> = orders.iter().flat_map(|(_, order)| order.iter().copied()).collect();
    let tags = collect(Facet::Keyword, &order, input.catalog, input.standings).values;
    tag_index(press, &tags);
    tags.par_iter().for_each(|tag| one_tag(press, tag, cards, input.site.is_large));
}

fn tag_index(press: &Press, tags: &[FacetValue]) {
    let mut by_name: Vec<&FacetValue> = tags.iter().collect();
    by_name.sort_by_cached_key(|tag| (first_letter(&tag.label), name_to_sort(&tag.label)));
    let mut letters: Vec<LetterView> = Vec::new();
    for tag in by_name {
        let letter = first_letter(&tag.label);
        if letters.last().is_none_or(|group| group.letter != letter) {
            letters.push(LetterView { letter, tags: Vec::new() });
        }
        if let Some(group) = letters.last_mut() {
            group.tags.push(view(tag));
        }
    }
    let meta = Meta::new(
        "tags/",
        press.word("tags"),
        press.say("tags-about", &[("count", tags.len().into())]),
    )
    .section("tags");
    let frequent = tags.iter().take(MOST_FREQUENT).map(view).collect();
    press.page("site-tags.html", &meta, TagsView { frequent, letters, total: tags.len() });
}

/// `label` from its first letter or digit on; whole names that are the same so far come in a fixed
/// order.
fn name_to_sort(label: &str) -> (String, String) {
    let name = label.trim_start_matches(|character: char| !character.is_alphanumeric());
    (name.to_lowercase(), label.to_owned())
}

/// Under which heading `label` stands.
fn first_letter(label: &str) -> String {
    match label.chars().find(|character| character.is_alphanumeric()) {
        Some(letter) if letter.is_alphabetic() => letter.to_uppercase().collect(),
        Some(_) => "0–9".to_owned(),
        None => String::new(),
    }
}

fn view(tag: &FacetValue) -> TagView {
    TagView {
        label: tag.label.clone(),
        language: tag.language.clone(),
        count: tag.entries.len(),
        path: path_of(&tag.slug),
    }
}

/// The pages of `tag`; those of a large site have a line for each record.
fn one_tag(press: &Press, tag: &FacetValue, cards: &Cards, is_large: bool) {
    let size = per_page(is_large);
    let path = |number| match number {
        1 => path_of(&tag.slug),
        _ => format!("{}{number}/", path_of(&tag.slug)),
    };
    (1..=page_count(tag.entries.len(), size)).into_par_iter().for_each(|number| {
        let meta = Meta::new(
            path(number),
            &tag.label,
            press.say(
                "tag-about",
                &[("count", tag.entries.len().into()), ("tag", (&tag.label).into())],
            ),
        )
        .section("tags")
        .under(press.word("tags"), "tags/");
        let items = page_items(&tag.entries, number, size);
        let (of_cards, lines) = cards.or_lines(items, is_large);
        let view = TagPageView {
            label: &tag.label,
            language: tag.language.as_deref(),
            paging: paging(number, tag.entries.len(), size, path),
            cards: of_cards,
            lines,
        };
        press.page("site-tag.html", &meta, view);
    });
}
