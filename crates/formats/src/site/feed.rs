//! `feed.atom`: the newest works as an Atom feed
//! ([RFC 4287](https://www.rfc-editor.org/rfc/rfc4287)).

use faircat_catalog::{Entry, Target};
use faircat_record::diagnostic::Diagnostic;
use faircat_record::partial_date::PartialDate;
use faircat_record::references::LinkRole;
use jiff::civil::{Date, date};

use super::{CatalogView, Emit, SiteFile, always, file};
use crate::xml::Xml;

pub(crate) const FILE: SiteFile = SiteFile {
    path: "feed.atom",
    title: "New and changed records as an Atom feed",
    specification: Some("https://www.rfc-editor.org/rfc/rfc4287"),
    media_type: "application/atom+xml",
    relation: Some("alternate"),
    api_name: Some("feed"),
    of_pages: false,
    applies: always,
    write,
};

/// Works in the feed.
const LENGTH: usize = 50;

/// Stands for a date where no record has one: the format cannot do without.
const NO_DATE: Date = date(1970, 1, 1);

fn write(view: &CatalogView, emit: &Emit) -> Result<(), Diagnostic> {
    let config = &view.site.config;
    let entries = newest(view);
    let updated = entries.first().map_or(NO_DATE, |(day, _)| *day);
    let home = view.site.iri("");
    let own = view.site.iri(FILE.path);
    let mut xml = Xml::new();
    xml.open(
        "feed",
        &[("xmlns", Some("http://www.w3.org/2005/Atom")), ("xml:lang", Some(&config.language))],
    )
    .leaf("title", &[], &config.title)
    .leaf("id", &[], &own)
    .leaf("updated", &[], &instant(updated))
    .empty("link", &[("rel", Some("self")), ("type", Some(FILE.media_type)), ("href", Some(&own))])
    .empty(
        "link",
        &[("rel", Some("alternate")), ("type", Some("text/html")), ("href", Some(&home))],
    );
    if !config.tagline.is_empty() {
        xml.leaf("subtitle", &[], &config.tagline);
    }
    xml.open("author", &[]).leaf("name", &[], &config.title).leaf("uri", &[], &home).close();
    for (changed, entry) in &entries {
        work(&mut xml, view, *changed, entry);
    }
    emit(file(FILE.path, xml.finish()))
}

/// The works with the newest dates, and these dates. Works without a date are no news.
fn newest<'a>(view: &CatalogView<'a>) -> Vec<(Date, &'a Entry)> {
    let published = view.works().filter(|entry| !entry.is_draft());
    let mut dated: Vec<(Date, &Entry)> =
        published.filter_map(|entry| Some((entry.last_change()?.first(), entry))).collect();
    dated.sort_by(|(a, first), (b, second)| b.cmp(a).then_with(|| first.index.cmp(&second.index)));
    dated.truncate(LENGTH);
    dated
}

fn work(xml: &mut Xml, view: &CatalogView, changed: Date, entry: &Entry) {
    let summary = &entry.summary;
    let iri = view.site.iri(&entry.page());
    xml.open("entry", &[])
        .leaf("title", &[], &summary.title)
        .leaf("id", &[], &iri)
        .leaf("updated", &[], &instant(changed))
        .empty(
            "link",
            &[("rel", Some("alternate")), ("type", Some("text/html")), ("href", Some(&iri))],
        );
    if let Some(published) = summary.date.as_deref().and_then(PartialDate::parse) {
        xml.leaf("published", &[], &instant(published.first()));
    }
    for author in &summary.authors {
        let name = author_name(view, author);
        xml.open("author", &[]).leaf("name", &[], &name).close();
    }
    xml.empty("category", &[("term", Some(entry.kind.name()))]);
    if !summary.summary.is_empty() {
        xml.leaf("summary", &[], &summary.summary);
    }
    xml.close();
}

/// The name of an author given as a slug or a name.
fn author_name(view: &CatalogView, author: &str) -> String {
    match view.catalog.resolve(author, LinkRole::Author) {
        Target::Entry(entry) => entry.summary.title.clone(),
        _ => author.to_owned(),
    }
}

/// Midnight of `day`, which is all that is known of the time.
fn instant(day: Date) -> String {
    format!("{day}T00:00:00Z")
}
