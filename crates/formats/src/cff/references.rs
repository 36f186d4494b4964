//! What a citation file says of other works.

use faircat_record::{Publication, Relation, RelationType, Work};

use super::read::agent;
use crate::import::agents::name_alone;
use crate::import::relations::target;
use crate::import::statements::{doi, identifier, web_address};
use crate::json_fields::JsonFields;

/// The publication to cite, and works that this one builds on.
pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work) {
    work.publications =
        source.object("preferred-citation", publication).flatten().into_iter().collect();
    work.relations = source.items("references", |it| {
        let target = it.taken_if("doi", doi).or_else(|| identified(it)).or_else(|| {
            ["url", "repository-code"].iter().find_map(|key| it.taken_if(key, web_address))
        });
        let Some(target) = target else {
            it.warn(
                "doi",
                "import-no-target",
                "is missing, and so is an address: the reference stays as it is",
            );
            return None;
        };
        let kind = RelationType::References;
        Some(Relation { kind, target, title: it.said("title"), description: None })
    });
}

/// The first of the identifiers that a record can hold; the others stay.
fn identified(it: &mut JsonFields<'_>) -> Option<String> {
    let mut found = None;
    it.items("identifiers", |it| {
        if found.is_none() {
            found = it.taken_if("value", |text| target(text, None));
            if found.is_some() {
                it.take("type");
            }
        }
        None::<()>
    });
    found
}

fn publication(it: &mut JsonFields<'_>) -> Option<Publication> {
    let title = it.said("title")?;
    let mut identifiers: Vec<String> = it.taken_if("doi", doi).into_iter().collect();
    identifiers.extend(it.items("identifiers", |it| {
        let found = it.taken_if("value", identifier)?;
        it.take("type");
        Some(found)
    }));
    let names: Vec<String> = it.items("authors", |it| agent(it).map(|agent| name_alone(it, agent)));
    let year = it.taken_if("year", |text| text.parse().ok());
    Some(Publication {
        title,
        identifiers,
        url: it.taken_if("url", web_address),
        authors: Some(names.join(", ")).filter(|it| !it.is_empty()),
        venue: venue(it),
        year,
        primary: true,
    })
}

/// `Journal 12(3), 45-67`, as far as it is known.
fn venue(it: &mut JsonFields<'_>) -> Option<String> {
    let conference = it.object("conference", |it| it.said("name")).flatten();
    let mut venue = it.said("journal").or_else(|| it.said("collection-title")).or(conference)?;
    if let Some(volume) = it.said("volume") {
        venue.push_str(&format!(" {volume}"));
        if let Some(issue) = it.said("issue") {
            venue.push_str(&format!("({issue})"));
        }
    }
    if let Some(start) = it.said("start") {
        venue.push_str(&format!(", {start}"));
        if let Some(end) = it.said("end") {
            venue.push_str(&format!("-{end}"));
        }
    }
    Some(venue)
}
