//! What only models have.

use faircat_formats::dossier::Dossier;
use faircat_linked_data::content_url;
use faircat_record::references::LinkRole;
use faircat_record::{ControlSet, DatasetUse, ModelSection, Training, Work};
use schemars::JsonSchema;
use serde::Serialize;

use super::super::links::{WorkLink, work_link};

#[derive(JsonSchema, Serialize)]
pub(in crate::record) struct ModelView<'a> {
    pub section: &'a ModelSection,
    pub training: Option<&'a Training>,
    pub training_code: Option<WorkLink>,
    pub uses: Vec<DatasetUseView<'a>>,
    pub fine_tuned_from: Option<WorkLink>,
    pub control_set: Option<&'a ControlSet>,
    pub control_dataset: Option<WorkLink>,
    /// Name and address of what the training run wrote about itself.
    pub training_log: Option<(&'a str, String)>,
}

/// A dataset that the model saw, and when.
#[derive(JsonSchema, Serialize)]
pub(in crate::record) struct DatasetUseView<'a> {
    /// The end of the message that says it.
    pub purpose: &'static str,
    pub dataset: WorkLink,
    pub used: &'a DatasetUse,
}

pub(super) fn model_view<'a>(
    dossier: &Dossier,
    work: &'a Work,
    section: &'a ModelSection,
    page: &str,
) -> ModelView<'a> {
    let link = |text: &Option<String>, role| {
        text.as_deref().map(|text| work_link(dossier, text, role, None))
    };
    let training = section.training.as_ref();
    let trained_on = training.map_or(&[][..], |training| &training.datasets);
    let purposes = [
        ("training", LinkRole::TrainedOn, trained_on),
        ("validation", LinkRole::ValidatedOn, &section.validated_on),
        ("test", LinkRole::TestedOn, &section.tested_on),
        ("evaluation", LinkRole::EvaluatedOn, &section.evaluated_on),
    ];
    let uses = purposes.into_iter().flat_map(|(purpose, role, used)| {
        used.iter().map(move |used| DatasetUseView {
            purpose,
            dataset: work_link(dossier, &used.dataset, role, None),
            used,
        })
    });
    let control_set = section.control_set.as_ref();
    ModelView {
        section,
        training,
        training_code: training.and_then(|training| link(&training.code, LinkRole::TrainedWith)),
        uses: uses.collect(),
        fine_tuned_from: link(&section.fine_tuned_from, LinkRole::FineTunedFrom),
        control_set,
        control_dataset: control_set.and_then(|set| link(&set.dataset, LinkRole::EvaluatedOn)),
        training_log: work
            .artifacts
            .iter()
            .find(|artifact| artifact.is_training_log())
            .and_then(|log| Some((log.display_name(), content_url(log, page)?))),
    }
}
