//! What the profile's context calls classes and properties.

/// Namespaces of which names are taken as they are.
pub(super) const NAMESPACES: [&str; 15] = [
    IT6,
    DCAT,
    DCTERMS,
    "http://data.europa.eu/m8g/",
    "http://purl.org/cerif/frapo/",
    "http://purl.org/spar/biro/",
    "http://spdx.org/rdf/terms#",
    "http://www.w3.org/2004/02/skos/core#",
    "http://www.w3.org/2006/vcard/ns#",
    "http://www.w3.org/ns/adms#",
    "http://www.w3.org/ns/dqv#",
    "http://www.w3.org/ns/odrl/2/",
    "http://www.w3.org/ns/prov#",
    "http://xmlns.com/foaf/0.1/",
    "https://linkedpaperswithcode.com/class/",
];

pub(super) const IT6: &str = "http://data.europa.eu/it6/";
pub(super) const DCAT: &str = "http://www.w3.org/ns/dcat#";
const DCTERMS: &str = "http://purl.org/dc/terms/";

pub(super) const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const TITLE: &str = "http://purl.org/dc/terms/title";
const IDENTIFIER: &str = "http://purl.org/dc/terms/identifier";

/// Classes whose title is a name, and those whose identifier is an `id`.
const WITH_NAME: [&str; 3] = ["MachineLearningModel", "Parameter", "Repository"];
const WITH_ID: [&str; 4] = ["File", "OutputFileDescription", "Split", "Task"];

/// Terms with another name in the context.
const RENAMED: [(&str, &str); 13] = [
    ("http://data.europa.eu/it6/rowIDAttribute", "rowIdAttribute"),
    ("http://data.europa.eu/it6/versionLabel", "version"),
    ("http://purl.org/dc/terms/conformsTo", "linkedSchemas"),
    ("http://purl.org/dc/terms/issued", "releaseDate"),
    ("http://purl.org/dc/terms/LicenseDocument", "LicenceDocument"),
    ("http://purl.org/dc/terms/license", "licence"),
    ("http://purl.org/dc/terms/spatial", "geographicalCoverage"),
    ("http://www.w3.org/ns/dcat#accessURL", "accessUrl"),
    ("http://www.w3.org/ns/dcat#distribution", "datasetDistribution"),
    ("http://www.w3.org/ns/dcat#downloadURL", "downloadUrl"),
    ("http://www.w3.org/ns/dcat#endpointURL", "endpointUrl"),
    ("https://linkedpaperswithcode.com/class/repository", "Repository"),
    ("https://project-open-data.cio.gov/v1.1/schema#accessLevel", "accessLevel"),
];

/// The name of the class `iri`; the whole of it where the profile does not know it.
pub(super) fn class(iri: &str) -> &str {
    let renamed = RENAMED.iter().find(|(known, _)| *known == iri).map(|(_, name)| *name);
    let own = || NAMESPACES.iter().find_map(|it| iri.strip_prefix(it));
    renamed.or_else(own).filter(|it| !it.is_empty()).unwrap_or(iri)
}

/// The name of the property `iri` of a node of `classes`.
pub(super) fn property<'a>(iri: &'a str, classes: &[&str]) -> &'a str {
    let is_of = |known: &[&str]| classes.iter().any(|it| known.contains(it));
    match iri {
        TITLE if is_of(&WITH_NAME) => "name",
        IDENTIFIER if is_of(&WITH_ID) => "id",
        _ => class(iri),
    }
}
