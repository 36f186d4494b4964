//! Remedies in the words of a format.
//!
//! The remedies of indicators are lines of our YAML. Which fields they fill is looked up in the
//! table of the format, which has lines of that format for them; where it has none, that is said, and
//! a format that has some is named.

use faircat_assessment::{Finding, Rubric, Scorecard};
use faircat_formats::format::Format;
use faircat_formats::list::READ_ONLY;
use faircat_formats::mldcat_ap;

use super::json_lines::{self, Names};
use super::notation::{Notation, SCHEMA};
use super::words::{DCAT, DCAT_JSON_LD, Part, called, parts};

/// Indicators whose remedy is no line of a record, by the end of their names, and what fills the gap
/// elsewhere.
const OUTSIDE: [(&str, &str); 4] = [
    ("-F4-catalogue", "catalog"),
    ("-A1-metadata-retrievable", "url"),
    ("-A1.1-metadata-protocol", "url"),
    ("-A2-metadata-apart", "url"),
];

/// Fields that stand for all that is told of a file.
const WHOLE: [&str; 3] = ["model.control_set", "artifacts.path", "artifacts.url"];

/// Indicators of files that ask for more than an address, by the end of their names, and for what.
const OF_FILES: [(&str, &str); 2] =
    [("-files-described", "artifacts.size"), ("-checksums", "artifacts.sha256")];

/// Formats that people turn to where their own has no word, the first that has one.
fn others(rubric: Rubric) -> [&'static str; 2] {
    match rubric {
        Rubric::Model => ["huggingface", "json-ld"],
        Rubric::Dataset => ["croissant", "json-ld"],
        Rubric::Software => ["codemeta", "json-ld"],
    }
}

/// How a document is written.
pub(crate) struct Own {
    pub(crate) format: &'static Format,
    /// The table of what it writes otherwise than most of the format.
    pub(crate) dialect: Option<&'static str>,
    pub(crate) notation: Notation,
}

impl Own {
    /// What people call the format.
    pub(crate) fn title(&self) -> &'static str {
        match self.dialect {
            Some(DCAT) => "DCAT and MLDCAT-AP in Turtle",
            Some(DCAT_JSON_LD) => "DCAT and MLDCAT-AP in JSON-LD",
            _ => self.format.title,
        }
    }

    /// Whether the document is in the terms of DCAT, and not in those of the profile's context.
    pub(crate) fn is_dcat(&self) -> bool {
        matches!(self.dialect, Some(DCAT | DCAT_JSON_LD))
    }

    /// Whether the document states RDF, in whatever form.
    pub(crate) fn is_rdf(&self) -> bool {
        self.format.name == mldcat_ap::FORMAT.name || self.notation == Notation::Turtle
    }

    /// The lines that fill `field`, in the notation of the table.
    fn parts(&self, field: &str, rubric: Rubric) -> Option<Vec<Part>> {
        match self.dialect {
            // Of the format's own names nothing in these documents knows.
            Some(whole @ (DCAT | DCAT_JSON_LD)) => parts(whole, field, rubric),
            dialect => {
                let other = dialect.and_then(|it| parts(it, field, rubric));
                other.or_else(|| parts(self.format.name, field, rubric))
            }
        }
    }

    fn shown(&self, part: &Part) -> String {
        let written = Part { lines: self.notation.write(&part.lines), ..part.clone() };
        match self.notation == Notation::Turtle && written.lines.contains("schema:") {
            true => format!("In the description of the work, {SCHEMA}:\n{}", written.lines),
            false => shown(&written, None),
        }
    }
}

/// Puts the remedies of `scorecard` into words as a document is written. `names` are those in it.
pub(crate) fn translate(scorecard: &mut Scorecard, own: &Own, names: &Names) {
    let rubric = scorecard.rubric;
    for finding in &mut scorecard.findings {
        if let Some(remedy) = finding.remedy.take() {
            let mut text = in_words(finding, &remedy, own, rubric);
            text.push_str(&to_add_to(&text, names));
            finding.remedy = Some(text);
        }
    }
}

/// That what lines of the `remedy` name may be there already, and is to be added to: no object has two of
/// one name.
fn to_add_to(remedy: &str, names: &Names) -> String {
    let mut known: Vec<String> = Vec::new();
    let mut is_within = false;
    // What follows there is of another format.
    for line in remedy.lines().take_while(|line| !line.contains("there is no field for")) {
        is_within |= line.starts_with("In ") && line.ends_with(':');
        let Some(name) = json_lines::name(line) else { continue };
        let shown = format!("`{name}`");
        if names.may_be_there(name, is_within) && !known.contains(&shown) {
            known.push(shown);
        }
    }
    match known.is_empty() {
        true => String::new(),
        false => format!("\nWhere {} is there already, add to it.", known.join(" or ")),
    }
}

/// Own lines come first, each below the place where they go: `In …:`. Below a line `In …:` that ends so
/// too, what another format has for it.
fn in_words(finding: &Finding, remedy: &str, own: &Own, rubric: Rubric) -> String {
    let mut fields = fields_of(finding.indicator, remedy);
    // With the address alone the indicator would fail again.
    for (end, part) in OF_FILES {
        if finding.indicator.ends_with(end) && own.parts(part, rubric).is_none() {
            fields = vec![part.to_owned()];
        }
    }
    let mut told: Vec<Part> = Vec::new();
    let mut others: Vec<String> = Vec::new();
    for field in &fields {
        match own.parts(field, rubric) {
            Some(found) => found.into_iter().for_each(|part| add(&mut told, part)),
            None => others.push(elsewhere(field, own, rubric)),
        }
    }
    let told = told.iter().map(|part| own.shown(part));
    let mut lines: Vec<String> = Vec::new();
    for text in told.chain(others) {
        if !lines.contains(&text) {
            lines.push(text);
        }
    }
    match lines.is_empty() {
        // A sentence to the reader.
        true => remedy.lines().map(|it| it.trim_start_matches("# ")).collect::<Vec<_>>().join("\n"),
        false => lines.join("\n"),
    }
}

/// Adds `part` to `all`: to those of its place, with a comma where fields of JSON follow each other.
fn add(all: &mut Vec<Part>, part: Part) {
    match all.iter_mut().find(|it| it.place == part.place) {
        Some(same) if same.lines.contains(&part.lines) => {}
        Some(same) => {
            let is_json = same.lines.starts_with('"') && part.lines.starts_with('"');
            if let Some(joined) = json_lines::joined(&same.lines, &part.lines).filter(|_| is_json) {
                same.lines = joined;
                return;
            }
            same.lines.push_str(if is_json { ",\n" } else { "\n" });
            same.lines.push_str(&part.lines);
        }
        None => all.push(part),
    }
}

/// The lines of `part` below its place; with the title of the format that they are of, where it is
/// another.
fn shown(part: &Part, other: Option<&str>) -> String {
    let lines = &part.lines;
    match (part.place, other) {
        (None, None) => lines.clone(),
        (None, Some(title)) => format!("In {title}:\n{lines}"),
        (Some(place), None) => format!("I{}:\n{lines}", &place[1..]),
        (Some(place), Some(title)) => format!("In {title}, {place}:\n{lines}"),
    }
}

/// That the document's `own` format has no word for `field`, and which one has.
fn elsewhere(field: &str, own: &Own, rubric: Rubric) -> String {
    let what = called(field).unwrap_or(field);
    let none = format!("In {} there is no field for {what}", own.title());
    let candidates = others(rubric).into_iter().filter(|name| *name != own.format.name);
    let found = candidates.filter_map(|name| Some((titled(name)?, parts(name, field, rubric)?)));
    match found.into_iter().next() {
        Some((title, parts)) => {
            let lines = parts.iter().map(|part| shown(part, Some(title))).collect::<Vec<_>>();
            let lines = lines.join("\n");
            format!("{none}; i{}", &lines[1..])
        }
        None => format!("{none}; a record of faircat has `{field}`."),
    }
}

/// The title of the format called `name`.
fn titled(name: &str) -> Option<&'static str> {
    READ_ONLY.iter().find(|format| format.name == name).map(|format| format.title)
}

/// The fields that `remedy` fills, the most exact that have a name.
fn fields_of(indicator: &str, remedy: &str) -> Vec<String> {
    let outside = OUTSIDE.iter().find(|(end, _)| indicator.ends_with(end));
    if let Some((_, field)) = outside {
        return vec![(*field).to_owned()];
    }
    let paths: Vec<String> =
        paths(remedy).into_iter().filter(|path| called(path).is_some()).collect();
    let whole = WHOLE.iter().find(|it| paths.iter().any(|path| path == *it));
    let is_exact = |path: &&String| {
        let below = format!("{path}.");
        let is_part = path.starts_with("artifacts.") && whole.is_some_and(|it| *it != *path);
        !is_part && !paths.iter().any(|other| other.starts_with(&below))
    };
    paths.iter().filter(is_exact).cloned().collect()
}

/// The keys of lines of YAML, each after those that hold it.
fn paths(yaml: &str) -> Vec<String> {
    let mut above: Vec<(usize, &str)> = Vec::new();
    let mut found: Vec<String> = Vec::new();
    for line in yaml.lines() {
        let text = line.trim_start_matches([' ', '-']);
        let indent = line.len() - text.len();
        let Some((key, _)) = text.split_once(':') else { continue };
        let is_word = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'_';
        if key.is_empty() || !key.bytes().all(is_word) {
            continue;
        }
        above.retain(|(outer, _)| *outer < indent);
        above.push((indent, key));
        let path = above.iter().map(|(_, key)| *key).collect::<Vec<_>>().join(".");
        if !found.contains(&path) {
            found.push(path);
        }
    }
    found
}
