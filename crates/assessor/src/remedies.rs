//! Remedies in the words of a format.
//!
//! The remedies of indicators are lines of our YAML. Which fields they fill is looked up in the
//! table of the format, which has lines of that format for them; where it has none, that is said, and
//! a format that has some is named.

use std::sync::LazyLock;

use faircat_assessment::{Finding, Rubric, Scorecard};
use faircat_formats::format::Format;
use faircat_formats::list::READ_ONLY;

/// Fields of a record that remedies name, with what people call them.
const FIELDS: &str = include_str!("words/fields.tsv");

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

/// The words of each format: a heading `[field]`, or `[field of rubric]` where works of one rubric
/// have others, before the lines that are to be added.
const WORDS: [(&str, &str); 20] = [
    ("json-ld", include_str!("words/json-ld.txt")),
    ("croissant", include_str!("words/croissant.txt")),
    ("codemeta", include_str!("words/codemeta.txt")),
    ("ro-crate", include_str!("words/ro-crate.txt")),
    ("datacite-json", include_str!("words/datacite-json.txt")),
    ("datacite-xml", include_str!("words/datacite-xml.txt")),
    ("zenodo", include_str!("words/zenodo.txt")),
    ("huggingface", include_str!("words/huggingface.txt")),
    ("cff", include_str!("words/cff.txt")),
    ("bibtex", include_str!("words/bibtex.txt")),
    ("bioimageio", include_str!("words/bioimageio.txt")),
    ("monai", include_str!("words/monai.txt")),
    ("mlflow", include_str!("words/mlflow.txt")),
    ("openml", include_str!("words/openml.txt")),
    ("dlhub", include_str!("words/dlhub.txt")),
    ("garden", include_str!("words/garden.txt")),
    ("stac", include_str!("words/stac.txt")),
    ("cyclonedx", include_str!("words/cyclonedx.txt")),
    ("mldcat-ap", include_str!("words/mldcat-ap.txt")),
    ("cern-opendata", include_str!("words/cern-opendata.txt")),
];

/// Formats that people turn to where their own has no word, the first that has one.
fn others(rubric: Rubric) -> [&'static str; 2] {
    match rubric {
        Rubric::Model => ["huggingface", "json-ld"],
        Rubric::Dataset => ["croissant", "json-ld"],
        Rubric::Software => ["codemeta", "json-ld"],
    }
}

/// The words of one format: field, rubric where it matters, lines.
type Words = Vec<(&'static str, Option<&'static str>, String)>;

static TABLES: LazyLock<Vec<(&'static str, Words)>> =
    LazyLock::new(|| WORDS.iter().map(|(name, text)| (*name, sections(text))).collect());

fn sections(text: &'static str) -> Words {
    let mut found: Words = Vec::new();
    for line in text.lines() {
        match (heading(line), found.last_mut()) {
            (Some((field, rubric)), _) => found.push((field, rubric, String::new())),
            (None, Some((.., lines))) => {
                if !lines.is_empty() {
                    lines.push('\n');
                }
                lines.push_str(line);
            }
            (None, None) => {}
        }
    }
    found
}

/// `[field]` or `[field of rubric]`.
fn heading(line: &'static str) -> Option<(&'static str, Option<&'static str>)> {
    let name = line.strip_prefix('[')?.strip_suffix(']')?;
    let (field, rubric) = name.split_once(" of ").map_or((name, None), |(f, r)| (f, Some(r)));
    called(field).map(|_| (field, rubric))
}

/// What people call the field, where remedies name it.
fn called(field: &str) -> Option<&'static str> {
    let mut lines = FIELDS.lines().filter_map(|line| line.split_once('\t'));
    lines.find(|(known, _)| *known == field).map(|(_, words)| words)
}

/// The lines that fill `field` in the format called `format`.
fn words(format: &str, field: &str, rubric: Rubric) -> Option<&'static str> {
    let (_, words) = TABLES.iter().find(|(name, _)| *name == format)?;
    let of = |wanted: Option<&str>| {
        let found = words.iter().find(|(name, of, _)| *name == field && *of == wanted);
        found.map(|(.., lines)| lines.as_str())
    };
    of(Some(rubric.name())).or_else(|| of(None)).filter(|lines| !lines.is_empty())
}

/// Puts the remedies of `scorecard` into the words of `format`.
pub fn translate(scorecard: &mut Scorecard, format: &Format) {
    let rubric = scorecard.rubric;
    for finding in &mut scorecard.findings {
        if let Some(remedy) = finding.remedy.take() {
            finding.remedy = Some(in_words(finding, &remedy, format, rubric));
        }
    }
}

fn in_words(finding: &Finding, remedy: &str, format: &Format, rubric: Rubric) -> String {
    let mut fields = fields_of(finding.indicator, remedy);
    // With the address alone the indicator would fail again.
    for (end, part) in OF_FILES {
        let is_meant = finding.indicator.ends_with(end);
        if is_meant && words(format.name, part, rubric).is_none() {
            fields = vec![part.to_owned()];
        }
    }
    let mut lines: Vec<String> = Vec::new();
    for field in &fields {
        let told = match words(format.name, field, rubric) {
            Some(own) => own.to_owned(),
            None => elsewhere(field, format, rubric),
        };
        if !lines.contains(&told) {
            lines.push(told);
        }
    }
    match lines.is_empty() {
        // A sentence to the reader.
        true => remedy.lines().map(|it| it.trim_start_matches("# ")).collect::<Vec<_>>().join("\n"),
        false => lines.join("\n"),
    }
}

/// That `format` has no word for `field`, and which one has.
fn elsewhere(field: &str, format: &Format, rubric: Rubric) -> String {
    let what = called(field).unwrap_or(field);
    let none = format!("In {} there is no field for {what}", format.title);
    let candidates = others(rubric).into_iter().filter(|name| *name != format.name);
    let found = candidates.filter_map(|name| Some((titled(name)?, words(name, field, rubric)?)));
    match found.into_iter().next() {
        Some((title, lines)) => format!("{none}; in {title}:\n{lines}"),
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
