//! Entries of BibTeX and biblatex that are of works, not of publications about them.

use std::sync::Arc;

use biblatex::{ChunksExt, Entry, Person};
use faircat_record::Kind;
use faircat_record::diagnostic::{Diagnostic, Location};
use serde_json::{Map, Value, json};

use super::blocks::in_braces;
use super::kind::{Kindless, kind};
use super::parsed::{Parsed, parsed};
use super::tex::{with_dotless_letters, with_line_ends, with_thin_spaces, without_tex};
use super::{FORMAT, fill};
use crate::import::document::{self, Whereabouts};
use crate::import::record::SourceRecord;
use crate::import::statements::{doi, says_nothing, slug};
use crate::reader::{Found, Input, Undecided};

pub(super) fn recognise(input: &Input) -> bool {
    let is_named = input.place.extension().is_some_and(|it| it.eq_ignore_ascii_case("bib"));
    let Ok(text) = document::text(input) else { return false };
    let is_entry = |line: &str| {
        let line = line.trim_start();
        let name = line.strip_prefix('@').and_then(|rest| rest.split_once(['{', '(']));
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
    let plain = in_braces(text);
    let plain = with_line_ends(&plain);
    let plain = with_dotless_letters(&plain);
    let plain = with_thin_spaces(&plain);
    match parsed(&plain) {
        Ok(Parsed { words, entries, faults }) => {
            let lines = LineStarts::of(&plain);
            for (offset, problem) in faults {
                found.diagnostics.push(at(input, lines.line(offset), problem));
            }
            for entry in entries {
                let (word, start) = words.get(&entry.key).cloned().unwrap_or_default();
                add(input, &entry, &word, lines.line(start), &mut found);
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
            found.diagnostics.push(at(
                input,
                LineStarts::of(&plain).line(offset),
                problem.hint(hint),
            ));
        }
    }
    found
}

/// Where the lines of a text begin, in bytes: counted from its start for each of many entries, they
/// would take the square of its length.
struct LineStarts(Vec<usize>);

impl LineStarts {
    fn of(text: &str) -> LineStarts {
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        LineStarts(std::iter::once(0).chain(breaks).collect())
    }

    /// The number of the line that has the byte at `offset`, from 1.
    fn line(&self, offset: usize) -> usize {
        self.0.partition_point(|start| *start <= offset)
    }
}

fn at(input: &Input, line: usize, problem: Diagnostic) -> Diagnostic {
    let file = Arc::new(input.place.to_owned());
    problem.at(Location { file, line, column: 0, length: 0 })
}

/// Adds the work that an entry is of, which has the type `word`.
fn add(input: &Input, entry: &Entry, word: &str, line: usize, found: &mut Found) {
    let fields = fields(entry);
    let (kind, undecided) = match kind(entry, word, &fields) {
        Ok(kind) => (kind, None),
        Err(Kindless::Publication(problem)) => {
            return found.diagnostics.push(at(input, line, problem));
        }
        // Whoever imports it may say so.
        Err(Kindless::Unsaid(problem)) => (Kind::Software, Some(at(input, line, problem))),
    };
    match (record(input, &entry.key, kind, fields, line), undecided) {
        (Ok(record), None) => found.records.push(Box::new(record)),
        (Ok(record), Some(why)) => {
            found.diagnostics.push(why.clone());
            found.undecided.push(Undecided { record: Box::new(record), why });
        }
        (Err(problem), _) => found.diagnostics.push(at(input, line, *problem)),
    }
}

fn record(
    input: &Input,
    key: &str,
    kind: Kind,
    fields: Map<String, Value>,
    line: usize,
) -> Result<SourceRecord, Box<Diagnostic>> {
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
    let source = Whereabouts::at_line(input, line);
    let fill = fill::fill;
    Ok(SourceRecord { id, slug, fields, ..SourceRecord::bare(format, kind, source, fill) })
}

/// The fields of an entry as texts, and people as their names.
fn fields(entry: &Entry) -> Map<String, Value> {
    let mut fields = Map::new();
    for (name, chunks) in &entry.fields {
        let chunks = without_tex(name, chunks);
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

#[cfg(test)]
mod tests {
    use super::LineStarts;

    #[test]
    fn lines_are_found_by_offsets() {
        let lines = LineStarts::of("a\nbc\n\nd");
        let numbers: Vec<usize> = (0..9).map(|offset| lines.line(offset)).collect();
        assert_eq!(numbers, [1, 1, 2, 2, 2, 3, 4, 4, 4]);
        assert_eq!(LineStarts::of("").line(0), 1);
    }
}
