//! Test tensors around a description, which together are a control set.

use faircat_inference::formats::{Limit, npy, npz};
use faircat_inference::tensor::Tensor;
use faircat_record::referred_path;
use serde_json::{Map, Value};

use crate::import::beside::MadeFile;
use crate::reader::Around;

/// What the control set is called beside its record.
const NAME: &str = "control-set.npz";

/// Largest test tensor that is read, in bytes.
const LARGEST: u64 = 64 << 20;

/// What control sets have beside inputs.
const OTHERS: [&str; 2] = ["label", "target"];

/// The control set of a description, with the number of its items.
pub(super) struct Tests {
    pub file: MadeFile,
    pub items: u64,
}

/// A control set of all test tensors that a description names; `None` where it names none around it. An
/// error says why they are none.
pub(super) fn control_set(
    fields: &Map<String, Value>,
    around: Option<&dyn Around>,
) -> Option<Result<Tests, String>> {
    let around = around?;
    let named = named(fields);
    let is_there = |(_, source): &(String, Option<String>)| {
        let path = source.as_deref().and_then(referred_path);
        path.is_some_and(|it| around.facts(&it).is_some())
    };
    named.iter().any(is_there).then(|| made(named, around))
}

fn made(named: Vec<(String, Option<String>)>, around: &dyn Around) -> Result<Tests, String> {
    let mut arrays: Vec<(String, Tensor)> = Vec::new();
    for (name, source) in named {
        let source = source.ok_or_else(|| format!("`{name}` has none"))?;
        let path = referred_path(&source).ok_or_else(|| format!("`{source}` is elsewhere"))?;
        let bytes = around
            .read(&path, LARGEST)
            .ok_or_else(|| format!("`{path}` is not there, or has more than {LARGEST} bytes"))?;
        let tensor = npy::read(&bytes, Limit::default()).map_err(|it| format!("`{path}`: {it}"))?;
        if OTHERS.contains(&&*name) || arrays.iter().any(|(known, _)| *known == name) {
            return Err(format!("the name `{name}` stands for something else in a control set"));
        }
        arrays.push((name, tensor));
    }
    let items = arrays.first().map_or(0, |(_, it)| it.items());
    if items == 0 || arrays.iter().any(|(_, it)| it.items() != items) {
        return Err("they do not have the same number of items, one or more".to_owned());
    }
    let arrays: Vec<(&str, &Tensor)> = arrays.iter().map(|(name, it)| (&**name, it)).collect();
    let bytes = npz::write(&arrays).map_err(|error| error.to_string())?;
    Ok(Tests { file: MadeFile { path: NAME.to_owned(), bytes }, items: items as u64 })
}

/// The arrays of the control set, by inputs and outputs, with where each is.
fn named(fields: &Map<String, Value>) -> Vec<(String, Option<String>)> {
    let inputs = side(fields, ["inputs", "test_inputs", "input", ""]);
    inputs.chain(side(fields, ["outputs", "test_outputs", "output", "reference_"])).collect()
}

/// The tensors at a key of 0.5, whose files 0.4 has at another; what one without a name is called, and what
/// its array's name begins with.
fn side<'f>(
    fields: &'f Map<String, Value>,
    [key, older, usual, start]: [&'f str; 4],
) -> impl Iterator<Item = (String, Option<String>)> + 'f {
    let tensors = fields.get(key).and_then(Value::as_array).into_iter().flatten();
    let all = fields.get(older).and_then(Value::as_array);
    tensors.enumerate().map(move |(at, tensor)| {
        let text = |key: &str| tensor.get(key).and_then(Value::as_str);
        let name = text("id").or_else(|| text("name")).unwrap_or(usual);
        let own = tensor.pointer("/test_tensor/source").and_then(Value::as_str);
        let source = own.or_else(|| all?.get(at)?.as_str());
        (format!("{start}{name}"), source.map(str::to_owned))
    })
}
