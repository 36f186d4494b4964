//! A model's inputs and outputs as its record declares them, and how an ONNX file differs.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::onnx::{Axis, OnnxFile, Port};

/// Inputs and outputs of a model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Signature {
    /// In the order in which the model takes them.
    pub inputs: Vec<Declared>,
    pub outputs: Vec<Declared>,
}

/// One named array, whose first axis counts rows (jets, images, …).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Declared {
    pub name: String,
    /// Element type in ONNX's spelling, as `float32`.
    pub dtype: String,
    /// Sizes of the axes: a number, or a name for a size that varies.
    pub shape: Vec<String>,
    /// What stands along the feature axis, in order.
    pub features: Vec<Feature>,
    /// Names of the classes of an output, in order.
    pub classes: Vec<String>,
    /// How lists of items become an array of a fixed size; `None` where the model has none.
    pub items: Option<Items>,
    /// Whether NaN and infinities may stand in it.
    pub non_finite: NonFinite,
    /// What an output's values are to be multiplied by, as 11 to have pixels.
    pub conversion: Option<Conversion>,
}

/// One quantity along the feature axis.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feature {
    pub name: String,
    pub unit: Option<String>,
}

/// How a list of items (tracks, vertices, …) fills the item axis.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Items {
    /// What stands where a list is shorter than the axis.
    pub fill: f64,
    pub longer: Longer,
    pub order: Option<Order>,
}

/// What is done with a list that is longer than the item axis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Longer {
    /// It is an error.
    #[default]
    Refuse,
    /// Its last items are left out.
    Cut,
}

/// Order of the items along the item axis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Name of the feature that decides.
    pub by: String,
    pub direction: Direction,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    Ascending,
    /// The largest first.
    Descending,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NonFinite {
    #[default]
    Refused,
    Allowed,
}

/// A unit in which people state an output's values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Conversion {
    pub factor: f64,
    pub unit: String,
}

impl Declared {
    /// Fixed size of `axis`; `None` where it varies, or is no axis.
    #[must_use]
    pub fn size(&self, axis: usize) -> Option<usize> {
        self.shape.get(axis)?.trim().parse().ok()
    }

    /// The axis along which the features stand: the first after the rows that is as long.
    #[must_use]
    pub fn feature_axis(&self) -> Option<usize> {
        let axes = 1..self.shape.len();
        let count = self.features.len();
        axes.into_iter().find(|&axis| count > 0 && self.size(axis) == Some(count))
    }

    /// The axis along which the items stand: the one that is neither rows nor features.
    #[must_use]
    pub fn item_axis(&self) -> Option<usize> {
        match (self.shape.len(), self.feature_axis()) {
            (3, Some(features)) => Some(3 - features),
            _ => None,
        }
    }
}

impl Signature {
    /// The signature with its inputs and outputs in the order of `file`, which is the order in
    /// which sessions take and give them. What is not declared is taken from the file, and what
    /// the file does not have is left out.
    #[must_use]
    pub fn in_order_of(&self, file: &OnnxFile) -> Signature {
        let pick = |declared: &[Declared], stated: Vec<Declared>| -> Vec<Declared> {
            let find = |it: &Declared| declared.iter().find(|known| known.name == it.name).cloned();
            stated.into_iter().map(|it| find(&it).unwrap_or(it)).collect()
        };
        let stated = Signature::of_file(file);
        Signature {
            inputs: pick(&self.inputs, stated.inputs),
            outputs: pick(&self.outputs, stated.outputs),
        }
    }

    /// The signature that an ONNX file states by itself: names, types and shapes.
    #[must_use]
    pub fn of_file(file: &OnnxFile) -> Signature {
        let declared = |port: &Port| Declared {
            name: port.name.clone(),
            dtype: port.dtype.clone(),
            shape: port.shape.iter().flatten().map(Axis::to_string).collect(),
            ..Declared::default()
        };
        Signature {
            inputs: file.inputs.iter().map(declared).collect(),
            outputs: file.outputs.iter().map(declared).collect(),
        }
    }
}

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
/// that varies. The order of outputs does not count, because they are taken by name.
#[must_use]
pub fn compare(declared: &Signature, file: &OnnxFile) -> Vec<Difference> {
    let mut found = Vec::new();
    compare_side(Side::Input, &declared.inputs, &file.inputs, &mut found);
    if found.is_empty() {
        let wanted: Vec<String> = declared.inputs.iter().map(|it| it.name.clone()).collect();
        let in_file = names(&file.inputs);
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
