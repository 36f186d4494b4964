//! The commands with which faircat fetches, runs and verifies a work.

use schemars::JsonSchema;
use serde::Serialize;

use crate::site::notebooks::{MEDIA_TYPE, OpenLink, open_links};
use faircat_formats::format::Format;
use faircat_linked_data::Source;
use faircat_record::{Artifact, Kind, Work};

/// Lines for a shell, each with what it does.
#[derive(JsonSchema, Serialize)]
pub(super) struct Running {
    pub commands: Vec<Command>,
    /// The same in Python; empty where the site's address is not known, or nothing runs.
    pub python: String,
    /// The notebook that runs it.
    pub notebook: Option<OwnNotebook>,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct OwnNotebook {
    /// Its name beside the page.
    pub file: &'static str,
    /// Where it can be opened and run, as the settings say.
    pub open_in: Vec<OpenLink>,
}

#[derive(JsonSchema, Serialize)]
pub(super) struct Command {
    pub line: String,
    /// The message that says what it does.
    pub purpose: &'static str,
}

/// `None` where faircat can do nothing with the work; `files` are those beside its page.
pub(super) fn view(source: &Source, work: &Work, files: &[Format]) -> Option<Running> {
    let slug = source.entry.slug.as_str();
    let mut commands = Vec::new();
    let mut add = |line: String, purpose| commands.push(Command { line, purpose });
    if work.artifacts.iter().any(|artifact| artifact.url.is_some()) {
        add(format!("faircat fetch {slug}"), "use-fetch");
    }
    let runs = work.kind == Kind::Model && work.artifacts.iter().any(is_onnx);
    if runs {
        add(format!("faircat run {slug} input.npz --out predictions.npz"), "use-run-command");
    }
    let control_set = work.model.as_ref().and_then(|model| model.control_set.as_ref());
    if runs && control_set.is_some_and(|set| set.data.is_some()) {
        add(format!("faircat verify {slug}"), "use-verify");
    }
    let python = if runs && source.site.has_address { python(source) } else { String::new() };
    let notebook = notebook(source, files);
    let has_any = !commands.is_empty() || notebook.is_some();
    has_any.then_some(Running { commands, python, notebook })
}

fn notebook(source: &Source, files: &[Format]) -> Option<OwnNotebook> {
    let format = files.iter().find(|format| format.media_type == MEDIA_TYPE)?;
    let path = format!("{}{}", source.entry.page(), format.file_name());
    Some(OwnNotebook { file: format.file_name(), open_in: open_links(source.site, &path) })
}

/// Lines that run the model, of the published site.
fn python(source: &Source) -> String {
    let (base, slug) = (&source.site.base_url, &source.entry.slug);
    format!(
        "import faircat\n\n\
         model = faircat.open(\"{base}\").models[\"{slug}\"]\n\
         outputs = model.run(\"input.npz\")\n"
    )
}

fn is_onnx(artifact: &Artifact) -> bool {
    artifact.path.as_deref().is_some_and(|path| path.ends_with(".onnx"))
}
