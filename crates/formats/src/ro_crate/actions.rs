//! What was done to make a work, as `CreateAction`.

use faircat_linked_data::{Source, list, reference};
use faircat_record::references::LinkRole;
use faircat_record::{Activity, Training, Work};
use serde_json::Value;

use super::entities::Entities;

/// The `@id` of the training of a model.
pub(super) const TRAINING: &str = "#training";

/// The training of a model, and what else was done, each with the work as its result.
pub(super) fn actions(source: &Source, work: &Work, entities: &mut Entities) -> Vec<Value> {
    let training = work.model.as_ref().and_then(|model| model.training.as_ref());
    let training = training.filter(|it| **it != Training::default());
    let training = training.map(|it| trained(source, it, entities));
    let others = work.provenance.iter().enumerate();
    let others: Vec<Value> =
        others.map(|(index, it)| activity(source, index + 1, it, entities)).collect();
    training.into_iter().chain(others).collect()
}

fn trained(source: &Source, it: &Training, entities: &mut Entities) -> Value {
    let data = list(&it.datasets, |used| {
        entities.target(source, &used.dataset, LinkRole::TrainedOn, None)
    });
    let code = it.code.as_deref();
    let code = code.map(|text| entities.target(source, text, LinkRole::TrainedWith, None));
    entities.named(TRAINING.to_owned(), "CreateAction", |_, node| {
        node.set("name", "Training")
            .text("description", it.procedure.as_ref())
            .text("endTime", it.date.as_ref())
            .set("instrument", code)
            .set("object", data)
            .set("result", reference("./"));
    })
}

fn activity(source: &Source, number: usize, it: &Activity, entities: &mut Entities) -> Value {
    let software =
        list(&it.software, |text| entities.target(source, text, LinkRole::MadeWith, None));
    let inputs = list(&it.inputs, |text| entities.target(source, text, LinkRole::MadeFrom, None));
    let agent = it.agent.as_ref().map(|agent| entities.agent(source, agent));
    entities.named(format!("#activity-{number}"), "CreateAction", |_, node| {
        node.set("name", it.name.as_str())
            .text("description", it.description.as_ref())
            .text("endTime", it.date.as_ref())
            .set("instrument", software)
            .set("object", inputs)
            .set("agent", agent)
            .set("result", reference("./"));
    })
}
