//! The records of persons and organizations, as files.

use std::collections::BTreeSet;
use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::formats::yaml;
use crate::outside_world::atomic_file;
use crate::outside_world::imported_records::{self as disk, Existing};
use crate::record::{AgentRef, AgentStatus, InlineAgent, Kind, Organization, Person, reading};

/// Writes a record where none is.
pub(super) fn put(file: &Path, slug: &str, text: &str) -> Result<(), Box<Diagnostic>> {
    match disk::existing(file)? {
        Existing::Nothing => Ok(atomic_file::write(file, text.as_bytes())?),
        Existing::Text(_) => Err(Box::new(not_ours(file, slug))),
    }
}

/// Writes a record in the place of the one that is there.
pub(super) fn replace(file: &Path, text: &str) -> Result<(), Box<Diagnostic>> {
    atomic_file::write(file, text.as_bytes()).map_err(Box::new)
}

/// The record at `file` with the ORCID iD or ROR identifier `id`, where that is all that changes in
/// its text: comments and another order would be lost.
pub(super) fn with_id(file: &Path, organization: bool, id: &str) -> Option<String> {
    let Ok(Existing::Text(there)) = disk::existing(file) else { return None };
    let id = Some(id.to_owned());
    let (plain, found) = if organization {
        let record: Organization = reading::parse(&there).ok()?;
        (yaml::of_agent(&record), yaml::of_agent(&Organization { ror: id, ..record }))
    } else {
        let record: Person = reading::parse(&there).ok()?;
        (yaml::of_agent(&record), yaml::of_agent(&Person { orcid: id, ..record }))
    };
    found.ok().filter(|_| plain.is_ok_and(|plain| plain == there))
}

/// Whether the record at `file` is `text` and nothing else.
pub(super) fn is_just(file: &Path, text: &str) -> bool {
    matches!(disk::existing(file), Ok(Existing::Text(there)) if there == text)
}

/// What is wrong where a record is there that cannot be read, so that nobody knows whose it is.
pub(super) fn not_ours(file: &Path, slug: &str) -> Diagnostic {
    let message = format!(
        "`{slug}` is there already and cannot be read, so who may be meant stays in place in the works"
    );
    Diagnostic::error("import-not-ours", message)
        .in_file(file)
        .hint("`faircat check` says what is wrong with it; correct that, and import again")
}

/// The record of `agent` as YAML, with the other names that an organization has. `affiliation` makes of
/// the name of an organization a reference to its record, where there is one.
pub(super) fn text(
    agent: &InlineAgent,
    organization: bool,
    other_names: &BTreeSet<String>,
    affiliation: impl Fn(&str) -> Option<String>,
) -> Result<String, Box<Diagnostic>> {
    let text = match organization {
        true => yaml::of_agent(&organization_of(agent.clone(), other_names)),
        false => yaml::of_agent(&person_of(agent.clone(), affiliation)),
    };
    text.map_err(|reason| {
        let message = format!("`{}` cannot be written as YAML: {reason}", agent.name);
        Box::new(Diagnostic::error("import-unwritable", message))
    })
}

fn organization_of(agent: InlineAgent, other_names: &BTreeSet<String>) -> Organization {
    Organization {
        kind: Kind::Organization,
        name: agent.name,
        alternate_names: other_names.iter().cloned().collect(),
        ror: agent.ror,
        url: agent.url,
        summary: None,
        address: None,
        parent: None,
        identifiers: agent.identifiers,
        status: AgentStatus::Active,
        moved_from: Vec::new(),
    }
}

fn person_of(agent: InlineAgent, affiliation: impl Fn(&str) -> Option<String>) -> Person {
    let mut known = BTreeSet::new();
    let at = |name: String| match affiliation(&name) {
        Some(slug) => known.insert(slug.clone()).then_some(AgentRef::Slug(slug)),
        None => Some(AgentRef::Inline(InlineAgent {
            name,
            organization: Some(true),
            ..InlineAgent::default()
        })),
    };
    Person {
        kind: Kind::Person,
        name: agent.name,
        given_name: agent.given_name,
        family_name: agent.family_name,
        orcid: agent.orcid,
        affiliations: agent.affiliations.into_iter().filter_map(at).collect(),
        url: agent.url,
        email: None,
        summary: None,
        identifiers: agent.identifiers,
        status: AgentStatus::Active,
        moved_from: Vec::new(),
    }
}
