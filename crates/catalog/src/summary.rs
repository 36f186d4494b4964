//! What other records' pages, and the lists, show of a record.

use faircat_record::{
    AgentRef, ArtifactRole, Evaluation, ModelSection, Record, Said, Status, Work,
};
use serde::{Deserialize, Serialize};

/// The few facts about a record that are held for all records at once.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    pub title: String,
    /// Plain text, at most a few hundred characters.
    pub summary: String,
    /// Languages of these two, and that of the record's other texts, where it tells them.
    pub languages: Option<Box<Languages>>,
    /// Date of publication, or else of creation, as written.
    pub date: Option<String>,
    pub modified: Option<String>,
    pub version: Option<String>,
    pub license: Option<String>,
    pub status: Status,
    pub keywords: Vec<String>,
    pub experiments: Vec<String>,
    pub tasks: Vec<String>,
    pub frameworks: Vec<String>,
    /// The identifier to cite, as written.
    pub identifier: Option<String>,
    /// Authors: slugs or names.
    pub authors: Vec<String>,
    /// For each author the ORCID iD that the record itself gives.
    pub author_orcids: Vec<Option<String>>,
    /// For people and organizations.
    pub agent: Option<AgentSummary>,
    /// For models. A page that shows it of another record depends on all that this one says.
    #[serde(skip)]
    pub model: Option<Box<ModelSummary>>,
}

/// What a model is compared by.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ModelSummary {
    pub parameters: Option<u64>,
    /// Bytes of its first weights of which the size is known, ONNX first.
    pub size: Option<u64>,
    /// What it claims, without how each value was had.
    pub evaluations: Box<[Evaluation]>,
    /// Whether it has a control set that its page can run.
    pub has_control_set: bool,
}

/// Tags of the languages of a title, a summary, and what stands in the record's own language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Languages {
    pub title: String,
    pub summary: String,
    pub own: String,
}

/// What is shown of a person or an organization wherever it is named.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AgentSummary {
    pub given_name: Option<String>,
    pub family_name: Option<String>,
    pub orcid: Option<String>,
    pub ror: Option<String>,
    pub url: Option<String>,
    pub affiliations: Vec<AgentRef>,
    /// Other identifiers.
    pub identifiers: Vec<String>,
}

impl Summary {
    /// The tag of the title's language, where the record tells it.
    pub fn title_language(&self) -> Option<&str> {
        self.languages.as_deref().map(|it| it.title.as_str())
    }

    /// The tag of the summary's language, where the record tells it.
    pub fn summary_language(&self) -> Option<&str> {
        self.languages.as_deref().map(|it| it.summary.as_str())
    }

    /// The tag of the record's own language, which its keywords are in, where it tells that.
    pub fn own_language(&self) -> Option<&str> {
        self.languages.as_deref().map(|it| it.own.as_str())
    }

    pub fn of(record: &Record) -> Summary {
        match record {
            Record::Work(work) => of_work(work),
            Record::Person(person) => Summary {
                title: person.name.clone(),
                status: record.status(),
                summary: person.summary.clone().unwrap_or_default(),
                agent: Some(AgentSummary {
                    given_name: person.given_name.clone(),
                    family_name: person.family_name.clone(),
                    orcid: person.orcid.clone(),
                    url: person.url.clone(),
                    affiliations: person.affiliations.clone(),
                    identifiers: person.identifiers.clone(),
                    ror: None,
                }),
                ..Summary::default()
            },
            Record::Organization(organization) => Summary {
                title: organization.name.clone(),
                status: record.status(),
                summary: organization.summary.clone().unwrap_or_default(),
                agent: Some(AgentSummary {
                    ror: organization.ror.clone(),
                    url: organization.url.clone(),
                    identifiers: organization.identifiers.clone(),
                    ..AgentSummary::default()
                }),
                ..Summary::default()
            },
        }
    }
}

/// Puts the texts of `work` for a reader of `language` into its summary.
pub(super) fn speak(summary: &mut Summary, work: &Work, language: &str) {
    let title = work.title_in(language);
    let text = work.summary_in(language).unwrap_or(Said { text: "", ..title });
    summary.title = title.text.to_owned();
    summary.summary = text.text.to_owned();
    let tags = title.language.zip(text.language).zip(work.text_language.clone());
    summary.languages = tags.map(|((title, summary), own)| {
        Box::new(Languages { title: title.to_owned(), summary: summary.to_owned(), own })
    });
}

fn of_work(work: &Work) -> Summary {
    let model = work.model.as_deref();
    Summary {
        languages: work
            .text_language
            .clone()
            .map(|tag| Box::new(Languages { title: tag.clone(), summary: tag.clone(), own: tag })),
        title: work.title.clone(),
        summary: work.summary.clone().unwrap_or_default(),
        date: work.date_published.clone().or_else(|| work.date_created.clone()),
        modified: work.date_modified.clone(),
        version: work.version.clone(),
        license: work.license.clone(),
        status: work.status,
        keywords: work.keywords.clone(),
        experiments: work.experiments.clone(),
        tasks: model.map(|model| model.task.clone()).unwrap_or_default(),
        frameworks: model.map(|model| model.framework.clone()).unwrap_or_default(),
        identifier: work.identifiers.first().cloned(),
        authors: work
            .authors
            .iter()
            .map(|author| match author {
                AgentRef::Slug(slug) => slug.clone(),
                AgentRef::Inline(agent) => agent.name.clone(),
            })
            .collect(),
        author_orcids: work
            .authors
            .iter()
            .map(|author| match author {
                AgentRef::Slug(_) => None,
                AgentRef::Inline(agent) => agent.orcid.clone(),
            })
            .collect(),
        agent: None,
        model: model.map(|model| Box::new(of_model(work, model))),
    }
}

fn of_model(work: &Work, model: &ModelSection) -> ModelSummary {
    let weights = || work.artifacts.iter().filter(|it| it.role == ArtifactRole::Weights);
    let onnx = weights().filter(|it| it.is_onnx());
    let short = |evaluation: &Evaluation| Evaluation {
        method: None,
        source: None,
        locator: None,
        software: None,
        ..evaluation.clone()
    };
    ModelSummary {
        parameters: model.parameters,
        size: onnx.chain(weights()).find_map(|it| it.size),
        evaluations: model.evaluations.iter().map(short).collect(),
        has_control_set: model.control_set.as_ref().is_some_and(|set| set.data.is_some()),
    }
}
