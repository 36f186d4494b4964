//! The dataset as a whole; its files and fields stand in modules of their own.

use faircat_record::{AgentRef, InlineAgent, Relation, RelationType, Work};
use serde_json::{Map, Value};

use super::normal_form::local;
use super::{files, rai, records};
use crate::html;
use crate::import::people::Name;
use crate::import::record::Context;
use crate::import::schema_org;
use crate::import::statements::{self, doi, identifier, language, orcid, web_address};
use crate::json_fields::JsonFields;

/// Longest summary, in characters.
const SUMMARY: usize = 300;

pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work, context: &Context<'_>) {
    for known in ["@type", "name"] {
        source.take(known);
    }
    schema_org::languages::divide(source, work);
    heading(source, work);
    people(source, work);
    licence(source, work);
    schema_org::access(source, work);
    terms(source, work);
    rai::fill(source, work);
    provenance(source, work);
    cite_as(source, work);
    schema_org::links::citations(source, work, &schema_org::links::Records::of(context));
    work.artifacts = files::artifacts(source, work.dataset.as_deref_mut(), context);
    if let Some(dataset) = work.dataset.as_deref_mut() {
        records::fill(source, dataset);
        dataset.temporal_coverage = source.said("temporalCoverage");
        dataset.spatial_coverage = schema_org::data::places(source);
        dataset.measurement_techniques = source.all_said("measurementTechnique");
    }
}

fn heading(source: &mut JsonFields<'_>, work: &mut Work) {
    work.alternate_titles = source.all_said("alternateName");
    work.description = source.said("description");
    work.summary = work.description.as_deref().map(|it| html::first_sentences(it, SUMMARY));
    work.summary = work.summary.take().filter(|it| !it.is_empty());
    work.version = source.said("version");
    work.url = source.taken_if("url", web_address);
    let mut identifiers = source.understood_texts("identifier", identifier);
    identifiers.extend(source.taken_if("@id", doi));
    // An address by which the work is found elsewhere is the same work's.
    let same =
        source.understood_texts("sameAs", |text| identifier(text).or_else(|| web_address(text)));
    let (addresses, found): (Vec<_>, Vec<_>) =
        same.into_iter().partition(|it| it.starts_with("http"));
    work.same_as = addresses;
    for found in identifiers.into_iter().chain(found) {
        if !work.identifiers.contains(&found) {
            work.identifiers.push(found);
        }
    }
    work.date_created = source.date("dateCreated");
    work.date_published = source.date("datePublished");
    work.date_modified = source.date("dateModified");
    let languages = source.look("inLanguage").map(|it| it.as_array().map_or(1, Vec::len));
    if languages == Some(1) {
        work.language = source.understood_texts("inLanguage", language).into_iter().next();
    }
}

fn people(source: &mut JsonFields<'_>, work: &mut Work) {
    for key in ["creator", "author"] {
        work.authors.extend(all(source, key, false));
    }
    work.maintainers = all(source, "maintainer", false);
    work.publisher = publisher(source);
    schema_org::agents::others(source, work);
}

/// Who stands in the list at `key`, as objects or as bare names.
/// The first publisher; others stay.
fn publisher(source: &mut JsonFields<'_>) -> Option<AgentRef> {
    let mut found = None;
    each_named(source, "publisher");
    source.objects("publisher", |it| match found {
        None => {
            found = agent(it, true);
            found.as_ref().map(drop)
        }
        Some(_) => None,
    });
    found.map(AgentRef::Inline)
}

/// Makes nodes of those at `key` of whom there are names alone.
fn each_named(source: &mut JsonFields<'_>, key: &str) {
    let Some(Value::Array(items)) = source.look(key) else { return };
    let named = items.iter().map(|item| match item {
        Value::String(name) => {
            Value::Object(Map::from_iter([("name".to_owned(), name.clone().into())]))
        }
        other => other.clone(),
    });
    let items = named.collect();
    source.keep(key, Value::Array(items));
}

fn all(source: &mut JsonFields<'_>, key: &str, organizations: bool) -> Vec<AgentRef> {
    each_named(source, key);
    source.objects(key, |it| agent(it, organizations)).into_iter().map(AgentRef::Inline).collect()
}

fn agent(source: &mut JsonFields<'_>, is_organization: bool) -> Option<InlineAgent> {
    let kind = source.taken_if("@type", |it| match local(it) {
        "Person" => Some(false),
        "Organization" => Some(true),
        _ => None,
    });
    let name = Name {
        full: source.said("name"),
        given: source.said("givenName"),
        family: source.said("familyName"),
        // Publishers are organizations unless it is said that they are not.
        organization: kind.or(is_organization.then_some(true)),
    };
    let mut agent = name.agent()?;
    if is_organization && kind == Some(false) {
        agent.organization = Some(false);
    }
    for key in ["identifier", "@id", "url", "sameAs"] {
        agent.orcid = agent.orcid.or_else(|| source.taken_if(key, orcid));
    }
    agent.url = source.taken_if("url", web_address);
    agent.affiliations = affiliations(source);
    Some(agent)
}

fn affiliations(source: &mut JsonFields<'_>) -> Vec<String> {
    match source.look("affiliation") {
        Some(Value::Object(_)) => {
            source.object("affiliation", organization).flatten().into_iter().collect()
        }
        Some(Value::Array(all)) if all.iter().all(Value::is_object) => {
            source.objects("affiliation", organization)
        }
        Some(_) => source.all_said("affiliation"),
        None => Vec::new(),
    }
}

fn organization(source: &mut JsonFields<'_>) -> Option<String> {
    source.taken_if("@type", |kind| (local(kind) == "Organization").then_some(()));
    source.said("name")
}

/// One licence; of several nothing says whether one may choose among them.
fn licence(source: &mut JsonFields<'_>, work: &mut Work) {
    let written = match source.look("license") {
        Some(Value::Array(all)) if all.len() > 1 => {
            let message = "names several licences, and not whether one may choose among them";
            return source.warn("license", "import-not-understood", message);
        }
        Some(Value::Array(all)) => all.first().cloned(),
        Some(one) => Some(one.clone()),
        None => None,
    };
    let texts: Vec<String> = match written {
        Some(Value::String(text)) => vec![text],
        Some(Value::Object(node)) => ["@id", "url", "identifier", "name"]
            .iter()
            .filter_map(|key| node.get(*key)?.as_str().map(str::to_owned))
            .collect(),
        _ => Vec::new(),
    };
    work.license = texts.iter().find_map(|it| statements::spdx(it));
    match (&work.license, texts.first()) {
        (Some(_), _) if texts.len() == 1 => {
            source.take("license");
        }
        (None, Some(text)) if !statements::says_nothing(text) => {
            let message = "names no licence of SPDX, nor the page of one";
            source.warn("license", "import-not-understood", message);
        }
        _ => {}
    }
}

fn terms(source: &mut JsonFields<'_>, work: &mut Work) {
    let written = source.all_said("keywords");
    // Some write them as one text.
    let is_one = written.len() == 1;
    let split = |text: &String| -> Vec<String> {
        match is_one {
            true => text.split([',', ';']).map(|it| it.trim().to_owned()).collect(),
            false => vec![text.clone()],
        }
    };
    for keyword in written.iter().flat_map(split).filter(|it| !it.is_empty()) {
        if !work.keywords.contains(&keyword) {
            work.keywords.push(keyword);
        }
    }
    let profiles = source.understood_texts("conformsTo", |text| {
        // That of the file is not the dataset's.
        if text.contains("mlcommons.org/croissant") {
            Some(None)
        } else {
            Some(Some(text.to_owned()))
        }
    });
    work.conforms_to = profiles.into_iter().flatten().collect();
}

/// `prov:wasDerivedFrom`, by an identifier or an address.
fn provenance(source: &mut JsonFields<'_>, work: &mut Work) {
    for key in ["prov:wasDerivedFrom", "isBasedOn"] {
        let mut rest = Vec::new();
        let targets = match source.take(key) {
            Some(Value::Array(targets)) => targets,
            Some(one) => vec![one],
            None => continue,
        };
        for target in targets {
            let text = target.as_str().or_else(|| target.get("@id")?.as_str());
            match text.and_then(|it| identifier(it).or_else(|| web_address(it))) {
                Some(found) => work.derived_from.push(found),
                None => rest.push(target),
            }
        }
        source.keep(key, Value::Array(rest));
    }
}

/// What to cite, where it is an identifier or an address; an entry of BibTeX stays as it is.
fn cite_as(source: &mut JsonFields<'_>, work: &mut Work) {
    let target = source.taken_if("citeAs", |text| identifier(text).or_else(|| web_address(text)));
    let Some(target) = target else { return };
    if !work.identifiers.contains(&target) && work.url.as_ref() != Some(&target) {
        let description = Some("To be cited for the dataset.".to_owned());
        let kind = RelationType::IsDescribedBy;
        work.relations.push(Relation { kind, target, title: None, description });
    }
}
