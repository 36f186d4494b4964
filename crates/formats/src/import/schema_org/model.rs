//! What [FAIR4ML](https://w3id.org/fair4ml) says of the data and the model that a model is made from.

use faircat_record::{DatasetUse, Work};

use super::links::{Records, linked};
use crate::import::record::{Context, unless_empty};
use crate::json_fields::JsonFields;

/// Fills the section of models. What schema.org's `isBasedOn` repeats of it is said once.
pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work, context: &Context<'_>) {
    let Some(model) = &mut work.model else { return };
    let records = Records::of(context);
    let mut uses = |key: &str| {
        source.items(key, |it| {
            let (dataset, _) = linked(it, &records)?;
            Some(DatasetUse { dataset, ..DatasetUse::default() })
        })
    };
    let mut training = model.training.take().unwrap_or_default();
    training.datasets.extend(uses("trainedOn"));
    model.validated_on.extend(uses("validatedOn"));
    model.tested_on.extend(uses("testedOn"));
    model.evaluated_on.extend(uses("evaluatedOn"));
    let origin = source.first_item("fineTunedFrom", |it| linked(it, &records));
    model.fine_tuned_from = origin.map(|(target, _)| target);
    let trained = training.datasets.iter().chain(&model.validated_on);
    let used = trained.chain(&model.tested_on).chain(&model.evaluated_on);
    let used: Vec<&String> = used.map(|it| &it.dataset).chain(&model.fine_tuned_from).collect();
    work.derived_from.retain(|it| !used.contains(&it));
    model.training = unless_empty(training);
}
