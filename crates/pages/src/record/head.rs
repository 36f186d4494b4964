//! The head of a record's page: links for machines at level 1 of
//! [FAIR Signposting](https://signposting.org/FAIR/), and the JSON-LD.

use crate::frame::json_for_script;
use crate::words::Words;
use crate::{Crumb, Frame, HeadLink};
use faircat_catalog::Agent;
use faircat_formats::dossier::Dossier;
use faircat_formats::format::Format;
use faircat_linked_data::signposting::{signposting_type, version_links};
use faircat_linked_data::vocabulary::ABOUT_PAGE;
use faircat_linked_data::{Source, content_url, orcid_url, ror_url};
use faircat_record::identifier::Identifier;
use faircat_record::{AgentRef, Kind, Record, Work};

/// Files of a work that the head names; `linkset.json` names them all.
const MOST_ITEMS: usize = 40;

pub(super) fn frame<'a>(
    dossier: &'a Dossier,
    files: &[Format],
    description: &'a str,
    words: &Words,
) -> Frame<'a> {
    let entry = dossier.source.entry;
    let folder = entry.kind.folder();
    let site = dossier.source.site;
    let title = match dossier.source.record {
        Record::Work(work) => work.title_in(&site.config.language).text,
        agent => agent.title(),
    };
    let mut frame = Frame::new(site, &entry.page(), title);
    frame.description = description;
    frame.section = if entry.kind == Kind::Organization { "people" } else { folder };
    frame.crumbs = vec![Crumb::new(words.kinds(entry.kind), format!("{folder}/"))];
    frame.links = links(dossier, files);
    frame.draft = entry.is_draft();
    frame.hidden = frame.draft;
    frame.json_ld = Some(json_for_script(&dossier.embedded().into()));
    frame
}

fn links<'a>(dossier: &'a Dossier, files: &[Format]) -> Vec<HeadLink<'a>> {
    let source = dossier.source;
    let address = source.site.link(&source.entry.page());
    let mut links = vec![
        link("type", ABOUT_PAGE.to_owned()),
        link("type", signposting_type(dossier.source.entry.kind).to_owned()),
    ];
    if let Record::Work(work) = dossier.source.record {
        of_work(&mut links, dossier, &source, work, &address);
    }
    links.extend(files.iter().filter_map(|format| {
        let file = format.companion.as_ref()?;
        let rel = match file.relation {
            "describedby" => "describedby",
            "linkset" => "linkset",
            "alternate" => "alternate",
            _ => return None,
        };
        Some(HeadLink {
            rel,
            href: format!("{address}{}", file.file_name),
            media_type: Some(format.media_type),
            profile: file.profile,
            title: None,
        })
    }));
    links
}

fn of_work<'a>(
    links: &mut Vec<HeadLink<'a>>,
    dossier: &'a Dossier,
    source: &Source,
    work: &'a Work,
    address: &str,
) {
    let persistent = work
        .identifiers
        .iter()
        .filter_map(|text| Identifier::parse(text).ok())
        .find(Identifier::is_persistent)
        .and_then(|identifier| identifier.url());
    let own = source.site.has_address.then(|| address.to_owned());
    links.extend(persistent.or(own).map(|it| link("cite-as", it)));
    links.extend(
        work.authors
            .iter()
            .filter_map(|author| agent_iri(dossier, author))
            .map(|iri| link("author", iri)),
    );
    links.extend(source.license_iri(work).map(|iri| link("license", iri)));
    links.extend(
        version_links(source).into_iter().map(|(rel, path)| link(rel, source.site.link(&path))),
    );
    let mut items: Vec<String> = Vec::new();
    for artifact in work.artifacts.iter().take(MOST_ITEMS) {
        let Some(href) = content_url(artifact, address) else { continue };
        if !items.contains(&href) {
            items.push(href.clone());
            let mut item = link("item", href);
            item.media_type = artifact.media_type.as_deref();
            links.push(item);
        }
    }
}

fn link<'a>(rel: &'static str, href: String) -> HeadLink<'a> {
    HeadLink { rel, href, media_type: None, profile: None, title: None }
}

/// The ORCID or ROR address of an author.
fn agent_iri(dossier: &Dossier, agent: &AgentRef) -> Option<String> {
    let (orcid, ror) = match dossier.source.catalog.agent(agent)? {
        Agent::Entry(entry) => {
            let agent = entry.summary.agent.as_ref()?;
            (agent.orcid.as_deref(), agent.ror.as_deref())
        }
        Agent::Inline(inline) => (inline.orcid.as_deref(), inline.ror.as_deref()),
    };
    orcid.map(orcid_url).or_else(|| ror.map(ror_url))
}
