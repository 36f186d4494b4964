//! A MachineLearningModel, and what it has in common with a Dataset.

use faircat_record::{
    AgentRef, Artifact, ArtifactRole, Contribution, DatasetUse, Evaluation, Publication, Relation,
    RelationType, Usage, Work, checksum,
};
use serde_json::Value;

use super::statements::LANGUAGE;
use super::{KINDS, nodes, origins};
use crate::html;
use crate::import::languages::language as tag;
use crate::import::people::identify;
use crate::import::record::{Context, unless_empty};
use crate::import::statements::{self, identifier, language, orcid, web_address};
use crate::import::{agents, files};
use crate::json_fields::JsonFields;

/// Longest summary, in characters.
const SUMMARY: usize = 300;

pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work, _: &Context<'_>) {
    source.take("name");
    common(source, work);
    let short = source.said("shortDescription");
    work.summary = short.or(work.summary.take());
    work.date_created = source.date("created");
    work.date_modified = source.date("modified");
    work.shared_by = source.first_object("hasUploader", agent);
    work.publisher = source.first_object("hasProvider", agent);
    let usage = Usage {
        intended_use: source.said("intendedUse"),
        limitations: source.said("limitations"),
        risks: source.said("bias"),
        instructions: source.said("howToUse"),
        ..Usage::default()
    };
    work.usage = unless_empty(usage);
    work.artifacts = source.objects("hasFile", artifact);
    work.publications = source.objects("hasBibliographicReference", publication).concat();
    let repository = source.first_object("hasRepository", link);
    if repository.is_some() {
        work.code.get_or_insert_default().repository = repository;
    }
    let Some(model) = work.model.as_deref_mut() else { return };
    model.architecture = source.said("modelArchitecture");
    model.parameters = source.count("totalNumberOfParameters");
    let tuned = source.look("fineTunedFrom").and_then(Value::as_array).map_or(0, Vec::len);
    if tuned < 2 {
        model.fine_tuned_from = source.first_object("fineTunedFrom", link);
    }
    let uses = |all: Vec<String>| {
        all.into_iter().map(|dataset| DatasetUse { dataset, ..DatasetUse::default() }).collect()
    };
    let mut training = faircat_record::Training {
        datasets: uses(links(source, "trainedOn")),
        ..Default::default()
    };
    training.procedure =
        source.said("trainingProcess").or_else(|| source.said("trainingMethodologies"));
    training.hardware = hardware(source);
    model.training = unless_empty(training);
    model.evaluations = source.text_if("evaluationResults", results).unwrap_or_default();
    model.validated_on = uses(links(source, "validatedOn"));
    model.tested_on = uses(links(source, "testedOn"));
}

pub(super) fn common(source: &mut JsonFields<'_>, work: &mut Work) {
    source.take("@id");
    if let Some(Value::Array(types)) = source.take("@type") {
        // Of which kind a work is says its record; what else it is stays.
        let others = types.into_iter().filter(|it| it.as_str().is_none_or(|it| !is_kind(it)));
        source.keep("@type", others.collect());
    }
    work.description = source.said("description");
    work.summary = work.description.as_deref().map(|it| html::first_sentences(it, SUMMARY));
    work.summary = work.summary.take().filter(|it| !it.is_empty());
    work.version = source.said("version");
    work.keywords = source.all_said("keyword");
    languages(source, work);
    notations(source);
    work.identifiers = source.understood_texts("identifier", identifier);
    work.derived_from = source.understood_texts("source", origins::known);
    for (key, kind) in [
        ("isVersionOf", RelationType::IsVersionOf),
        ("isReferencedBy", RelationType::IsReferencedBy),
    ] {
        let targets = source.understood_texts(key, origins::known);
        let relation = |target| Relation { kind, target, title: None, description: None };
        work.relations.extend(targets.into_iter().map(relation));
    }
    work.date_published = source.date("releaseDate");
    work.authors = source.objects("creator", agent);
    work.contributors = source.objects("contributor", |node| {
        // What they did is not said.
        Some(Contribution { agent: agent(node)?, role: "Other".to_owned() })
    });
    if source.look("language").is_some_and(Value::is_string) {
        work.language = source.taken_if("language", language);
    }
    if source.has("identifier") {
        let why = "it is no identifier of a scheme known here";
        source.notes.reason(&source.path_of("identifier"), why);
    }
    work.license = licences(source);
    origins::fill(source, work);
}

/// Whether a class is that of a kind of records, or of all works.
fn is_kind(class: &str) -> bool {
    class == "Resource" || KINDS.iter().any(|(kind, ..)| *kind == class)
}

/// The language of the title, and texts in others as translations.
fn languages(source: &mut JsonFields<'_>, work: &mut Work) {
    work.text_language = source.taken_if(LANGUAGE, tag);
    for key in source.keys() {
        let Some((name, of)) = key.split_once('@').filter(|(name, _)| !name.is_empty()) else {
            continue;
        };
        // Without a language of its own, or in that one, no text is a translation.
        let own = work.text_language.clone();
        let is_other = |of: &String| own.is_some_and(|own| !own.eq_ignore_ascii_case(of));
        let Some(of) = tag(of).filter(is_other) else { continue };
        if name == "keyword" {
            let keywords = source.all_said(&key);
            if !keywords.is_empty() {
                work.translation_into(&of).keywords.extend(keywords);
            }
            continue;
        }
        let other = work.translations.iter().find(|it| it.is_in(&of));
        let is_free = match name {
            "name" | "title" => other.is_none_or(|it| it.title.is_none()),
            "description" => other.is_none_or(|it| it.description.is_none()),
            "shortDescription" => other.is_none_or(|it| it.summary.is_none()),
            _ => false,
        };
        let Some(text) = is_free.then(|| source.said(&key)).flatten() else { continue };
        let other = work.translation_into(&of);
        match name {
            "description" => other.description = Some(text),
            "shortDescription" => other.summary = Some(text),
            _ => other.title = Some(text),
        }
    }
}

/// Puts what identifiers of ADMS note in their place, which is how DCAT-AP has further ones.
fn notations(source: &mut JsonFields<'_>) {
    let noted = |it: Value| match it.get("notation").and_then(nodes::text) {
        Some(text) if identifier(&text).is_some() => Value::String(text),
        _ => it,
    };
    match source.take("identifier") {
        Some(Value::Array(all)) => {
            source.keep("identifier", all.into_iter().map(noted).collect());
        }
        Some(one) => source.keep("identifier", noted(one)),
        None => {}
    }
}

/// The licence at `licence`, where there is one that is known.
pub(super) fn licences(source: &mut JsonFields<'_>) -> Option<String> {
    // Of several, nothing says whether all hold or one may choose.
    if source.look("licence").and_then(Value::as_array).is_some_and(|all| all.len() > 1) {
        let message = "names several licences; whether all hold or one may choose is not said";
        source.warn("licence", "import-license", message);
        return None;
    }
    let found = source.objects("licence", |it| {
        let found = it.any_text_if(&["@id", "@value"], statements::spdx)?;
        it.take("@type");
        Some(found)
    });
    if found.is_empty() && source.has("licence") {
        source.notes.reason(&source.path_of("licence"), "it names no licence of SPDX");
    }
    found.into_iter().next()
}

/// Addresses of the nodes at `key`.
pub(super) fn links(source: &mut JsonFields<'_>, key: &str) -> Vec<String> {
    source.objects(key, link)
}

/// The address of a node.
pub(super) fn link(node: &mut JsonFields<'_>) -> Option<String> {
    let keys = ["@id", "@value"];
    let found = keys.iter().find_map(|it| node.look(it)?.as_str().and_then(web_address));
    let address = found?;
    // What else is said of it is said by its own record, or stays.
    keys.iter().for_each(|it| drop(node.take(it)));
    node.take("@type");
    Some(address)
}

/// Somebody with a name.
pub(super) fn agent(node: &mut JsonFields<'_>) -> Option<AgentRef> {
    let name = node.said_at(&["name", "prefLabel"])?;
    let types = node.take("@type").map(|it| it.to_string()).unwrap_or_default();
    let mut agent = agents::of_class(&name, &types);
    node.taken_if("@id", |id| {
        (id.contains("//ror.org/") && identify(&mut agent, id, None)).then_some(())
    });
    let orcid = node.taken_if("@id", orcid);
    let page = node.taken_if("homepage", web_address);
    let url = page.or_else(|| node.taken_if("@id", web_address));
    node.take(LANGUAGE);
    Some(AgentRef::Inline(faircat_record::InlineAgent { url, orcid, ..agent }))
}

/// What a model ran on, by the names of the hardware.
fn hardware(source: &mut JsonFields<'_>) -> Option<String> {
    let all = source.objects("ranOn", |place| {
        let named = |it: &mut JsonFields<'_>| it.said("title");
        let names = place.objects("hasHardware", named);
        Some(names).filter(|it| !it.is_empty())
    });
    Some(all.concat().join(", ")).filter(|it| !it.is_empty())
}

/// Results that are all written as `accuracy: 0.93`, one a line or with semicolons.
fn results(text: &str) -> Option<Vec<Evaluation>> {
    let result = |line: &str| {
        let (metric, value) = line.split_once(':')?;
        let value = value.trim().parse().ok().filter(|it: &f64| it.is_finite())?;
        let metric = metric.trim().to_owned();
        (!metric.is_empty()).then(|| Evaluation { metric, value, ..Evaluation::default() })
    };
    let lines = text.split(['\n', ';']).map(str::trim).filter(|it| !it.is_empty());
    lines.map(result).collect()
}

fn artifact(file: &mut JsonFields<'_>) -> Option<Artifact> {
    let url = file.taken_if("url", web_address).or_else(|| file.taken_if("@id", web_address))?;
    file.take("@type");
    let sha256 = file.objects("checksum", |it| {
        let digest = |text: &str| checksum::digest(text, checksum::SHA256);
        let found = it.taken_if("checksumValue", digest)?;
        for told in ["@id", "@type", "algorithm"] {
            it.take(told);
        }
        Some(found)
    });
    Some(Artifact {
        name: file.said("title"),
        role: ArtifactRole::Weights,
        media_type: files::media_type(&url).map(str::to_owned),
        sha256: sha256.into_iter().next(),
        url: Some(url),
        ..Artifact::default()
    })
}

/// The papers that a reference is about; an entry of BibTeX stays as it is.
fn publication(reference: &mut JsonFields<'_>) -> Option<Vec<Publication>> {
    let papers = reference.objects("references", |paper| {
        let title = paper.said("title")?;
        let address = paper.look("@id").and_then(Value::as_str).map(str::to_owned);
        let address = address.unwrap_or_default();
        let identifiers: Vec<String> = identifier(&address).into_iter().collect();
        let url = if identifiers.is_empty() { web_address(&address) } else { None };
        paper.take("@id");
        paper.take("@type");
        let date = paper.look("date").and_then(Value::as_str).and_then(statements::date);
        let year = date.and_then(|it| it.get(..4)?.parse().ok());
        Some(Publication { title, identifiers, url, year, ..Publication::default() })
    });
    Some(papers)
}
