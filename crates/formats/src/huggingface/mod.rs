//! [Cards of the Hugging Face Hub](https://huggingface.co/docs/hub/model-cards): the `README.md` of a
//! model or dataset, YAML between two lines of `---` and Markdown after it.
//!
//! What lies beside a card (`.eval_results/*.yaml`, `config.json`) says neither what the model is
//! called nor what it is: it is read with the card of its folder, and refused by itself, with the name
//! of the file to give. A repository is written with its card, results and files.

mod beside;
mod body;
mod card;
mod dataset;
mod hub;
mod metadata;
mod results;
mod sections;
mod terms;
mod write;
mod written_metadata;
mod written_terms;

use std::path::PathBuf;

use faircat_record::diagnostic::Diagnostic;

use self::beside::Beside;
use crate::format::Format;
use crate::import::record::SourceRecord;
use crate::package::{Package, Packer};
use crate::reader::{Found, Input, Reader};

pub const FORMAT: Format = Format {
    name: "huggingface",
    title: "Hugging Face model and dataset cards",
    used_by: "The Hugging Face Hub and its libraries",
    media_type: "text/markdown",
    specification: Some("https://huggingface.co/docs/hub/model-cards"),
    reader: Some(Reader { recognise, read, adds_to }),
    companion: None,
    package: Some(Package { packer: Packer::Work(write::pack), has_top_folder: false }),
};

/// Whether the file has the metadata of a card, or lies beside one.
fn recognise(input: &Input) -> bool {
    card::is_one(input) || Beside::of(input).is_some()
}

/// Why a file of Markdown with metadata before its text, of which no format is known, is no card.
pub(crate) fn malformed(input: &Input) -> Option<Diagnostic> {
    let is_markdown = input.place.extension().is_some_and(|it| it.eq_ignore_ascii_case("md"));
    if !is_markdown || !card::has_metadata(input) {
        return None;
    }
    card::read(input).err().map(|it| *it)
}

/// The card of the folder in which the file lies, or of that above `.eval_results`.
fn adds_to(input: &Input) -> Option<PathBuf> {
    Beside::of(input)?.card(input.place)
}

fn read(input: &Input) -> Found {
    let mut found = Found::default();
    if let Some(beside) = Beside::of(input) {
        found.diagnostics.push(beside.refusal(input));
        return found;
    }
    match card::read(input) {
        Ok((record, warnings)) => {
            found.records.push(Box::new(record) as Box<SourceRecord>);
            found.diagnostics.extend(warnings);
        }
        Err(problem) => found.diagnostics.push(*problem),
    }
    found
}
