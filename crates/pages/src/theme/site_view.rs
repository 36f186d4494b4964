//! What every template may say about the site.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;

use crate::Html;
use crate::filters::direction;
use crate::frame_links::{FooterView, FrameLink, frame_links};
use crate::words::{ENGLISH, Words};
use faircat_catalog::checks::site::is_email;
use faircat_catalog::site::Site;
use faircat_record::Kind;

/// The variable that every template has beside its own.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "only its schema is asked for")]
struct Everywhere<'a> {
    site: SiteView<'a>,
}

/// The schema of what every template has.
pub(crate) fn site_variable(generator: &mut SchemaGenerator) -> Schema {
    Everywhere::json_schema(generator)
}

/// What every template may say about the site.
#[derive(JsonSchema, Serialize)]
pub(super) struct SiteView<'a> {
    pub title: &'a str,
    pub tagline: &'a str,
    /// The language of the theme's words.
    pub language: &'a str,
    /// Attribute of what is said in English alone: ` lang="en"`, or nothing where all is.
    pub english: Html,
    pub license: &'a str,
    pub repository: Option<&'a str>,
    pub contact: Option<String>,
    pub base_url: &'a str,
    /// Whether the publisher gave that address.
    pub has_address: bool,
    /// Whether scorecards, other formats, dump and search are there, and not only pages.
    pub complete: bool,
    /// Whether works of other catalogues are found too.
    pub federated: bool,
    pub version: &'static str,
    pub kinds: Vec<KindView>,
    /// The main menu, where the settings have one.
    pub menu: Vec<FrameLink>,
    /// Pages of the site's own that the usual menu has.
    pub menu_pages: Vec<FrameLink>,
    pub footer: FooterView,
}

/// The link that leads to `contact`, which may be an e-mail address alone.
fn address_of_contact(contact: &str) -> String {
    if is_email(contact) { format!("mailto:{contact}") } else { contact.to_owned() }
}

#[derive(JsonSchema, Serialize)]
pub(super) struct KindView {
    name: &'static str,
    folder: &'static str,
}

impl SiteView<'_> {
    pub(super) fn of<'a>(site: &'a Site, words: &'a Words) -> SiteView<'a> {
        SiteView {
            title: &site.config.title,
            tagline: &site.config.tagline,
            language: words.language(),
            english: Html::from_trusted(match words.language() {
                ENGLISH => String::new(),
                other if direction(other) == "rtl" => format!(" lang=\"{ENGLISH}\" dir=\"ltr\""),
                _ => format!(" lang=\"{ENGLISH}\""),
            }),
            license: &site.config.license,
            repository: site.config.repository.as_deref(),
            contact: site.config.contact.as_deref().map(address_of_contact),
            base_url: site.base_url.as_str(),
            has_address: site.has_address,
            complete: true,
            federated: !site.config.federation.is_empty(),
            menu: frame_links(site, &site.config.menu),
            menu_pages: Vec::new(),
            footer: FooterView::of(site),
            version: env!("CARGO_PKG_VERSION"),
            kinds: Kind::ALL
                .into_iter()
                .map(|kind| KindView { name: kind.name(), folder: kind.folder() })
                .collect(),
        }
    }
}
