//! Authors, collaborations and the publisher.

use faircat_record::{AgentRef, Contribution, InlineAgent};

use crate::import::agents::named;
use crate::import::people::organization;
use crate::import::statements;
use crate::json_fields::JsonFields;

pub(super) fn authors(source: &mut JsonFields<'_>) -> Vec<AgentRef> {
    source.objects("authors", |author| {
        let name = author.text("name")?;
        // `check` refuses a record with a check digit that does not fit.
        let orcid = author.understood("orcid", "ORCID iD", statements::orcid);
        let identifiers = inspire(author);
        Some(AgentRef::Inline(InlineAgent {
            orcid,
            affiliations: affiliations(author),
            identifiers,
            ..named(&name)
        }))
    })
}

fn inspire(author: &mut JsonFields<'_>) -> Vec<String> {
    author
        .understood("inspireid", "INSPIRE identifier", |text| {
            let sound = !text.contains(char::is_whitespace) && text.is_ascii();
            sound.then(|| format!("inspire:{text}"))
        })
        .into_iter()
        .collect()
}

fn affiliations(author: &mut JsonFields<'_>) -> Vec<String> {
    author
        .texts("affiliation")
        .iter()
        .flat_map(|text| text.split(';'))
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}

pub(super) fn publisher(source: &mut JsonFields<'_>) -> Option<AgentRef> {
    source.text("publisher").map(|name| organization(&name))
}

/// The collaboration, which is the author where no people are named.
pub(super) fn collaboration(
    source: &mut JsonFields<'_>,
    authors: &mut Vec<AgentRef>,
) -> Vec<Contribution> {
    let name = source.object("collaboration", |collaboration| collaboration.text("name"));
    let Some(agent) = name.flatten().map(|name| organization(&name)) else { return Vec::new() };
    if authors.is_empty() {
        authors.push(agent);
        return Vec::new();
    }
    vec![Contribution { agent, role: "ResearchGroup".to_owned() }]
}
