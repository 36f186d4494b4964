//! Publications, and works to which a work relates.

use faircat_record::{AgentRef, Publication, Relation, RelationType, Work};

use serde_json::{Map, Value};

use super::agents::agent;
use super::plain;
use crate::import::agents::name_alone;
use crate::import::beside::FileBeside;
use crate::import::record::{Context, unless_empty};
use crate::import::relations::target;
use crate::import::statements::{date, identifier, says_nothing, web_address};
use crate::json_fields::{JsonFields, TEXT};

/// Properties whose values are works, and how these relate.
const RELATIONS: [(&str, RelationType); 10] = [
    ("referencePublication", RelationType::IsDocumentedBy),
    ("isPartOf", RelationType::IsPartOf),
    ("hasPart", RelationType::HasPart),
    ("isSourceCodeOf", RelationType::IsSourceOf),
    ("supportingData", RelationType::Requires),
    ("relatedLink", RelationType::References),
    ("subjectOf", RelationType::IsDescribedBy),
    ("workExample", RelationType::HasVersion),
    ("exampleOfWork", RelationType::IsVersionOf),
    ("citation", RelationType::Cites),
];

/// Works that this one cites: publications, and others by what they are called.
pub(crate) fn citations(source: &mut JsonFields<'_>, work: &mut Work, records: &Records<'_>) {
    work.publications.extend(cited_publications(source));
    relations(source, work, "citation", RelationType::Cites, records);
}

fn cited_publications(source: &mut JsonFields<'_>) -> Vec<Publication> {
    source.items("citation", |it| match is_publication(it) {
        true => publication(it, false),
        false => None,
    })
}

/// What stands at `key`, as relations of `kind`.
fn relations(
    source: &mut JsonFields<'_>,
    work: &mut Work,
    key: &str,
    kind: RelationType,
    records: &Records<'_>,
) {
    let found = source.items(key, |it| {
        let (target, title) = linked(it, records)?;
        Some(Relation { kind, target, title, description: None })
    });
    for relation in found {
        if !work.relations.contains(&relation) {
            work.relations.push(relation);
        }
    }
}

pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work, records: &Records<'_>) {
    let mut publications = source.items("referencePublication", |it| publication(it, true));
    publications.extend(cited_publications(source));
    for publication in &mut publications {
        // Named by its address alone, which of those told of is meant.
        let own = &publication.identifiers;
        let is_meant = |text: &str| own.contains(&identifier(text)?).then_some(());
        publication.primary |= !source
            .items("referencePublication", |it| it.any_text_if(&["@id", TEXT], is_meant))
            .is_empty();
    }
    work.publications = publications;
    work.derived_from =
        source.items("isBasedOn", |it| linked(it, records).map(|(target, _)| target));
    let known = told_of(work);
    work.derived_from.retain(|origin| !known.contains(origin));
    for (key, kind) in RELATIONS {
        relations(source, work, key, kind, records);
    }
    let usage = plain(source, "usageInfo");
    if let Some(text) = usage {
        let mut section = work.usage.take().unwrap_or_default();
        section.instructions = Some(text);
        work.usage = unless_empty(section);
    }
}

/// The works of which it is said by themselves what they were used for.
fn told_of(work: &Work) -> Vec<String> {
    let model = work.model.iter();
    let training = model.clone().filter_map(|it| it.training.as_ref());
    let trained = training.flat_map(|it| &it.datasets);
    let tested = model
        .clone()
        .flat_map(|it| it.validated_on.iter().chain(&it.tested_on).chain(&it.evaluated_on));
    let data = trained.chain(tested).map(|it| it.dataset.clone());
    let base = model.filter_map(|it| it.fine_tuned_from.clone());
    let inputs = work.provenance.iter().flat_map(|it| it.inputs.clone());
    data.chain(base).chain(inputs).collect()
}

/// Whether schema.org's class `name` is one of publications.
pub(crate) fn is_of_publications(name: &str) -> bool {
    name.ends_with("Article") || matches!(name, "Book" | "Chapter" | "Thesis" | "Report")
}

fn is_publication(it: &JsonFields<'_>) -> bool {
    let named = |types: &Value| {
        is_of_publications(types.as_str().map(super::graph::local).unwrap_or_default())
    };
    it.has("name")
        && it.look("@type").is_some_and(|types| {
            named(types) || types.as_array().is_some_and(|all| all.iter().any(named))
        })
}

/// A publication, which must have a title.
fn publication(it: &mut JsonFields<'_>, primary: bool) -> Option<Publication> {
    let title = it.any_text_if(&["name", "headline"], unbraced)?;
    it.take("@type");
    let authors = it.items("author", |it| match agent(it, None)? {
        AgentRef::Inline(agent) => Some(name_alone(it, agent)),
        AgentRef::Slug(_) => None,
    });
    let venue = venue(it, 0);
    let mut identifiers: Vec<String> = it.taken_if("@id", identifier).into_iter().collect();
    let more = it.items("identifier", |it| it.any_text_if(&["@id", "value", TEXT], identifier));
    for found in more {
        if !identifiers.contains(&found) {
            identifiers.push(found);
        }
    }
    let url = it.any_text_if(&["url", "@id"], web_address);
    let published = it.taken_if("datePublished", date);
    let year = published.and_then(|text| text.get(..4)?.parse().ok());
    let credit = it.text_if("creditText", |text| Some(text.to_owned()));
    // Many say once more what it is.
    it.taken_if("sameAs", |text| {
        let is_known = url.as_deref() == Some(text);
        (is_known || identifier(text).is_some_and(|it| identifiers.contains(&it))).then_some(())
    });
    let authors = Some(authors.join(", ")).filter(|it| !it.is_empty()).or(credit);
    Some(Publication { title, identifiers, url, authors, venue, year, primary })
}

/// Deepest nesting of what a publication is part of: a page of an issue of a volume of a journal.
const DEEPEST: usize = 3;

/// The name of what a publication is part of.
fn venue(it: &mut JsonFields<'_>, depth: usize) -> Option<String> {
    if depth > DEEPEST {
        return None;
    }
    it.first_item("isPartOf", |it| {
        let own = it.any_text_if(&["name", TEXT], unbraced);
        let found = own.or_else(|| venue(it, depth + 1))?;
        it.take("@type");
        Some(found)
    })
}

/// A text that says something, without the braces by which BibTeX keeps its capitals.
fn unbraced(text: &str) -> Option<String> {
    let inner = text.strip_prefix('{').and_then(|it| it.strip_suffix('}'));
    let inner = inner.filter(|it| !it.contains(['{', '}'])).unwrap_or(text).trim();
    (!says_nothing(inner)).then(|| inner.to_owned())
}

/// The records of the same source: the body of a context has their slugs by their `@id`s, as JSON.
pub(crate) struct Records<'a> {
    slugs: Map<String, Value>,
    context: &'a Context<'a>,
}

impl<'a> Records<'a> {
    pub(crate) fn of(context: &'a Context<'a>) -> Records<'a> {
        Records { slugs: serde_json::from_str(context.body).unwrap_or_default(), context }
    }

    /// Whether the entity `id` is a record.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.slugs.get(id).is_some_and(Value::is_string)
    }

    /// What is known of the file `id` that lies around the source, if it does.
    pub(crate) fn file(&self, id: &str) -> Option<&FileBeside> {
        self.context.beside.get(id)
    }

    /// Whether the file `id` would lie around the source, and is not there.
    pub(crate) fn is_missing(&self, id: &str) -> bool {
        self.context.beside.is_missing(id)
    }

    /// What `text` names, as a record may name it.
    pub(crate) fn target(&self, text: &str) -> Option<String> {
        let slug = self.slugs.get(text).and_then(Value::as_str);
        slug.and_then(|slug| self.context.reference(slug)).or_else(|| target(text, None))
    }
}

/// Keys of what a node refers to.
const REFERRING: [&str; 5] = ["@id", "identifier", "url", "codeRepository", TEXT];

/// What `it` refers to, which stays.
pub(super) fn referred(it: &JsonFields<'_>, records: &Records<'_>) -> Option<String> {
    REFERRING.iter().find_map(|key| records.target(it.look(key)?.as_str()?))
}

/// What `it` refers to, and its title.
pub(crate) fn linked(
    it: &mut JsonFields<'_>,
    records: &Records<'_>,
) -> Option<(String, Option<String>)> {
    let found = it.any_text_if(&REFERRING, |text| records.target(text))?;
    let title = it.said("name");
    it.take("@type");
    Some((found, title))
}
