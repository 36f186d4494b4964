//! The terms of MLDCAT-AP's own context that are written, by the same names. It stands in the document,
//! so that no reader has to fetch it.

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

/// Prefixes; the first says which profile the document follows.
const PREFIXES: [(&str, &str); 12] = [
    ("mldcat-ap", "https://semiceu.github.io/MLDCAT-AP/releases/3.1.0#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("dqv", "http://www.w3.org/ns/dqv#"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("frapo", "http://purl.org/cerif/frapo/"),
    ("it6", "http://data.europa.eu/it6/"),
    ("lpwcc", "https://linkedpaperswithcode.com/class/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("spdx", "http://spdx.org/rdf/terms#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// Classes, and properties whose values are texts.
const PLAIN: [(&str, &str); 47] = [
    ("Agent.name", "foaf:name"),
    ("DataQuality.identifier", "dcterms:identifier"),
    ("DataQuality.title", "dcterms:title"),
    ("Dataset.collectionDate", "it6:collectionDate"),
    ("Dataset.collectionMethod", "it6:collectionMethod"),
    ("Dataset.curationMethod", "it6:curationMethod"),
    ("Dataset.description", "dcterms:description"),
    ("Dataset.identifier", "dcterms:identifier"),
    ("Dataset.keyword", "dcat:keyword"),
    ("Dataset.releaseDate", "dcterms:issued"),
    ("Dataset.title", "dcterms:title"),
    ("Dataset.version", "dcat:version"),
    ("Distribution.title", "dcterms:title"),
    ("File.id", "dcterms:identifier"),
    ("File.title", "dcterms:title"),
    ("MachineLearningModel.bias", "it6:bias"),
    ("MachineLearningModel.created", "dcterms:created"),
    ("MachineLearningModel.description", "dcterms:description"),
    ("MachineLearningModel.howToUse", "it6:howToUse"),
    ("MachineLearningModel.identifier", "dcterms:identifier"),
    ("MachineLearningModel.intendedUse", "it6:intendedUse"),
    ("MachineLearningModel.keyword", "dcat:keyword"),
    ("MachineLearningModel.limitations", "it6:limitations"),
    ("MachineLearningModel.modelArchitecture", "it6:modelArchitecture"),
    ("MachineLearningModel.modified", "dcterms:modified"),
    ("MachineLearningModel.name", "dcterms:title"),
    ("MachineLearningModel.releaseDate", "it6:releaseDate"),
    ("MachineLearningModel.shortDescription", "it6:shortDescription"),
    ("MachineLearningModel.trainingProcess", "it6:trainingProcess"),
    ("MachineLearningModel.version", "dcat:version"),
    ("QualityMeasurement.value", "dqv:value"),
    ("Agent", "foaf:Agent"),
    ("Repository.name", "dcterms:title"),
    ("CataloguedResource", "dcat:Resource"),
    ("Checksum", "spdx:Checksum"),
    ("ChecksumAlgorithm", "spdx:ChecksumAlgorithm"),
    ("Concept", "skos:Concept"),
    ("DataQuality", "it6:DataQuality"),
    ("Dataset", "dcat:Dataset"),
    ("Distribution", "dcat:Distribution"),
    ("Document", "foaf:Document"),
    ("File", "it6:File"),
    ("LicenceDocument", "dcterms:LicenseDocument"),
    ("MachineLearningModel", "it6:MachineLearningModel"),
    ("MediaType", "dcterms:MediaType"),
    ("QualityMeasurement", "dqv:QualityMeasurement"),
    ("Repository", "lpwcc:repository"),
];

/// Properties whose values are nodes (`@id`) or numbers of a type.
const TYPED: [(&str, &str, &str); 30] = [
    ("Checksum.algorithm", "spdx:algorithm", "@id"),
    ("Checksum.checksumValue", "spdx:checksumValue", "xsd:hexBinary"),
    ("Dataset.contributor", "dcterms:contributor", "@id"),
    ("Dataset.creator", "dcterms:creator", "@id"),
    ("Dataset.datasetDistribution", "dcat:distribution", "@id"),
    ("Dataset.landingPage", "dcat:landingPage", "@id"),
    ("Dataset.publisher", "dcterms:publisher", "@id"),
    ("Distribution.accessUrl", "dcat:accessURL", "@id"),
    ("Distribution.byteSize", "dcat:byteSize", "xsd:nonNegativeInteger"),
    ("Distribution.checksum", "spdx:checksum", "@id"),
    ("Distribution.downloadUrl", "dcat:downloadURL", "@id"),
    ("Distribution.hasQualityMeasurement", "dqv:hasQualityMeasurement", "@id"),
    ("Distribution.licence", "dcterms:license", "@id"),
    ("Distribution.mediaType", "dcat:mediaType", "@id"),
    ("File.checksum", "spdx:checksum", "@id"),
    ("File.format", "dcterms:format", "@id"),
    ("File.url", "it6:url", "@id"),
    ("MachineLearningModel.contributor", "dcterms:contributor", "@id"),
    ("MachineLearningModel.creator", "dcterms:creator", "@id"),
    ("MachineLearningModel.hasFile", "it6:hasFile", "@id"),
    ("MachineLearningModel.hasProvider", "it6:hasProvider", "@id"),
    ("MachineLearningModel.hasRepository", "it6:hasRepository", "@id"),
    ("MachineLearningModel.hasUploader", "it6:hasUploader", "@id"),
    ("MachineLearningModel.isFundedBy", "frapo:isFundedBy", "@id"),
    ("MachineLearningModel.licence", "dcterms:license", "@id"),
    ("MachineLearningModel.testedOn", "it6:testedOn", "@id"),
    (
        "MachineLearningModel.totalNumberOfParameters",
        "it6:totalNumberOfParameters",
        "xsd:nonNegativeInteger",
    ),
    ("MachineLearningModel.trainedOn", "it6:trainedOn", "@id"),
    ("MachineLearningModel.validatedOn", "it6:validatedOn", "@id"),
    ("QualityMeasurement.type", "dcterms:type", "@id"),
];

/// The value of `@context`.
pub(super) static CONTEXT: LazyLock<Value> = LazyLock::new(|| {
    let plain = PREFIXES.iter().chain(&PLAIN).map(|(name, iri)| ((*name).to_owned(), json!(iri)));
    let mut context: Map<String, Value> = plain.collect();
    for (name, iri, kind) in TYPED {
        context.insert(name.to_owned(), json!({"@id": iri, "@type": kind}));
    }
    Value::Object(context)
});
