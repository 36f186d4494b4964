//! The page at an address that a record had before.

use faircat_catalog::OldName;
use faircat_formats::dossier::{Dossier, OutputFile};
use faircat_formats::format::Format;
use faircat_record::diagnostic::Diagnostic;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{Frame, HeadLink, Theme};

/// What `moved.html` shows.
#[derive(JsonSchema, Serialize)]
pub(super) struct MovedPage<'a> {
    page: Frame<'a>,
    /// What the record is called.
    title: &'a str,
    title_language: Option<&'a str>,
    /// Address of its page, from the root of the host.
    target: String,
}

/// The page at the address of `old`, which leads to the present one. `linked_data` is the format in
/// which programs read the record, where the site has it.
pub fn moved_page(
    theme: &Theme,
    dossier: &Dossier,
    old: &OldName,
    linked_data: Option<&Format>,
) -> Result<OutputFile, Diagnostic> {
    let source = dossier.source;
    let summary = &source.entry.summary;
    let title = summary.title.as_str();
    // Its own address is of no use to anybody: search engines get that of the record.
    let mut page = Frame::new(source.site, &source.entry.page(), title);
    page.hidden = true;
    page.links = linked_data.map(|format| described_by(dossier, format)).into_iter().collect();
    let target = source.site.href(&source.entry.page());
    let view = MovedPage { page, title, title_language: summary.title_language(), target };
    theme.render("moved.html", format!("{}index.html", old.page()), &view)
}

/// Harvesters follow no redirect of a page; they look for this.
fn described_by<'a>(dossier: &Dossier, format: &Format) -> HeadLink<'a> {
    let source = dossier.source;
    HeadLink {
        rel: "describedby",
        href: source.site.link(&format!("{}{}", source.entry.page(), format.file_name())),
        media_type: Some(format.media_type),
        profile: None,
        title: None,
    }
}
