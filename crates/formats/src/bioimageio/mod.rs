//! Descriptions of the [BioImage Model Zoo](https://bioimage.io): models 0.4 and 0.5, datasets 0.2 and
//! 0.3, and the applications and notebooks beside them.

mod axes;
mod fill;
mod model;
mod signature;
mod terms;
mod test_tensors;
mod write;
mod written_axes;
mod written_names;

use faircat_record::Kind;
use faircat_record::diagnostic::Diagnostic;
use faircat_text::is_web_address;
use serde_json::{Map, Value};

use crate::format::Format;
use crate::import::beside::FilesBeside;
use crate::import::document::{self, Whereabouts};
use crate::import::record::SourceRecord;
use crate::import::statements::{self, says_nothing};
use crate::package::{Package, Packer};
use crate::reader::{Found, Input, Reader, adds_to_none};

pub const FORMAT: Format = Format {
    name: "bioimageio",
    title: "bioimage.io descriptions",
    used_by: "The BioImage Model Zoo and the programs that run its models",
    media_type: "application/yaml",
    specification: Some("https://github.com/bioimage-io/spec-bioimage-io"),
    reader: Some(Reader { recognise, read, adds_to: adds_to_none }),
    companion: None,
    package: Some(Package {
        packer: Packer::Tested { suits: write::is_test, pack: write::pack },
        has_top_folder: false,
    }),
};

/// Where the number of items stands of a control set that was made of test tensors, or why none was.
const ITEMS: &str = "#items of the control set";
const NO_TESTS: &str = "#no control set";

/// The part of `config` with what this program writes there.
const OWN: &str = "faircat";

/// Fields of which a description has one at least, beside its type and the version of the format.
const OF_FORMAT: [&str; 6] = ["authors", "cite", "covers", "documentation", "inputs", "weights"];

fn recognise(input: &Input) -> bool {
    let text = document::text(input).unwrap_or_default();
    if !text.contains("format_version") {
        return false;
    }
    let Some(Value::Object(fields)) = document::maybe_yaml(input) else { return false };
    fields.get("format_version").is_some_and(|it| version(it).is_some())
        && (fields.get("type").is_some_and(Value::is_string) || fields.contains_key("weights"))
        && OF_FORMAT.iter().any(|key| fields.contains_key(*key))
}

/// Major and minor version.
fn version(written: &Value) -> Option<(u32, u32)> {
    let text = written.as_str().map(str::to_owned).unwrap_or_else(|| written.to_string());
    let mut parts = text.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

fn read(input: &Input) -> Found {
    Found::one(one(input))
}

fn one(input: &Input) -> Result<SourceRecord, Box<Diagnostic>> {
    let text = document::text(input)?;
    let (value, source) = document::yaml(input, text, 0)?;
    let Value::Object(mut fields) = value else {
        let message = "this is no description: it has no fields";
        return Err(at(&source, "", Diagnostic::error("import-wrong-type", message)));
    };
    let kind = kind(&fields, &source)?;
    let title = fields.get("name").and_then(Value::as_str).filter(|it| !says_nothing(it));
    let Some(title) = title.map(|it| it.trim().to_owned()) else {
        let message = "the description has no `name`";
        let problem = Diagnostic::error("import-no-title", message);
        return Err(at(&source, "", problem.hint("add `name:`, which the format requires")));
    };
    fields.shift_remove("name");
    let title = own_title(&mut fields).unwrap_or(title);
    let id = own_id(&fields).unwrap_or_else(|| title.clone());
    let mut beside = FilesBeside::named_in(&fields, input.around);
    let tests = test_tensors::control_set(&fields, input.around);
    match tests.filter(|_| kind == Kind::Model) {
        Some(Ok(tests)) => {
            fields.insert(ITEMS.to_owned(), tests.items.into());
            beside.made.push(tests.file);
        }
        Some(Err(why)) => drop(fields.insert(NO_TESTS.to_owned(), why.into())),
        None => {}
    }
    Ok(SourceRecord {
        slug: statements::slug(FORMAT.name, &id),
        id,
        title,
        fields,
        body: base(input),
        beside,
        ..SourceRecord::bare(FORMAT.name, kind, source, fill::fill)
    })
}

fn at(source: &Whereabouts, pointer: &str, problem: Diagnostic) -> Box<Diagnostic> {
    let placed = source.place(vec![(pointer.to_owned(), problem.clone())]);
    Box::new(placed.into_iter().next().unwrap_or(problem))
}

/// The title that we write beside a name that has fewer characters.
fn own_title(fields: &mut Map<String, Value>) -> Option<String> {
    let config = fields.get_mut("config")?.as_object_mut()?;
    let own = config.get_mut(OWN)?.as_object_mut()?;
    let title = own.get("title")?.as_str().filter(|it| !says_nothing(it))?.trim().to_owned();
    own.shift_remove("title");
    if own.is_empty() {
        config.shift_remove(OWN);
    }
    Some(title)
}

/// The name of the description in the zoo.
fn own_id(fields: &Map<String, Value>) -> Option<String> {
    let in_zoo = || fields.get("config")?.get("bioimageio")?.get("nickname");
    let id = fields.get("id").or_else(in_zoo)?.as_str()?;
    (!says_nothing(id)).then(|| id.to_owned())
}

/// What sources of files are relative to, where the description itself has an address.
fn base(input: &Input) -> String {
    let place = input.place.to_string_lossy();
    match place.rsplit_once('/').filter(|_| is_web_address(&place)) {
        Some((base, _)) => base.to_owned(),
        None => String::new(),
    }
}

fn kind(fields: &Map<String, Value>, source: &Whereabouts) -> Result<Kind, Box<Diagnostic>> {
    let written = fields.get("type").and_then(Value::as_str);
    let name = written.unwrap_or(if fields.contains_key("weights") { "model" } else { "" });
    let version = fields.get("format_version").and_then(version);
    let (kind, versions): (Kind, &[(u32, u32)]) = match name {
        "model" => (Kind::Model, &[(0, 4), (0, 5)]),
        "dataset" => (Kind::Dataset, &[(0, 2), (0, 3)]),
        "application" => (Kind::Software, &[(0, 2), (0, 3)]),
        "notebook" => (Kind::TrainingMaterial, &[(0, 2), (0, 3)]),
        other => {
            let message = format!("`type` is `{other}`, of which there are no records here");
            let problem = Diagnostic::error("import-kind", message);
            let hint = "models, datasets, applications and notebooks are imported";
            return Err(at(source, "/type", problem.hint(hint)));
        }
    };
    if version.is_some_and(|it| versions.contains(&it)) {
        return Ok(kind);
    }
    let known: Vec<String> = versions.iter().map(|(a, b)| format!("{a}.{b}")).collect();
    let message = format!("`format_version` of this {name} is not {}", known.join(" or "));
    let problem = Diagnostic::error("import-version", message);
    let hint = "bring it to the newest version with `bioimageio update-format`";
    Err(at(source, "/format_version", problem.hint(hint)))
}
