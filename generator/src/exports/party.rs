//! Authors, publishers and other agents, as citation formats name them.

use crate::catalog::{Agent, Catalog, Entry};
use crate::linked_data::{is_organization, orcid_url, ror_url};
use crate::record::{AgentRef, InlineAgent, Kind};

/// A person or an organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party<'a> {
    /// Full name in the usual reading order.
    pub name: &'a str,
    /// Given and family names of a person.
    pub parts: Option<(&'a str, &'a str)>,
    /// IRI of the ORCID iD.
    pub orcid: Option<String>,
    /// IRI of the ROR identifier.
    pub ror: Option<String>,
    pub url: Option<&'a str>,
    pub affiliations: Vec<Affiliation<'a>>,
    pub is_organization: bool,
}

/// Where a person works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Affiliation<'a> {
    pub name: &'a str,
    /// IRI of the ROR identifier.
    pub ror: Option<String>,
}

impl<'a> Party<'a> {
    /// Who `agent` is.
    pub fn of(catalog: &'a Catalog, agent: &'a AgentRef) -> Party<'a> {
        match (catalog.agent(agent), agent) {
            (Some(Agent::Entry(entry)), _) => Party::known(catalog, entry),
            (Some(Agent::Inline(inline)), _) | (None, AgentRef::Inline(inline)) => {
                Party::unknown(inline)
            }
            (None, AgentRef::Slug(name)) => Party {
                name,
                parts: None,
                orcid: None,
                ror: None,
                url: None,
                affiliations: Vec::new(),
                is_organization: true,
            },
        }
    }

    fn known(catalog: &'a Catalog, entry: &'a Entry) -> Party<'a> {
        let name = entry.summary.title.as_str();
        let is_organization = entry.kind == Kind::Organization;
        let agent = entry.summary.agent.as_ref();
        let written = agent
            .and_then(|agent| Some((agent.given_name.as_deref()?, agent.family_name.as_deref()?)));
        Party {
            name,
            parts: if is_organization { None } else { written.or_else(|| split_name(name)) },
            orcid: agent.and_then(|agent| agent.orcid.as_deref()).map(orcid_url),
            ror: agent.and_then(|agent| agent.ror.as_deref()).map(ror_url),
            url: agent.and_then(|agent| agent.url.as_deref()),
            affiliations: agent
                .into_iter()
                .flat_map(|agent| &agent.affiliations)
                .map(|affiliation| Affiliation::of(catalog, affiliation))
                .collect(),
            is_organization,
        }
    }

    fn unknown(inline: &'a InlineAgent) -> Party<'a> {
        let is_organization = is_organization(inline);
        Party {
            name: &inline.name,
            parts: if is_organization { None } else { split_name(&inline.name) },
            orcid: inline.orcid.as_deref().map(orcid_url),
            ror: inline.ror.as_deref().map(ror_url),
            url: inline.url.as_deref(),
            affiliations: inline
                .affiliations
                .iter()
                .map(|name| Affiliation { name, ror: None })
                .collect(),
            is_organization,
        }
    }

    /// The name as indexes sort it: `Family, Given` of a person.
    pub fn sort_name(&self) -> String {
        match self.parts {
            Some((given, family)) => format!("{family}, {given}"),
            None => self.name.to_owned(),
        }
    }
}

impl<'a> Affiliation<'a> {
    fn of(catalog: &'a Catalog, agent: &'a AgentRef) -> Affiliation<'a> {
        let party = Party::of(catalog, agent);
        Affiliation { name: party.name, ror: party.ror }
    }
}

/// Given and family names of a name in reading order, or written `Family, Given`.
///
/// The family name is the last word with the lower-case words before it (`van den`, `de`), as
/// BibTeX takes it. A name of one word has no parts.
fn split_name(name: &str) -> Option<(&str, &str)> {
    let name = name.trim();
    if let Some((family, given)) = name.split_once(',') {
        let (family, given) = (family.trim(), given.trim());
        return (!family.is_empty() && !given.is_empty()).then_some((given, family));
    }
    let (mut given, _) = name.rsplit_once(char::is_whitespace)?;
    while let Some((rest, word)) = given.rsplit_once(char::is_whitespace) {
        if !word.starts_with(char::is_lowercase) {
            break;
        }
        given = rest.trim_end();
    }
    let given = given.trim_end();
    Some((given, name[given.len()..].trim_start()))
}

#[cfg(test)]
mod tests {
    use super::split_name;

    #[test]
    fn particles_belong_to_the_family_name() {
        assert_eq!(split_name("Javier M. Duarte"), Some(("Javier M.", "Duarte")));
        assert_eq!(split_name("Ludwig van den Berg"), Some(("Ludwig", "van den Berg")));
        assert_eq!(split_name("Duarte, Javier"), Some(("Javier", "Duarte")));
        assert_eq!(split_name("Plato"), None);
        assert_eq!(split_name("de Broglie"), Some(("de", "Broglie")));
    }
}
