//! A work: what models, datasets, software, workflows and training materials share.

mod access;
mod code;
mod relation;
mod translation;
mod withdrawn_files;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    AgentRef, Artifact, Contribution, DatasetSection, Funding, Kind, ModelSection, SoftwareSection,
    TrainingMaterialSection, WorkflowSection,
};
pub use access::{Access, AccessRights};
pub use code::{Code, Dependency, Snippet, Usage};
pub use relation::{Relation, RelationType};
pub use translation::{Said, Translation};

/// A record of a model, dataset, software, workflow or training material.
///
/// Where a field takes a *reference*, it is `folder/slug` of a record of this catalogue (or just
/// its slug where that is unambiguous), an identifier with its scheme (`doi:10.…`), or a URL.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Work {
    /// What the record is about.
    pub kind: Kind,
    /// Name of the work, as one would cite it.
    #[serde(deserialize_with = "super::scalars::filled")]
    #[schemars(regex(pattern = r"\S"))]
    pub title: String,
    /// Other names under which it is known, as an acronym.
    #[serde(default, deserialize_with = "super::scalars::all_filled")]
    #[schemars(inner(regex(pattern = r"\S")))]
    pub alternate_titles: Vec<String>,
    /// One or two sentences of plain text, for lists and search results.
    pub summary: Option<String>,
    /// The whole description as Markdown. `description.md` beside the record serves where absent.
    pub description: Option<String>,
    /// BCP 47 tag of the language in which this record is written, as `en`; it must be told where
    /// there are `translations`.
    pub text_language: Option<String>,
    /// What people read first, in other languages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub translations: Vec<Translation>,
    /// Number of the newest version, as `1.2.0`.
    #[serde(default, deserialize_with = "super::scalars::optional_filled")]
    #[schemars(regex(pattern = r"\S"))]
    pub version: Option<String>,
    /// Where the work is in its life.
    #[serde(default)]
    pub status: Status,
    /// Why and when the work was withdrawn; its page then stays as a tombstone.
    pub withdrawn: Option<Withdrawal>,
    /// Names under which the record was published before: slugs, or `folder/slug` where its kind was
    /// another. Each of these addresses then leads to the present one.
    #[serde(default, deserialize_with = "super::scalars::all_filled")]
    #[schemars(inner(regex(pattern = r"\S")))]
    pub moved_from: Vec<String>,

    /// Persistent identifiers with their scheme: `doi:10.…`, `hdl:…`, `ark:/…`, `swh:1:…`,
    /// `arxiv:…`, or a URL. The first is the one to cite.
    #[serde(default)]
    pub identifiers: Vec<String>,
    /// Page about the same work elsewhere.
    #[schemars(url)]
    pub url: Option<String>,
    /// Other addresses of the very same work.
    #[serde(default)]
    #[schemars(inner(url))]
    pub same_as: Vec<String>,

    /// ISO 8601: year, year and month, or date.
    pub date_created: Option<String>,
    /// When it was first published: year, year and month, or date.
    pub date_published: Option<String>,
    /// When it last changed: year, year and month, or date.
    pub date_modified: Option<String>,

    /// Who made it, in the order of a citation: names of records, or particulars in place.
    #[serde(default)]
    pub authors: Vec<AgentRef>,
    /// Who else took part, and as what.
    #[serde(default)]
    pub contributors: Vec<Contribution>,
    /// Who answers for it now: names of records, or particulars in place.
    #[serde(default)]
    pub maintainers: Vec<AgentRef>,
    /// Organization that makes it available: name of a record, or particulars in place.
    #[serde(default, deserialize_with = "super::agent::optional_organization")]
    pub publisher: Option<AgentRef>,
    /// Who holds the copyright: name of a record, or particulars in place.
    #[serde(default, deserialize_with = "super::agent::optional_organization")]
    pub copyright_holder: Option<AgentRef>,
    /// Who put the work on line, where not the authors (fair4ml:sharedBy).
    pub shared_by: Option<AgentRef>,
    /// Grants and other sources of money.
    #[serde(default)]
    pub funding: Vec<Funding>,
    /// Year of the copyright notice.
    #[serde(default, deserialize_with = "super::scalars::optional_whole")]
    pub copyright_year: Option<u16>,

    /// SPDX licence expression, as `MIT` or `CC-BY-4.0`.
    pub license: Option<String>,
    /// Who may get at the files, and how.
    pub access: Option<Access>,

    /// Words by which people look for it.
    #[serde(default, deserialize_with = "super::scalars::all_filled")]
    #[schemars(inner(regex(pattern = r"\S")))]
    pub keywords: Vec<String>,
    /// Terms of a controlled vocabulary.
    #[serde(default)]
    pub subjects: Vec<Subject>,
    /// Experiments or collaborations, as `CMS`.
    #[serde(default, deserialize_with = "super::scalars::all_filled")]
    #[schemars(inner(regex(pattern = r"\S")))]
    pub experiments: Vec<String>,
    /// BCP 47 language tag of the work itself.
    pub language: Option<String>,

    /// The files that the work consists of.
    #[serde(default)]
    pub artifacts: Vec<Artifact>,
    /// How it relates to other works, where no other field says so.
    #[serde(default)]
    pub relations: Vec<Relation>,
    /// Papers, notes and theses about it.
    #[serde(default)]
    pub publications: Vec<Publication>,
    /// Versions that were released, each with its own identifier.
    #[serde(default)]
    pub versions: Vec<Version>,
    /// Where the source code is and what it needs.
    pub code: Option<Code>,
    /// How to use the work, and how not to.
    pub usage: Option<Usage>,
    /// What was done to make the work, step by step.
    #[serde(default)]
    pub provenance: Vec<Activity>,
    /// Works that this one was made from: references.
    #[serde(default)]
    pub derived_from: Vec<String>,
    /// Standards that the work follows: names or URLs.
    #[serde(default)]
    pub conforms_to: Vec<String>,

    /// What only a model has.
    pub model: Option<Box<ModelSection>>,
    /// What only a dataset has.
    pub dataset: Option<Box<DatasetSection>>,
    /// What only software has.
    pub software: Option<Box<SoftwareSection>>,
    /// What only a workflow has.
    pub workflow: Option<Box<WorkflowSection>>,
    /// What only a training material has.
    pub training_material: Option<Box<TrainingMaterialSection>>,

    /// What an importer found that has no place above, under the name of its source.
    #[serde(default)]
    pub extensions: BTreeMap<String, serde_json::Value>,
}

impl Work {
    /// A work of which only kind and title are known.
    pub fn new(kind: Kind, title: String) -> Work {
        Work {
            kind,
            title,
            alternate_titles: Vec::new(),
            summary: None,
            description: None,
            text_language: None,
            translations: Vec::new(),
            version: None,
            status: Status::Active,
            withdrawn: None,
            moved_from: Vec::new(),
            identifiers: Vec::new(),
            url: None,
            same_as: Vec::new(),
            date_created: None,
            date_published: None,
            date_modified: None,
            authors: Vec::new(),
            contributors: Vec::new(),
            maintainers: Vec::new(),
            publisher: None,
            copyright_holder: None,
            shared_by: None,
            funding: Vec::new(),
            copyright_year: None,
            license: None,
            access: None,
            keywords: Vec::new(),
            subjects: Vec::new(),
            experiments: Vec::new(),
            language: None,
            artifacts: Vec::new(),
            relations: Vec::new(),
            publications: Vec::new(),
            versions: Vec::new(),
            code: None,
            usage: None,
            provenance: Vec::new(),
            derived_from: Vec::new(),
            conforms_to: Vec::new(),
            model: None,
            dataset: None,
            software: None,
            workflow: None,
            training_material: None,
            extensions: BTreeMap::new(),
        }
    }
}

/// Where a work is in its life.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It is offered and looked after.
    #[default]
    Active,
    /// It may not be published yet: `--drafts` and `serve` alone make pages of it.
    Draft,
    /// It is still offered, but should not be used for anything new.
    Deprecated,
    /// It is no longer offered; `withdrawn` says why.
    Withdrawn,
}

/// Why a work is no longer offered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Withdrawal {
    /// ISO 8601 date.
    pub date: String,
    /// Why it is no longer offered, in plain words.
    pub reason: String,
    /// Work to use instead: a reference.
    pub replaced_by: Option<String>,
    /// Whether the site goes on publishing the files that lie beside the record.
    #[serde(
        default,
        deserialize_with = "super::scalars::truth",
        skip_serializing_if = "std::ops::Not::not"
    )]
    pub keep_files: bool,
}

/// A term of a controlled vocabulary.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// The term in words.
    #[serde(deserialize_with = "super::scalars::filled")]
    #[schemars(regex(pattern = r"\S"))]
    pub term: String,
    /// IRI of the term.
    #[schemars(url)]
    pub iri: Option<String>,
    /// Name or address of the vocabulary.
    pub scheme: Option<String>,
}

/// A publication about the work.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// Title of the publication.
    #[serde(deserialize_with = "super::scalars::filled")]
    #[schemars(regex(pattern = r"\S"))]
    pub title: String,
    /// Identifiers with their scheme, as `doi:10.…` or `arxiv:…`.
    #[serde(default)]
    pub identifiers: Vec<String>,
    /// Address of the publication, where no identifier leads there.
    #[schemars(url)]
    pub url: Option<String>,
    /// Authors as one line, in the order of the publication.
    pub authors: Option<String>,
    /// Journal, proceedings or preprint server, with volume and pages.
    pub venue: Option<String>,
    /// Year in which it appeared.
    #[serde(default, deserialize_with = "super::scalars::optional_whole")]
    pub year: Option<u16>,
    /// `true` for the publication that introduces the work.
    #[serde(default, deserialize_with = "super::scalars::truth")]
    pub primary: bool,
}

/// A released version of the work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Version {
    /// Number of that version.
    pub version: String,
    /// When that version was released: year, year and month, or date.
    pub date: Option<String>,
    /// What changed in it, as Markdown.
    pub notes: Option<String>,
    /// Persistent identifier of that version.
    pub identifier: Option<String>,
    /// Page of that version.
    #[schemars(url)]
    pub url: Option<String>,
}

/// Something done to make the work (prov:Activity).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Activity {
    /// What was done, in a few words.
    #[serde(deserialize_with = "super::scalars::filled")]
    #[schemars(regex(pattern = r"\S"))]
    pub name: String,
    /// How it was done, as Markdown.
    pub description: Option<String>,
    /// ISO 8601 date.
    pub date: Option<String>,
    /// Programs used: references, identifiers, URLs or names.
    #[serde(default)]
    pub software: Vec<String>,
    /// Works read: references.
    #[serde(default)]
    pub inputs: Vec<String>,
    /// Who did it.
    pub agent: Option<AgentRef>,
}

impl RelationType {
    /// The name in DataCite 4.7, appendix 1, relationType.
    pub fn datacite(self) -> String {
        // The names differ from ours in nothing but the case of their first letter.
        format!("{self:?}")
    }
}
