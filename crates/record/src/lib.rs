//! Stage 1, *records*: one YAML file, as its author wrote it.
//!
//! The types here are the only description of a record. Reading, the JSON Schemas that editors
//! use, the importers that write records and every export start from them. Beside them stands what
//! every stage needs: diagnostics, and what a text may cost.

mod agent;
mod artifact;
pub mod checksum;
pub mod collective;
mod core_schema;
pub mod credentials;
mod dataset;
pub mod deposits;
pub mod diagnostic;
mod evaluation;
mod file_names;
pub mod hosting;
pub mod identifier;
mod identifier_forms;
pub mod invisible;
pub mod json_pointer;
pub mod language;
mod layout;
pub mod markup;
mod model;
mod other_kinds;
pub mod own_identifiers;
pub mod partial_date;
pub mod positions;
mod quotes;
pub mod reading;
pub mod references;
mod scalars;
pub mod schema;
pub mod settings;
pub mod shape;
mod signature;
pub mod text_lines;
pub mod text_links;
mod work;
pub mod yaml;
pub mod yaml_scalar;

pub use agent::{
    AgentRef, AgentStatus, Contribution, Funding, InlineAgent, Organization, Person,
    is_family_first,
};
pub use artifact::{Artifact, ArtifactRole, Checksum};
pub use dataset::{DatasetSection, Field, SensitiveData, Split};
pub use evaluation::{ControlSet, Evaluation};
pub use faircat_signature_terms::{Direction, FeatureRole, Longer, Role, Scale};
pub use file_names::{file_names, is_of_record, is_portable, package_paths, referred_path};
pub use model::{DatasetUse, Hyperparameter, ModelSection, Training};
pub use other_kinds::{SoftwareSection, TrainingMaterialSection, WorkflowSection, WorkflowStep};
pub use signature::{Conversion, Feature, Items, Signature, Tensor};
pub use work::{
    Access, AccessRights, Activity, Code, Dependency, Publication, Relation, RelationType, Said,
    Snippet, Status, Subject, Translation, Usage, Version, Withdrawal, Work,
};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a record is about. Its name is the value of `kind:` in the file.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Model,
    Dataset,
    Software,
    Workflow,
    TrainingMaterial,
    Person,
    Organization,
}

impl Kind {
    /// Every kind, in the order in which pages list them.
    pub const ALL: [Kind; 7] = [
        Kind::Model,
        Kind::Dataset,
        Kind::Software,
        Kind::Workflow,
        Kind::TrainingMaterial,
        Kind::Person,
        Kind::Organization,
    ];

    /// The kinds that describe a work (all but people and organizations), hence have a scorecard.
    pub const WORKS: [Kind; 5] =
        [Kind::Model, Kind::Dataset, Kind::Software, Kind::Workflow, Kind::TrainingMaterial];

    /// The value of `kind:` in a record.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Model => "model",
            Kind::Dataset => "dataset",
            Kind::Software => "software",
            Kind::Workflow => "workflow",
            Kind::TrainingMaterial => "training-material",
            Kind::Person => "person",
            Kind::Organization => "organization",
        }
    }

    /// The heading of several records of the kind, as `People`.
    pub fn heading(self) -> &'static str {
        match self {
            Kind::Model => "Models",
            Kind::Dataset => "Datasets",
            Kind::Software => "Software",
            Kind::Workflow => "Workflows",
            Kind::TrainingMaterial => "Training materials",
            Kind::Person => "People",
            Kind::Organization => "Organizations",
        }
    }

    /// What a sentence calls one record of the kind, as `a person`.
    pub fn in_words(self) -> &'static str {
        match self {
            Kind::Model => "a model",
            Kind::Dataset => "a dataset",
            Kind::Software => "software",
            Kind::Workflow => "a workflow",
            Kind::TrainingMaterial => "training material",
            Kind::Person => "a person",
            Kind::Organization => "an organization",
        }
    }

    /// The folder of the catalogue, and of the site, that holds records of this kind.
    pub fn folder(self) -> &'static str {
        match self {
            Kind::Model => "models",
            Kind::Dataset => "datasets",
            Kind::Software => "software",
            Kind::Workflow => "workflows",
            Kind::TrainingMaterial => "training-materials",
            Kind::Person => "people",
            Kind::Organization => "organizations",
        }
    }

    /// The kind whose records live in `folder`.
    pub fn of_folder(folder: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.folder() == folder)
    }

    /// Whether a record of this kind is a person or an organization.
    pub fn is_agent(self) -> bool {
        matches!(self, Kind::Person | Kind::Organization)
    }
}

/// A record of any kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Record {
    Work(Box<Work>),
    Person(Person),
    Organization(Organization),
}

impl Record {
    pub fn kind(&self) -> Kind {
        match self {
            Record::Work(work) => work.kind,
            Record::Person(person) => person.kind,
            Record::Organization(organization) => organization.kind,
        }
    }

    /// Where the record is in its life.
    pub fn status(&self) -> Status {
        let of_agent = |status| match status {
            AgentStatus::Active => Status::Active,
            AgentStatus::Draft => Status::Draft,
        };
        match self {
            Record::Work(work) => work.status,
            Record::Person(person) => of_agent(person.status),
            Record::Organization(organization) => of_agent(organization.status),
        }
    }

    /// The record as a site publishes it: of a withdrawn work mostly without its files.
    #[must_use]
    pub fn as_published(self) -> Record {
        match self {
            Record::Work(work) => Record::Work(Box::new(work.as_published())),
            agent @ (Record::Person(_) | Record::Organization(_)) => agent,
        }
    }

    /// Names under which the record was published before, as written.
    pub fn moved_from(&self) -> &[String] {
        match self {
            Record::Work(work) => &work.moved_from,
            Record::Person(person) => &person.moved_from,
            Record::Organization(organization) => &organization.moved_from,
        }
    }

    /// The name a reader sees.
    pub fn title(&self) -> &str {
        match self {
            Record::Work(work) => &work.title,
            Record::Person(person) => &person.name,
            Record::Organization(organization) => &organization.name,
        }
    }
}
