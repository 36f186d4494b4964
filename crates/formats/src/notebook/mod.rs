//! `notebook.ipynb`: a model opened, run on its control set and verified, as a
//! [Jupyter notebook](https://nbformat.readthedocs.io/) of format 4.5. Without outputs: whoever
//! opens it sees what the model gives there.

mod cells;

use faircat_record::Work;

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
        writer: Writer::Work { of: "models with an ONNX file and a control set", lacks, write },
    }),
    package: None,
};

fn lacks(_: &RecordView, view: &WorkView) -> Option<&'static str> {
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

/// Whether the file on which the claims are checked is one of the work's own.
fn has_control_set(work: &Work) -> bool {
    let set = work.model.as_ref().and_then(|model| model.control_set.as_ref());
    let data = set.and_then(|set| set.data.as_deref());
    let is_it = |place: Option<&str>| place.is_some() && place == data;
    work.artifacts.iter().any(|it| is_it(it.path.as_deref()) || is_it(it.url.as_deref()))
}

fn write(view: &RecordView, work: &WorkView) -> Vec<u8> {
    pretty_json(&cells::notebook(view, work))
}
