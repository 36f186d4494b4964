//! `oai.xml`: the works as an
//! [OAI Static Repository](https://www.openarchives.org/OAI/2.0/guidelines-static-repository.htm),
//! which a gateway serves with OAI-PMH: Dublin Core of all, and what each has of DataCite.

use std::collections::BTreeSet;

use faircat_catalog::site::Site;
use faircat_catalog::{Catalog, Entry};
use faircat_linked_data::Source;
use faircat_record::diagnostic::Diagnostic;
use faircat_record::identifier::Identifier;
use faircat_record::references::LinkRole;
use faircat_record::{Kind, Record, Work};
use jiff::civil::{Date, date};

use super::{CatalogView, Emit, SiteFile, file};
use crate::datacite;
use crate::datacite::description::access_term;
use crate::party::Party;
use crate::view::genre;
use crate::xml::Xml;

pub(crate) const FILE: SiteFile = SiteFile {
    path: "oai.xml",
    title: "All works for harvesters of OAI-PMH, as a static repository",
    specification: Some("https://www.openarchives.org/OAI/2.0/guidelines-static-repository.htm"),
    media_type: "application/xml",
    relation: None,
    api_name: Some("oai"),
    of_pages: false,
    applies,
    write,
};

/// Records in a static repository, at most: it is meant for small collections, and is one file.
const MOST: usize = 5000;

/// Stands for a date where no record has one: the protocol cannot do without.
const NO_DATE: Date = date(1970, 1, 1);

const STATIC: &str = "http://www.openarchives.org/OAI/2.0/static-repository";
const OAI: &str = "http://www.openarchives.org/OAI/2.0/";
const OAI_DC: &str = "http://www.openarchives.org/OAI/2.0/oai_dc/";
const DC: &str = "http://purl.org/dc/elements/1.1/";
const SCHEMA_LOCATION: &str = "http://www.openarchives.org/OAI/2.0/static-repository \
    http://www.openarchives.org/OAI/2.0/static-repository.xsd";
const DC_SCHEMA: &str = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd";
const DATACITE_SCHEMA: &str = "https://schema.datacite.org/meta/kernel-4/metadata.xsd";

/// A repository without an address cannot be harvested, and one must not be empty.
fn applies(site: &Site, catalog: &Catalog) -> bool {
    let works = Kind::WORKS.into_iter().map(|kind| catalog.of_kind(kind).len()).sum();
    site.has_address && (1..=MOST).contains(&works)
}

fn write(view: &CatalogView, emit: &Emit) -> Result<(), Diagnostic> {
    let mut xml = Xml::new();
    xml.open(
        "Repository",
        &[
            ("xmlns", Some(STATIC)),
            ("xmlns:oai", Some(OAI)),
            ("xmlns:xsi", Some("http://www.w3.org/2001/XMLSchema-instance")),
            ("xsi:schemaLocation", Some(SCHEMA_LOCATION)),
        ],
    );
    identify(&mut xml, view);
    let name = datacite::XML.file_name();
    let mut told = view.works().filter_map(|it| Some((it, (view.companion)(it, name)?))).peekable();
    metadata_formats(&mut xml, told.peek().is_some());
    xml.open("ListRecords", &[("metadataPrefix", Some("oai_dc"))]);
    for entry in view.works() {
        header(&mut xml, view, entry);
        dublin_core(&mut xml, view, entry);
        xml.close().close();
    }
    xml.close();
    if told.peek().is_some() {
        xml.open("ListRecords", &[("metadataPrefix", Some("datacite"))]);
        for (entry, document) in told {
            header(&mut xml, view, entry);
            xml.markup(&document).close().close();
        }
        xml.close();
    }
    emit(file(FILE.path, xml.finish()))
}

/// Dublin Core; and DataCite where some work `has_datacite`.
fn metadata_formats(xml: &mut Xml, has_datacite: bool) {
    let namespace = datacite::XML.companion.and_then(|it| it.profile).unwrap_or_default();
    let formats =
        [("oai_dc", DC_SCHEMA, OAI_DC), ("datacite", DATACITE_SCHEMA, namespace)].into_iter();
    xml.open("ListMetadataFormats", &[]);
    for (prefix, schema, namespace) in formats.take(1 + usize::from(has_datacite)) {
        xml.open("oai:metadataFormat", &[])
            .leaf("oai:metadataPrefix", &[], prefix)
            .leaf("oai:schema", &[], schema)
            .leaf("oai:metadataNamespace", &[], namespace)
            .close();
    }
    xml.close();
}

fn identify(xml: &mut Xml, view: &CatalogView) {
    let dates = view.works().filter_map(Entry::last_change).map(|it| it.first());
    let earliest = dates.min().unwrap_or_else(|| undated(view));
    xml.open("Identify", &[])
        .leaf("oai:repositoryName", &[], &view.site.config.title)
        .leaf("oai:baseURL", &[], &view.site.iri(FILE.path))
        .leaf("oai:protocolVersion", &[], "2.0")
        .leaf("oai:adminEmail", &[], &administrator(view.site))
        .leaf("oai:earliestDatestamp", &[], &earliest.to_string())
        .leaf("oai:deletedRecord", &[], "no")
        .leaf("oai:granularity", &[], "YYYY-MM-DD")
        .close();
}

/// The site's contact, where it is an address of e-mail; else the postmaster whom every host that
/// takes mail has (RFC 5321, section 4.5.1), because the protocol cannot do without.
fn administrator(site: &Site) -> String {
    let contact = site.config.contact.as_deref().unwrap_or_default();
    let contact = contact.strip_prefix("mailto:").unwrap_or(contact);
    let is_address = contact.contains('@') && !contact.contains([':', '/']);
    match is_address && !contact.contains(char::is_whitespace) {
        true => contact.to_owned(),
        false => format!("postmaster@{}", site.base_url.host_str().unwrap_or_default()),
    }
}

/// The day of records without one: the newest of the catalogue, so that no harvester misses them.
fn undated(view: &CatalogView) -> Date {
    view.catalog.newest_change().unwrap_or(NO_DATE)
}

/// Opens a record and its metadata.
fn header(xml: &mut Xml, view: &CatalogView, entry: &Entry) {
    let day = entry.last_change().map_or_else(|| undated(view), |it| it.first());
    xml.open("oai:record", &[])
        .open("oai:header", &[])
        .leaf("oai:identifier", &[], &view.site.iri(&entry.page()))
        .leaf("oai:datestamp", &[], &day.to_string())
        .close()
        .open("oai:metadata", &[]);
}

fn dublin_core(xml: &mut Xml, view: &CatalogView, entry: &Entry) {
    let record = entry.record();
    let Record::Work(work) = &record else { return };
    let source = Source { site: view.site, catalog: view.catalog, entry, record: &record };
    let summary = &entry.summary;
    let place = format!("{OAI_DC} {DC_SCHEMA}");
    xml.open(
        "oai_dc:dc",
        &[
            ("xmlns:oai_dc", Some(OAI_DC)),
            ("xmlns:dc", Some(DC)),
            ("xsi:schemaLocation", Some(&place)),
        ],
    );
    xml.leaf("dc:title", &[], &summary.title);
    people(xml, view, work);
    for subject in summary.keywords.iter().chain(&summary.experiments).chain(&summary.tasks) {
        xml.leaf("dc:subject", &[], subject);
    }
    if !summary.summary.is_empty() {
        xml.leaf("dc:description", &[], &summary.summary);
    }
    if let Some(date) = &summary.date {
        xml.leaf("dc:date", &[], date);
    }
    if let Some(language) = &work.language {
        xml.leaf("dc:language", &[], language);
    }
    xml.leaf("dc:type", &[], genre(entry.kind));
    xml.leaf("dc:identifier", &[], &view.site.iri(&entry.page()));
    let cited = summary.identifier.as_deref();
    if let Some(identifier) = cited {
        let address = Identifier::parse(identifier).ok().and_then(|it| it.url());
        xml.leaf("dc:identifier", &[], address.as_deref().unwrap_or(identifier));
    }
    relations(xml, &source, work);
    for format in formats_of(work) {
        xml.leaf("dc:format", &[], format);
    }
    rights(xml, work);
    xml.close();
}

fn people(xml: &mut Xml, view: &CatalogView, work: &Work) {
    let name = |agent| Party::of(view.catalog, agent).name;
    for author in &work.authors {
        xml.leaf("dc:creator", &[], name(author));
    }
    if let Some(publisher) = &work.publisher {
        xml.leaf("dc:publisher", &[], name(publisher));
    }
    for contribution in &work.contributors {
        xml.leaf("dc:contributor", &[], name(&contribution.agent));
    }
}

/// The addresses of works to which this one relates, each once.
fn relations(xml: &mut Xml, source: &Source, work: &Work) {
    let stated = work.relations.iter().map(|it| (it.target.as_str(), LinkRole::Related(it.kind)));
    let origins = work.derived_from.iter().map(|it| (it.as_str(), LinkRole::DerivedFrom));
    let mut known = BTreeSet::new();
    for (text, role) in stated.chain(origins) {
        if let Some(address) = source.target_iri(text, role)
            && known.insert(address.clone())
        {
            xml.leaf("dc:relation", &[], &address);
        }
    }
}

/// Media types and other names of the formats of the files, each once.
fn formats_of(work: &Work) -> impl Iterator<Item = &str> {
    let of_data = work.dataset.iter().flat_map(|it| &it.formats).map(String::as_str);
    let files = work.artifacts.iter();
    let of_files = files.filter_map(|it| it.media_type.as_deref().or(it.format.as_deref()));
    of_data.chain(of_files).collect::<BTreeSet<_>>().into_iter()
}

/// The licence; who may have the work, in the terms of info:eu-repo, which OpenAIRE reads here; and
/// what one has to do for it.
fn rights(xml: &mut Xml, work: &Work) {
    if let Some(license) = &work.license {
        xml.leaf("dc:rights", &[], license);
    }
    let Some(access) = &work.access else { return };
    if let Some(rights) = access.rights {
        xml.leaf("dc:rights", &[], access_term(rights).1);
    }
    if let Some(conditions) = &access.conditions {
        xml.leaf("dc:rights", &[], conditions);
    }
    if let Some(day) = &access.embargo_until {
        xml.leaf("dc:date", &[], &format!("info:eu-repo/date/embargoEnd/{day}"));
    }
}
