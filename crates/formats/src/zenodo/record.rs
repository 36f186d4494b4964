//! A whole record.

use faircat_record::{
    Access, AccessRights, Code, Kind, Relation, RelationType, SoftwareSection, Status,
    TrainingMaterialSection, Work,
};
use serde_json::Value;

use super::agents::localized;
use super::{files, metadata, terms};
use crate::import::kinds::{self, Sort, sort};
use crate::import::record::{Context, unless_empty};
use crate::import::relations::relation;
use crate::import::statements::{date, doi, said, web_address};
use crate::import::withdrawal::withdraw;
use crate::json_fields::JsonFields;

/// Fills `work` from a record. The body of the context is the repository's word for what it is.
pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work, context: &Context<'_>) {
    kind(source, work, context.body);
    identifiers(source, work);
    source.object("metadata", |it| {
        metadata::fill(it, work);
        customs(it, work);
    });
    if work.title.is_empty() {
        work.title = source.said("title").unwrap_or_default();
    } else {
        source.taken_if("title", |title| (title == work.title).then_some(()));
    }
    access(source, work);
    files::fill(source, work);
    customs(source, work);
    status(source, work);
    if source.take("stats").is_some() {
        let why = "counts of who looks at the page change from day to day";
        source.notes.drop_because("stats", "numbers", why);
    }
}

/// Zenodo's API has them within the metadata, InvenioRDM beside it.
fn customs(source: &mut JsonFields<'_>, work: &mut Work) {
    for key in ["custom_fields", "custom"] {
        source.object(key, |custom| code(custom, work));
    }
}

/// What the repository calls the kind of work, in the place for it.
fn kind(source: &mut JsonFields<'_>, work: &mut Work, word: &str) {
    kinds::tell(sort(word), word, work.kind, "metadata.resource_type", source.notes);
    let special = || said(word.rsplit('-').next().unwrap_or_default().to_owned());
    match work.kind {
        Kind::TrainingMaterial => {
            let section =
                TrainingMaterialSection { resource_type: special(), ..Default::default() };
            work.training_material = unless_empty(section).map(Box::new);
        }
        Kind::Software if word.contains('-') => {
            let section = SoftwareSection { category: special(), ..SoftwareSection::default() };
            work.software = Some(Box::new(section));
        }
        _ => {}
    }
    if matches!(sort(word), Sort::Is(kind) if kind == work.kind) {
        source.object("metadata", |it| said_by_kind(it, work));
    }
}

/// Takes what the record's kind and its section say.
fn said_by_kind(metadata: &mut JsonFields<'_>, work: &Work) {
    let is_told = matches!(work.kind, Kind::TrainingMaterial | Kind::Software);
    if !metadata.look("resource_type").is_some_and(Value::is_object) {
        return;
    }
    metadata.object("resource_type", |it| {
        for key in ["id", "type", "title"] {
            it.take(key);
        }
        if is_told {
            it.take("subtype");
        }
    });
}

/// DOIs, other identifiers, the page, and the record of which this is a version.
fn identifiers(source: &mut JsonFields<'_>, work: &mut Work) {
    work.identifiers.extend(source.understood("doi", "DOI", doi));
    let of_pids =
        source.object("pids", |pids| pids.object("doi", |it| it.taken_if("identifier", doi)));
    work.identifiers.extend(of_pids.flatten().flatten());
    let inner = source.object("metadata", |it| it.understood("doi", "DOI", doi));
    work.identifiers.extend(inner.flatten());
    let mut seen = Vec::new();
    work.identifiers.retain(|it| {
        !seen.contains(&it.to_lowercase()) && {
            seen.push(it.to_lowercase());
            true
        }
    });
    source.taken_if("doi_url", |url| doi(url).filter(|it| work.identifiers.contains(it)));
    let page =
        source.object("links", |links| links.any_text_if(&["self_html", "html"], web_address));
    work.url = page.flatten();
    let parent = source.object("parent", |parent| {
        parent.object("pids", |pids| pids.object("doi", |it| it.taken_if("identifier", doi)))
    });
    let concept = source.taken_if("conceptdoi", doi).or(parent.flatten().flatten().flatten());
    source.object("links", |links| said_by_identifiers(links, &work.identifiers, concept.as_ref()));
    let own = concept.as_deref().and_then(|it| it.rsplit('.').next());
    source.text_if("conceptrecid", |id| (Some(id) == own).then_some(()));
    work.relations.extend(concept.map(version_of));
}

/// Takes addresses of DOIs that the record has.
fn said_by_identifiers(links: &mut JsonFields<'_>, own: &[String], concept: Option<&String>) {
    for key in ["doi", "self_doi", "parent_doi"] {
        links.text_if(key, |url| {
            doi(url).filter(|it| own.contains(it) || Some(it) == concept).map(drop)
        });
    }
}

fn version_of(target: String) -> Relation {
    relation(RelationType::IsVersionOf, target)
}

/// Who may get at the files, as InvenioRDM says it; `metadata` says it in the first API.
fn access(source: &mut JsonFields<'_>, work: &mut Work) {
    let found = source.object("access", |access| {
        let status = access.taken_if("status", terms::access);
        let embargo = access.object("embargo", |embargo| {
            let is_active = embargo.look("active").and_then(Value::as_bool) == Some(true);
            if is_active {
                embargo.take("active");
            }
            (is_active, embargo.taken_if("until", date), embargo.said("reason"))
        });
        let (is_embargoed, until, reason) = embargo.unwrap_or_default();
        let is = |key: &str, word: &str| access.look(key).and_then(Value::as_str) == Some(word);
        let stated = if is_embargoed {
            Some(AccessRights::Embargoed)
        } else if is("record", "restricted") || is("files", "restricted") {
            Some(AccessRights::Restricted)
        } else if is("record", "public") && is("files", "public") {
            Some(AccessRights::Open)
        } else {
            None
        };
        let rights = status.or(stated)?;
        if stated == Some(rights) && rights == AccessRights::Open {
            access.take("record");
            access.take("files");
        }
        let embargo_until = until.filter(|_| is_embargoed);
        let rights = Some(rights);
        Some(Access { rights, conditions: reason, free: None, authentication: None, embargo_until })
    });
    work.access = work.access.take().or(found.flatten());
}

/// The fields of research software that InvenioRDM has by convention.
pub(super) fn code(custom: &mut JsonFields<'_>, work: &mut Work) {
    let mut code = work.code.take().unwrap_or_default();
    code.repository = code.repository.or(custom.taken_if("code:codeRepository", web_address));
    let languages = custom.items("code:programmingLanguage", |language| {
        let title = localized(language, "title")?;
        language.take("id");
        Some(title)
    });
    code.programming_languages.extend(languages);
    let status = custom.first_item("code:developmentStatus", |status| {
        let id = status.said("id")?;
        status.take("title");
        Some(id)
    });
    code.development_status = code.development_status.or(status);
    work.code = unless_empty::<Code>(code);
}

fn status(source: &mut JsonFields<'_>, work: &mut Work) {
    let is = |key: &str, value: bool| source.look(key).and_then(Value::as_bool) == Some(value);
    if is("submitted", false) || is("is_draft", true) || is("is_published", false) {
        work.status = Status::Draft;
    }
    // What the repository has taken down, as it writes that, and as its documentation does.
    source.object("tombstone", |it| {
        let day = if it.has("removal_date") { "removal_date" } else { "timestamp" };
        withdraw(it, work, day, &["note", "reason"]);
    });
}
