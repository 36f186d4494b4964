//! The sets of principles.

use faircat_record::Kind;
use serde::{Deserialize, Serialize};

/// Which set of principles a record is held to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rubric {
    /// Duarte et al. (2023), table 1: fifteen principles for AI models.
    Model,
    /// Wilkinson et al. (2016): the original principles, for datasets and training materials.
    Dataset,
    /// FAIR4RS (Barker et al. 2022), for software and workflows.
    Software,
}

/// Where the principles of a rubric were first stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Authors, title, journal and year in one line.
    pub line: &'static str,
    pub doi: &'static str,
}

impl Rubric {
    pub const ALL: [Rubric; 3] = [Rubric::Model, Rubric::Dataset, Rubric::Software];

    /// The rubric for records of `kind`; people and organizations have none.
    pub fn of(kind: Kind) -> Option<Rubric> {
        match kind {
            Kind::Model => Some(Rubric::Model),
            Kind::Dataset | Kind::TrainingMaterial => Some(Rubric::Dataset),
            Kind::Software | Kind::Workflow => Some(Rubric::Software),
            Kind::Person | Kind::Organization => None,
        }
    }

    /// As it is written in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Rubric::Model => "model",
            Rubric::Dataset => "dataset",
            Rubric::Software => "software",
        }
    }

    /// Name of the whole set of principles, for headings.
    pub fn title(self) -> &'static str {
        match self {
            Rubric::Model => "FAIR principles for AI models",
            Rubric::Dataset => "FAIR principles for data",
            Rubric::Software => "FAIR principles for research software",
        }
    }

    /// Page of the principles, relative to the site's root, with its final slash.
    pub fn page(self) -> &'static str {
        match self {
            Rubric::Model => "principles/models/",
            Rubric::Dataset => "principles/datasets/",
            Rubric::Software => "principles/software/",
        }
    }

    pub fn source(self) -> Citation {
        match self {
            Rubric::Model => Citation {
                line: "Duarte et al., FAIR AI models in high energy physics, Machine Learning: \
                           Science and Technology 4 (2023) 045062, table 1",
                doi: "10.1088/2632-2153/ad12e3",
            },
            Rubric::Dataset => Citation {
                line: "Wilkinson et al., The FAIR Guiding Principles for scientific data \
                           management and stewardship, Scientific Data 3 (2016) 160018",
                doi: "10.1038/sdata.2016.18",
            },
            Rubric::Software => Citation {
                line: "Barker et al., Introducing the FAIR Principles for research software, \
                           Scientific Data 9 (2022) 622",
                doi: "10.1038/s41597-022-01710-x",
            },
        }
    }

    /// What the assessed thing is called in a sentence.
    pub fn noun(self) -> &'static str {
        match self {
            Rubric::Model => "model",
            Rubric::Dataset => "dataset",
            Rubric::Software => "software",
        }
    }
}
