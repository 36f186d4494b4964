//! `.well-known/api-catalog` ([RFC 9727](https://www.rfc-editor.org/info/rfc9727)): what programs
//! can ask this site for, as [FAIRiCat](https://signposting.org/FAIRiCat/) wants it, a link set in
//! which each interface is an anchor with what explains it.

use faircat_linked_data::DUMPS;
use faircat_record::diagnostic::Diagnostic;
use serde::Serialize;

use super::{CatalogView, Emit, SiteFile, always, api, file, files_of, void};
use crate::json::pretty_json;

pub(crate) const FILE: SiteFile = SiteFile {
    path: ".well-known/api-catalog",
    title: "What programs can ask this site for",
    specification: Some("https://signposting.org/FAIRiCat/"),
    media_type: "application/linkset+json",
    relation: Some("api-catalog"),
    api_name: Some("api-catalog"),
    of_pages: false,
    applies: always,
    write,
};

/// What the pages of records follow.
const SIGNPOSTING: &str = "https://signposting.org/FAIR/";

const NQUADS: &str = "https://www.w3.org/TR/n-quads/";
const TURTLE: &str = "https://www.w3.org/TR/turtle/";

#[derive(Serialize)]
struct LinkSet {
    linkset: Vec<Interface>,
}

/// One interface: a context object, with relations of RFC 8631.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Interface {
    anchor: String,
    service_doc: Vec<Target>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    service_desc: Vec<Target>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    service_meta: Vec<Target>,
}

#[derive(Serialize)]
struct Target {
    href: String,
    #[serde(rename = "type")]
    media_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'static str>,
}

fn write(view: &CatalogView, emit: &Emit) -> Result<(), Diagnostic> {
    let files = files_of(view.site, view.catalog).filter(|file| !file.path.ends_with('/'));
    let mut linkset = vec![own_api(view)];
    linkset.extend(files.filter_map(|file| {
        let documented = Target::document(file.specification?, Some(file.title));
        Some(Interface::at(view.site.iri(file.path), documented))
    }));
    for ((path, _), specification) in DUMPS.iter().zip([NQUADS, TURTLE]) {
        let title = "Every statement of the catalogue, compressed with gzip";
        let documented = Target::document(specification, Some(title));
        let dump = Interface::at(view.site.iri(path), documented);
        let about = Target::of(view.site.iri(void::FILE.path), void::FILE.media_type);
        linkset.push(Interface { service_meta: vec![about], ..dump });
    }
    // What can be done with every page of a record is said of one.
    linkset.extend(view.works().next().map(|entry| {
        let documented = Target::document(SIGNPOSTING, Some("FAIR Signposting of a record's page"));
        Interface::at(view.site.iri(&entry.page()), documented)
    }));
    emit(file(FILE.path, pretty_json(&LinkSet { linkset })))
}

/// The lists as JSON, which this program's manual explains.
fn own_api(view: &CatalogView) -> Interface {
    let manual = view.site.iri("manual/site/");
    let documented = Target { title: Some(api::FILE.title), ..Target::of(manual, "text/html") };
    let schema = Target::of(view.site.iri(api::SCHEMA), "application/schema+json");
    let index = Interface::at(view.site.iri(api::INDEX), documented);
    Interface { service_desc: vec![schema], ..index }
}

impl Interface {
    fn at(anchor: String, documented: Target) -> Interface {
        let (service_desc, service_meta) = (Vec::new(), Vec::new());
        Interface { anchor, service_doc: vec![documented], service_desc, service_meta }
    }
}

impl Target {
    fn of(href: String, media_type: &'static str) -> Target {
        Target { href, media_type, title: None }
    }

    /// A page for people.
    fn document(href: &str, title: Option<&'static str>) -> Target {
        Target { title, ..Target::of(href.to_owned(), "text/html") }
    }
}
