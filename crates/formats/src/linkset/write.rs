//! `linkset.json`: [RFC 9264](https://www.rfc-editor.org/rfc/rfc9264) link set, at level 2 of
//! [FAIR Signposting](https://signposting.org/FAIR/).
//!
//! Each file gets a context object of its own, because a static host sends no `Link` headers.

use serde::Serialize;

use faircat_linked_data::content_url;
use faircat_linked_data::signposting::{signposting_type, version_links};
use faircat_linked_data::vocabulary::ABOUT_PAGE;

use crate::companions::companions_of;
use crate::json::compact_json;
use crate::view::{RecordView, WorkView};

#[derive(Serialize)]
struct LinkSet<'a> {
    linkset: Vec<Links<'a>>,
}

/// One context object: the links of `anchor`.
#[derive(Default, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Links<'a> {
    anchor: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cite_as: Vec<Link<'a>>,
    #[serde(rename = "type", skip_serializing_if = "Vec::is_empty")]
    kind: Vec<Link<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Link<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    license: Vec<Link<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    item: Vec<Link<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    predecessor_version: Vec<Link<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    successor_version: Vec<Link<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    latest_version: Vec<Link<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    describedby: Vec<Link<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    collection: Vec<Link<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    describes: Vec<Link<'a>>,
}

#[derive(Clone, Serialize)]
struct Link<'a> {
    href: String,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    media_type: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    profile: Option<&'a str>,
}

impl<'a> Link<'a> {
    fn to(href: impl Into<String>) -> Link<'a> {
        Link { href: href.into(), media_type: None, profile: None }
    }

    fn typed(href: impl Into<String>, media_type: &'a str) -> Link<'a> {
        Link { href: href.into(), media_type: Some(media_type), profile: None }
    }
}

pub(super) fn document(view: &RecordView) -> Vec<u8> {
    let metadata: Vec<Link> = companions_of(view)
        .filter(|(_, companion)| companion.relation == "describedby")
        .map(|(format, companion)| Link {
            href: format!("{}{}", view.iri, companion.file_name),
            media_type: Some(format.media_type),
            profile: companion.profile,
        })
        .collect();
    let page = Link::typed(view.iri.as_str(), "text/html");
    let mut landing = Links {
        anchor: view.iri.clone(),
        kind: vec![
            Link::to(ABOUT_PAGE),
            Link::to(signposting_type(view.dossier.source.entry.kind)),
        ],
        describedby: metadata.clone(),
        ..Links::default()
    };
    let mut content = Vec::new();
    if let Some(work) = &view.work {
        of_work(&mut landing, view, work);
        content = landing.item.clone();
    }
    let mut linkset = vec![landing];
    linkset.extend(content.into_iter().map(|item| Links {
        anchor: item.href,
        collection: vec![page.clone()],
        ..Links::default()
    }));
    linkset.extend(metadata.into_iter().map(|file| Links {
        anchor: file.href,
        describes: vec![page.clone()],
        ..Links::default()
    }));
    compact_json(&LinkSet { linkset })
}

fn of_work<'a>(landing: &mut Links<'a>, view: &RecordView<'a>, work: &WorkView<'a>) {
    landing.cite_as = vec![Link::to(work.cite_as.as_str())];
    landing.author = work
        .creators
        .iter()
        .filter_map(|creator| creator.orcid.as_ref().or(creator.ror.as_ref()))
        .map(Link::to)
        .collect();
    let source = view.dossier.source;
    for (rel, page) in version_links(&source) {
        let link = Link::to(source.site.iri(&page));
        match rel {
            "predecessor-version" => landing.predecessor_version.push(link),
            "successor-version" => landing.successor_version.push(link),
            _ => landing.latest_version.push(link),
        }
    }
    landing.license = work.license_url.iter().map(Link::to).collect();
    for artifact in &work.work.artifacts {
        let Some(href) = content_url(artifact, &view.iri) else { continue };
        if landing.item.iter().all(|link| link.href != href) {
            let media_type = artifact.media_type.as_deref();
            landing.item.push(Link { href, media_type, profile: None });
        }
    }
}
