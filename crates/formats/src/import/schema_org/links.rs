//! Publications, and works to which a work relates.

use faircat_record::{Publication, Relation, RelationType, Work};

use serde_json::{Map, Value};

use super::plain;
use crate::import::record::{Context, unless_empty};
use crate::import::relations::target;
use crate::import::statements::{date, identifier, web_address};
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

pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work, context: &Context<'_>) {
    let mut publications = source.items("referencePublication", |it| publication(it, true));
    publications.extend(source.items("citation", |it| match is_publication(it) {
        true => publication(it, false),
        false => None,
    }));
    work.publications = publications;
    let records = Records::of(context);
    work.derived_from =
        source.items("isBasedOn", |it| linked(it, &records).map(|(target, _)| target));
    for (key, kind) in RELATIONS {
        let found = source.items(key, |it| {
            let (target, title) = linked(it, &records)?;
            Some(Relation { kind, target, title, description: None })
        });
        for relation in found {
            if !work.relations.contains(&relation) {
                work.relations.push(relation);
            }
        }
    }
    let usage = plain(source, "usageInfo");
    if let Some(text) = usage {
        let mut section = work.usage.take().unwrap_or_default();
        section.instructions = Some(text);
        work.usage = unless_empty(section);
    }
}

fn is_publication(it: &JsonFields<'_>) -> bool {
    let named = |types: &Value| {
        let name = types.as_str().map(super::graph::local).unwrap_or_default();
        name.ends_with("Article") || matches!(name, "Book" | "Chapter" | "Thesis" | "Report")
    };
    it.has("name")
        && it.look("@type").is_some_and(|types| {
            named(types) || types.as_array().is_some_and(|all| all.iter().any(named))
        })
}

/// A publication, which must have a title.
fn publication(it: &mut JsonFields<'_>, primary: bool) -> Option<Publication> {
    let title = it.said_at(&["name", "headline"])?;
    it.take("@type");
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
    Some(Publication { title, identifiers, url, year, primary, ..Publication::default() })
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

    /// What `text` names, as a record may name it.
    pub(crate) fn target(&self, text: &str) -> Option<String> {
        let slug = self.slugs.get(text).and_then(Value::as_str);
        slug.and_then(|slug| self.context.reference(slug)).or_else(|| target(text, None))
    }
}

/// What `it` refers to, and its title.
pub(crate) fn linked(
    it: &mut JsonFields<'_>,
    records: &Records<'_>,
) -> Option<(String, Option<String>)> {
    let keys = ["@id", "identifier", "url", "codeRepository", TEXT];
    let found = it.any_text_if(&keys, |text| records.target(text))?;
    let title = it.said("name");
    it.take("@type");
    Some((found, title))
}
