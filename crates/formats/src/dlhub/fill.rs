//! The blocks `datacite`, `dlhub`, `servable` and `dataset`.

use faircat_record::{
    AgentRef, Dependency, Field, Funding, InlineAgent, Relation, RelationType, Signature, Tensor,
    Work,
};
use serde_json::Value;

use super::write::ORGANIZATION;
use crate::html;
use crate::import::agents;
use crate::import::people::Name;
use crate::import::record::Context;
use crate::import::shapes::varying;
use crate::import::statements::{self, date, doi, identifier, orcid, web_address};
use crate::json_fields::JsonFields;

/// Longest summary, in characters.
const SUMMARY: usize = 300;

/// What DOIs that the hub itself registers begin with.
const OWN_DOIS: &str = "doi:10.26311/";

/// Beginnings of shims, and the frameworks that they are for.
const SHIMS: [(&str, &str); 4] = [
    ("keras.", "Keras"),
    ("sklearn.", "scikit-learn"),
    ("tensorflow.", "TensorFlow"),
    ("torch.", "PyTorch"),
];

pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work, _: &Context<'_>) {
    if is_block(source, "datacite") {
        source.object("datacite", |it| citation(it, work));
    }
    if is_block(source, "dlhub") {
        source.object("dlhub", |it| hub(it, work));
    }
    if is_block(source, "servable") {
        source.object("servable", |it| servable(it, work));
    }
    if is_block(source, "dataset") {
        source.object("dataset", |it| dataset(it, work));
    }
}

fn is_block(source: &JsonFields<'_>, key: &str) -> bool {
    source.look(key).is_some_and(Value::is_object)
}

fn is_list(source: &JsonFields<'_>, key: &str) -> bool {
    source.look(key).is_some_and(Value::is_array)
}

fn citation(source: &mut JsonFields<'_>, work: &mut Work) {
    let mut titles = source.objects("titles", |it| it.said("title")).into_iter();
    titles.next();
    work.alternate_titles = titles.collect();
    work.authors = source.objects("creators", person);
    work.publisher =
        source.said("publisher").map(|name| AgentRef::Inline(agents::organization(&name)));
    work.date_published = source.taken_if("publicationYear", date);
    work.version = source.said("version");
    work.keywords = source.objects("subjects", |it| it.said("subject"));
    let texts = source.objects("descriptions", |it| {
        it.taken_if("descriptionType", |kind| (kind == "Abstract").then_some(()));
        it.said("description")
    });
    work.description = Some(texts.join("\n\n")).filter(|it| !it.is_empty());
    work.summary = work.description.as_deref().map(|it| html::first_sentences(it, SUMMARY));
    if is_block(source, "identifier") {
        own_identifier(source, work);
    }
    rights(source, work);
    dates(source, work);
    work.funding = source.objects("fundingReferences", funding);
    let relations = source.objects("relatedIdentifiers", relation);
    work.relations.extend(relations);
}

/// A DOI that the hub did not register may be that of the paper.
fn own_identifier(source: &mut JsonFields<'_>, work: &mut Work) {
    let found = source.object("identifier", |it| {
        let found = it.taken_if("identifier", |text| doi(&text.replace("DOI: ", "doi:")))?;
        it.take("identifierType");
        Some(found)
    });
    match found.flatten() {
        Some(own) if own.starts_with(OWN_DOIS) => work.identifiers.push(own),
        Some(target) => work.relations.push(Relation {
            kind: RelationType::References,
            target,
            title: None,
            description: Some("DOI of the entry in DLHub, which did not register it.".to_owned()),
        }),
        None => {}
    }
}

fn person(source: &mut JsonFields<'_>) -> Option<AgentRef> {
    let organization = source.taken_if("nameType", |word| match word {
        ORGANIZATION => Some(true),
        "Personal" => Some(false),
        _ => None,
    });
    let (given, family) = (source.said("givenName"), source.said("familyName"));
    let full = source.said("creatorName");
    let agent = Name { full, given, family, organization }.agent()?;
    let identifiers = source.objects("nameIdentifiers", |it| {
        let found = it.taken_if("nameIdentifier", orcid)?;
        it.take("nameIdentifierScheme");
        Some(found)
    });
    Some(AgentRef::Inline(InlineAgent {
        orcid: identifiers.into_iter().next(),
        affiliations: source.all_said("affiliations"),
        ..agent
    }))
}

fn rights(source: &mut JsonFields<'_>, work: &mut Work) {
    let found = source.objects("rightsList", |it| {
        let by_page = it.taken_if("rightsURI", statements::spdx);
        let by_name = it.taken_if("rights", statements::spdx);
        by_page.or(by_name)
    });
    if let [one] = found.as_slice() {
        work.license = Some(one.clone());
    }
}

/// The first date of each type that a record has a place for beside the year.
fn dates(source: &mut JsonFields<'_>, work: &mut Work) {
    if !is_list(source, "dates") {
        return;
    }
    source.objects("dates", |it| {
        let place = match it.look("dateType").and_then(Value::as_str)? {
            "Created" => &mut work.date_created,
            "Updated" => &mut work.date_modified,
            _ => return None,
        };
        if place.is_some() {
            return None;
        }
        *place = Some(it.taken_if("date", date)?);
        it.take("dateType");
        Some(())
    });
}

fn funding(source: &mut JsonFields<'_>) -> Option<Funding> {
    let funder = AgentRef::Inline(agents::organization(&source.said("funderName")?));
    let award = match source.look("awardNumber") {
        Some(Value::Object(_)) => {
            source.object("awardNumber", |it| it.said("awardNumber")).flatten()
        }
        _ => source.said("awardNumber"),
    };
    Some(Funding { funder, award, title: source.said("awardTitle"), url: None })
}

fn relation(source: &mut JsonFields<'_>) -> Option<Relation> {
    let target = source.look("relatedIdentifier").and_then(Value::as_str)?;
    let target = identifier(target).or_else(|| web_address(target))?;
    let kind = source.taken_if("relationType", relation_type)?;
    source.take("relatedIdentifier");
    source.take("relatedIdentifierType");
    Some(Relation { kind, target, title: None, description: None })
}

/// DataCite's name of a relation in the spelling of records.
fn relation_type(name: &str) -> Option<RelationType> {
    let mut ours = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !ours.is_empty() {
            ours.push('-');
        }
        ours.push(letter.to_ascii_lowercase());
    }
    serde_json::from_value(Value::String(ours)).ok()
}

fn hub(source: &mut JsonFields<'_>, work: &mut Work) {
    source.said("name");
    source.said("type");
    for domain in source.all_said("domains") {
        if !work.keywords.contains(&domain) {
            work.keywords.push(domain);
        }
    }
    if !is_block(source, "dependencies") {
        return;
    }
    let found = source.object("dependencies", |it| {
        if !is_block(it, "python") {
            return Vec::new();
        }
        let packages = it.object("python", |python| {
            let names = python.keys();
            let package = |name: String| {
                let is_any = python.look(&name).is_some_and(Value::is_null);
                let version = python.said(&name);
                (is_any || version.is_some()).then_some(Dependency { name, version, url: None })
            };
            names.into_iter().filter_map(package).collect::<Vec<_>>()
        });
        packages.unwrap_or_default()
    });
    let found = found.unwrap_or_default();
    if !found.is_empty() {
        work.code.get_or_insert_default().dependencies = found;
    }
}

fn servable(source: &mut JsonFields<'_>, work: &mut Work) {
    let Some(model) = work.model.as_deref_mut() else { return };
    let shim = source.look("shim").and_then(Value::as_str).unwrap_or_default();
    let framework = SHIMS.iter().find(|(start, _)| shim.starts_with(start));
    model.framework = framework.iter().map(|(_, name)| (*name).to_owned()).collect();
    model.category = source.said("model_type").into_iter().collect();
    model.architecture = source.said("model_summary");
    model.signature = signature(source);
}

/// Input and output of the method `run`, where both are arrays.
fn signature(source: &mut JsonFields<'_>) -> Option<Signature> {
    let run = source.look("methods")?.get("run")?;
    let (input, output) =
        (tensor(run.get("input")?, "input")?, tensor(run.get("output")?, "output")?);
    source.object("methods", |methods| {
        methods.object("run", |run| {
            run.take("input");
            run.take("output");
        });
    });
    Some(Signature { inputs: vec![input], outputs: vec![output], preprocessing: None })
}

fn tensor(argument: &Value, name: &str) -> Option<Tensor> {
    if argument.get("type")?.as_str()? != "ndarray" {
        return None;
    }
    let size = |(axis, size): (usize, &Value)| match (axis, size) {
        (0, Value::Null) => Some("batch".to_owned()),
        (axis, Value::Null) => Some(varying(axis)),
        (_, size) => size.as_u64().filter(|it| *it > 0).map(|it| it.to_string()),
    };
    let shape = argument.get("shape")?.as_array()?;
    let shape = shape.iter().enumerate().map(size).collect::<Option<_>>()?;
    // The hub knows numbers, not how many bits they have.
    let dtype = argument.pointer("/item_type/type")?.as_str()?.to_owned();
    let description = argument.get("description").and_then(Value::as_str);
    let description = description.map(str::to_owned).and_then(statements::said);
    Some(Tensor { name: name.to_owned(), dtype, shape, description, ..Tensor::default() })
}

fn dataset(source: &mut JsonFields<'_>, work: &mut Work) {
    let Some(dataset) = work.dataset.as_deref_mut() else { return };
    dataset.formats = source.said("format").into_iter().collect();
    if is_list(source, "columns") {
        dataset.fields = source.objects("columns", |column| {
            let name = column.said("name")?;
            let data_type = match column.look("type") {
                Some(Value::Object(_)) => column.object("type", |it| it.said("type")).flatten(),
                _ => column.said("type"),
            };
            let (unit, description) = (column.said("units"), column.said("description"));
            Some(Field { name, data_type, unit, description, ..Field::default() })
        });
    }
}
