//! What items and collections say alike.

use faircat_record::{
    AgentRef, Artifact, ArtifactRole, Contribution, DatasetSection, DatasetUse, InlineAgent, Kind,
    ModelSection, Relation, RelationType, Work, checksum,
};
use serde_json::{Map, Value};
use url::Url;

use super::model;
use crate::html;
use crate::import::agents;
use crate::import::record::Context;
use crate::import::statements::{self, doi, web_address};
use crate::import::{files, statements::date};
use crate::json_fields::JsonFields;

/// Longest summary, in characters.
const SUMMARY: usize = 300;

/// Relations of links that say how STAC is browsed.
const BROWSING: [&str; 6] = ["self", "root", "parent", "child", "item", "collection"];

pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work, context: &Context<'_>) {
    for told in ["type", "id"] {
        source.take(told);
    }
    match work.kind {
        Kind::Model => {
            source.object("properties", |properties| {
                common(properties, work);
                model::fill(properties, work);
            });
        }
        _ => {
            common(source, work);
            if let Some(dataset) = work.dataset.as_deref_mut() {
                extent(source, dataset);
            }
        }
    }
    let base = base(source, context);
    assets(source, work, base.as_ref());
    links(source, work, base.as_ref());
}

/// What addresses in the file are relative to: its own address, as it says that or else as it was
/// fetched from (STAC's items, "Relative vs Absolute links").
fn base(source: &JsonFields<'_>, context: &Context<'_>) -> Option<Url> {
    let links = source.look("links").and_then(Value::as_array);
    let is_own = |link: &&Value| link.get("rel").and_then(Value::as_str) == Some("self");
    let own = links.into_iter().flatten().find(is_own);
    let own = own.and_then(|it| web_address(it.get("href")?.as_str()?));
    own.and_then(|it| Url::parse(&it).ok()).or_else(|| context.address.clone())
}

/// The address on the web of what `href` names.
fn address(href: &str, base: Option<&Url>) -> Option<String> {
    let is_path = !href.is_empty() && !href.contains(':') && !href.starts_with('#');
    let joined = || web_address(base?.join(href).ok()?.as_str());
    web_address(href).or_else(|| joined().filter(|_| is_path))
}

fn common(source: &mut JsonFields<'_>, work: &mut Work) {
    for key in ["title", "mlm:name"] {
        if source.look(key).and_then(Value::as_str) == Some(&*work.title) {
            source.take(key);
        }
    }
    work.description = source.said("description");
    work.summary = work.description.as_deref().map(|it| html::first_sentences(it, SUMMARY));
    work.summary = work.summary.take().filter(|it| !it.is_empty());
    work.keywords = source.all_said("keywords");
    work.license = match source.look("license").and_then(Value::as_str) {
        // STAC's words for terms that stand behind a link.
        Some("proprietary" | "various" | "other") => None,
        _ => source.understood("license", "licence of SPDX", statements::spdx),
    };
    work.date_created = source.date("created");
    work.date_modified = source.date("updated");
    work.version = source.said("version");
    work.identifiers.extend(source.taken_if("sci:doi", doi));
    let providers = source.objects("providers", |provider| {
        let name = provider.said("name")?;
        let url = provider.taken_if("url", web_address);
        let roles = provider.all_said("roles");
        Some((InlineAgent { url, ..agents::organization(&name) }, roles))
    });
    for (agent, roles) in providers {
        provider(agent, &roles, work);
    }
}

/// Licensors and producers made the work, a host keeps it.
fn provider(agent: InlineAgent, roles: &[String], work: &mut Work) {
    let has = |role: &str| roles.iter().any(|it| it == role);
    let agent = AgentRef::Inline(agent);
    let mut is_placed = false;
    if has("producer") {
        work.authors.push(agent.clone());
        is_placed = true;
    }
    if has("licensor") {
        match &work.copyright_holder {
            None => work.copyright_holder = Some(agent.clone()),
            Some(first) if *first == agent => {}
            Some(_) => {
                let role = "RightsHolder".to_owned();
                work.contributors.push(Contribution { agent: agent.clone(), role });
            }
        }
        is_placed = true;
    }
    if has("host") && work.publisher.is_none() {
        work.publisher = Some(agent.clone());
        is_placed = true;
    }
    if !is_placed {
        let role = if has("processor") { "DataCurator" } else { "Other" };
        work.contributors.push(Contribution { agent, role: role.to_owned() });
    }
}

/// Where and when the data is about: the first of each, which holds all others.
fn extent(source: &mut JsonFields<'_>, dataset: &mut DatasetSection) {
    let Some(Value::Object(extent)) = source.look("extent") else { return };
    let first = |key: &str, list: &str| extent.get(key)?.get(list)?.as_array()?.first()?.as_array();
    let day = |value: &Value| value.as_str().and_then(date);
    let interval = first("temporal", "interval").map(|it| {
        let ends: Vec<String> =
            it.iter().map(|end| day(end).unwrap_or_else(|| "..".into())).collect();
        ends.join("/")
    });
    let interval = interval.filter(|it| it.contains('/') && it != "../..");
    if interval.is_some() {
        let why = "the days of the first interval, which holds the others, are taken";
        source.notes.reason(&source.path_of("extent.temporal"), why);
    }
    dataset.temporal_coverage = interval;
    let corners = first("spatial", "bbox");
    let numbers: Option<Vec<f64>> = corners.map(|it| it.iter().filter_map(Value::as_f64).collect());
    let text = match numbers.as_deref() {
        Some([west, south, east, north]) => {
            Some(format!("{west}° to {east}° east, {south}° to {north}° north (WGS 84)"))
        }
        // Of three dimensions, the height in metres (STAC 1.1, "Spatial Extent Object").
        Some([west, south, low, east, north, high]) => Some(format!(
            "{west}° to {east}° east, {south}° to {north}° north, {low} to {high} m high (WGS 84)"
        )),
        _ => None,
    };
    if let Some(text) = text {
        dataset.spatial_coverage = Some(text);
        let why = "the first box, which holds the others, is taken in words";
        source.notes.reason(&source.path_of("extent.spatial"), why);
    }
}

fn assets(source: &mut JsonFields<'_>, work: &mut Work, base: Option<&Url>) {
    if !source.look("assets").is_some_and(Value::is_object) {
        return;
    }
    let found = source.object("assets", |assets| {
        let names = assets.keys();
        let asset = |name: String| {
            assets.look(&name).filter(|it| it.is_object())?;
            assets.object(&name, |it| artifact(it, &name, base))?
        };
        names.into_iter().filter_map(asset).collect::<Vec<_>>()
    });
    work.artifacts.extend(found.unwrap_or_default());
}

fn artifact(source: &mut JsonFields<'_>, key: &str, base: Option<&Url>) -> Option<Artifact> {
    let Some(url) = source.taken_if("href", |it| address(it, base)) else {
        let hint = "give `href` as an address on the web, so that the file is found";
        source.missing("href", "import-no-address", "is no address on the web", hint);
        return None;
    };
    let roles = source.understood_texts("roles", |role| {
        matches!(role, "mlm:model" | "mlm:weights" | "data" | "mlm:source_code" | "metadata")
            .then(|| role.to_owned())
    });
    let has = |wanted: &[&str]| roles.iter().any(|it| wanted.contains(&&**it));
    let role = match () {
        () if has(&["mlm:model", "mlm:weights"]) => ArtifactRole::Weights,
        () if has(&["mlm:source_code"]) => ArtifactRole::Code,
        () if has(&["metadata"]) => ArtifactRole::Documentation,
        () => files::role(&url).unwrap_or_default(),
    };
    let sha256 = source.taken_if("file:checksum", |text| {
        // A multihash: 12 for SHA-256, 20 for its length.
        checksum::digest(text.strip_prefix("1220")?, checksum::SHA256)
    });
    Some(Artifact {
        name: source.said("title").or_else(|| Some(key.to_owned())),
        role,
        media_type: source.said("type"),
        size: source.count("file:size"),
        sha256,
        format: source.said("mlm:artifact_type"),
        description: source.said("description"),
        url: Some(url),
        ..Artifact::default()
    })
}

/// Data for training, validation and test, which links of the extension `ml-aoi` tell.
fn data_links(source: &mut JsonFields<'_>, model: &mut ModelSection, base: Option<&Url>) {
    source.objects("links", |link| {
        if link.look("rel").and_then(Value::as_str) != Some("derived_from") {
            return None;
        }
        let split = link.look("ml-aoi:split").and_then(Value::as_str)?.to_owned();
        if !matches!(&*split, "train" | "validate" | "test") {
            return None;
        }
        let dataset = link.taken_if("href", |it| target(it, base))?;
        for told in ["rel", "type", "ml-aoi:split"] {
            link.take(told);
        }
        let used = DatasetUse { dataset, description: link.said("title"), ..DatasetUse::default() };
        match &*split {
            "train" => model.training.get_or_insert_default().datasets.push(used),
            "validate" => model.validated_on.push(used),
            _ => model.tested_on.push(used),
        }
        Some(())
    });
}

/// What a link leads to, by its identifier or its address.
fn target(href: &str, base: Option<&Url>) -> Option<String> {
    statements::identifier(href).or_else(|| address(href, base))
}

/// The terms behind a link, where they are none of SPDX.
fn terms(href: &str, title: Option<&str>, base: Option<&Url>) -> Option<String> {
    let address = address(href, base)?;
    let title = title.filter(|it| !it.contains(['[', ']', '\\']));
    Some(match title {
        Some(title) => format!("The terms are those of [{title}]({address})."),
        None => format!("The terms are those of <{address}>."),
    })
}

fn links(source: &mut JsonFields<'_>, work: &mut Work, base: Option<&Url>) {
    if let Some(model) = work.model.as_deref_mut() {
        data_links(source, model, base);
    }
    let mut licences = Vec::new();
    let mut own = Vec::new();
    let own_name = |it: &str| target(it, base);
    let relations = source.objects("links", |link| {
        let rel = link.look("rel").and_then(Value::as_str)?.to_owned();
        if rel == "license" && work.license.is_none() {
            let said = |key: &str| link.look(key).and_then(Value::as_str).map(str::to_owned);
            licences.push((said("href"), said("title")));
            return None;
        }
        let kind = match rel.as_str() {
            "derived_from" => RelationType::IsDerivedFrom,
            // Of the work itself (RFC 8574).
            "cite-as" => {
                own.push(link.taken_if("href", own_name)?);
                link.take("rel");
                link.take("type");
                return None;
            }
            "about" | "describedby" => RelationType::IsDocumentedBy,
            "predecessor-version" => RelationType::IsNewVersionOf,
            "successor-version" | "latest-version" => RelationType::IsPreviousVersionOf,
            _ => return None,
        };
        let target = link.taken_if("href", own_name)?;
        link.take("rel");
        link.take("type");
        Some(Relation { kind, target, title: link.said("title"), description: None })
    });
    work.relations.extend(relations);
    for name in own {
        let known =
            if name.starts_with("http") { &mut work.same_as } else { &mut work.identifiers };
        if !known.iter().any(|it| it.eq_ignore_ascii_case(&name)) {
            known.push(name);
        }
    }
    // Of several, nothing says whether all hold or one may choose.
    let is_told = match licences.as_slice() {
        [(Some(href), title)] => licence(work, href, title.as_deref(), base),
        _ => false,
    };
    left_links(source, work.license.as_ref(), is_told);
}

/// Takes the licence at `href`. Whether it became words on the terms of use.
fn licence(work: &mut Work, href: &str, title: Option<&str>, base: Option<&Url>) -> bool {
    work.license = statements::spdx(href);
    if work.license.is_none()
        && let Some(terms) = terms(href, title, base)
    {
        work.usage.get_or_insert_default().legal = Some(terms);
        return true;
    }
    false
}

/// Keeps the links that say something of the work and were not taken, as that of its `licence` was,
/// or any of a licence where `is_told`.
fn left_links(source: &mut JsonFields<'_>, licence: Option<&String>, is_told: bool) {
    let Some(Value::Array(links)) = source.take("links") else { return };
    let is_licence = |link: &Value| {
        let href = link.get("href").and_then(Value::as_str).and_then(statements::spdx);
        href.is_some() && href.as_ref() == licence
    };
    let rest = links.into_iter().filter(|link| {
        // All of it was taken.
        if link.as_object().is_some_and(Map::is_empty) {
            return false;
        }
        let rel = link.get("rel").and_then(Value::as_str).unwrap_or_default();
        if rel == "license" && (is_told || is_licence(link)) {
            return false;
        }
        let is_browsing = BROWSING.contains(&rel);
        if is_browsing {
            let why = "it says how the catalogue is browsed, and nothing about the work";
            source.notes.drop_because("links", &link.to_string(), why);
        }
        !is_browsing
    });
    let rest: Vec<Value> = rest.collect();
    if !rest.is_empty() {
        source.keep("links", Value::Array(rest));
    }
}
