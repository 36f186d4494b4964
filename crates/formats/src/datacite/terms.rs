//! DataCite 4.7: its properties, by the names that they have in the JSON, and its words.

use std::borrow::Cow;

use faircat_record::AccessRights;
use serde::Serialize;

/// A work in DataCite's terms. Field names are those of the JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Resource<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doi: Option<&'a str>,
    pub url: &'a str,
    pub types: Types<'a>,
    pub creators: Vec<Agent<'a>>,
    pub titles: Vec<Title<'a>>,
    pub publisher: Publisher<'a>,
    pub publication_year: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<Subjects<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contributors: Vec<Agent<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dates: Vec<Date<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alternate_identifiers: Vec<AlternateIdentifier>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related_identifiers: Vec<RelatedIdentifier>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sizes: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub formats: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rights_list: Vec<Rights<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub descriptions: Vec<Description<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub geo_locations: Vec<Place<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub funding_references: Vec<FundingReference<'a>>,
    pub schema_version: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Types<'a> {
    pub resource_type: &'a str,
    pub resource_type_general: &'static str,
}

/// A creator, or with a `contributor_type` a contributor.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Agent<'a> {
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub name_identifiers: Vec<NameIdentifier>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub affiliation: Vec<Affiliation<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contributor_type: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NameIdentifier {
    pub name_identifier: String,
    pub name_identifier_scheme: &'static str,
    pub scheme_uri: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Affiliation<'a> {
    pub name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub affiliation_identifier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub affiliation_identifier_scheme: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Title<'a> {
    pub title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Publisher<'a> {
    pub name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher_identifier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher_identifier_scheme: Option<&'static str>,
}

#[derive(PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Subjects<'a> {
    pub subject: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject_scheme: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_uri: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Date<'a> {
    pub date: &'a str,
    pub date_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_information: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AlternateIdentifier {
    pub alternate_identifier: String,
    pub alternate_identifier_type: String,
}

#[derive(PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RelatedIdentifier {
    pub related_identifier: String,
    pub related_identifier_type: &'static str,
    pub relation_type: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Rights<'a> {
    pub rights: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rights_uri: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rights_identifier: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rights_identifier_scheme: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme_uri: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Description<'a> {
    pub description: Cow<'a, str>,
    pub description_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<&'a str>,
}

/// Where data is from, in words.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Place<'a> {
    pub geo_location_place: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FundingReference<'a> {
    pub funder_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub funder_identifier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub funder_identifier_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub award_number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub award_title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub award_uri: Option<String>,
}

/// Type of the date that data is about, since 4.6.
pub(crate) const COVERAGE: &str = "Coverage";

/// The version whose words may be used.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Words {
    Of4_5,
    Of4_7,
}

/// General types of training material, by its own type in small letters, and the version that has
/// them.
pub(super) const MATERIALS: [(&str, &str, Words); 3] = [
    ("poster", "Poster", Words::Of4_7),
    ("slides", "Presentation", Words::Of4_7),
    ("presentation", "Presentation", Words::Of4_7),
];

/// Access rights, by the names and the last parts of the addresses that info:eu-repo and COAR give
/// them, in small letters.
pub(super) const ACCESS: [(&str, AccessRights); 12] = [
    ("openaccess", AccessRights::Open),
    ("embargoedaccess", AccessRights::Embargoed),
    ("restrictedaccess", AccessRights::Restricted),
    ("closedaccess", AccessRights::MetadataOnly),
    ("open access", AccessRights::Open),
    ("embargoed access", AccessRights::Embargoed),
    ("restricted access", AccessRights::Restricted),
    ("metadata only", AccessRights::MetadataOnly),
    ("access_right/c_abf2", AccessRights::Open),
    ("access_right/c_f1cf", AccessRights::Embargoed),
    ("access_right/c_16ec", AccessRights::Restricted),
    ("access_right/c_14cb", AccessRights::MetadataOnly),
];
