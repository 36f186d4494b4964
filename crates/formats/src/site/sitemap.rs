//! `sitemap.xml` ([sitemaps.org](https://www.sitemaps.org/protocol.html)), in parts where the
//! site is large.

use faircat_record::diagnostic::Diagnostic;
use faircat_record::partial_date::PartialDate;

use super::{CatalogView, Emit, SiteFile, always, file};
use crate::xml::Xml;

pub(crate) const FILE: SiteFile = SiteFile {
    path: "sitemap.xml",
    title: "The addresses of all pages",
    specification: Some("https://www.sitemaps.org/protocol.html"),
    media_type: "application/xml",
    relation: None,
    api_name: Some("sitemap"),
    of_pages: true,
    applies: always,
    write,
};

/// Addresses in one file, at most: the protocol's own limit.
const LIMIT: usize = 50_000;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// A page, with the date of its last change where known.
type Page = (String, Option<PartialDate>);

fn write(view: &CatalogView, emit: &Emit) -> Result<(), Diagnostic> {
    let others = view.pages.iter().map(|path| (path.clone(), None));
    let published = || view.catalog.entries.iter().filter(|entry| !entry.is_draft());
    let records = published().map(|entry| (entry.page(), entry.last_change()));
    let number = view.pages.len() + published().count();
    let mut pages = others.chain(records);
    if number <= LIMIT {
        return emit(file(FILE.path, part(view, &mut pages)));
    }
    let mut index = Xml::new();
    index.open("sitemapindex", &[("xmlns", Some(NAMESPACE))]);
    for number in 1..=number.div_ceil(LIMIT) {
        let path = format!("sitemap-{number}.xml");
        index.open("sitemap", &[]).leaf("loc", &[], &view.site.iri(&path)).close();
        emit(file(path, part(view, &mut pages)))?;
    }
    emit(file(FILE.path, index.finish()))
}

/// A file of the next pages.
fn part(view: &CatalogView, pages: &mut impl Iterator<Item = Page>) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open("urlset", &[("xmlns", Some(NAMESPACE))]);
    for (path, changed) in pages.take(LIMIT) {
        xml.open("url", &[]).leaf("loc", &[], &view.site.iri(&path));
        if let Some(date) = changed {
            xml.leaf("lastmod", &[], &date.to_string());
        }
        xml.close();
    }
    xml.finish()
}
