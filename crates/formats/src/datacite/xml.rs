//! `datacite.xml`: DataCite 4.7 as XML, after the schema `kernel-4.7/metadata.xsd`.

use super::NAMESPACE;
use super::terms::{Agent, RelatedIdentifier, Resource};
use crate::xml::Xml;

pub(super) fn document(resource: &Resource) -> Vec<u8> {
    let mut xml = Xml::new();
    element(&mut xml, resource);
    xml.finish()
}

/// The element `resource`.
pub(super) fn element(xml: &mut Xml, resource: &Resource) {
    xml.open(
        "resource",
        &[
            ("xmlns", Some(NAMESPACE)),
            ("xmlns:xsi", Some("http://www.w3.org/2001/XMLSchema-instance")),
            (
                "xsi:schemaLocation",
                Some(
                    "http://datacite.org/schema/kernel-4 \
                     https://schema.datacite.org/meta/kernel-4.7/metadata.xsd",
                ),
            ),
        ],
    );
    mandatory(xml, resource);
    subjects(xml, resource);
    agents(xml, "contributors", "contributor", "contributorName", &resource.contributors);
    group(xml, "dates", &resource.dates, |xml, date| {
        let kind = ("dateType", Some(date.date_type));
        xml.leaf("date", &[kind, ("dateInformation", date.date_information)], date.date);
    });
    if let Some(language) = resource.language {
        xml.leaf("language", &[], language);
    }
    group(xml, "alternateIdentifiers", &resource.alternate_identifiers, |xml, one| {
        let kind = one.alternate_identifier_type.as_str();
        xml.leaf(
            "alternateIdentifier",
            &[("alternateIdentifierType", Some(kind))],
            &one.alternate_identifier,
        );
    });
    group(xml, "relatedIdentifiers", &resource.related_identifiers, related);
    group(xml, "sizes", &resource.sizes, |xml, size| {
        xml.leaf("size", &[], size);
    });
    group(xml, "formats", &resource.formats, |xml, format| {
        xml.leaf("format", &[], format);
    });
    if let Some(version) = resource.version {
        xml.leaf("version", &[], version);
    }
    rights(xml, resource);
    group(xml, "descriptions", &resource.descriptions, |xml, one| {
        let kind = ("descriptionType", Some(one.description_type));
        xml.leaf("description", &[kind, ("xml:lang", one.lang)], &one.description);
    });
    group(xml, "geoLocations", &resource.geo_locations, |xml, place| {
        xml.open("geoLocation", &[]);
        xml.leaf("geoLocationPlace", &[], place.geo_location_place);
        xml.close();
    });
    funding(xml, resource);
    xml.close();
}

fn mandatory(xml: &mut Xml, resource: &Resource) {
    match resource.doi {
        Some(doi) => xml.leaf("identifier", &[("identifierType", Some("DOI"))], doi),
        None => xml.leaf("identifier", &[("identifierType", Some("URL"))], resource.url),
    };
    agents(xml, "creators", "creator", "creatorName", &resource.creators);
    group(xml, "titles", &resource.titles, |xml, title| {
        let kind = ("titleType", title.title_type);
        xml.leaf("title", &[kind, ("xml:lang", title.lang)], title.title);
    });
    let publisher = &resource.publisher;
    xml.leaf(
        "publisher",
        &[
            ("publisherIdentifier", publisher.publisher_identifier.as_deref()),
            ("publisherIdentifierScheme", publisher.publisher_identifier_scheme),
        ],
        publisher.name,
    );
    xml.leaf("publicationYear", &[], resource.publication_year);
    let general = resource.types.resource_type_general;
    xml.leaf(
        "resourceType",
        &[("resourceTypeGeneral", Some(general))],
        resource.types.resource_type,
    );
}

fn agents(
    xml: &mut Xml,
    list: &'static str,
    item: &'static str,
    name: &'static str,
    agents: &[Agent],
) {
    group(xml, list, agents, |xml, agent| {
        xml.open(item, &[("contributorType", agent.contributor_type)]);
        xml.leaf(name, &[("nameType", agent.name_type)], &agent.name);
        if let Some(given) = agent.given_name {
            xml.leaf("givenName", &[], given);
        }
        if let Some(family) = agent.family_name {
            xml.leaf("familyName", &[], family);
        }
        for identifier in &agent.name_identifiers {
            xml.leaf(
                "nameIdentifier",
                &[
                    ("nameIdentifierScheme", Some(identifier.name_identifier_scheme)),
                    ("schemeURI", Some(identifier.scheme_uri)),
                ],
                &identifier.name_identifier,
            );
        }
        for affiliation in &agent.affiliation {
            xml.leaf(
                "affiliation",
                &[
                    ("affiliationIdentifier", affiliation.affiliation_identifier.as_deref()),
                    ("affiliationIdentifierScheme", affiliation.affiliation_identifier_scheme),
                ],
                affiliation.name,
            );
        }
        xml.close();
    });
}

fn subjects(xml: &mut Xml, resource: &Resource) {
    group(xml, "subjects", &resource.subjects, |xml, subject| {
        xml.leaf(
            "subject",
            &[
                ("subjectScheme", subject.subject_scheme),
                ("valueURI", subject.value_uri),
                ("xml:lang", subject.lang),
            ],
            subject.subject,
        );
    });
}

fn related(xml: &mut Xml, one: &RelatedIdentifier) {
    xml.leaf(
        "relatedIdentifier",
        &[
            ("relatedIdentifierType", Some(one.related_identifier_type)),
            ("relationType", Some(&one.relation_type)),
        ],
        &one.related_identifier,
    );
}

fn rights(xml: &mut Xml, resource: &Resource) {
    group(xml, "rightsList", &resource.rights_list, |xml, one| {
        xml.leaf(
            "rights",
            &[
                ("rightsURI", one.rights_uri),
                ("rightsIdentifier", one.rights_identifier),
                ("rightsIdentifierScheme", one.rights_identifier_scheme),
                ("schemeURI", one.scheme_uri),
            ],
            one.rights,
        );
    });
}

fn funding(xml: &mut Xml, resource: &Resource) {
    group(xml, "fundingReferences", &resource.funding_references, |xml, one| {
        xml.open("fundingReference", &[]);
        xml.leaf("funderName", &[], one.funder_name);
        if let Some(identifier) = &one.funder_identifier {
            let kind = ("funderIdentifierType", one.funder_identifier_type);
            xml.leaf("funderIdentifier", &[kind], identifier);
        }
        if one.award_number.is_some() || one.award_uri.is_some() {
            let uri = ("awardURI", one.award_uri.as_deref());
            xml.leaf("awardNumber", &[uri], one.award_number.unwrap_or_default());
        }
        if let Some(title) = one.award_title {
            xml.leaf("awardTitle", &[], title);
        }
        xml.close();
    });
}

/// The element `name` around an element for each item; nothing where there are no items.
fn group<T>(xml: &mut Xml, name: &'static str, items: &[T], mut write: impl FnMut(&mut Xml, &T)) {
    if items.is_empty() {
        return;
    }
    xml.open(name, &[]);
    for item in items {
        write(xml, item);
    }
    xml.close();
}
