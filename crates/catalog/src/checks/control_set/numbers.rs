//! The numbers of a control set: that labels are classes, and that all of them are numbers.

use std::collections::BTreeMap;

use faircat_inference::figures::counted;
use faircat_inference::formats::npy::Header;
use faircat_inference::tensor::Data;
use faircat_record::ModelSection;

use super::super::{Arrays, Finding, OwnFiles};
use super::{FORMAT, is_known, warn};

/// Classes from this number on are none that a model tells apart, as `faircat verify` reads them.
const MOST_CLASSES: f64 = 65_536.0;

const LABELS: &str =
    "write them as integers (`labels.astype('int64')`): the index of each class, counted from 0";

pub(super) fn check(
    data: &str,
    model: &ModelSection,
    arrays: &Arrays,
    files: &dyn OwnFiles,
    found: &mut Vec<Finding>,
) {
    for (name, header) in arrays.iter().filter(|(name, _)| is_used(model, name)) {
        if let Some((message, hint)) = of_type(data, name, header) {
            warn("data", message, hint, found);
        }
    }
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    let wanted = |name: &str| is_used(model, name);
    let read = files.numbers(data, &wanted, &mut |name, numbers| {
        tallies.entry(name.to_owned()).or_default().add(name == "label", numbers);
    });
    if let Err(reason) = read {
        let message = format!("`{data}` cannot be a control set: {reason}");
        return warn("data", message, FORMAT.to_owned(), found);
    }
    for (name, tally) in tallies {
        for (message, hint) in tally.problems(data, &name) {
            warn("data", message, hint.to_owned(), found);
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
fn of_type(data: &str, name: &str, header: &Header) -> Option<(String, String)> {
    let kind = header.descr.as_bytes().get(1).copied();
    match (header.width(), kind) {
        (Ok(_), Some(b'f')) if name == "label" => {
            let message = format!("`label` in `{data}` holds floating-point numbers, not classes");
            Some((message, LABELS.to_owned()))
        }
        (Ok(_), _) => None,
        (Err(_), Some(b'U' | b'S' | b'a')) if name == "label" => {
            Some((format!("`label` in `{data}` holds texts, not classes"), LABELS.to_owned()))
        }
        (Err(error), _) => {
            let message = format!("`{name}` in `{data}` cannot be read: {error}");
            Some((message, "write it as an array of plain numbers".to_owned()))
        }
    }
}

/// Numbers of an array that are not what they should be.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    not_finite: u64,
    no_class: u64,
}

impl Tally {
    fn add(&mut self, is_label: bool, numbers: &Data) {
        let count = |bad: usize| bad as u64;
        self.not_finite += match numbers {
            Data::Float32(values) => count(values.iter().filter(|it| !it.is_finite()).count()),
            Data::Float64(values) => count(values.iter().filter(|it| !it.is_finite()).count()),
            _ => 0,
        };
        if is_label && !matches!(numbers, Data::Float32(_) | Data::Float64(_)) {
            let values = numbers.to_f64().into_iter();
            self.no_class += count(values.filter(|it| !(0.0..MOST_CLASSES).contains(it)).count());
        }
    }

    fn problems(self, data: &str, name: &str) -> Vec<(String, &'static str)> {
        let mut found = Vec::new();
        if self.not_finite > 0 {
            let count = counted(self.not_finite, "value that is", "values that are");
            found.push((
                format!("`{name}` in `{data}` holds {count} NaN or infinite"),
                "leave those items out, or fill the values in as before training",
            ));
        }
        if self.no_class > 0 {
            let count = counted(self.no_class, "number that is", "numbers that are");
            found.push((format!("`{name}` in `{data}` holds {count} no class"), LABELS));
        }
        found
    }
}
