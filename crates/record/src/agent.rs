//! People and organizations, and how a work names them.

use std::fmt;

use schemars::JsonSchema;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::Kind;
use super::collective::is_collective;

/// A person, one file of `catalog/people/`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// What the record is about.
    pub kind: Kind,
    /// Full name in the usual reading order.
    #[serde(deserialize_with = "super::scalars::filled")]
    #[schemars(regex(pattern = r"\S"))]
    pub name: String,
    /// Given names.
    pub given_name: Option<String>,
    /// Family name, by which lists are sorted.
    pub family_name: Option<String>,
    /// ORCID iD, as `0000-0002-1825-0097`.
    pub orcid: Option<String>,
    /// Organizations: a slug of `catalog/organizations/`, or `{name: …}` written in place.
    #[serde(default)]
    pub affiliations: Vec<AgentRef>,
    /// Web page of the person.
    #[schemars(url)]
    pub url: Option<String>,
    /// E-mail address, which the page shows.
    pub email: Option<String>,
    /// One or two sentences, plain text.
    pub summary: Option<String>,
    /// Other identifiers, as `inspire:INSPIRE-00000000` or a URL.
    #[serde(default)]
    pub identifiers: Vec<String>,
    /// `draft` until the record may be published.
    #[serde(default)]
    pub status: AgentStatus,
    /// Slugs under which the record was published before, each of which then leads here.
    #[serde(default, deserialize_with = "super::scalars::all_filled")]
    #[schemars(inner(regex(pattern = r"\S")))]
    pub moved_from: Vec<String>,
}

/// An organization, one file of `catalog/organizations/`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Organization {
    /// What the record is about.
    pub kind: Kind,
    /// Full name.
    #[serde(deserialize_with = "super::scalars::filled")]
    #[schemars(regex(pattern = r"\S"))]
    pub name: String,
    /// Other names, as an acronym.
    #[serde(default, deserialize_with = "super::scalars::all_filled")]
    #[schemars(inner(regex(pattern = r"\S")))]
    pub alternate_names: Vec<String>,
    /// ROR identifier, as `https://ror.org/01ggx4157`.
    pub ror: Option<String>,
    /// Web page of the organization.
    #[schemars(url)]
    pub url: Option<String>,
    /// One or two sentences, plain text.
    pub summary: Option<String>,
    /// Place, as `Geneva, Switzerland`.
    pub address: Option<String>,
    /// The larger organization this one is part of.
    pub parent: Option<AgentRef>,
    /// Other identifiers, as `wikidata:Q42944` or a URL.
    #[serde(default)]
    pub identifiers: Vec<String>,
    /// `draft` until the record may be published.
    #[serde(default)]
    pub status: AgentStatus,
    /// Slugs under which the record was published before, each of which then leads here.
    #[serde(default, deserialize_with = "super::scalars::all_filled")]
    #[schemars(inner(regex(pattern = r"\S")))]
    pub moved_from: Vec<String>,
}

/// Where the record of a person or an organization is in its life.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AgentStatus {
    #[default]
    Active,
    Draft,
}

/// Who: the slug of a person or an organization of the catalogue, or their particulars in place.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum AgentRef {
    Slug(String),
    Inline(InlineAgent),
}

/// By the form of the value, not by trial: so a number is text as in every other field, and what is
/// wrong with a mapping is said of its fields.
impl<'de> Deserialize<'de> for AgentRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<AgentRef, D::Error> {
        deserializer.deserialize_any(EitherForm)
    }
}

struct EitherForm;

impl<'de> Visitor<'de> for EitherForm {
    type Value = AgentRef;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a record, or a mapping with `name`")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<AgentRef, E> {
        Ok(AgentRef::Slug(text.to_owned()))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<AgentRef, E> {
        Ok(AgentRef::Slug(value.to_string()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<AgentRef, E> {
        Ok(AgentRef::Slug(number.to_string()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<AgentRef, E> {
        Ok(AgentRef::Slug(number.to_string()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<AgentRef, E> {
        Ok(AgentRef::Slug(number.to_string()))
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<AgentRef, A::Error> {
        InlineAgent::deserialize(MapAccessDeserializer::new(fields)).map(AgentRef::Inline)
    }
}

/// A person or organization that has no record of its own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InlineAgent {
    /// Full name in the usual reading order.
    #[serde(deserialize_with = "super::scalars::filled")]
    #[schemars(regex(pattern = r"\S"))]
    pub name: String,
    /// Of a person, beside `family_name`, where `name` alone would be divided otherwise.
    pub given_name: Option<String>,
    /// Of a person, as `García Márquez`.
    pub family_name: Option<String>,
    /// ORCID iD of a person.
    pub orcid: Option<String>,
    /// ROR identifier of an organization.
    pub ror: Option<String>,
    /// Web page of the person or organization.
    #[schemars(url)]
    pub url: Option<String>,
    /// Names of the organizations a person belongs to.
    #[serde(default)]
    pub affiliations: Vec<String>,
    /// `true` where this is an organization, `false` where it is a person. Implied by `ror`, and of
    /// who publishes, funds or holds the copyright by there being neither `orcid` nor `affiliations`.
    #[serde(default, deserialize_with = "super::scalars::optional_truth")]
    pub organization: Option<bool>,
    /// Other identifiers, with their scheme, or URLs.
    #[serde(default)]
    pub identifiers: Vec<String>,
    /// Whether `organization` is implied by the part that it stands in alone.
    #[serde(skip)]
    pub is_implied: bool,
}

impl InlineAgent {
    /// Whether this is an organization: said outright, or implied by a ROR identifier or the name.
    pub fn is_organization(&self) -> bool {
        self.organization.unwrap_or_else(|| {
            self.ror.is_some() || self.orcid.is_none() && is_collective(&self.name)
        })
    }

    /// Whether anything is said that only people have.
    fn is_personal(&self) -> bool {
        self.orcid.is_some() || !self.affiliations.is_empty()
    }
}

impl AgentRef {
    /// The same in a part that organizations have, as a publisher: one of whom nothing else is said is
    /// taken for one.
    #[must_use]
    pub fn where_organizations_are(mut self) -> AgentRef {
        if let AgentRef::Inline(inline) = &mut self
            && inline.organization.is_none()
            && !inline.is_personal()
        {
            inline.is_implied = inline.ror.is_none();
            inline.organization = Some(true);
        }
        self
    }
}

/// As [`AgentRef::where_organizations_are`], when it is read.
pub(super) fn organization<'de, D: Deserializer<'de>>(source: D) -> Result<AgentRef, D::Error> {
    AgentRef::deserialize(source).map(AgentRef::where_organizations_are)
}

/// As [`organization`], where there may be none.
pub(super) fn optional_organization<'de, D>(source: D) -> Result<Option<AgentRef>, D::Error>
where
    D: Deserializer<'de>,
{
    struct Given(AgentRef);
    impl<'de> Deserialize<'de> for Given {
        fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Given, D::Error> {
            organization(source).map(Given)
        }
    }
    Ok(Option::<Given>::deserialize(source)?.map(|Given(agent)| agent))
}

/// Whether the full name of a person begins with that of the family: one in Hangul, Kana or Han alone
/// (Unicode 16, blocks of the scripts of East Asia).
pub fn is_family_first(name: &str) -> bool {
    let is_east_asian = |sign| {
        matches!(sign, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}'
            | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
    };
    name.chars().all(|sign| sign.is_whitespace() || is_east_asian(sign))
}

/// Somebody who contributed otherwise than as an author.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contribution {
    /// Who contributed: name of a record, or particulars in place.
    pub agent: AgentRef,
    /// A DataCite contributorType, such as `DataCurator`, `ContactPerson` or `Supervisor`.
    pub role: String,
}

/// A grant or another source of money.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Funding {
    /// Who gave the money: name of a record, or particulars in place.
    #[serde(deserialize_with = "organization")]
    pub funder: AgentRef,
    /// Award number.
    pub award: Option<String>,
    /// Title of the grant.
    pub title: Option<String>,
    /// Page of the grant.
    #[schemars(url)]
    pub url: Option<String>,
}
