//! The fields of a garden or of a function.

use faircat_record::{
    AgentRef, Artifact, ArtifactRole, Contribution, Kind, Publication, Relation, RelationType,
    Snippet, SoftwareSection, Work,
};
use serde_json::Value;

use crate::html;
use crate::import::agents;
use crate::import::record::Context;
use crate::import::statements::{date, doi, language, web_address};
use crate::json_fields::JsonFields;
use crate::openml::requirements;

/// Longest summary, in characters.
const SUMMARY: usize = 300;

/// Field by which a garden is told the slugs of the functions that came with it.
pub(super) const MEMBERS: &str = "(members)";

pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work, context: &Context<'_>) {
    source.take("title");
    work.description = source.said("description");
    work.summary = work.description.as_deref().map(|it| html::first_sentences(it, SUMMARY));
    work.summary = work.summary.take().filter(|it| !it.is_empty());
    work.version = source.said("version");
    work.language = source.taken_if("language", language);
    work.date_published = source.taken_if("year", date);
    work.keywords = source.all_said("tags");
    let named = |name: &String| AgentRef::Inline(agents::named(name));
    work.authors = source.all_said("authors").iter().map(named).collect();
    let contributors = source.all_said("contributors");
    let contribution = |name| Contribution { agent: named(name), role: "Other".to_owned() };
    work.contributors = contributors.iter().map(contribution).collect();
    let publisher = source.said("publisher");
    work.publisher = publisher.map(|name| AgentRef::Inline(agents::organization(&name)));
    identifier(source, work);
    if work.kind == Kind::Software {
        let category = Some("collection of functions".to_owned());
        work.software = Some(Box::new(SoftwareSection { category, ..SoftwareSection::default() }));
        let members = source.all_said(MEMBERS);
        for target in members.iter().filter_map(|it| context.reference(it)) {
            relate(work, RelationType::HasPart, target, None);
        }
    } else {
        function(source, work);
    }
}

/// The DOI of a draft does not resolve; it stays until the garden is published.
fn identifier(source: &mut JsonFields<'_>, work: &mut Work) {
    if source.look("doi_is_draft") == Some(&Value::Bool(true)) {
        if source.look("doi").is_some_and(Value::is_string) {
            let hint = "import the garden again when it is published";
            source.missing("doi", "import-draft", "is that of a draft and does not resolve", hint);
        }
        return;
    }
    work.identifiers.extend(source.understood("doi", "DOI", doi));
    source.take("doi_is_draft");
}

fn relate(work: &mut Work, kind: RelationType, target: String, title: Option<String>) {
    if !work.relations.iter().any(|it| it.target == target) {
        work.relations.push(Relation { kind, target, title, description: None });
    }
}

fn function(source: &mut JsonFields<'_>, work: &mut Work) {
    if let Some(code) = source.said("function_text") {
        let description = source.said("function_name");
        let snippet = Snippet { language: "python".to_owned(), code, description };
        work.usage.get_or_insert_default().snippets.push(snippet);
    }
    let packages = source.understood_texts("requirements", requirements);
    let packages: Vec<_> = packages.into_iter().flatten().collect();
    if !packages.is_empty() {
        work.code.get_or_insert_default().dependencies = packages;
    }
    work.publications = source.objects("papers", |paper| {
        let title = paper.said("title")?;
        let authors = Some(paper.all_said("authors").join(", ")).filter(|it| !it.is_empty());
        let identifiers = paper.taken_if("doi", doi).into_iter().collect();
        Some(Publication { title, authors, identifiers, ..Publication::default() })
    });
    let datasets = source.objects("datasets", |dataset| {
        let target =
            dataset.taken_if("doi", doi).or_else(|| dataset.taken_if("url", web_address))?;
        Some((target, dataset.said("title")))
    });
    for (target, title) in datasets {
        relate(work, RelationType::References, target, title);
    }
    let repositories = source.objects("repositories", |it| it.taken_if("url", web_address));
    if let Some(first) = repositories.into_iter().next() {
        work.code.get_or_insert_default().repository = Some(first);
    }
    let models = source.objects("models", |model| {
        let is_of_hub = model.look("model_repository").and_then(Value::as_str)?;
        let is_of_hub = is_of_hub.eq_ignore_ascii_case("hugging face")
            || is_of_hub.eq_ignore_ascii_case("huggingface");
        let id = model.look("model_identifier").and_then(Value::as_str)?.to_owned();
        let address = web_address(&id).or_else(|| {
            is_of_hub.then(|| web_address(&format!("https://huggingface.co/{id}"))).flatten()
        })?;
        model.take("model_identifier");
        model.take("model_repository");
        Some(address)
    });
    work.derived_from.extend(models);
    work.artifacts = source.objects("notebooks", |notebook| {
        let url = notebook.taken_if("url", web_address)?;
        Some(Artifact {
            name: notebook.said("title"),
            role: ArtifactRole::Notebook,
            description: notebook.said("description"),
            url: Some(url),
            ..Artifact::default()
        })
    });
}
