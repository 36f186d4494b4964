//! What `compare/choose/` shows of a model, beside its page: `compared.json`; and what the model
//! answered on the items of its control set, where a comparison that is believed tells it:
//! `answers.json`.

mod answers;

use faircat_formats::dossier::{Dossier, OutputFile};
use faircat_inference::figures::{count, size, with_uncertainty};
use faircat_record::references::LinkRole;
use faircat_record::{Evaluation, ModelSection, Record, Status, Tensor};
use faircat_scorecard::{Outcome, principle_outcomes, principles};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde::Serialize;

use super::basis::basis;
use super::links::work_link;
use crate::words::Words;

/// Longest list of features or classes that is named one by one.
const MOST_NAMES: usize = 60;

/// Where the schemas of the two files are published.
const SCHEMA: &str = "schema/compared.json";
const SCHEMA_OF_ANSWERS: &str = "schema/answers.json";

/// A model for the page that shows several beside each other. Figures are texts, as on all pages.
#[derive(JsonSchema, Serialize)]
struct Compared<'a> {
    /// Address of the schema.
    #[serde(rename = "$schema")]
    schema: String,
    title: &'a str,
    /// Tag of the title's language, where the record tells it.
    title_language: Option<&'a str>,
    /// From the site's root.
    path: String,
    summary: &'a str,
    /// Tag of the summary's language, where the record tells it.
    summary_language: Option<&'a str>,
    date: Option<&'a str>,
    license: Option<&'a str>,
    tasks: &'a [String],
    frameworks: &'a [String],
    parameters: Option<String>,
    size: Option<String>,
    inputs: Vec<TensorFile<'a>>,
    outputs: Vec<TensorFile<'a>>,
    data: Vec<DataFile>,
    principles: Vec<PrincipleFile>,
    claims: Vec<ClaimFile<'a>>,
    /// The file beside this one with what the model answered.
    answers: Option<&'static str>,
}

#[derive(JsonSchema, Serialize)]
struct TensorFile<'a> {
    name: &'a str,
    dtype: &'a str,
    shape: &'a [String],
    features: Vec<&'a str>,
    classes: &'a [String],
}

/// A dataset that the model saw.
#[derive(JsonSchema, Serialize)]
struct DataFile {
    /// `training`, `validation`, `test` or `evaluation`.
    purpose: &'static str,
    title: String,
    /// Tag of the title's language, where its record tells it.
    language: Option<String>,
    href: Option<String>,
}

#[derive(JsonSchema, Serialize)]
struct PrincipleFile {
    id: &'static str,
    /// In the language of the site.
    title: String,
    /// `pass`, `fail`, `na` or `unknown`.
    verdict: &'static str,
}

#[derive(JsonSchema, Serialize)]
struct ClaimFile<'a> {
    metric: &'a str,
    unit: Option<&'a str>,
    condition: Option<&'a str>,
    /// Title of the dataset.
    dataset: Option<String>,
    /// Tag of its language, where its record tells it.
    dataset_language: Option<String>,
    on_control_set: bool,
    /// As `test split, 15,000 items`.
    basis: String,
    value: String,
    /// The message that says what was checked of it.
    check: String,
}

/// The files of the model that `dossier` is about; none for other records.
pub fn compared_files(dossier: &Dossier, words: &Words) -> Vec<OutputFile> {
    let entry = dossier.source.entry;
    let Record::Work(work) = dossier.source.record else { return Vec::new() };
    let Some(section) = &work.model else { return Vec::new() };
    if entry.summary.status == Status::Withdrawn {
        return Vec::new();
    }
    let answers = answers::file(dossier.evidence, dossier.source.site.iri(SCHEMA_OF_ANSWERS));
    let compared = compared(dossier, section, answers.is_some(), words);
    let file = |name: &str, value: Vec<u8>| OutputFile {
        path: format!("{}{name}", entry.page()),
        content: value,
    };
    // Texts and lists of finite numbers always serialise.
    let first = file("compared.json", serde_json::to_vec(&compared).unwrap_or_default());
    let second =
        answers.map(|it| file("answers.json", serde_json::to_vec(&it).unwrap_or_default()));
    [first].into_iter().chain(second).collect()
}

/// The schemas of both files, with where they are published.
pub(crate) fn compared_schemas() -> [(&'static str, Schema); 2] {
    let maker = || SchemaSettings::draft2020_12().for_serialize().into_generator();
    [
        (SCHEMA, maker().into_root_schema_for::<Compared>()),
        (SCHEMA_OF_ANSWERS, maker().into_root_schema_for::<answers::Answers>()),
    ]
}

fn compared<'a>(
    dossier: &'a Dossier,
    section: &'a ModelSection,
    has_answers: bool,
    words: &Words,
) -> Compared<'a> {
    let entry = dossier.source.entry;
    let summary = &entry.summary;
    let figures = summary.model.as_deref();
    let signature = section.signature.as_ref();
    let claims = section.evaluations.iter();
    Compared {
        schema: dossier.source.site.iri(SCHEMA),
        title: &summary.title,
        title_language: summary.title_language(),
        path: entry.page(),
        summary: &summary.summary,
        summary_language: summary.summary_language(),
        date: summary.date.as_deref(),
        license: summary.license.as_deref(),
        tasks: &summary.tasks,
        frameworks: &summary.frameworks,
        parameters: figures.and_then(|it| it.parameters).map(count),
        size: figures.and_then(|it| it.size).map(size),
        inputs: signature.map(|it| tensors(&it.inputs)).unwrap_or_default(),
        outputs: signature.map(|it| tensors(&it.outputs)).unwrap_or_default(),
        data: data(dossier, section),
        principles: principle_files(dossier, words),
        claims: claims.map(|it| claim(dossier, section, it, words)).collect(),
        answers: has_answers.then_some("answers.json"),
    }
}

fn tensors(all: &[Tensor]) -> Vec<TensorFile<'_>> {
    all.iter()
        .map(|it| TensorFile {
            name: &it.name,
            dtype: &it.dtype,
            shape: &it.shape,
            features: it.features.iter().take(MOST_NAMES).map(|one| one.name.as_str()).collect(),
            classes: &it.classes[..it.classes.len().min(MOST_NAMES)],
        })
        .collect()
}

fn data(dossier: &Dossier, section: &ModelSection) -> Vec<DataFile> {
    let trained_on = section.training.as_ref().map_or(&[][..], |training| &training.datasets);
    let purposes = [
        ("training", LinkRole::TrainedOn, trained_on),
        ("validation", LinkRole::ValidatedOn, &section.validated_on),
        ("test", LinkRole::TestedOn, &section.tested_on),
        ("evaluation", LinkRole::EvaluatedOn, &section.evaluated_on),
    ];
    let file = |purpose, role, dataset: &str| {
        let link = work_link(dossier, dataset, role, None);
        DataFile { purpose, title: link.title, language: link.language, href: link.href }
    };
    purposes
        .into_iter()
        .flat_map(|(purpose, role, used)| {
            used.iter().map(move |one| file(purpose, role, &one.dataset))
        })
        .collect()
}

fn principle_files(dossier: &Dossier, words: &Words) -> Vec<PrincipleFile> {
    let Some(scorecard) = dossier.scorecard else { return Vec::new() };
    let outcomes = principle_outcomes(&scorecard.standing());
    let all = principles(scorecard.rubric).iter().zip(outcomes);
    all.map(|(principle, outcome)| PrincipleFile {
        id: principle.id,
        title: words.principle(principle.title),
        verdict: match outcome {
            Outcome::Pass => "pass",
            Outcome::Fail => "fail",
            Outcome::NotApplicable => "na",
            Outcome::Unknown => "unknown",
        },
    })
    .collect()
}

fn claim<'a>(
    dossier: &Dossier,
    section: &ModelSection,
    of: &'a Evaluation,
    words: &Words,
) -> ClaimFile<'a> {
    let basis = basis(section, of, dossier.evidence, words);
    let dataset = of.dataset.as_deref();
    let dataset = dataset.map(|it| work_link(dossier, it, LinkRole::EvaluatedOn, None));
    ClaimFile {
        metric: &of.metric,
        unit: of.unit.as_deref(),
        condition: of.condition.as_deref(),
        dataset: dataset.as_ref().map(|it| it.title.clone()),
        dataset_language: dataset.and_then(|it| it.language),
        on_control_set: of.control_set,
        basis: basis.data,
        value: with_uncertainty(of.value, of.uncertainty),
        check: words.word(basis.check.label),
    }
}
