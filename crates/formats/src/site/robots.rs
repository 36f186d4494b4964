//! `robots.txt`: everybody is welcome everywhere
//! ([RFC 9309](https://www.rfc-editor.org/rfc/rfc9309)).

use faircat_record::diagnostic::Diagnostic;

use super::{CatalogView, Emit, SiteFile, always, file, sitemap};

pub(crate) const FILE: SiteFile = SiteFile {
    path: "robots.txt",
    title: "What crawlers may visit",
    specification: Some("https://www.rfc-editor.org/rfc/rfc9309"),
    media_type: "text/plain",
    relation: None,
    api_name: None,
    of_pages: true,
    applies: always,
    write,
};

/// A comment by which a build knows a site that it may replace.
pub const MARK: &str = "# Made with faircat\n";

fn write(view: &CatalogView, emit: &Emit) -> Result<(), Diagnostic> {
    let sitemap = view.site.iri(sitemap::FILE.path);
    emit(file(FILE.path, format!("{MARK}User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n")))
}
