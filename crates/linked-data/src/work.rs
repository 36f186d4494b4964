//! What models, datasets, software, workflows and training materials share.

use faircat_record::partial_date::PartialDate;
use faircat_record::references::LinkRole;
use faircat_record::{AccessRights, Kind, Publication, Status, Withdrawal, Work};
use faircat_text::shorten;
use serde_json::{Value, json};

use super::Source;
use super::agents::{agent, agents, funding};
use super::artifacts::distributions;
use super::catalog_document::catalog_reference;
use super::licence::{spdx_iri, spdx_iris};
use super::node::{Node, list, numbered, reference};
use super::plain_text::{LONGEST_DESCRIPTION, plain_text};
use super::source::safe_iri;
use super::vocabulary::{
    COAR_ACCESS_RIGHTS, DATACITE_CONTRIBUTOR_TYPES, codemeta, dcat, dcterms, fair4ml, prov, schema,
};
use super::{code, dataset, languages, model, provenance};

/// The node of a work.
pub(super) fn work(source: &Source, work: &Work) -> Node {
    let mut node = Node::typed(source.iri(), classes(work.kind));
    describe(source, &mut node, work);
    credit(source, &mut node, work);
    access(source, &mut node, work);
    if let Some(code) = &work.code {
        code::describe_code(source, &mut node, code);
    }
    if let Some(usage) = &work.usage {
        code::describe_usage(source, &mut node, usage);
    }
    section(source, &mut node, work);
    distributions(source, &mut node, &work.artifacts);
    publications(source, &mut node, &work.publications);
    provenance::provenance(source, &mut node, work);
    let catalog = catalog_reference(source.site, work.kind, &source.iri());
    node.set(schema::key::INCLUDED_IN_DATA_CATALOG, catalog);
    node
}

/// A subtype of schema.org's CreativeWork that harvesters know, beside what it really is.
pub fn classes(kind: Kind) -> Value {
    match kind {
        Kind::Model => json!([schema::key::DATASET, dcat::key::DATASET, fair4ml::key::ML_MODEL]),
        Kind::Dataset => json!([schema::key::DATASET, dcat::key::DATASET]),
        Kind::Software => json!(schema::key::SOFTWARE_SOURCE_CODE),
        Kind::Workflow => {
            json!([schema::key::SOFTWARE_SOURCE_CODE, schema::key::HOW_TO, prov::key::PLAN])
        }
        _ => json!(schema::key::LEARNING_RESOURCE),
    }
}

/// Whether works of `kind` are datasets to DCAT, which calls any data so that can be had in a file,
/// the weights of a model too.
pub(super) fn is_dcat_dataset(kind: Kind) -> bool {
    matches!(kind, Kind::Model | Kind::Dataset)
}

fn describe(source: &Source, node: &mut Node, work: &Work) {
    texts(source, node, work);
    node.set(schema::key::ALTERNATE_NAME, work.alternate_titles.clone());
    node.set(schema::key::URL, source.iri());
    node.text(schema::key::VERSION, work.version.as_ref());
    if is_dcat_dataset(work.kind) {
        node.text(dcat::key::VERSION, work.version.as_ref());
    }
    let mut identifiers = work.identifiers.clone();
    identifiers.push(source.iri());
    node.set(
        schema::key::IDENTIFIER,
        numbered(&identifiers, |number, text| source.identifier(number, text)),
    );
    node.set(schema::key::SAME_AS, same_as(work));
    node.text(schema::key::DATE_CREATED, work.date_created.as_ref())
        .text(schema::key::DATE_PUBLISHED, work.date_published.as_ref())
        .text(schema::key::DATE_MODIFIED, work.date_modified.as_ref());
    node.set(schema::key::CREATIVE_WORK_STATUS, status(work.status));
    let keywords = work.keywords.iter().map(String::as_str);
    node.set(schema::key::KEYWORDS, languages::in_all(work, keywords, languages::keywords));
    // Names of experiments are of no language.
    let experiments = work.experiments.iter().filter(|one| !work.keywords.contains(one));
    node.add(schema::key::KEYWORDS, experiments.map(|one| json!(one)).collect());
    node.set(
        schema::key::ABOUT,
        numbered(&work.subjects, |number, subject| {
            let own = || source.part("subject", number);
            let iri = subject.iri.as_deref().and_then(safe_iri).unwrap_or_else(own);
            let mut term = Node::typed(iri, schema::key::DEFINED_TERM);
            term.set(schema::key::NAME, subject.term.as_str());
            term.text(schema::key::IN_DEFINED_TERM_SET, subject.scheme.as_ref());
            term.into()
        }),
    );
    node.text(schema::key::IN_LANGUAGE, work.language.as_ref());
    node.set(
        dcterms::key::CONFORMS_TO,
        list(&work.conforms_to, |text| match safe_iri(text) {
            Some(iri) => Value::from(iri),
            None => {
                let iri = source.fragment("standard", text);
                let mut standard = Node::typed(iri, dcterms::key::STANDARD);
                standard.set(schema::key::NAME, text.as_str());
                standard.into()
            }
        }),
    );
    if let Some(gone) = &work.withdrawn {
        withdrawn(source, node, gone);
    }
}

/// What people read first, in every language.
fn texts(source: &Source, node: &mut Node, work: &Work) {
    let title = languages::in_all(work, [work.title.as_str()], languages::title);
    node.set(schema::key::NAME, title.clone());
    // DCAT readers look for Dublin Core, not for schema.org.
    node.set(dcterms::key::TITLE, title);
    let short = dcat_description(work);
    let short = languages::in_all(work, [short.as_str()], languages::short_description);
    node.set(dcterms::key::DESCRIPTION, short);
    let whole = source.description_text(work);
    let whole = languages::in_all(work, [whole.as_str()], |other| match &work.description {
        Some(_) => languages::description(other),
        None => languages::description_or_summary(other),
    });
    node.set(schema::key::DESCRIPTION, whole);
    let summary = languages::in_all(work, work.summary.as_deref(), languages::summary);
    node.set(schema::key::ABSTRACT, summary);
}

fn withdrawn(source: &Source, node: &mut Node, gone: &Withdrawal) {
    if let Some(replacement) = &gone.replaced_by {
        node.set(dcterms::key::IS_REPLACED_BY, source.target(replacement, LinkRole::ReplacedBy));
    }
    let mut withdrawal = Node::typed(source.only_part("withdrawal"), prov::key::ACTIVITY);
    withdrawal.set(schema::key::NAME, "Withdrawal");
    withdrawal.set(schema::key::DESCRIPTION, gone.reason.as_str());
    withdrawal.set(dcterms::key::DATE, gone.date.as_str());
    node.set(prov::key::WAS_INVALIDATED_BY, Value::from(withdrawal));
}

fn same_as(work: &Work) -> Vec<Value> {
    let own = work
        .identifiers
        .iter()
        .filter_map(|text| faircat_record::identifier::Identifier::parse(text).ok()?.url());
    let mut addresses: Vec<Value> = Vec::new();
    for address in own.chain(work.url.clone()).chain(work.same_as.iter().cloned()) {
        if let Some(iri) = safe_iri(&address).map(Value::from)
            && !addresses.contains(&iri)
        {
            addresses.push(iri);
        }
    }
    addresses
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Active => "active",
        Status::Draft => "draft",
        Status::Deprecated => "deprecated",
        Status::Withdrawn => "withdrawn",
    }
}

fn credit(source: &Source, node: &mut Node, work: &Work) {
    let authors = agents(source, &work.authors);
    let references: Vec<Value> = authors
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|author| author["@id"].as_str())
        .map(reference)
        .collect();
    // Dataset search asks for `creator`, FAIR4ML and citation tools for `author`.
    node.set(schema::key::CREATOR, authors);
    node.set(schema::key::AUTHOR, references.clone());
    node.set(prov::key::WAS_ATTRIBUTED_TO, references);
    node.set(
        schema::key::CONTRIBUTOR,
        list(&work.contributors, |contribution| agent(source, &contribution.agent)),
    );
    let qualified = list(&work.contributors, |contribution| {
        let who = agent(source, &contribution.agent);
        let iri = source.fragment("contribution", &format!("{}-{}", who["@id"], contribution.role));
        let mut node = Node::typed(iri, prov::key::ATTRIBUTION);
        node.set(prov::key::AGENT, reference(who["@id"].as_str().unwrap_or_default()));
        let role = safe_iri(&format!("{DATACITE_CONTRIBUTOR_TYPES}{}", contribution.role));
        node.set(dcat::key::HAD_ROLE, role);
        node.into()
    });
    node.set(prov::key::QUALIFIED_ATTRIBUTION, qualified);
    node.set(schema::key::MAINTAINER, agents(source, &work.maintainers));
    for (key, who) in [
        (schema::key::PUBLISHER, &work.publisher),
        (schema::key::COPYRIGHT_HOLDER, &work.copyright_holder),
        (fair4ml::key::SHARED_BY, &work.shared_by),
    ] {
        if let Some(who) = who {
            node.set(key, agent(source, who));
        }
    }
    node.set(schema::key::COPYRIGHT_YEAR, work.copyright_year);
    node.set(schema::key::FUNDING, funding(source, &work.funding));
}

fn access(source: &Source, node: &mut Node, work: &Work) {
    node.set(schema::key::LICENSE, work.license.as_deref().map(spdx_iris));
    if source.license_iri(work).is_none() {
        // How licences combine, and terms of one's own, only the text says.
        node.text(dcterms::key::RIGHTS, work.license.as_ref());
    }
    let Some(access) = &work.access else { return };
    let code = |rights| match rights {
        AccessRights::Open => "c_abf2",
        AccessRights::Embargoed => "c_f1cf",
        AccessRights::Restricted => "c_16ec",
        AccessRights::MetadataOnly => "c_14cb",
    };
    let rights = access.rights.map(|it| format!("{COAR_ACCESS_RIGHTS}{}", code(it)));
    node.set(dcterms::key::ACCESS_RIGHTS, rights);
    let conditions = [&access.conditions, &access.authentication];
    let conditions: Vec<&str> = conditions.into_iter().flatten().map(String::as_str).collect();
    node.set(schema::key::CONDITIONS_OF_ACCESS, conditions.join(" "));
    node.set(dcterms::key::AVAILABLE, access.embargo_until.as_deref().map(day));
    if let Some(free) = access.free {
        node.set(schema::key::IS_ACCESSIBLE_FOR_FREE, free);
    }
}

/// `date` typed as a day, where it is a whole one.
fn day(date: &str) -> Value {
    match PartialDate::parse(date).and_then(PartialDate::whole) {
        Some(_) => json!({"@type": "xsd:date", "@value": date}),
        None => date.into(),
    }
}

fn section(source: &Source, node: &mut Node, work: &Work) {
    if let Some(section) = &work.model {
        model::section(source, node, section);
    }
    if let Some(section) = &work.dataset {
        dataset::section(source, node, work, section);
    } else if work.kind == Kind::Dataset {
        dataset::section(source, node, work, &faircat_record::DatasetSection::default());
    }
    if let Some(software) = &work.software {
        node.text(schema::key::APPLICATION_CATEGORY, software.category.as_ref());
        node.set(schema::key::FEATURE_LIST, software.features.clone());
        node.set(
            schema::key::ADDITIONAL_PROPERTY,
            numbered(&software.standards, |number, standard| {
                let iri = source.part("standard", number);
                let mut node = Node::typed(iri, schema::key::PROPERTY_VALUE);
                node.set(schema::key::PROPERTY_ID, "standard");
                node.set(schema::key::VALUE, standard.as_str());
                node.into()
            }),
        );
    }
    if let Some(workflow) = &work.workflow {
        node.set(
            schema::key::STEP,
            numbered(&workflow.steps, |number, step| {
                let mut node = Node::typed(source.part("step", number), schema::key::HOW_TO_STEP);
                node.set(schema::key::NAME, step.name.as_str());
                node.set(schema::key::POSITION, number);
                node.text(schema::key::TEXT, step.description.as_ref());
                let software = step.software.as_ref();
                let software = software.map(|it| source.target(it, LinkRole::MadeWith));
                node.set(dcterms::key::REQUIRES, software);
                node.into()
            }),
        );
        let language = workflow.language.iter().map(|it| json!(it)).collect();
        node.add(schema::key::PROGRAMMING_LANGUAGE, language);
    }
    if let Some(material) = &work.training_material {
        node.text(schema::key::LEARNING_RESOURCE_TYPE, material.resource_type.as_ref())
            .text(schema::key::EDUCATIONAL_LEVEL, material.level.as_ref());
        node.set(schema::key::TEACHES, material.teaches.clone());
        node.set(
            schema::key::AUDIENCE_PROPERTY,
            numbered(&material.audience, |number, who| {
                let mut node = Node::typed(source.part("audience", number), schema::key::AUDIENCE);
                node.set(schema::key::AUDIENCE_TYPE, who.as_str());
                node.into()
            }),
        );
    }
}

fn publications(source: &Source, node: &mut Node, publications: &[Publication]) {
    node.set(
        schema::key::CITATION,
        numbered(publications, |number, one| {
            let mut article =
                Node::typed(publication_iri(source, number, one), schema::key::SCHOLARLY_ARTICLE);
            article.set(schema::key::NAME, one.title.as_str());
            article.text(schema::key::CREDIT_TEXT, one.authors.as_ref());
            article.text(schema::key::IS_PART_OF, one.venue.as_ref());
            article.set(schema::key::URL, one.url.as_deref().and_then(safe_iri));
            article.set(schema::key::DATE_PUBLISHED, one.year.map(|year| year.to_string()));
            article.set(schema::key::IDENTIFIER, json!(one.identifiers));
            article.into()
        }),
    );
    let primary = publications.iter().enumerate().filter(|(_, one)| one.primary);
    node.set(
        codemeta::key::REFERENCE_PUBLICATION,
        primary
            .map(|(index, one)| reference(publication_iri(source, index + 1, one)))
            .collect::<Vec<_>>(),
    );
}

fn publication_iri(source: &Source, number: usize, publication: &Publication) -> String {
    let identifiers = publication.identifiers.iter();
    let known = identifiers
        .filter_map(|text| faircat_record::identifier::Identifier::parse(text).ok()?.url());
    known
        .chain(publication.url.clone())
        .find_map(|address| safe_iri(&address))
        .unwrap_or_else(|| source.part("publication", number))
}

impl Source<'_> {
    /// The licence as an IRI: of SPDX for a single licence of its list, else none.
    pub fn license_iri(&self, work: &Work) -> Option<String> {
        spdx_iri(work.license.as_deref()?)
    }

    /// The description as plain text, or else the summary.
    pub fn description_text(&self, work: &Work) -> String {
        match &work.description {
            Some(markdown) => plain_text(markdown, LONGEST_DESCRIPTION),
            None => {
                shorten(work.summary.as_deref().unwrap_or_default(), LONGEST_DESCRIPTION).into()
            }
        }
    }
}

/// The summary, or else the beginning of the description, or else the title: DCAT wants a
/// description of every dataset.
pub fn dcat_description(work: &Work) -> String {
    match (&work.summary, &work.description) {
        (Some(summary), _) => summary.clone(),
        (None, Some(markdown)) => plain_text(markdown, 300),
        (None, None) => work.title.clone(),
    }
}
