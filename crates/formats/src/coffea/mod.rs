//! A Python package that prepares awkward arrays for a model by its record's contract, and runs it
//! here or asks a server, in the manner of `coffea.ml_tools`.

mod module;
mod python;

pub(crate) use python::quoted;

use crate::dossier::OutputFile;
use crate::format::Format;
use crate::package::{Package, PackedModel, Packer};

pub const FORMAT: Format = Format {
    name: "coffea",
    title: "Python package that runs a model on awkward arrays, here or on a server",
    used_by: "coffea and other analyses on awkward arrays",
    media_type: "text/x-python",
    specification: Some("https://coffea-hep.readthedocs.io/en/latest/modules/coffea.ml_tools.html"),
    reader: None,
    companion: None,
    package: Some(Package { packer: Packer::Model(package), has_top_folder: false }),
};

/// The files that are the same for every model: no text of a record is in them.
const SAME_FOR_ALL: [(&str, &str); 4] = [
    ("_contract.py", include_str!("python/_contract.py")),
    ("_engines.py", include_str!("python/_engines.py")),
    ("_units.py", include_str!("python/_units.py")),
    ("_wrapper.py", include_str!("python/_wrapper.py")),
];

/// The package of one model: its class with a typed call, what all models share, and its file.
///
/// Errors: a model that does not count rows along the first axis of its inputs, or takes elements
/// that NumPy does not have.
pub fn package(model: &PackedModel) -> Result<Vec<OutputFile>, String> {
    let name = python::identifier(model.slug);
    let file = |path: &str, content: &[u8]| OutputFile {
        path: format!("{name}/{path}"),
        content: content.to_vec(),
    };
    let mut files = vec![file("__init__.py", module::text(model)?.as_bytes())];
    files.extend(SAME_FOR_ALL.iter().map(|(path, text)| file(path, text.as_bytes())));
    // By this mark type checkers read the types of a package.
    files.push(file("py.typed", b""));
    files.push(file("model.onnx", model.bytes));
    Ok(files)
}
