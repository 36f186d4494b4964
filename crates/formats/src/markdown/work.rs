//! A record, part by part, in the order of its page.

use faircat_linked_data::content_url;
use faircat_record::{Access, AgentRef, Artifact, Record, Status, Work};
use faircat_scorecard::{Outcome, Scorecard};
use serde_json::{Value, json};

use super::model;
use super::text::{Document, code, line, link};
use crate::companions::companions_of;
use crate::import::texts::heading;
use crate::party::Party;
use crate::view::{RecordView, WorkView, genre};

pub(crate) fn document(view: &RecordView) -> Vec<u8> {
    let mut out = Document::default();
    out.heading(1, view.dossier.source.record.title());
    match (view.dossier.source.record, &view.work) {
        (Record::Work(work), Some(of)) => of_work(&mut out, view, of, work),
        (Record::Person(person), _) => {
            let affiliations = names(view, &person.affiliations);
            let (summary, url) = (person.summary.as_deref(), person.url.as_deref());
            let orcid = person.orcid.as_deref();
            let orcid = orcid.map(faircat_linked_data::orcid_url).map(|it| link(&it, &it));
            of_agent(&mut out, view, summary, url, ("ORCID", orcid), affiliations);
        }
        (Record::Organization(organization), _) => {
            let parent = names(view, organization.parent.as_slice());
            let (summary, url) = (organization.summary.as_deref(), organization.url.as_deref());
            let ror = organization.ror.as_deref();
            let ror = ror.map(faircat_linked_data::ror_url).map(|it| link(&it, &it));
            of_agent(&mut out, view, summary, url, ("ROR", ror), parent);
        }
        (Record::Work(_), None) => {}
    }
    files_of_page(&mut out, view);
    out.finish()
}

fn names(view: &RecordView, agents: &[AgentRef]) -> Option<String> {
    let parties = agents.iter().map(|agent| Party::of(view.dossier.source.catalog, agent));
    let names: Vec<String> = parties.map(|party| line(party.name)).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn of_agent(
    out: &mut Document,
    view: &RecordView,
    summary: Option<&str>,
    url: Option<&str>,
    identifier: (&str, Option<String>),
    belongs_to: Option<String>,
) {
    if let Some(summary) = summary {
        out.paragraph(summary);
    }
    out.facts(&[
        ("Page", Some(link(&view.iri, &view.iri))),
        (identifier.0, identifier.1),
        ("Belongs to", belongs_to),
        ("Home page", url.map(|it| link(it, it))),
    ]);
}

fn of_work(out: &mut Document, view: &RecordView, of: &WorkView, work: &Work) {
    if let Some(withdrawal) = of.withdrawal() {
        out.paragraph(&withdrawal);
    }
    if let Some(summary) = &work.summary {
        out.paragraph(summary);
    }
    facts(out, view, of, work);
    text(out, 2, "Description", work.description.as_deref());
    authors(out, of);
    files(out, view, work);
    if let Some(model) = &work.model {
        model::section(out, view, model);
    }
    if let Some(dataset) = &work.dataset {
        model::dataset(out, dataset);
    }
    usage(out, work);
    related(out, work);
    if let Some(scorecard) = view.dossier.scorecard {
        fairness(out, scorecard);
    }
    out.heading(2, "How to cite").paragraph(&of.citation());
}

/// An author's Markdown under a heading, where there is any.
pub(super) fn text(out: &mut Document, level: usize, title: &str, text: Option<&str>) {
    if let Some(text) = text.filter(|it| !it.trim().is_empty()) {
        out.heading(level, title).quotation(text);
    }
}

fn facts(out: &mut Document, view: &RecordView, of: &WorkView, work: &Work) {
    let plain = |text: &Option<String>| text.as_deref().map(line);
    let list = |texts: &[String]| {
        let lines: Vec<String> = texts.iter().map(|it| line(it)).collect();
        (!lines.is_empty()).then(|| lines.join(", "))
    };
    let status = (work.status != Status::Active).then(|| format!("{:?}", work.status));
    let (code, access) = (work.code.as_ref(), work.access.as_ref());
    let identifiers: Vec<String> = of
        .identifiers
        .iter()
        .map(|it| it.url().map_or_else(|| line(&it.to_string()), |url| link(&url, &url)))
        .collect();
    out.facts(&[
        ("Kind", Some(genre(work.kind).to_owned())),
        ("Page", Some(link(&view.iri, &view.iri))),
        ("Status", status.map(|it| it.to_lowercase())),
        ("Version", plain(&work.version)),
        ("Identifiers", (!identifiers.is_empty()).then(|| identifiers.join(", "))),
        ("Published", plain(&work.date_published)),
        ("Created", plain(&work.date_created)),
        ("Changed", plain(&work.date_modified)),
        ("Licence", plain(&work.license)),
        ("Access", access.map(access_of)),
        ("Signing in", access.and_then(|it| plain(&it.authentication))),
        ("Publisher", of.publisher.as_ref().map(|it| line(it.name))),
        ("Keywords", list(&work.keywords)),
        ("Experiments", list(&work.experiments)),
        ("Code", code.and_then(|it| it.repository.as_deref()).map(|it| link(it, it))),
        ("Elsewhere", work.url.as_deref().map(|it| link(it, it))),
    ]);
}

fn authors(out: &mut Document, of: &WorkView) {
    if of.creators.is_empty() {
        return;
    }
    out.heading(2, "Authors").list(of.creators.iter().map(|party| {
        let name = match party.orcid.as_ref().or(party.ror.as_ref()) {
            Some(address) => link(party.name, address),
            None => line(party.name),
        };
        let at: Vec<String> = party.affiliations.iter().map(|it| line(it.name)).collect();
        if at.is_empty() { name } else { format!("{name} ({})", at.join(", ")) }
    }));
}

fn files(out: &mut Document, view: &RecordView, work: &Work) {
    if work.artifacts.is_empty() {
        return;
    }
    let row = |artifact: &Artifact| {
        let name = artifact.display_name();
        let address = content_url(artifact, &view.iri);
        vec![
            address.map_or_else(|| line(name), |address| link(name, &address)),
            role_of(artifact),
            artifact.size.map(|it| it.to_string()).unwrap_or_default(),
            artifact.sha256.as_deref().map(code).unwrap_or_default(),
        ]
    };
    let rows = work.artifacts.iter().map(row).collect();
    out.heading(2, "Files").table(&["file", "role", "bytes", "SHA-256"], rows);
}

/// Who may have the work, from when, and on what terms.
fn access_of(access: &Access) -> String {
    let rights = access.rights.map(|rights| {
        let until = access.embargo_until.as_ref().map(|day| format!(" until {}", line(day)));
        in_words(json!(rights)) + &until.unwrap_or_default()
    });
    let price = access.free.map(|free| if free { "free of charge" } else { "not free of charge" });
    let words: Vec<String> = rights.into_iter().chain(price.map(str::to_owned)).collect();
    let text = words.join(", ");
    match &access.conditions {
        Some(conditions) if text.is_empty() => line(conditions),
        Some(conditions) => format!("{text}. {}", line(conditions)),
        None => text,
    }
}

/// A term of records as pages write it: `Metadata only` of `metadata-only`.
fn in_words(term: Value) -> String {
    heading(term.as_str().unwrap_or_default())
}

/// The role as records write it.
fn role_of(artifact: &Artifact) -> String {
    let role = serde_json::to_value(artifact.role).unwrap_or_default();
    role.as_str().unwrap_or_default().to_owned()
}

fn usage(out: &mut Document, work: &Work) {
    let Some(usage) = &work.usage else { return };
    text(out, 2, "How to use it", usage.instructions.as_deref());
    for snippet in &usage.snippets {
        if let Some(description) = &snippet.description {
            out.paragraph(description);
        }
        out.code(&snippet.language, &snippet.code);
    }
    text(out, 2, "Intended use", usage.intended_use.as_deref());
    text(out, 2, "Limitations", usage.limitations.as_deref());
    text(out, 2, "Risks and biases", usage.risks.as_deref());
    text(out, 2, "Ethical considerations", usage.ethical.as_deref());
    text(out, 2, "Legal considerations", usage.legal.as_deref());
}

fn related(out: &mut Document, work: &Work) {
    if !work.publications.is_empty() {
        out.heading(2, "Publications").list(work.publications.iter().map(|it| {
            let parts = [Some(it.title.as_str()), it.authors.as_deref(), it.venue.as_deref()];
            let mut parts: Vec<String> = parts.into_iter().flatten().map(line).collect();
            parts.extend(it.year.map(|year| year.to_string()));
            parts.extend(it.identifiers.iter().chain(&it.url).map(|it| line(it)));
            parts.join(". ")
        }));
    }
    let relations = work.relations.iter().map(|it| {
        let title = it.title.as_deref().map(|title| format!(" ({})", line(title)));
        format!("{} {}{}", it.kind.datacite(), code(&it.target), title.unwrap_or_default())
    });
    let origins = work.derived_from.iter().map(|it| format!("IsDerivedFrom {}", code(it)));
    let all: Vec<String> = relations.chain(origins).collect();
    if !all.is_empty() {
        out.heading(2, "Related works").list(all.into_iter());
    }
}

fn fairness(out: &mut Document, scorecard: &Scorecard) {
    let counts = scorecard.standing().principle_counts();
    let unmet = scorecard.rows().filter(|(_, finding)| finding.outcome == Outcome::Fail);
    out.heading(2, "FAIR scorecard")
        .paragraph(&format!("Meets {} of {} principles.", counts.pass, counts.applicable()))
        .list(unmet.map(|(indicator, finding)| {
            format!("Fails {}: {}", indicator.id, line(&finding.evidence))
        }));
}

fn files_of_page(out: &mut Document, view: &RecordView) {
    let own = super::FORMAT.file_name();
    let others = companions_of(view).filter(|(_, companion)| companion.file_name != own);
    out.heading(2, "This record in other formats").list(others.map(|(format, companion)| {
        link(format.title, &format!("{}{}", view.iri, companion.file_name))
    }));
}
