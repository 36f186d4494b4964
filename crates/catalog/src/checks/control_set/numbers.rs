//! The numbers of a control set: that labels are classes, and that all of them are numbers.

use std::collections::BTreeMap;

use faircat_inference::figures::counted;
use faircat_inference::formats::npy::Header;
use faircat_inference::tensor::Data;
use faircat_inference::verification::Outputs;
use faircat_record::ModelSection;

use super::super::{Arrays, Fault, OwnFiles};
use super::{FORMAT, is_known, warn};
use crate::evidence::contract;

/// Classes from this number on are none that a model tells apart, as `faircat verify` reads them.
const MOST_CLASSES: f64 = 65_536.0;

/// Most classes that a remedy names.
const MOST_NAMED: usize = 10;

/// What labels are.
const LABELS: &str = "write an integer for each item: the index of its class, counted from 0";

pub(super) fn check(
    data: &str,
    model: &ModelSection,
    arrays: &Arrays,
    files: &dyn OwnFiles,
    found: &mut Vec<Fault>,
) {
    for (name, header) in arrays.iter().filter(|(name, _)| is_used(model, name)) {
        if let Some((message, hint)) = of_type(data, name, header, model) {
            warn("data", message, hint, found);
        }
    }
    let classes = class_count(model);
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    let wanted = |name: &str| is_used(model, name);
    let read = files.numbers(data, &wanted, &mut |name, numbers| {
        tallies
            .entry(name.to_owned())
            .or_default()
            .add((name == "label").then_some(classes), numbers);
    });
    if let Err(reason) = read {
        let message = format!("`{data}` cannot be a control set: {reason}");
        return warn("data", message, FORMAT.to_owned(), found);
    }
    for (name, tally) in tallies {
        for (message, hint) in tally.problems(data, &name, classes) {
            warn("data", message, hint, found);
        }
    }
}

/// Whether `faircat verify` reads the array `name`.
fn is_used(model: &ModelSection, name: &str) -> bool {
    let inputs = model.signature.iter().flat_map(|signature| &signature.inputs);
    let mut features = inputs.flat_map(|input| &input.features);
    is_known(model, name) || features.any(|feature| feature.name == name)
}

/// What is wrong with the type of an array, and what to write.
fn of_type(
    data: &str,
    name: &str,
    header: &Header,
    model: &ModelSection,
) -> Option<(String, String)> {
    let kind = header.descr.as_bytes().get(1).copied();
    match (header.width(), kind) {
        (Ok(_), Some(b'f')) if name == "label" => {
            let message = format!("`label` in `{data}` holds floating-point numbers, not classes");
            let hint = "where all are whole, `label.astype('int64')` does so; leave out the others";
            Some((message, format!("{LABELS}; {hint}")))
        }
        (Ok(_), _) => None,
        (Err(_), Some(b'U' | b'S' | b'a')) if name == "label" => {
            let message = format!("`label` in `{data}` holds texts, not classes");
            Some((message, of_texts(model)))
        }
        (Err(error), _) => {
            let message = format!("`{name}` in `{data}` cannot be read: {error}");
            Some((message, "write it as an array of plain numbers".to_owned()))
        }
    }
}

/// How the names of the model's classes become labels.
fn of_texts(model: &ModelSection) -> String {
    let outputs = model.signature.iter().flat_map(|it| &it.outputs);
    let classes = outputs.map(|it| &it.classes).find(|classes| !classes.is_empty());
    let quoted = |name: &String| format!("'{}'", name.replace('\\', "\\\\").replace('\'', "\\'"));
    let names = classes.filter(|it| it.len() <= MOST_NAMED).map_or_else(
        || "classes".to_owned(),
        |classes| format!("[{}]", classes.iter().map(quoted).collect::<Vec<_>>().join(", ")),
    );
    format!("{LABELS}: `np.array([{names}.index(name) for name in label])`")
}

/// Numbers of an array that are not what they should be.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    not_finite: u64,
    no_class: u64,
    has_minus_one: bool,
    has_zero: bool,
}

impl Tally {
    /// `classes` is the number of classes where the array holds labels.
    fn add(&mut self, classes: Option<Option<usize>>, numbers: &Data) {
        let count = |bad: usize| bad as u64;
        self.not_finite += match numbers {
            Data::Float32(values) => count(values.iter().filter(|it| !it.is_finite()).count()),
            Data::Float64(values) => count(values.iter().filter(|it| !it.is_finite()).count()),
            _ => 0,
        };
        let Some(classes) = classes else { return };
        if !matches!(numbers, Data::Float32(_) | Data::Float64(_)) {
            let most = classes.map_or(MOST_CLASSES, |it| it as f64);
            let values = numbers.to_f64();
            self.no_class += count(values.iter().filter(|it| !(0.0..most).contains(*it)).count());
            self.has_minus_one |= values.contains(&-1.0);
            self.has_zero |= values.contains(&0.0);
        }
    }

    fn problems(self, data: &str, name: &str, classes: Option<usize>) -> Vec<(String, String)> {
        let mut found = Vec::new();
        if self.not_finite > 0 {
            let count = counted(self.not_finite, "value that is", "values that are");
            let hint = "leave those items out, or fill the values in as before training";
            let message = format!("`{name}` in `{data}` holds {count} NaN or infinite");
            found.push((message, hint.to_owned()));
        }
        if self.no_class > 0 {
            let count = counted(self.no_class, "number that is", "numbers that are");
            let of = classes.map_or(String::new(), |it| format!(" of the {it} of the model"));
            let message = format!("`{name}` in `{data}` holds {count} no class{of}");
            let way = match (self.has_minus_one, self.has_zero, classes) {
                (true, false, None | Some(2)) => "; of −1 and 1, `(label > 0).astype('int64')`",
                (false, false, Some(_)) => "; of classes counted from 1, `label - 1`",
                _ => "",
            };
            found.push((message, format!("{LABELS}{way}")));
        }
        found
    }
}

/// How many classes the model tells apart, where its signature says so.
fn class_count(model: &ModelSection) -> Option<usize> {
    let signature = contract::signature(model.signature.as_ref()?);
    let outputs = Outputs { signature: &signature, tensors: &[], control: None };
    Some(outputs.for_page()?.classes.len()).filter(|count| *count > 1)
}
