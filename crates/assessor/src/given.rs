//! What works a document describes.

use std::path::Path;

use faircat_assessment::Rubric;
use faircat_assessment::foreign::{self, Foreign, ForeignError};
use faircat_formats::format::Format;
use faircat_formats::reader::Input;
use faircat_formats::{codemeta, croissant, json_ld, list, ro_crate, turtle};
use faircat_json_ld::charset;
use faircat_record::diagnostic::Diagnostic;
use oxrdf::Triple;

use super::{Document, Found, OTHER_WORKS, UNKNOWN_FORMAT, Wish, Work, imported};

/// Formats of JSON-LD, which are assessed on what they state. Pages are of the first.
const LINKED_DATA: [&str; 4] =
    [json_ld::FORMAT.name, croissant::FORMAT.name, codemeta::FORMAT.name, ro_crate::FORMAT.name];

/// So many bytes of a document tell whether it is a page.
const HEAD: usize = 1 << 16;

/// Beginnings of elements of pages, in small letters; the first two are of nothing else.
const OF_PAGES: [&str; 7] =
    ["<!doctype html", "<html", "<head", "<body", "<script", "<meta", "<div"];

type Works = Result<Found, Box<Diagnostic>>;

/// The works of `document` that are wished for; with what is left out of them.
pub(super) fn works(document: Document<'_>, wish: Wish<'_>) -> Works {
    // Of what is no text at all, its reader says so.
    match charset::text(document.bytes, None) {
        Some(text) => in_utf8(Document { bytes: text.as_bytes(), ..document }, wish),
        None => in_utf8(document, wish),
    }
}

fn in_utf8(document: Document<'_>, wish: Wish<'_>) -> Works {
    let page = || list::READ_ONLY.iter().find(|format| format.name == LINKED_DATA[0]);
    if document.is_html == Some(true)
        && let Some(format) = page()
    {
        return stated(document, format, wish);
    }
    let input = Input::new(document.place, document.bytes);
    let Some(format) = list::recognised(&input) else {
        let found = match page().filter(|_| begins_with(document.bytes, b"<{[")) {
            Some(format) => stated(document, format, wish),
            None => Err(Box::new(unknown(document))),
        };
        let is_markup = !begins_with(document.bytes, b"{[") && !is_page(document.bytes);
        return found.map_err(|problem| match is_markup {
            true => Box::new(broken(&input, document)),
            false => problem,
        });
    };
    let is_json_ld = LINKED_DATA.contains(&format.name) && begins_with(document.bytes, b"<{[");
    let stated = match is_json_ld {
        true => Some(stated(document, format, wish)),
        // Of what is no work that is assessed, the reader says what it is.
        false if format.name == turtle::FORMAT.name => {
            stated_in_turtle(document, format, wish).ok().map(Ok)
        }
        false => None,
    };
    match (stated, format.reader) {
        (Some(Err(problem)), Some(reader)) => {
            match imported::works(&input, document, (format, reader), wish) {
                Ok(found) if !found.works.is_empty() => Ok(found),
                _ => Err(problem),
            }
        }
        (Some(found), _) => found,
        (None, Some(reader)) => imported::works(&input, document, (format, reader), wish),
        (None, None) => Err(Box::new(unknown(document))),
    }
}

/// The work that a page or JSON-LD is about.
fn stated(document: Document<'_>, format: &'static Format, wish: Wish<'_>) -> Works {
    let text = text(document)?;
    let is_html = document.is_html.unwrap_or_else(|| begins_with(document.bytes, b"<"));
    let read = if is_html { foreign::read_html } else { foreign::read_json_ld };
    found(read(text, document.address), document, format, wish)
}

/// The work that Turtle is about.
fn stated_in_turtle(document: Document<'_>, format: &'static Format, wish: Wish<'_>) -> Works {
    let triples = turtle_statements(document)?;
    let said = foreign::read_statements(triples, document.address, format.media_type);
    found(said, document, format, wish)
}

/// The statements of `document`, which is in Turtle.
pub(super) fn turtle_statements(document: Document<'_>) -> Result<Vec<Triple>, Box<Diagnostic>> {
    // What is relative in it is so to its address.
    let place = document.address.map_or(document.place, Path::new);
    turtle::stated(&Input::new(place, document.bytes))
}

/// The work that is wished for of those that `read` tells of.
fn found(
    read: Result<Foreign, ForeignError>,
    document: Document<'_>,
    format: &'static Format,
    wish: Wish<'_>,
) -> Works {
    let chosen = match wish.work {
        Some(wanted) => read.and_then(|said| said.choose(wanted)),
        None => read,
    };
    let said = chosen.map_err(|error| Box::new(unread(&error, document)))?;
    let diagnostics = left_out(&said, document);
    let conformity = croissant::conformity(&Input::new(document.place, document.bytes));
    let conformity = conformity.filter(|_| said.rubric == Rubric::Dataset);
    let others = said.beside.clone();
    let title = said.name().unwrap_or_default().to_owned();
    let work = Work {
        title,
        format,
        dialect: None,
        notation: imported::notation(document, format),
        said,
        is_linked_data: true,
        written: None,
        licence: None,
        conformity,
    };
    let works = vec![work];
    Ok(Found { works, others, diagnostics })
}

fn unread(error: &ForeignError, document: Document<'_>) -> Diagnostic {
    let mut problem = Diagnostic::error("no-statements", error.to_string()).in_file(document.place);
    if let (Some(location), Some(line)) = (problem.location.as_mut(), error.line()) {
        location.line = line;
    }
    problem.hint(error.hint())
}

/// What of a page was left out, as warnings.
fn left_out(said: &Foreign, document: Document<'_>) -> Vec<Diagnostic> {
    let left_out = said.left_out.iter().map(|text| ("left-out", text));
    let others = said.passed_over.iter().map(|text| (OTHER_WORKS, text));
    let warning = |(code, text): (&'static str, &String)| {
        Diagnostic::warning(code, text.clone()).in_file(document.place)
    };
    left_out.chain(others).map(warning).collect()
}

/// The text of a page or of JSON-LD. Errors: bytes that are no UTF-8, whose letters nobody could
/// tell.
fn text(document: Document<'_>) -> Result<&str, Box<Diagnostic>> {
    std::str::from_utf8(document.bytes).map_err(|error| {
        let before = &document.bytes[..error.valid_up_to()];
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        let message = format!("it is not in UTF-8: line {line} has bytes that are no text");
        let problem = Diagnostic::error("encoding", message).in_file(document.place);
        Box::new(problem.hint("save it in UTF-8"))
    })
}

/// What is wrong with a document that is neither a page nor JSON: that it cannot be read as its name or
/// its beginning says, or else that its format is unknown.
fn broken(input: &Input<'_>, document: Document<'_>) -> Diagnostic {
    list::malformed(input, true).unwrap_or_else(|| unknown(document))
}

/// Whether a document has an element of HTML, and not of another XML.
pub(super) fn is_page(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let is_xml = head.trim_start().starts_with("<?xml") || head.contains("xmlns=");
    let known = if is_xml { &OF_PAGES[..2] } else { &OF_PAGES[..] };
    begins_with(bytes, b"<") && known.iter().any(|it| head.contains(it))
}

pub(super) fn begins_with(bytes: &[u8], any: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.iter().find(|it| !it.is_ascii_whitespace()).is_some_and(|first| any.contains(first))
}

fn unknown(document: Document<'_>) -> Diagnostic {
    if document.bytes.starts_with(b"PK\x03\x04") {
        let problem = Diagnostic::error(UNKNOWN_FORMAT, "this is a zip archive");
        let hint = "give the file in it that describes the work, as `ro-crate-metadata.json`, or \
                    save the archive and name it to `faircat assess`";
        return problem.in_file(document.place).hint(hint);
    }
    let readable = list::READ_ONLY.iter().filter(|format| format.reader.is_some());
    let names: Vec<&str> = readable.map(|format| format.title).collect();
    Diagnostic::error(UNKNOWN_FORMAT, "no format that is read has what is in this file")
        .in_file(document.place)
        .hint(format!("formats that are assessed: HTML pages, {}", names.join(", ")))
}
