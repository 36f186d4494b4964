//! `citation.bib`: an entry for BibTeX and biblatex.

use std::fmt::Write;

use faircat_record::Kind;
use faircat_record::partial_date::PartialDate;

use super::tex::THIN_SPACE;
use crate::party::{Party, without_suffix};
use crate::view::WorkView;

/// The entry.
pub(crate) fn entry(of: &WorkView) -> String {
    let work = of.work;
    let mut text = format!("@{}{{{},\n", entry_type(work.kind), of.key);
    // The inner braces keep the capitals of the title.
    field(&mut text, "title", &format!("{{{}}}", escaped(&work.title)));
    if !of.creators.is_empty() {
        let names: Vec<String> = of.creators.iter().map(name).collect();
        field(&mut text, "author", &names.join(" and "));
    }
    optional(&mut text, "year", of.year.as_deref());
    if let Some(month) = of.date.and_then(PartialDate::month) {
        field(&mut text, "month", &month.to_string());
    }
    optional(&mut text, "publisher", of.publisher.as_ref().map(|party| party.name));
    optional(&mut text, "version", work.version.as_deref());
    if !matches!(work.kind, Kind::Dataset | Kind::Software) {
        field(&mut text, "howpublished", of.genre());
    }
    if let Some(doi) = of.doi() {
        field(&mut text, "doi", &verbatim(doi));
    }
    if let Some(address) = of.cited_address() {
        field(&mut text, "url", &verbatim(address));
    }
    optional(&mut text, "note", of.withdrawal().as_deref());
    text.push_str("}\n");
    text
}

/// The entry types of biblatex; BibTeX styles take unknown ones for `misc`.
fn entry_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Dataset => "dataset",
        Kind::Software => "software",
        _ => "misc",
    }
}

/// A person as `Family, Given`; braces keep the name of an organization whole.
fn name(party: &Party) -> String {
    match party.parts {
        Some((given, family)) => {
            let (family, suffix) = without_suffix(family);
            let suffix = suffix.map(|suffix| format!(" {suffix},")).unwrap_or_default();
            format!("{},{suffix} {}", name_part(family), name_part(given))
        }
        None => format!("{{{}}}", escaped(party.name)),
    }
}

/// ` and ` would begin another author, and a comma another part.
fn name_part(part: &str) -> String {
    let text = escaped(part);
    // A space within a number is written with a comma, too.
    if text.contains(',') || part.split_whitespace().any(|word| word == "and") {
        return format!("{{{text}}}");
    }
    text
}

fn optional(text: &mut String, key: &str, value: Option<&str>) {
    if let Some(value) = value {
        field(text, key, &escaped(value));
    }
}

fn field(text: &mut String, key: &str, value: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(text, "  {key} = {{{value}}},");
}

/// `text` with what TeX reads as commands written out. Braces become commands too, because BibTeX
/// counts even escaped ones.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '\\' => escaped.push_str("\\textbackslash{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '$' | '&' | '#' | '_' | '%' => {
                escaped.push('\\');
                escaped.push(character);
            }
            THIN_SPACE => escaped.push_str("\\,"),
            _ if character.is_control() || character.is_whitespace() => escaped.push(' '),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// An address or DOI, which is not read as TeX; only braces and spaces could end it early.
fn verbatim(text: &str) -> String {
    let mut verbatim = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '{' => verbatim.push_str("%7B"),
            '}' => verbatim.push_str("%7D"),
            '\\' => verbatim.push_str("%5C"),
            _ if character.is_control() || character.is_whitespace() => verbatim.push_str("%20"),
            _ => verbatim.push(character),
        }
    }
    verbatim
}
