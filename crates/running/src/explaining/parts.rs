//! What an explanation tells of neurons, of relevance and of integrated gradients, computed again
//! for as many classes as a budget allows. Integrated gradients are of no more items than that from
//! the start, so all of them are.
//!
//! Neurons and relevance are sums over all items of a class, so that of some of the items nothing
//! could be compared: a class is computed again as a whole, or not at all.

use faircat_catalog::evidence::explanation::{Explanation, PartAgain};
use faircat_inference::engine::EngineError;
use faircat_inference::explanation::{Activity, Baseline, afforded};
use faircat_inference::signature::{Declared, Signature};
use faircat_inference::verification::ControlSet;

use super::ExplainOptions;
use super::integrated;
use super::lacking::Lacking;
use super::neurons::{self, looked_at};
use super::shared::{Sharing, network};
use crate::model::{Model, ModelFile};
use crate::timed;

/// Items times neurons that are looked at again at most: those of 3,000 items and 3,000 neurons.
const MOST_ACTIVITIES: u64 = 10_000_000;
/// Products on the way to the logits that are shared out again at most: three times those of the
/// papers' network on 3,000 jets. Minutes, of which the limit of time may leave less.
const MOST_PRODUCTS: u64 = 150_000_000_000;

/// What became of a part, and where the model gives another, in phrases.
#[derive(Default)]
pub(super) struct Part {
    pub again: Option<PartAgain>,
    pub differences: Vec<String>,
}

/// An explanation with the items that it is of.
pub(super) struct Stated<'a> {
    pub explanation: &'a Explanation,
    pub control: &'a ControlSet,
    /// The class of each item, of those of the explanation.
    pub groups: &'a [usize],
    /// Draws the classes.
    pub seed: u64,
    pub options: &'a ExplainOptions,
}

impl Stated<'_> {
    /// Neurons are told of by layers, which the first items show to be those of the network,
    /// whatever all would take.
    pub(super) fn neurons(&self, model: &Model) -> Part {
        let Some(stated) = &self.explanation.neurons else { return Part::default() };
        let file = looked_at(model);
        if stated.file.file != file.name {
            return other(format!("the neurons are to be those of `{}`", file.name));
        }
        if !stated.file.sha256.eq_ignore_ascii_case(&file.sha256) {
            return self.undone(format!("`{}` has changed since", file.name));
        }
        let neurons = stated.activity.neurons() as u64;
        let sizes = self.sizes().into_iter();
        let costs: Vec<u64> = sizes.map(|items| neurons.saturating_mul(items)).collect();
        let drawn = afforded(&costs, MOST_ACTIVITIES, self.seed);
        let items = 0..self.groups.len();
        let mut rows: Vec<usize> =
            items.clone().filter(|&row| drawn.contains(&self.groups[row])).collect();
        let are_too_many = rows.is_empty();
        if are_too_many {
            rows.extend(items.take(neurons::BATCH));
        }
        let left_out = too_much(&costs, "items times neurons", MOST_ACTIVITIES);
        let ends = |found: &Activity| !stated.activity.of_other_layers(found).is_empty();
        let grouped = (self.explanation.classes.as_slice(), self.groups);
        let all = (self.control, rows.as_slice());
        match neurons::activity(model, all, grouped, &ends, self.options) {
            Ok(found) if are_too_many => Part {
                differences: stated.activity.of_other_layers(&found),
                ..self.part(0, left_out)
            },
            Ok(found) => Part {
                differences: stated.activity.unlike(&found, &drawn),
                ..self.part(drawn.len(), left_out)
            },
            Err(Lacking::Impossible(reason)) => other(format!("there are no neurons: {reason}")),
            Err(Lacking::Undone(reason)) => self.undone(reason),
        }
    }

    pub(super) fn relevance(&self, file: &ModelFile, signature: &Signature) -> Part {
        let Some(stated) = &self.explanation.relevance else { return Part::default() };
        let classes = &self.explanation.classes;
        let none = |reason: String| other(format!("there is no relevance: {reason}"));
        let sharing = match Sharing::of(network(file), self.control, (classes, self.groups)) {
            Ok(sharing) => sharing,
            Err(reason) => return none(reason),
        };
        let costs = sharing.products();
        let drawn = afforded(&costs, MOST_PRODUCTS, self.seed);
        let left_out = too_much(&costs, "products", MOST_PRODUCTS);
        if drawn.is_empty() {
            return self.part(0, left_out);
        }
        let (threads, some) = (self.options.threads, drawn.clone());
        let (limit, cancel) = (self.options.limit, self.options.stop.child());
        let found = timed::apart("relevance", limit, &cancel, move |cancel| {
            sharing.shares(&some, threads, cancel)
        });
        match found {
            Ok(Ok(found)) => {
                let names: Vec<&str> = drawn.iter().map(|&it| classes[it].as_str()).collect();
                let [tracks, vertices] = [0, 1].map(|place| features(signature, place));
                let differences = stated.unlike(&found, &names, [&tracks, &vertices]);
                Part { differences, ..self.part(drawn.len(), left_out) }
            }
            Ok(Err(error)) if !matches!(error, EngineError::Stopped) => none(error.to_string()),
            Ok(Err(error)) | Err(error) => self.undone(error.to_string()),
        }
    }

    pub(super) fn integrated(&self, file: &ModelFile, base: &Baseline) -> Part {
        let Some(stated) = &self.explanation.integrated else { return Part::default() };
        let classes = self.explanation.classes.as_slice();
        let grouped = (classes, self.groups);
        let how = (self.options, stated.gamma.is_some());
        match integrated::found(file, (base, self.control), grouped, how) {
            Ok((found, _)) => Part {
                differences: stated.unlike(&found),
                ..self.part(classes.len(), String::new())
            },
            Err(Lacking::Impossible(reason)) => {
                other(format!("there are no integrated gradients: {reason}"))
            }
            Err(Lacking::Undone(reason)) => self.undone(reason),
        }
    }

    /// Items of each class.
    fn sizes(&self) -> Vec<u64> {
        let mut sizes = vec![0; self.explanation.classes.len()];
        self.groups.iter().for_each(|&group| sizes[group] += 1);
        sizes
    }

    /// What was computed again for so many classes; `left_out` tells why not for others.
    fn part(&self, classes: usize, left_out: String) -> Part {
        let of = self.explanation.classes.len();
        let left_out = (classes < of).then_some(left_out);
        Part { again: Some(PartAgain { classes, of, left_out }), differences: Vec::new() }
    }

    fn undone(&self, reason: String) -> Part {
        self.part(0, reason)
    }
}

/// Something that no model gives as it is stated.
fn other(difference: String) -> Part {
    Part { again: None, differences: vec![difference] }
}

fn too_much(costs: &[u64], what: &str, most: u64) -> String {
    let all = costs.iter().fold(0_u64, |sum, cost| sum.saturating_add(*cost));
    format!("all would take {all} {what}, and {most} are allowed")
}

/// Names of the features of the input at `place`.
fn features(signature: &Signature, place: usize) -> Vec<String> {
    let names = |input: &Declared| input.features.iter().map(|it| it.name.clone()).collect();
    signature.inputs.get(place).map(names).unwrap_or_default()
}
