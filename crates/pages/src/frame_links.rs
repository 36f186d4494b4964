//! Links that stand on every page by the site's settings: in the menu and at the foot.

use faircat_catalog::site::{Site, SiteLink};
use faircat_linked_data::safe_iri;
use schemars::JsonSchema;
use serde::Serialize;

use crate::Html;
use crate::links::{Destination, destination};

/// A link as pages show it.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(crate) struct FrameLink {
    label: String,
    href: String,
    /// What a page that it leads to calls its part of the site; empty for links elsewhere.
    section: String,
}

/// The foot of every page, as far as the site decides it.
#[derive(Clone, Debug, JsonSchema, Serialize)]
pub(crate) struct FooterView {
    text: Option<Html>,
    links: Vec<FrameLink>,
}

impl FooterView {
    pub(crate) fn of(site: &Site) -> FooterView {
        let footer = &site.config.footer;
        let is_there = !footer.text.trim().is_empty();
        FooterView {
            text: is_there.then(|| Html::from_markdown(site, &footer.text)),
            links: frame_links(site, &footer.links),
        }
    }
}

/// `links` as pages show them. One that leads out of the site's own path is left out: the checks
/// tell of it.
pub(crate) fn frame_links(site: &Site, links: &[SiteLink]) -> Vec<FrameLink> {
    links.iter().filter_map(|link| frame_link(site, link)).collect()
}

fn frame_link(site: &Site, link: &SiteLink) -> Option<FrameLink> {
    let (href, section) = match destination("", &link.to) {
        Destination::Within { path, rest } => {
            let section = path.trim_end_matches('/').to_owned();
            (site.href(&format!("{path}{rest}")), section)
        }
        Destination::Elsewhere => (safe_iri(&link.to)?, String::new()),
        Destination::Above => return None,
    };
    Some(FrameLink { label: link.label.clone(), href, section })
}
