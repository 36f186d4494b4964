//! `robots.txt`: everybody is welcome everywhere
//! ([RFC 9309](https://www.rfc-editor.org/rfc/rfc9309)).

use faircat_record::diagnostic::Diagnostic;

use super::{CatalogView, Emit, SiteExport, file};

pub(super) const EXPORT: SiteExport = SiteExport { title: "robots.txt", write };

/// A comment by which a build knows a site that it may replace.
pub const MARK: &str = "# Made with faircat\n";

fn write(view: &CatalogView, emit: &Emit) -> Result<(), Diagnostic> {
    let sitemap = view.site.iri("sitemap.xml");
    emit(file("robots.txt", format!("{MARK}User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n")))
}
