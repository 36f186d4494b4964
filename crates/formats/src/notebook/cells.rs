//! The cells. Texts of a record stand in Markdown escaped, and in code as literals.

use serde_json::{Value, json};

use crate::coffea::quoted;
use crate::markdown::line;
use crate::view::{RecordView, WorkView};

/// Of a model that runs on its control set.
pub(super) fn of_model(view: &RecordView, work: &WorkView) -> Value {
    let slug = quoted(&view.dossier.source.entry.slug);
    notebook(&[
        text("about", &about(view, work, "Opened, verified and run")),
        code("install", INSTALL),
        code("open", &format!("{}\nmodel = catalog.models[{slug}]\nmodel", open(view))),
        text("claims", CLAIMS),
        code("verify", "verification = model.verify()\nverification"),
        text("run-about", RUN),
        code("run", RUN_IT),
        text("cite-about", "## Cite it"),
        code("cite", "print(model.cite(\"bibtex\"))"),
    ])
}

/// Of a dataset, whose file at `path` is a table or holds arrays.
pub(super) fn of_dataset(view: &RecordView, work: &WorkView, path: &str) -> Value {
    let slug = quoted(&view.dossier.source.entry.slug);
    let file = quoted(path.rsplit('/').next().unwrap_or(path));
    notebook(&[
        text("about", &about(view, work, "Opened, shown as a table and drawn")),
        code("install", INSTALL_FOR_DATA),
        code("open", &format!("{}\ndataset = catalog.datasets[{slug}]\ndataset", open(view))),
        code("files", "dataset.files"),
        text("table-about", TABLE),
        code("table", &format!("{NAME}.endswith({file}))\nframe = dataset.to_pandas(name)\nframe")),
        code("summary", "frame.describe()"),
        text("plot-about", "## How its values are distributed"),
        code("plot", PLOT),
        text("cite-about", "## Cite it"),
        code("cite", "print(dataset.cite(\"bibtex\"))"),
    ])
}

fn notebook(cells: &[Value]) -> Value {
    let metadata = json!({
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    });
    json!({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})
}

const INSTALL: &str = "\
try:
    import faircat
except ImportError:
    %pip install --quiet faircat
    import faircat";

const INSTALL_FOR_DATA: &str = "\
try:
    import faircat, h5py, matplotlib, pandas, pyarrow
except ImportError:
    %pip install --quiet faircat h5py matplotlib pandas pyarrow
    import faircat";

/// The record of a folder names a file by its path, that of a site by its address.
const NAME: &str = "\
places = {it.name: it.path or it.url or it.name for it in dataset.files}
name = next(it for it in places if places[it]";

const TABLE: &str = "\
## Its data

Of arrays with more than one axis each row is a list.";

const PLOT: &str = "\
has_numbers = not frame.select_dtypes(\"number\").empty
dataset.plot(name) if has_numbers else \"No column holds numbers.\"";

const CLAIMS: &str = "\
## Its claims, recomputed

Every engine of this machine runs the model on its control set, and each declared figure is computed \
of what it gives.";

const RUN: &str = "\
## What it gives

The control set holds the inputs by the names of the signature; arrays of your own go in the same \
way.";

/// The record of a folder names the file by its path, that of a site by its address.
const RUN_IT: &str = "\
import numpy as np

data = model.metadata[\"model\"][\"control_set\"][\"data\"]
with np.load(model.fetch(data)[data]) as arrays:
    inputs = {it.name: arrays[it.name] for it in model.signature.inputs}
outputs = model.run(inputs)
outputs";

/// `done` is what the notebook does.
fn about(view: &RecordView, work: &WorkView, done: &str) -> String {
    let title = line(&work.work.title);
    let summary = work.work.summary.as_deref().map(|it| format!("{}\n\n", line(it)));
    let place = match view.dossier.source.site.has_address {
        true => format!("\n\n[The record]({}) says what it is made of and made for.", view.iri),
        false => String::new(),
    };
    let summary = summary.unwrap_or_default();
    format!("# {title}\n\n{summary}{done} by the Python package `faircat`.{place}")
}

fn open(view: &RecordView) -> String {
    let site = view.dossier.source.site;
    if site.has_address {
        format!("catalog = faircat.open({})", quoted(site.base_url.as_str()))
    } else {
        "# The folder that holds `catalog/`, or the address of the site.\n\
         catalog = faircat.open(\".\")"
            .to_owned()
    }
}

fn text(id: &str, source: &str) -> Value {
    json!({"cell_type": "markdown", "id": id, "metadata": {}, "source": lines(source)})
}

fn code(id: &str, source: &str) -> Value {
    json!({
        "cell_type": "code", "id": id, "metadata": {}, "source": lines(source),
        "execution_count": null, "outputs": [],
    })
}

/// As Jupyter writes them: each line with its end.
fn lines(source: &str) -> Vec<&str> {
    source.split_inclusive('\n').collect()
}
