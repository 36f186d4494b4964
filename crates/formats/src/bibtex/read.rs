//! Entries of BibTeX and biblatex that are of works, not of publications about them.

use std::sync::Arc;

use biblatex::{Bibliography, ChunksExt, Entry, Person, RawBibliography};
use faircat_record::Kind;
use faircat_record::diagnostic::{Diagnostic, Location};
use serde_json::{Map, Value, json};

use super::{FORMAT, bounds, fill};
use crate::import::document::{self, Source};
use crate::import::kinds::{Sort, sort};
use crate::import::record::SourceRecord;
use crate::import::statements::{doi, says_nothing, slug};
use crate::reader::{Found, Input};

/// Deepest nesting of braces.
const MAX_DEPTH: usize = 64;

/// Types of entries that are publications, in small letters.
const PUBLICATIONS: [&str; 24] = [
    "article",
    "inproceedings",
    "conference",
    "proceedings",
    "incollection",
    "collection",
    "periodical",
    "patent",
    "phdthesis",
    "mastersthesis",
    "thesis",
    "book",
    "inbook",
    "booklet",
    "techreport",
    "report",
    "unpublished",
    "review",
    "mvbook",
    "suppperiodical",
    "bookinbook",
    "mvproceedings",
    "reference",
    "inreference",
];

pub(super) fn recognise(input: &Input) -> bool {
    let is_named = input.place.extension().is_some_and(|it| it.eq_ignore_ascii_case("bib"));
    let Ok(text) = document::text(input) else { return false };
    let is_entry = |line: &str| {
        let line = line.trim_start();
        let name = line.strip_prefix('@').and_then(|rest| rest.split_once('{'));
        name.is_some_and(|(name, rest)| {
            let name = name.trim();
            !name.is_empty()
                && name.bytes().all(|byte| byte.is_ascii_alphabetic())
                && (rest.trim_end().ends_with(',') || rest.contains('='))
        })
    };
    let first = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('%'));
    text.lines().any(is_entry) && (is_named || first.is_some_and(|line| line.starts_with('@')))
}

pub(super) fn read(input: &Input) -> Found {
    let mut found = Found::default();
    let text = match document::text(input) {
        Ok(text) => text,
        Err(problem) => return Found::refused(*problem),
    };
    match parsed(text) {
        Ok((raw, entries)) => {
            for entry in entries {
                let start = raw.entries.iter().find(|it| it.v.key.v == entry.key);
                let line = line_of(text, start.map_or(0, |it| it.span.start));
                match record(input, &entry, line) {
                    Ok(record) => found.records.push(Box::new(record)),
                    Err(problem) => found.diagnostics.push(at(input, line, *problem)),
                }
            }
            if found.records.is_empty() && found.diagnostics.is_empty() {
                let problem = Diagnostic::error("import-empty", "there is no entry in this file");
                found.diagnostics.push(at(input, 0, problem));
            }
        }
        Err((offset, message)) => {
            let message = format!("this is not BibTeX: {message}");
            let problem = Diagnostic::error("import-malformed-bibtex", message);
            let hint = "look for a brace or a comma that is missing; nothing of it was imported";
            found.diagnostics.push(at(input, line_of(text, offset), problem.hint(hint)));
        }
    }
    found
}

/// What is in a file: its entries as they stand, and with abbreviations and references resolved. An
/// error has the offset of its place.
fn parsed(text: &str) -> Result<(RawBibliography<'_>, Vec<Entry>), (usize, String)> {
    if let Some(offset) = too_deep(text) {
        return Err((offset, format!("braces are nested more than {MAX_DEPTH} deep")));
    }
    let told = |error: biblatex::ParseError| (error.span.start, error.kind.to_string());
    let raw = RawBibliography::parse(text).map_err(told)?;
    bounds::check(&raw)?;
    let entries = Bibliography::from_raw(raw.clone()).map_err(told)?.into_vec();
    Ok((raw, entries))
}

/// Where braces are nested too deeply.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    text.bytes().position(|byte| {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > MAX_DEPTH
    })
}

fn line_of(text: &str, offset: usize) -> usize {
    let before = &text.as_bytes()[..offset.min(text.len())];
    before.iter().filter(|byte| **byte == b'\n').count() + 1
}

fn at(input: &Input, line: usize, problem: Diagnostic) -> Diagnostic {
    let file = Arc::new(input.place.to_owned());
    problem.at(Location { file, line, column: 0, length: 0 })
}

fn record(input: &Input, entry: &Entry, line: usize) -> Result<SourceRecord, Box<Diagnostic>> {
    let key = entry.key.as_str();
    let fields = fields(entry);
    let kind = kind(entry, &fields)?;
    let title = fields.get("title").and_then(Value::as_str).unwrap_or_default();
    if says_nothing(title) {
        let problem =
            Diagnostic::error("import-no-title", format!("the entry `{key}` has no `title`"));
        return Err(Box::new(problem.hint("add `title = {…}`")));
    }
    let own = fields.get("doi").and_then(Value::as_str).and_then(doi);
    let name = own.as_deref().map_or(key, |it| it.trim_start_matches("doi:"));
    let slug = slug("bib", if name.is_empty() { title } else { name });
    let (id, format) = (key.to_owned(), FORMAT.name);
    let (title, url, body) = (String::new(), None, String::new());
    let source = Source::at_line(input, line);
    let fill = fill::fill;
    Ok(SourceRecord { format, id, slug, kind, title, url, fields, body, source, fill })
}

/// The kind of work that an entry is of.
fn kind(entry: &Entry, fields: &Map<String, Value>) -> Result<Kind, Box<Diagnostic>> {
    let key = entry.key.as_str();
    let word = entry.entry_type.to_string().to_lowercase();
    if PUBLICATIONS.contains(&word.as_str()) || fields.contains_key("eprint") {
        let message = format!(
            "the entry `{key}` is a publication (`@{word}`), and no work of a kind that has records"
        );
        let hint = "add it under `publications:` of the record of the work that it is about";
        return Err(Box::new(Diagnostic::error("import-publication", message).hint(hint)));
    }
    let own = ["type", "howpublished", "entrysubtype"];
    let words = own.iter().filter_map(|key| fields.get(*key)?.as_str());
    let mut kinds = std::iter::once(word.as_str()).chain(words).filter_map(|word| {
        // What the program itself writes for kinds that BibTeX has no type for.
        let word = match word.to_lowercase().as_str() {
            "machine learning model" => "model".to_owned(),
            "computer software" => "software".to_owned(),
            "data set" => "dataset".to_owned(),
            "manual" => "training material".to_owned(),
            other => other.to_owned(),
        };
        match sort(&word) {
            Sort::Is(kind) => Some(kind),
            _ => None,
        }
    });
    kinds.next().ok_or_else(|| {
        let message =
            format!("the entry `{key}` does not say of which kind the work is: `@{word}`");
        let hint = "write `@dataset` or `@software`, or say it in `howpublished`";
        Box::new(Diagnostic::error("import-no-kind", message).hint(hint))
    })
}

/// The fields of an entry as texts, and people as their names.
fn fields(entry: &Entry) -> Map<String, Value> {
    let mut fields = Map::new();
    for (name, chunks) in &entry.fields {
        let people = matches!(name.as_str(), "author" | "editor");
        let value = match people.then(|| chunks.parse::<Vec<Person>>()) {
            Some(Ok(people)) => people.iter().map(person).collect(),
            _ => Value::String(chunks.format_verbatim().trim().to_owned()),
        };
        fields.insert(name.clone(), value);
    }
    fields
}

/// A name in braces has no parts, however many words.
fn person(person: &Person) -> Value {
    let family: Vec<&str> = [&person.prefix, &person.name]
        .into_iter()
        .map(|it| it.trim())
        .filter(|it| !it.is_empty())
        .collect();
    let mut family = family.join(" ");
    if !person.suffix.trim().is_empty() {
        family.push_str(&format!(" {}", person.suffix.trim()));
    }
    match person.given_name.trim() {
        "" => json!({ "name": family }),
        given => json!({ "given": given, "family": family }),
    }
}
