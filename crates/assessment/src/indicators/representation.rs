//! Languages and vocabularies of the metadata: I1, I2 and R1.3 (for models and software, R3).

use super::outcome::{Tested, count, fail, pass, some_of};
use crate::Rubric;
use crate::view::{View, plain, values};
use faircat_linked_data::vocabulary::{
    codemeta, dcat, dcterms, dqv, fair4ml, ftr, prov, rdf, rdfs, schema, skos, spdx, void,
};
use faircat_record::identifier::Scheme;
use faircat_text::is_web_address;

/// Namespaces of vocabularies that are published, documented and versioned.
const REGISTERED: &[&str] = &[
    schema::NAMESPACE,
    dcterms::NAMESPACE,
    dcat::NAMESPACE,
    prov::NAMESPACE,
    fair4ml::NAMESPACE,
    codemeta::NAMESPACE,
    spdx::NAMESPACE,
    dqv::NAMESPACE,
    ftr::NAMESPACE,
    skos::NAMESPACE,
    rdf::NAMESPACE,
    rdfs::NAMESPACE,
    void::NAMESPACE,
    "http://purl.org/dc/elements/1.1/",
    "http://purl.org/pav/",
    "http://purl.org/spar/",
    "http://pcdm.org/models#",
    "http://xmlns.com/foaf/0.1/",
    "http://www.w3.org/2002/07/owl#",
    "http://www.w3.org/ns/adms#",
    "http://www.w3.org/ns/csvw#",
    "http://www.w3.org/ns/dx/prof/",
    "http://www.w3.org/ns/mls#",
    "http://www.w3.org/ns/odrl/2/",
    "http://www.w3.org/2006/vcard/ns#",
    "http://www.opengis.net/ont/geosparql#",
    "http://qudt.org/",
    "http://mlcommons.org/croissant/",
    // The European Union's for models, and the core of its vocabularies.
    "http://data.europa.eu/it6/",
    "http://data.europa.eu/m8g/",
    "https://bioschemas.org/",
    "http://edamontology.org/",
    "https://w3id.org/ro/terms/",
    // The registry of link relations, in the two forms that contexts of RO-Crate have.
    "http://www.iana.org/assignments/relation/",
    "https://www.w3.org/ns/iana/link-relations/relation#",
];

/// The metadata is RDF.
pub(super) fn rdf(view: &View<'_>) -> Tested {
    let statements = view.assessed.graph.triples().len();
    if view.statements().is_empty() {
        return fail(
            format!("{} read, none about the work.", count(statements, "RDF statement")),
            "# Embed the description as JSON-LD of schema.org.",
        );
    }
    pass(format!(
        "{} read, {} about the {}.",
        count(statements, "RDF statement"),
        view.statements().len(),
        view.noun()
    ))
}

/// The metadata is offered in a form that a program asks for by its media type.
pub(super) fn machine_formats(view: &View<'_>) -> Tested {
    let formats: Vec<&str> = view
        .assessed
        .published
        .formats
        .iter()
        .map(String::as_str)
        .filter(|format| is_structured(format))
        .collect();
    if !formats.is_empty() {
        return pass(format!("Offered as {}.", some_of(formats, 5)));
    }
    let published = view.assessed.published;
    let is_linked_data = published.embedded == Some(true) || published.formats.is_empty();
    if is_linked_data && !view.statements().is_empty() {
        return pass("Read as JSON-LD.");
    }
    fail(
        "No structured form of the metadata is offered.",
        "# Offer the description as JSON-LD or Turtle.",
    )
}

fn is_structured(media_type: &str) -> bool {
    ["json", "turtle", "n-triples", "n-quads", "xml", "yaml", "bibtex"]
        .iter()
        .any(|word| media_type.contains(word))
}

/// Every property of the work is of a registered vocabulary.
pub(super) fn vocabularies(view: &View<'_>) -> Tested {
    let mut odd: Vec<&str> = Vec::new();
    let mut used: Vec<&str> = Vec::new();
    let mut last = "";
    for triple in view.statements() {
        let predicate = triple.predicate.as_str();
        if predicate == last {
            continue;
        }
        last = predicate;
        match REGISTERED.iter().copied().find(|namespace| predicate.starts_with(namespace)) {
            Some(namespace) if used.contains(&namespace) => {}
            Some(namespace) => used.push(namespace),
            None => odd.push(predicate),
        }
    }
    if odd.is_empty() && !used.is_empty() {
        return pass(format!("All properties are of {}.", some_of(used, 6)));
    }
    fail(
        match odd.is_empty() {
            true => "The node has no property.".to_owned(),
            false => format!("Of no registered vocabulary: {}.", some_of(odd, 3)),
        },
        "# Use properties of schema.org, DCAT, Dublin Core, PROV or FAIR4ML instead.",
    )
}

/// Whether `term` is somebody: a work may be about them, but they are no term of a vocabulary.
fn is_agent(view: &View<'_>, term: &oxrdf::Term) -> bool {
    let mut classes = values(view.about(term), &[rdf::TYPE]).map(plain);
    let ends =
        |class: &str| ["/Person", "/Organization", "/Agent"].iter().any(|it| class.ends_with(it));
    let identifier = view.identifier(term);
    classes.any(ends)
        || identifier.is_some_and(|it| matches!(it.scheme, Scheme::Orcid | Scheme::Ror))
}

/// Subjects, fields or tasks are terms with an IRI or unit, not mere words.
pub(super) fn controlled_terms(view: &View<'_>) -> Tested {
    let is_term = |term: &&oxrdf::Term| {
        let iri = plain(term);
        is_web_address(iri)
            && !super::identification::is_part_of_page(view, iri)
            && !is_agent(view, term)
    };
    let subjects = view.values(&[schema::ABOUT, dcat::THEME, schema::KEYWORDS]).filter(is_term);
    let terms: Vec<&str> = subjects.map(plain).collect();
    if !terms.is_empty() {
        return pass(format!("Terms with an IRI: {}.", some_of(terms, 3)));
    }
    let fields = view
        .values(&[schema::VARIABLE_MEASURED])
        .filter(|field| {
            values(view.about(field), &[schema::PROPERTY_ID])
                .any(|id| plain(id).starts_with("http"))
        })
        .count();
    if fields > 0 {
        return pass(format!("{} linked to a term.", count(fields, "field")));
    }
    fail(
        "No subject and no field is linked to a term of a vocabulary.",
        "subjects:\n  - term: \"<term>\"\n    iri: \"<IRI of the term>\"\n    scheme: \"<vocabulary>\"",
    )
}

/// The metadata follows the profile that the community of the rubric harvests.
pub(super) fn metadata_profile(view: &View<'_>) -> Tested {
    let (classes, wanted) = match view.rubric {
        Rubric::Model => (&[("fair4ml:MLModel", fair4ml::ML_MODEL)][..], "fair4ml:MLModel"),
        Rubric::Dataset => (
            &[
                ("schema:Dataset", schema::DATASET),
                ("dcat:Dataset", dcat::DATASET),
                ("schema:LearningResource", schema::LEARNING_RESOURCE),
            ][..],
            "schema:Dataset or dcat:Dataset",
        ),
        Rubric::Software => (
            &[
                ("schema:SoftwareSourceCode", schema::SOFTWARE_SOURCE_CODE),
                ("schema:SoftwareApplication", schema::SOFTWARE_APPLICATION),
            ][..],
            "schema:SoftwareSourceCode (CodeMeta)",
        ),
    };
    if let Some((name, _)) = classes.iter().find(|(_, class)| view.is_a(*class)) {
        return pass(format!("The node is a {name}."));
    }
    fail(
        match some_of(view.types(), 3) {
            none if none.is_empty() => format!("The node has no class, so it is no {wanted}."),
            some => format!("The node is no {wanted} but {some}."),
        },
        format!("kind: {}  # and publish it as {wanted}", view.rubric.name()),
    )
}
