//! Who made a work, and who paid for it.

use schemars::JsonSchema;
use serde::Serialize;

use super::links::{AgentView, agent};
use crate::words::Words;
use faircat_formats::dossier::Dossier;
use faircat_linked_data::safe_iri;
use faircat_record::{AgentRef, Work};

/// Everybody with the same parts in the work.
#[derive(JsonSchema, Serialize)]
pub(super) struct Role {
    /// Their names in records and messages.
    pub names: Vec<String>,
    pub role: String,
    pub agents: Vec<AgentView>,
}

/// A grant.
#[derive(JsonSchema, Serialize)]
pub(super) struct FundingView<'a> {
    pub funder: AgentView,
    pub award: Option<&'a str>,
    pub title: Option<&'a str>,
    pub href: Option<String>,
}

pub(super) fn authors(dossier: &Dossier, work: &Work) -> Vec<AgentView> {
    work.authors.iter().map(|author| agent(dossier, author)).collect()
}

/// Those who are not authors, by role.
pub(super) fn roles(dossier: &Dossier, work: &Work, words: &Words) -> Vec<Role> {
    let mut roles: Vec<Role> = Vec::new();
    let mut add = |name: &str, who: &AgentRef| {
        let view = agent(dossier, who);
        match roles.iter_mut().find(|known| known.names.iter().any(|it| it == name)) {
            Some(known) => known.agents.push(view),
            None => {
                let role = words.known(&format!("role-{name}")).unwrap_or_else(|| spaced(name));
                roles.push(Role { names: vec![name.to_owned()], role, agents: vec![view] });
            }
        }
    };
    for contribution in &work.contributors {
        add(&contribution.role, &contribution.agent);
    }
    for maintainer in &work.maintainers {
        add("Maintainer", maintainer);
    }
    let single = [
        ("Publisher", &work.publisher),
        ("CopyrightHolder", &work.copyright_holder),
        ("SharedBy", &work.shared_by),
    ];
    for (role, who) in single {
        if let Some(who) = who {
            add(role, who);
        }
    }
    said_once(roles)
}

/// The same people in several parts are named once, with all of these.
fn said_once(roles: Vec<Role>) -> Vec<Role> {
    let mut merged: Vec<Role> = Vec::new();
    for role in roles {
        match merged.iter_mut().find(|known| known.agents == role.agents) {
            Some(known) => {
                known.role = format!("{}, {}", known.role, role.role);
                known.names.extend(role.names);
            }
            None => merged.push(role),
        }
    }
    merged
}

pub(super) fn funding<'a>(dossier: &Dossier, work: &'a Work) -> Vec<FundingView<'a>> {
    work.funding
        .iter()
        .map(|funding| FundingView {
            funder: agent(dossier, &funding.funder),
            award: funding.award.as_deref(),
            title: funding.title.as_deref(),
            href: funding.url.as_deref().and_then(safe_iri),
        })
        .collect()
}

/// `DataCurator` as `Data curator`, for a role that nobody knows.
fn spaced(role: &str) -> String {
    let mut text = String::with_capacity(role.len() + 2);
    for (index, letter) in role.chars().enumerate() {
        if index > 0 && letter.is_uppercase() {
            text.push(' ');
            text.extend(letter.to_lowercase());
        } else {
            text.push(letter);
        }
    }
    text
}
