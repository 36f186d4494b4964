//! How an ONNX file differs from the signature that its record declares.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Declared, Signature};
use crate::onnx::{Axis, OnnxFile, Port};

/// Which side of a model something stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    Input,
    Output,
}

/// One way in which an ONNX file differs from the declared signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "difference", rename_all = "kebab-case")]
pub enum Difference {
    /// Declared, but not in the file.
    Missing {
        side: Side,
        name: String,
        in_file: Vec<String>,
    },
    /// In the file, but not declared.
    Undeclared {
        side: Side,
        name: String,
    },
    /// The inputs are the same but stand in another order.
    Order {
        declared: Vec<String>,
        in_file: Vec<String>,
    },
    Dtype {
        name: String,
        declared: String,
        in_file: String,
    },
    Rank {
        name: String,
        declared: Vec<String>,
        in_file: Vec<String>,
    },
    Size {
        name: String,
        axis: usize,
        declared: String,
        in_file: String,
    },
    /// Features or classes that are not as many as an axis is long.
    Names {
        name: String,
        what: String,
        count: usize,
        shape: Vec<String>,
    },
}

impl fmt::Display for Side {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Side::Input => "input",
            Side::Output => "output",
        })
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Difference::Missing { side, name, in_file } => write!(
                out,
                "the record declares the {side} `{name}`, which the file does not have; it has {}",
                quoted(in_file)
            ),
            Difference::Undeclared { side, name } => {
                write!(out, "the file has the {side} `{name}`, which the record does not declare")
            }
            Difference::Order { declared, in_file } => write!(
                out,
                "the record lists the inputs as {}, the file as {}",
                quoted(declared),
                quoted(in_file)
            ),
            Difference::Dtype { name, declared, in_file } => {
                write!(out, "`{name}` is declared as {declared}, but is {in_file} in the file")
            }
            Difference::Rank { name, declared, in_file } => write!(
                out,
                "`{name}` is declared with the shape [{}], but has [{}] in the file",
                declared.join(", "),
                in_file.join(", ")
            ),
            Difference::Size { name, axis, declared, in_file } => write!(
                out,
                "axis {axis} of `{name}` is declared as {declared}, but is {in_file} in the file"
            ),
            Difference::Names { name, what, count, shape } => write!(
                out,
                "`{name}` has {count} {what}, but no axis of that size in the file: [{}]",
                shape.join(", ")
            ),
        }
    }
}

fn quoted(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|it| format!("`{it}`")).collect();
    quoted.join(", ")
}

/// Every difference between what a record declares and what its ONNX file has, inputs first.
///
/// A size that varies in the file suits every declared size; a declared name suits only a size
/// that varies. The order of outputs does not count, because they are taken by name. An input that
/// has a default in the file may be declared or not.
#[must_use]
pub fn compare(declared: &Signature, file: &OnnxFile) -> Vec<Difference> {
    let mut found = Vec::new();
    let is_declared = |name: &str| declared.inputs.iter().any(|it| it.name == name);
    let inputs = file.inputs_with(&is_declared);
    compare_side(Side::Input, &declared.inputs, &inputs, &mut found);
    if found.is_empty() {
        let wanted: Vec<String> = declared.inputs.iter().map(|it| it.name.clone()).collect();
        let in_file = names(&inputs);
        if wanted != in_file {
            found.push(Difference::Order { declared: wanted, in_file });
        }
    }
    compare_side(Side::Output, &declared.outputs, &file.outputs, &mut found);
    found
}

fn names(ports: &[Port]) -> Vec<String> {
    ports.iter().map(|it| it.name.clone()).collect()
}

fn compare_side(side: Side, declared: &[Declared], ports: &[Port], found: &mut Vec<Difference>) {
    for one in declared {
        match ports.iter().find(|it| it.name == one.name) {
            Some(port) => compare_one(one, port, found),
            None => found.push(Difference::Missing {
                side,
                name: one.name.clone(),
                in_file: names(ports),
            }),
        }
    }
    for port in ports {
        if !declared.iter().any(|it| it.name == port.name) {
            found.push(Difference::Undeclared { side, name: port.name.clone() });
        }
    }
}

fn compare_one(declared: &Declared, port: &Port, found: &mut Vec<Difference>) {
    let name = || declared.name.clone();
    if declared.dtype != port.dtype {
        let (declared, in_file) = (declared.dtype.clone(), port.dtype.clone());
        found.push(Difference::Dtype { name: name(), declared, in_file });
    }
    let Some(shape) = &port.shape else { return };
    let in_file: Vec<String> = shape.iter().map(Axis::to_string).collect();
    if shape.len() != declared.shape.len() {
        found.push(Difference::Rank { name: name(), declared: declared.shape.clone(), in_file });
        return;
    }
    for (axis, (wanted, has)) in declared.shape.iter().zip(shape).enumerate() {
        if let Axis::Size(size) = has
            && wanted.trim() != size.to_string()
        {
            let (declared, in_file) = (wanted.clone(), size.to_string());
            found.push(Difference::Size { name: name(), axis, declared, in_file });
        }
    }
    for (what, count) in
        [("features", declared.features.len()), ("classes", declared.classes.len())]
    {
        let fits = |axis: &Axis| !matches!(axis, Axis::Size(size) if *size != count as u64);
        if count > 0 && !shape.iter().skip(1).any(fits) {
            let shape = in_file.clone();
            found.push(Difference::Names { name: name(), what: what.to_owned(), count, shape });
        }
    }
}
