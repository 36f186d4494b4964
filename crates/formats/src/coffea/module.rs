//! The module of one model: its contract as literals, and a class whose call is typed.

use faircat_inference::batching::Batching;
use faircat_inference::onnx::Port;
use faircat_inference::signature::{Declared, Direction, Items, Longer, NonFinite};
use sha2::{Digest, Sha256};

use super::python::{identifiers, is_identifier, number, quoted};
use crate::package::PackedModel;

/// Element types that NumPy has.
const DTYPES: [&str; 11] = [
    "bool", "float32", "float64", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32",
    "uint64",
];

const HEAD: &str = r#""""A model of a catalogue on awkward arrays.

Written by `faircat export --as coffea`. What is asked of data stands in `CONTRACT`, which is what
the model's record says.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, TypedDict, cast

import numpy as np
from numpy.typing import NDArray

from ._contract import Array, Contract, ContractError, Feature, Input, Items, Output
from ._engines import ServerError
from ._wrapper import Wrapper

__all__ = ["CONTRACT", "ContractError", "Feature", "Items", "Model", "Outputs", "ServerError"]
"#;

/// The text of the module.
///
/// Errors: inputs that do not count rows, and elements that NumPy does not have.
pub(super) fn text(model: &PackedModel) -> Result<String, String> {
    let outputs = outputs(&model.onnx.outputs)?;
    Ok(format!("{HEAD}\n{outputs}\n\n{}\n{}", contract(model)?, class(model)))
}

/// The type of what a call gives.
fn outputs(ports: &[Port]) -> Result<String, String> {
    fn of_one(port: &Port) -> Result<(&str, String), String> {
        let dtype = match dtype(&port.name, &port.dtype)? {
            "bool" => "bool_",
            other => other,
        };
        Ok((port.name.as_str(), format!("NDArray[np.{dtype}]")))
    }
    let types = ports.iter().map(of_one).collect::<Result<Vec<_>, String>>()?;
    if types.iter().all(|(name, _)| is_identifier(name)) {
        let lines = types.iter().map(|(name, kind)| format!("    {name}: {kind}\n"));
        let lines: String = lines.collect();
        return Ok(format!(
            "\nclass Outputs(TypedDict):\n    \"\"\"What the model gives, by name.\"\"\"\n\n{lines}"
        ));
    }
    let lines = types.iter().map(|(name, kind)| format!("        {}: {kind},\n", quoted(name)));
    let lines: String = lines.collect();
    Ok(format!("Outputs = TypedDict(\n    \"Outputs\",\n    {{\n{lines}    }},\n)\n"))
}

fn contract(model: &PackedModel) -> Result<String, String> {
    let batch = match Batching::of(model.onnx) {
        Batching::Any => "None".to_owned(),
        Batching::Fixed(size) => size.to_string(),
        Batching::Whole => {
            return Err("its inputs do not count rows along their first axes".to_owned());
        }
    };
    let inputs: Vec<String> =
        model.contract.inputs.iter().map(input).collect::<Result<_, String>>()?;
    let outputs = model.onnx.outputs.iter().map(|port| output(port, model));
    let outputs: Vec<String> = outputs.collect::<Result<_, String>>()?;
    Ok(format!(
        "CONTRACT: Final = Contract(\n    model={},\n    sha256=\"{}\",\n    inputs=(\n{}    ),\n    \
         outputs=(\n{}    ),\n    batch={batch},\n)\n",
        quoted(model.slug),
        hex::encode(Sha256::digest(model.bytes)),
        inputs.concat(),
        outputs.concat(),
    ))
}

fn input(declared: &Declared) -> Result<String, String> {
    if declared.open_shape {
        return Err(format!("the model leaves the shape of `{}` open", declared.name));
    }
    let size = |axis: usize| match declared.size(axis) {
        Some(size) if axis > 0 => format!("{size},"),
        _ => "None,".to_owned(),
    };
    let shape: Vec<String> = (0..declared.shape.len()).map(size).collect();
    let features = declared.features.iter().map(|it| match &it.unit {
        Some(unit) => format!("{I}Feature({}, {}),\n", quoted(&it.name), quoted(unit)),
        None => format!("{I}Feature({}),\n", quoted(&it.name)),
    });
    const I: &str = "                ";
    let features: String = features.collect();
    let items = declared.items.as_ref().map_or_else(|| "None".to_owned(), items);
    let non_finite = if declared.non_finite == NonFinite::Allowed { "True" } else { "False" };
    Ok(format!(
        "        Input(\n            name={},\n            dtype=\"{}\",\n            shape=({}),\n            \
         features=({}),\n            items={items},\n            non_finite={non_finite},\n        ),\n",
        quoted(&declared.name),
        dtype(&declared.name, &declared.dtype)?,
        shape.join(" ").trim_end_matches(if shape.len() > 1 { "," } else { "" }),
        if features.is_empty() { String::new() } else { format!("\n{features}            ") },
    ))
}

fn items(items: &Items) -> String {
    let cut = if items.longer == Longer::Cut { "True" } else { "False" };
    let fill = number(items.fill);
    match &items.order {
        None => format!("Items(fill={fill}, cut={cut})"),
        Some(order) => {
            let descending =
                if order.direction == Direction::Descending { "True" } else { "False" };
            let by = quoted(&order.by);
            format!("Items(fill={fill}, cut={cut}, order_by={by}, descending={descending})")
        }
    }
}

fn output(port: &Port, model: &PackedModel) -> Result<String, String> {
    let declared = model.contract.outputs.iter().find(|it| it.name == port.name);
    let classes = declared.map(|it| it.classes.as_slice()).unwrap_or_default();
    let classes = classes.iter().map(|it| format!("                {},\n", quoted(it)));
    let classes: String = classes.collect();
    Ok(format!(
        "        Output(\n            name={},\n            dtype=\"{}\",\n            classes=({}),\n        \
         ),\n",
        quoted(&port.name),
        dtype(&port.name, &port.dtype)?,
        if classes.is_empty() { String::new() } else { format!("\n{classes}            ") },
    ))
}

fn class(model: &PackedModel) -> String {
    const INDENT: &str = "                    ";
    let inputs = || model.contract.inputs.iter().map(|it| it.name.as_str());
    let names = identifiers(inputs());
    let parameters: Vec<String> = names.iter().map(|it| format!("{it}: Array")).collect();
    let given = inputs().zip(&names).map(|(name, it)| format!("{INDENT}{}: {it},\n", quoted(name)));
    let given: String = given.collect();
    format!(
        "\nclass Model(Wrapper):\n    \"\"\"The model; a call takes awkward arrays and gives arrays by \
         name.\"\"\"\n\n    contract = CONTRACT\n    file = Path(__file__).parent / \"model.onnx\"\n\n    \
         def __call__(self, {}) -> Outputs:\n        \"\"\"Prepare the arrays by the contract and run the \
         model on them.\"\"\"\n        return cast(\n            Outputs,\n            self.run(\n{}            \
         ),\n        )\n",
        parameters.join(", "),
        format_args!("                {{\n{given}                }}\n"),
    )
}

/// `dtype`, where NumPy has it.
fn dtype<'a>(name: &str, dtype: &'a str) -> Result<&'a str, String> {
    let known = DTYPES.contains(&dtype);
    known.then_some(dtype).ok_or_else(|| format!("`{name}` is {dtype}, which NumPy does not have"))
}
