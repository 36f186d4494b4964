//! What a model said of many items, as files for people: a row for each, in the units that the
//! record states, with the class that is decided for.

use std::borrow::Cow;

use serde_json::Value;

use crate::formats::{csv, json};
use crate::signature::{Declared, Signature};
use crate::tensor::{Data, Tensor};

/// The outputs of a model, which all have as many items.
#[derive(Clone, Copy, Debug)]
pub struct Results<'a> {
    pub signature: &'a Signature,
    /// In the order of the signature.
    pub outputs: &'a [Tensor],
    /// The class of each item; empty where none is decided for.
    pub decisions: &'a [String],
}

impl Results<'_> {
    /// A table with the number of each row.
    #[must_use]
    pub fn csv(&self) -> Vec<u8> {
        let keys = self.keys();
        let head: Vec<&str> =
            std::iter::once("row").chain(keys.iter().map(String::as_str)).collect();
        let numbers: Vec<String> = (0..self.items()).map(|row| row.to_string()).collect();
        let columns = self.columns(|texts| texts);
        let row = |row: usize| -> Vec<&str> {
            let values = columns.iter().flat_map(|column| column.of(row)).map(String::as_str);
            let number = std::iter::once(numbers[row].as_str());
            number.chain(values).chain(self.decision(row)).collect()
        };
        csv::lines(std::iter::once(head).chain((0..self.items()).map(row)))
    }

    /// An object that says which `model` it was, with a list of objects, one for each row.
    #[must_use]
    pub fn json(&self, model: &str, sha256: Option<&str>) -> Vec<u8> {
        let keys: Vec<Value> = self.keys().into_iter().map(Value::from).collect();
        let columns = self.columns(json::finite);
        let row = |row: usize| {
            let decision = self.decision(row).map(|it| Value::from(it).to_string());
            let values = columns.iter().flat_map(|column| column.of(row)).cloned().chain(decision);
            let entries = keys.iter().zip(values).map(|(key, value)| format!("{key}:{value}"));
            format!("{{{}}}", entries.collect::<Vec<String>>().join(","))
        };
        let rows: Vec<String> = (0..self.items()).map(row).collect();
        let (model, sha256) = (Value::from(model), Value::from(sha256));
        let rows = rows.join(",\n");
        format!("{{\"model\":{model},\"sha256\":{sha256},\"rows\":[\n{rows}\n]}}\n").into_bytes()
    }

    fn items(&self) -> usize {
        self.outputs.first().map_or(0, Tensor::items)
    }

    fn decision(&self, row: usize) -> Option<&str> {
        let decided = || self.decisions.get(row).map_or("", String::as_str);
        (!self.decisions.is_empty()).then(decided)
    }

    fn of_outputs(&self) -> impl Iterator<Item = (&Declared, &Tensor)> {
        self.signature.outputs.iter().zip(self.outputs)
    }

    /// What the values of a row are called.
    fn keys(&self) -> Vec<String> {
        let of_output = |(declared, tensor): (&Declared, &Tensor)| {
            let parts = parts(declared, tensor.item_len());
            parts.into_iter().map(|part| format!("{}.{part}", declared.name)).collect::<Vec<_>>()
        };
        let decision = (!self.decisions.is_empty()).then(|| "decision".to_owned());
        self.of_outputs().flat_map(of_output).chain(decision).collect()
    }

    /// The values of each output as texts, of which `told` makes what the format has.
    fn columns(&self, told: impl Fn(Vec<String>) -> Vec<String>) -> Vec<Column> {
        let of_output = |(declared, tensor): (&Declared, &Tensor)| Column {
            texts: told(in_units(declared, tensor).to_short_texts()),
            width: tensor.item_len(),
        };
        self.of_outputs().map(of_output).collect()
    }
}

/// The values of an output.
struct Column {
    texts: Vec<String>,
    /// Of one row.
    width: usize,
}

impl Column {
    fn of(&self, row: usize) -> &[String] {
        self.texts.get(row * self.width..(row + 1) * self.width).unwrap_or_default()
    }
}

/// Names of the values of a row: its classes or features, or their places.
fn parts(declared: &Declared, width: usize) -> Vec<String> {
    if declared.classes.len() == width {
        return declared.classes.clone();
    }
    let name = |place: usize| declared.features.get(place).map(|it| it.name.clone());
    (0..width).map(|place| name(place).unwrap_or_else(|| place.to_string())).collect()
}

/// Integers stay what they are unless they are to have another unit.
fn in_units<'a>(declared: &Declared, tensor: &'a Tensor) -> Cow<'a, Data> {
    let factor = declared.conversion.as_ref().map_or(1.0, |it| it.factor);
    if factor == 1.0 {
        return Cow::Borrowed(tensor.data());
    }
    let values = tensor.data().to_f64().into_iter();
    Cow::Owned(Data::Float64(values.map(|value| value * factor).collect()))
}
