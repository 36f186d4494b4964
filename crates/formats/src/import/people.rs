//! People and organizations whose names come in parts.

use faircat_record::identifier::{Identifier, Scheme};
use faircat_record::{AgentRef, InlineAgent};

use super::agents::{named, of_parts, plain};
use super::statements::says_nothing;

/// The parts of a name.
#[derive(Debug, Default)]
pub(crate) struct Name {
    /// All of it, in reading order or as `Family, Given`.
    pub full: Option<String>,
    pub given: Option<String>,
    pub family: Option<String>,
    /// Whether the source says that this is an organization, or that it is none.
    pub organization: Option<bool>,
}

impl Name {
    /// Whoever has the name; `None` where there is none.
    pub(crate) fn agent(self) -> Option<InlineAgent> {
        let agent = match (self.given, self.family, self.full) {
            (Some(given), Some(family), _) => of_parts(&given, &family),
            (_, _, Some(full)) if self.organization == Some(true) => whole(&full),
            (_, _, Some(full)) => named(&full),
            (given, family, None) => whole(&family.or(given)?),
        };
        if says_nothing(&agent.name) {
            return None;
        }
        // That somebody is a person needs no saying, unless the name reads otherwise.
        let said = self.organization.filter(|it| *it || agent.is_organization());
        let organization = said.or(agent.organization);
        Some(InlineAgent { organization, ..agent })
    }
}

fn whole(name: &str) -> InlineAgent {
    InlineAgent { name: plain(name), ..InlineAgent::default() }
}

/// Files `text` under what it is of `agent`: an ORCID iD, a ROR identifier, or another that is
/// known. `scheme` is what the source calls it. Gives whether it was filed.
pub(crate) fn identify(agent: &mut InlineAgent, text: &str, scheme: Option<&str>) -> bool {
    let text = text.trim();
    let scheme = scheme.unwrap_or_default().trim().to_ascii_lowercase();
    let prefix = match scheme.as_str() {
        "orcid" | "ror" | "isni" | "viaf" | "gnd" | "grid" | "wikidata" | "inspire" => {
            scheme.as_str()
        }
        _ => "",
    };
    let found = match Identifier::recognize(text) {
        Ok(found) if found.scheme != Scheme::Other || found.scheme_id().is_some() => Ok(found),
        _ if !prefix.is_empty() => Identifier::parse(&format!("{prefix}:{text}")),
        other => other,
    };
    let Ok(found) = found else { return false };
    match found.scheme {
        Scheme::Orcid if agent.orcid.is_none() && agent.organization != Some(true) => {
            agent.orcid = Some(found.value);
        }
        Scheme::Ror if agent.ror.is_none() && agent.organization != Some(false) => {
            agent.ror = Some(format!("https://ror.org/{}", found.value));
        }
        Scheme::Orcid | Scheme::Ror => return false,
        // Blanks within would make it another identifier.
        _ if found.scheme_id().is_none() || found.value.contains(char::is_whitespace) => {
            return false;
        }
        _ => agent.identifiers.push(found.to_string()),
    }
    true
}

/// An organization with the name `name`.
pub(crate) fn organization(name: &str) -> AgentRef {
    AgentRef::Inline(super::agents::organization(name))
}

#[cfg(test)]
mod tests {
    use faircat_record::InlineAgent;

    use super::{Name, identify};

    #[test]
    fn names_are_in_reading_order() {
        let full = |text: &str| Name { full: Some(text.to_owned()), ..Name::default() };
        let name = |name: Name| name.agent().map(|it| it.name);
        assert_eq!(name(full("Duarte,  Javier")).as_deref(), Some("Javier Duarte"));
        assert_eq!(name(full("(:unav)")), None);
        assert_eq!(name(full("N/A")), None);
        let lab = Name { organization: Some(true), ..full("Lab, The") };
        assert_eq!(name(lab).as_deref(), Some("Lab, The"));
        let parts = Name {
            given: Some("Ada".to_owned()),
            family: Some("Lovelace".to_owned()),
            ..full("Lovelace, A.")
        };
        assert_eq!(name(parts).as_deref(), Some("Ada Lovelace"));
    }

    #[test]
    fn the_family_is_kept_where_the_name_does_not_tell_it() {
        let parts = |name: Name| {
            let agent = name.agent()?;
            Some((agent.name, agent.given_name.zip(agent.family_name)))
        };
        let of = |given: &str, family: &str| {
            let (given, family) = (Some(given.to_owned()), Some(family.to_owned()));
            parts(Name { given, family, ..Name::default() })
        };
        let written = |name: &str, parts: Option<(&str, &str)>| {
            Some((name.to_owned(), parts.map(|(it, and)| (it.to_owned(), and.to_owned()))))
        };
        let gabriel = Some(("Gabriel", "García Márquez"));
        assert_eq!(of("Gabriel", "García Márquez"), written("Gabriel García Márquez", gabriel));
        assert_eq!(of("Ludwig", "van den  Berg"), written("Ludwig van den Berg", None));
        assert_eq!(of("Jürgen", "Schröder Jr."), written("Jürgen Schröder Jr.", None));
        let full = |text: &str| Name { full: Some(text.to_owned()), ..Name::default() };
        let found = parts(full("García Márquez, Gabriel"));
        assert_eq!(found, written("Gabriel García Márquez", gabriel));
        assert_eq!(parts(full("King, Jr.")), written("King, Jr.", None));
    }

    #[test]
    fn identifiers_find_their_field() {
        let mut ada = InlineAgent::default();
        assert!(identify(&mut ada, "https://orcid.org/0000-0002-1825-0097", Some("ORCID")));
        assert!(!identify(&mut ada, "0000-0002-1825-0098", Some("ORCID")), "check digit");
        assert!(identify(&mut ada, "118529579", Some("GND")));
        assert!(!identify(&mut ada, "ada", Some("Club members")));
        assert_eq!(ada.orcid.as_deref(), Some("0000-0002-1825-0097"));
        assert_eq!(ada.identifiers, ["gnd:118529579"]);
        let mut cern = InlineAgent::default();
        assert!(identify(&mut cern, "01ggx4157", Some("ror")));
        assert_eq!(cern.ror.as_deref(), Some("https://ror.org/01ggx4157"));
    }
}
