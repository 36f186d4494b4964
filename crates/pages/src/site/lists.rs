//! Lists of one kind of record, whole and by a facet's value.

use minijinja::Value;
use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use crate::Html;

use super::cards::Cards;
use super::facets::{Facet, FacetValue, FacetValues, collect, slug};
use super::filter_index::filter_index;
use super::paging::{Paging, page_count, page_items, paging, per_page};
use super::{Meta, Press, SiteInput};
use faircat_record::Kind;

/// Values of a facet shown beside a list; the others are a click away.
const VALUES_BESIDE: usize = 12;

#[derive(JsonSchema, Serialize)]
pub(super) struct ListView<'a> {
    /// Name of the kind.
    kind: &'static str,
    folder: &'static str,
    /// The facets with their values, as HTML.
    #[schemars(with = "Html")]
    facets: Value,
    /// The facet's value that all records of this list have.
    chosen: Option<Chosen<'a>>,
    paging: Paging,
    #[schemars(with = "Vec<Html>")]
    cards: Vec<Value>,
    /// In place of cards.
    #[schemars(with = "Vec<Html>")]
    lines: Vec<Value>,
}

/// A kind of record, with how many there are.
#[derive(Clone, JsonSchema, Serialize)]
pub(super) struct KindLink {
    pub(super) name: &'static str,
    pub(super) folder: &'static str,
    pub(super) count: usize,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct FacetsView {
    folder: &'static str,
    kinds: Vec<KindLink>,
    facets: Vec<FacetView>,
}

#[derive(JsonSchema, Serialize)]
struct FacetView {
    key: &'static str,
    /// The most frequent values.
    values: Vec<ValueView>,
    /// How many values there are in all.
    total: usize,
}

#[derive(Clone, JsonSchema, Serialize)]
struct ValueView {
    slug: String,
    label: String,
    /// Tag of the label's language, where the records tell it.
    language: Option<String>,
    count: usize,
    path: String,
}

#[derive(Clone, JsonSchema, Serialize)]
struct Chosen<'a> {
    key: &'static str,
    slug: &'a str,
    label: &'a str,
    /// Tag of the label's language, where the records tell it.
    language: Option<&'a str>,
}

/// Every kind of work that the catalogue holds, with how many there are.
pub(super) fn kind_links(input: &SiteInput) -> Vec<KindLink> {
    Kind::ALL
        .into_iter()
        .map(|kind| KindLink {
            name: kind.name(),
            folder: kind.folder(),
            count: input.catalog.of_kind(kind).len(),
        })
        .collect()
}

/// The list of `kind` and its lists by facets; `order` are the indices of its records.
pub(super) fn list_pages(
    press: &Press,
    input: &SiteInput,
    kind: Kind,
    order: &[u32],
    cards: &Cards,
) {
    let facets: Vec<FacetValues> = Facet::ALL
        .into_iter()
        .map(|facet| collect(facet, order, input.catalog, input.standings))
        .filter(|facet| !facet.values.is_empty())
        .collect();
    filter_index(press, input, kind, order, &facets);
    let beside = FacetsView {
        folder: kind.folder(),
        kinds: kind_links(input),
        facets: facets.iter().map(|facet| facet_view(kind, facet)).collect(),
    };
    let name = format!("facets of {}", kind.folder());
    let facets_beside = press.fragment("site-facets.html", &name, &beside);
    let is_large = input.site.is_large;
    let list = List { press, is_large, kind, facets: facets_beside, cards };
    list.pages(order, None);
    facets.par_iter().for_each(|facet| {
        list.index(facet);
        facet.values.par_iter().for_each(|value| list.pages(&value.entries, Some((facet, value))));
    });
}

struct List<'a> {
    press: &'a Press<'a>,
    is_large: bool,
    kind: Kind,
    facets: Value,
    cards: &'a Cards,
}

impl List<'_> {
    /// The pages of the list of `entries`, which have the value `chosen` where one is.
    fn pages(&self, entries: &[u32], chosen: Option<(&FacetValues, &FacetValue)>) {
        // A record fails many principles, so cards, and pages of few of them, would be most of the
        // site; and of a large one so would those by any facet.
        let has_lines =
            chosen.is_some_and(|(facet, _)| self.is_large || facet.facet == Facet::Failing);
        let size = per_page(has_lines);
        (1..=page_count(entries.len(), size)).into_par_iter().for_each(|number| {
            let path = |number| page_path(self.kind, chosen, number);
            let meta = self
                .meta(path(number), number, entries.len(), chosen)
                .section(self.kind.folder())
                .script("list.js");
            let items = page_items(entries, number, size);
            let (cards, lines) = self.cards.or_lines(items, has_lines);
            let view = ListView {
                kind: self.kind.name(),
                folder: self.kind.folder(),
                facets: self.facets.clone(),
                chosen: chosen.map(|(facet, value)| Chosen {
                    key: facet.facet.key(),
                    slug: &value.slug,
                    label: &value.label,
                    language: value.language.as_deref(),
                }),
                paging: paging(number, entries.len(), size, path),
                cards,
                lines,
            };
            self.press.page("site-list.html", &meta, view);
        });
    }

    fn meta(
        &self,
        path: String,
        number: usize,
        total: usize,
        chosen: Option<(&FacetValues, &FacetValue)>,
    ) -> Meta {
        let (words, press) = (self.press.theme.words(), self.press);
        let kinds = words.kinds(self.kind);
        let numbered = |title: String| match number {
            1 => title,
            _ => press.say("page-number", &[("title", title.into()), ("page", number.into())]),
        };
        let Some((facet, value)) = chosen else {
            let about = [("kinds", (&kinds).into()), ("count", total.into())];
            return Meta::new(
                path,
                numbered(kinds.clone()),
                numbered(press.say("list-about", &about)),
            );
        };
        let label = facet_label(press, facet.facet);
        let values = [
            ("kinds", (&kinds).into()),
            ("facet", (&label).into()),
            ("value", (&value.label).into()),
            ("count", total.into()),
        ];
        let title = press.say("list-by-title", &values);
        Meta::new(path, numbered(title), numbered(press.say("list-by-about", &values)))
            .under(kinds, format!("{}/", self.kind.folder()))
            .under(label, facet_path(self.kind, facet.facet))
    }

    /// The page with all values of `facet`.
    fn index(&self, facet: &FacetValues) {
        let kinds = self.press.theme.words().kinds(self.kind);
        let label = facet_label(self.press, facet.facet);
        let values = [("kinds", (&kinds).into()), ("facet", label.into())];
        let meta = Meta::new(
            facet_path(self.kind, facet.facet),
            self.press.say("list-values-title", &values),
            self.press.say("list-values-about", &values),
        )
        .section(self.kind.folder())
        .under(kinds, format!("{}/", self.kind.folder()));
        let values: Vec<ValueView> =
            facet.values.iter().map(|value| value_view(self.kind, facet.facet, value)).collect();
        self.press.page("site-values.html", &meta, ValuesView { values });
    }
}

#[derive(JsonSchema, Serialize)]
pub(super) struct ValuesView {
    values: Vec<ValueView>,
}

fn facet_label(press: &Press, facet: Facet) -> String {
    press.word(&format!("facet-{}", facet.key()))
}

fn facet_path(kind: Kind, facet: Facet) -> String {
    format!("browse/{}/{}/", kind.folder(), facet.key())
}

/// Address of the records of `kind` that fail the principle `id`, relative to the site's root.
pub(super) fn failing_path(kind: Kind, id: &str) -> String {
    format!("{}{}/", facet_path(kind, Facet::Failing), slug(id))
}

fn page_path(kind: Kind, chosen: Option<(&FacetValues, &FacetValue)>, number: usize) -> String {
    let folder = kind.folder();
    match (chosen, number) {
        (None, 1) => format!("{folder}/"),
        (None, _) => format!("browse/{folder}/{number}/"),
        (Some((facet, value)), _) => {
            let path = format!("{}{}/", facet_path(kind, facet.facet), value.slug);
            if number == 1 { path } else { format!("{path}{number}/") }
        }
    }
}

fn facet_view(kind: Kind, facet: &FacetValues) -> FacetView {
    let beside = if facet.facet == Facet::Failing { usize::MAX } else { VALUES_BESIDE };
    FacetView {
        key: facet.facet.key(),
        values: facet
            .values
            .iter()
            .take(beside)
            .map(|value| value_view(kind, facet.facet, value))
            .collect(),
        total: facet.values.len(),
    }
}

fn value_view(kind: Kind, facet: Facet, value: &FacetValue) -> ValueView {
    ValueView {
        slug: value.slug.clone(),
        label: value.label.clone(),
        language: value.language.clone(),
        count: value.entries.len(),
        path: format!("{}{}/", facet_path(kind, facet), value.slug),
    }
}
