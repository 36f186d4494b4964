//! `compare/choose/`: any models beside each other, of what is published beside their pages.

use faircat_record::{Kind, Status};
use schemars::JsonSchema;
use serde::Serialize;

use crate::site::{Meta, Press, SiteInput};

/// Models that can be chosen in the page itself; of more, lists and tables are where one chooses.
const MOST_MODELS: usize = 400;

#[derive(JsonSchema, Serialize)]
pub(in crate::site) struct ChooseView<'a> {
    models: Vec<ChoiceView<'a>>,
    /// Models that only lists have.
    more: usize,
}

/// A model that can be chosen.
#[derive(JsonSchema, Serialize)]
struct ChoiceView<'a> {
    slug: &'a str,
    title: &'a str,
    title_language: Option<&'a str>,
    path: String,
}

pub(super) fn choose_page(press: &Press, input: &SiteInput) {
    let all = input.catalog.of_kind(Kind::Model).iter();
    let mut models: Vec<ChoiceView> = all
        .filter(|it| it.summary.status != Status::Withdrawn)
        .map(|it| ChoiceView {
            slug: &it.slug,
            title: &it.summary.title,
            title_language: it.summary.title_language(),
            path: it.page(),
        })
        .collect();
    models.sort_by_key(|it| (it.title.to_lowercase(), it.slug));
    let more = models.len().saturating_sub(MOST_MODELS);
    models.truncate(MOST_MODELS);
    let title = press.word("choose");
    let meta = Meta::new("compare/choose/", title, press.word("choose-about"))
        .section("compare")
        .under(press.word("compare"), super::PATH)
        .script("choose/page.js");
    press.page("site-choose.html", &meta, ChooseView { models, more });
}
