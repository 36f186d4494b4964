//! Authors, publishers and other agents, as citation formats name them.

use faircat_catalog::{Agent, Catalog, Entry};
use faircat_linked_data::{orcid_url, ror_url};
use faircat_record::collective::is_of_many;
use faircat_record::{AgentRef, InlineAgent, Kind, is_family_first};

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
    /// Other identifiers, as `isni:…`.
    pub identifiers: &'a [String],
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
                identifiers: &[],
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
            identifiers: agent.map_or(&[], |agent| &agent.identifiers),
            is_organization,
        }
    }

    fn unknown(inline: &'a InlineAgent) -> Party<'a> {
        let is_organization = inline.is_organization();
        let written = inline.given_name.as_deref().zip(inline.family_name.as_deref());
        let is_unsure =
            inline.orcid.is_none() && inline.organization.is_none() && is_of_many(&inline.name);
        let parts = || if is_unsure { None } else { split_name(&inline.name) };
        Party {
            name: &inline.name,
            parts: if is_organization { None } else { written.or_else(parts) },
            orcid: inline.orcid.as_deref().map(orcid_url),
            ror: inline.ror.as_deref().map(ror_url),
            url: inline.url.as_deref(),
            affiliations: inline
                .affiliations
                .iter()
                .map(|name| Affiliation { name, ror: None })
                .collect(),
            identifiers: &inline.identifiers,
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

/// What follows a family name without being a given name.
const SUFFIXES: [&str; 7] = ["Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"];

/// What follows a name after a comma without being a given name, without a last dot: degrees, and the
/// legal form of a company.
const TITLES: [&str; 24] = [
    "PhD", "Ph.D", "Ph. D", "DPhil", "MSc", "BSc", "Dr", "Prof", "MBA", "Esq", "Inc", "INC", "Ltd",
    "LTD", "Limited", "LLC", "LLP", "PLC", "plc", "GmbH", "Corp", "S.r.l", "Pty Ltd", "e.V",
];

/// Degrees that are initials too: after one word they are those of given names.
const DEGREES: [&str; 2] = ["MD", "M.D"];

/// Whether `after`, which follows `before` and a comma, is no given name, as `PhD` of
/// `John Smith, PhD`.
pub(crate) fn is_suffix(before: &str, after: &str) -> bool {
    let has_words = before.trim().contains(char::is_whitespace);
    after.split(',').all(|part| {
        let part = part.trim();
        let plain = part.strip_suffix('.').unwrap_or(part);
        SUFFIXES.contains(&part) || TITLES.contains(&plain) || has_words && DEGREES.contains(&plain)
    })
}

/// A family name without the suffix behind it, and that: `King, Jr.` and `King Jr.` alike.
pub(crate) fn without_suffix(family: &str) -> (&str, Option<&str>) {
    let last = family.rsplit_once(char::is_whitespace);
    let found = last.filter(|(name, suffix)| !name.trim().is_empty() && SUFFIXES.contains(suffix));
    match found {
        Some((name, suffix)) => (name.trim_end().trim_end_matches(','), Some(suffix)),
        None => (family, None),
    }
}

/// Given and family names of a name in reading order, or written `Family, Given`.
///
/// The family name begins at the first lower-case word (`van den`, `de`), as BibTeX takes it, and
/// else is the last word, with a suffix (`King, Jr.`). A name of one word has no parts.
pub(crate) fn split_name(name: &str) -> Option<(&str, &str)> {
    let name = name.trim();
    let mut reading_order = name;
    if let Some((before, after)) = name.split_once(',') {
        let (before, after) = (before.trim(), after.trim());
        if !is_suffix(before, after) {
            return (!before.is_empty() && !after.is_empty()).then_some((after, before));
        }
        reading_order = before;
    }
    reading_order = without_suffix(reading_order).0;
    // Several people in one name have no family in common.
    if reading_order.split_whitespace().any(|word| matches!(word, "and" | "&")) {
        return None;
    }
    // Names in the scripts of East Asia begin with that of the family.
    if let Some((family, given)) = reading_order.trim().split_once(char::is_whitespace)
        && is_family_first(reading_order)
    {
        return Some((given.trim(), family));
    }
    let starts = || {
        let words = reading_order.char_indices().zip(reading_order.chars().skip(1));
        let starts =
            words.filter(|((_, before), it)| before.is_whitespace() && !it.is_whitespace());
        starts.map(|((index, before), _)| index + before.len_utf8())
    };
    let is_particle = |start: &usize| reading_order[*start..].starts_with(char::is_lowercase);
    let family = starts().find(is_particle).or_else(|| starts().last())?;
    Some((name[..family].trim_end(), &name[family..]))
}

#[cfg(test)]
mod tests {
    use super::{split_name, without_suffix};

    #[test]
    fn a_suffix_is_no_part_of_the_family() {
        assert_eq!(without_suffix("King, Jr."), ("King", Some("Jr.")));
        assert_eq!(without_suffix("Schröder Jr."), ("Schröder", Some("Jr.")));
        assert_eq!(without_suffix("de La Vallée Poussin"), ("de La Vallée Poussin", None));
        assert_eq!(without_suffix("III"), ("III", None));
    }

    #[test]
    fn the_family_comes_first_in_the_scripts_of_east_asia() {
        assert_eq!(split_name("李 明"), Some(("明", "李")));
        assert_eq!(split_name("山田 太郎"), Some(("太郎", "山田")));
        assert_eq!(split_name("김 철수"), Some(("철수", "김")));
        assert_eq!(split_name("李明"), None);
        assert_eq!(split_name("Ada Lovelace and Charles Babbage"), None);
        assert_eq!(split_name("Ming 李"), Some(("Ming", "李")));
    }

    #[test]
    fn particles_belong_to_the_family_name() {
        assert_eq!(split_name("Javier M. Duarte"), Some(("Javier M.", "Duarte")));
        assert_eq!(split_name("Ludwig van den Berg"), Some(("Ludwig", "van den Berg")));
        assert_eq!(split_name("Duarte, Javier"), Some(("Javier", "Duarte")));
        assert_eq!(
            split_name("Charles-Jean de La Vallée Poussin"),
            Some(("Charles-Jean", "de La Vallée Poussin"))
        );
        assert_eq!(split_name("Martin Luther King, Jr."), Some(("Martin Luther", "King, Jr.")));
        assert_eq!(split_name("John Smith, PhD, MD"), Some(("John", "Smith, PhD, MD")));
        assert_eq!(split_name("Smith, MD"), Some(("MD", "Smith")));
        assert_eq!(split_name("Smith, John, III"), Some(("John, III", "Smith")));
        assert_eq!(split_name("Jürgen Schröder Jr."), Some(("Jürgen", "Schröder Jr.")));
        assert_eq!(split_name("Jürgen Jr."), None);
        assert_eq!(split_name("Plato"), None);
        assert_eq!(split_name("de Broglie"), Some(("de", "Broglie")));
    }
}
