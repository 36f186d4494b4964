//! `notebook.ipynb`: a model opened, run on its control set and verified, or a dataset opened, shown
//! as a table and drawn, as a [Jupyter notebook](https://nbformat.readthedocs.io/) of format 4.5.
//! Without outputs: whoever opens it sees what the work gives there.

mod cells;

use faircat_record::{ArtifactRole, Kind, Work};

use crate::format::{Companion, Format, Purpose, WITHDRAWN, Writer};
use crate::json::pretty_json;
use crate::view::{RecordView, WorkView};

pub const FORMAT: Format = Format {
    name: "notebook",
    title: "Jupyter notebook",
    used_by: "Jupyter, Colab, Binder and other services that run notebooks",
    media_type: "application/x-ipynb+json",
    specification: Some("https://nbformat.readthedocs.io/"),
    reader: None,
    companion: Some(Companion {
        file_name: "notebook.ipynb",
        profile: None,
        relation: "related",
        purpose: Purpose::Packaging,
        citation: None,
        writer: Writer::Work {
            of: "models with an ONNX file and a control set, and datasets with a table or arrays here",
            lacks,
            write,
        },
    }),
    package: None,
};

/// Endings of files that the Python package reads as a data frame.
const TABLES: [&str; 8] =
    [".csv", ".h5", ".hdf5", ".jsonl", ".ndjson", ".npz", ".parquet", ".root"];

fn lacks(_: &RecordView, view: &WorkView) -> Option<&'static str> {
    if view.work.kind == Kind::Dataset && view.work.withdrawn.is_none() {
        let is_absent = table(view.work).is_none();
        return is_absent.then_some("no table and no arrays are among its files here");
    }
    let has_network = view
        .work
        .artifacts
        .iter()
        .any(|artifact| artifact.path.as_deref().is_some_and(|path| path.ends_with(".onnx")));
    if view.work.withdrawn.is_some() {
        Some(WITHDRAWN)
    } else if !has_network {
        Some("it has no ONNX file")
    } else {
        (!has_control_set(view.work)).then_some("no control set is among its files")
    }
}

/// The first file of data beside the record that is read as a table, by its path.
fn table(work: &Work) -> Option<&str> {
    let of_data = work.artifacts.iter().filter(|it| it.role == ArtifactRole::Data);
    of_data.filter_map(|it| it.path.as_deref()).find(|path| {
        let path = path.to_ascii_lowercase();
        TABLES.iter().any(|ending| path.ends_with(ending))
    })
}

/// Whether the file on which the claims are checked is one of the work's own.
fn has_control_set(work: &Work) -> bool {
    let set = work.model.as_ref().and_then(|model| model.control_set.as_ref());
    let data = set.and_then(|set| set.data.as_deref());
    let is_it = |place: Option<&str>| place.is_some() && place == data;
    work.artifacts.iter().any(|it| is_it(it.path.as_deref()) || is_it(it.url.as_deref()))
}

fn write(view: &RecordView, work: &WorkView) -> Vec<u8> {
    let notebook = match table(work.work).filter(|_| work.work.kind == Kind::Dataset) {
        Some(path) => cells::of_dataset(view, work, path),
        None => cells::of_model(view, work),
    };
    pretty_json(&notebook)
}
