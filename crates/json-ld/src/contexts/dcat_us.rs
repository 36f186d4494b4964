//! The context of [DCAT-US 1.1](https://resources.data.gov/resources/dcat-us/), in which agencies of the
//! United States list their data.

use serde_json::{Map, Value, json};

/// What its address begins with, without `https://`.
pub(super) const ADDRESS: &str = "project-open-data.cio.gov/v1.1/schema";

const DCAT: &str = "http://www.w3.org/ns/dcat#";
const DCTERMS: &str = "http://purl.org/dc/terms/";
const FOAF: &str = "http://xmlns.com/foaf/0.1/";
const ORG: &str = "http://www.w3.org/ns/org#";
const POD: &str = "https://project-open-data.cio.gov/v1.1/schema#";
const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const VCARD: &str = "http://www.w3.org/2006/vcard/ns#";

const PREFIXES: [(&str, &str); 7] = [
    ("dc", DCTERMS),
    ("dcat", DCAT),
    ("foaf", FOAF),
    ("org", ORG),
    ("pod", POD),
    ("skos", SKOS),
    ("vcard", VCARD),
];

/// Terms that are called in their vocabulary as here; others are DCAT's.
const TERMS: [(&str, &[&str]); 5] = [
    (
        DCTERMS,
        &[
            "accrualPeriodicity",
            "description",
            "format",
            "identifier",
            "issued",
            "language",
            "license",
            "modified",
            "publisher",
            "rights",
            "spatial",
            "temporal",
            "title",
        ],
    ),
    (FOAF, &["homepage"]),
    (ORG, &["subOrganizationOf"]),
    (
        POD,
        &[
            "accessLevel",
            "bureauCode",
            "dataQuality",
            "describedByType",
            "primaryITInvestmentUII",
            "programCode",
        ],
    ),
    (VCARD, &["fn", "hasEmail"]),
];

/// Terms whose values are addresses.
const ADDRESSES: [(&str, &str); 4] = [
    ("accessURL", "http://www.w3.org/ns/dcat#accessURL"),
    ("conformsTo", "http://purl.org/dc/terms/conformsTo"),
    ("describedBy", "http://www.w3.org/2007/05/powder#describedby"),
    ("downloadURL", "http://www.w3.org/ns/dcat#downloadURL"),
];

pub(super) fn context() -> Value {
    let mut context = Map::from_iter([
        ("@vocab".to_owned(), json!(DCAT)),
        ("name".to_owned(), json!(format!("{SKOS}prefLabel"))),
    ]);
    context.extend(PREFIXES.iter().map(|(name, iri)| ((*name).to_owned(), json!(iri))));
    for (vocabulary, terms) in TERMS {
        let term = |it: &&str| ((*it).to_owned(), json!(format!("{vocabulary}{it}")));
        context.extend(terms.iter().map(term));
    }
    let address =
        |(term, iri): &(&str, &str)| ((*term).to_owned(), json!({"@id": iri, "@type": "@id"}));
    context.extend(ADDRESSES.iter().map(address));
    Value::Object(context)
}
