//! The second page of a model: every figure that was found by running and by training it, for which
//! its first page has no room.

use super::work::WorkPage;
use crate::words::Words;
use crate::{Crumb, Frame};
use faircat_catalog::Entry;
use faircat_catalog::site::Site;

/// Below the page of the model, to which templates link by this name.
const FOLDER: &str = "figures/";

pub(super) const TEMPLATE: &str = "figures.html";

/// Whether there is anything that stands on it alone.
pub(super) fn is_needed(view: &WorkPage) -> bool {
    let it = &view.of_model;
    it.explanation.is_some()
        || it.beside.is_some()
        || it.throughput.is_some()
        || it.history.is_some()
        || it.verification.as_ref().is_some_and(|it| it.refused == 0 && it.outdated.is_empty())
        || it.evaluations.as_ref().is_some_and(|it| it.is_long)
}

pub(super) fn title(work: &str, words: &Words) -> String {
    words.say("figures-title", &[("work", work.into())])
}

/// Path and frame of it, below the page of `entry`.
pub(super) fn frame<'a>(
    site: &Site,
    entry: &Entry,
    title: &'a str,
    first: &Frame<'a>,
) -> (String, Frame<'a>) {
    let page = entry.page();
    let folder = format!("{page}{FOLDER}");
    let mut frame = Frame::new(site, &folder, title);
    frame.section = first.section;
    frame.crumbs.clone_from(&first.crumbs);
    let crumb = Crumb::new(first.title, page);
    frame.crumbs.push(crumb.in_language(entry.summary.title_language()));
    frame.draft = first.draft;
    frame.hidden = first.hidden;
    (format!("{folder}index.html"), frame)
}
