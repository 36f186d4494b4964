//! The words of each format: which lines of it fill which field of a record, and where they go.

use std::sync::LazyLock;

use faircat_assessment::Rubric;

/// What is written otherwise in descriptions of bioimage.io before format 0.5.
pub(super) const OLDER_BIOIMAGEIO: &str = "bioimageio-0.4";

/// What is told otherwise of datasets of OpenML that have a checksum.
pub(super) const OPENML_WITH_CHECKSUM: &str = "openml-with-checksum";

/// What records of InvenioRDM write otherwise than the answers of Zenodo's first API.
pub(super) const INVENIO_RDM: &str = "inveniordm";

/// Works of DCAT in Turtle, whose IRIs stand in angle brackets: what is to be put in is in
/// capitals.
pub(super) const DCAT: &str = "dcat";

/// Works of DCAT in JSON-LD with other names than those of MLDCAT-AP's own context.
pub(super) const DCAT_JSON_LD: &str = "dcat-json-ld";

/// The section of a format's words that says where they go.
const PLACE: &str = "place";

/// Fields of a record that remedies name, with what people call them.
const FIELDS: &str = include_str!("words/fields.tsv");

/// The words of each format: a heading `[field]`, or `[field of rubric]` where works of one rubric
/// have others, before the lines that are to be added. A line `in …:` says at which place of the file
/// those below it go; others go where the section `[place]` says, or to the top.
const WORDS: [(&str, &str); 26] = [
    ("json-ld", include_str!("words/json-ld.txt")),
    // The same terms, in another notation.
    ("turtle", include_str!("words/json-ld.txt")),
    ("croissant", include_str!("words/croissant.txt")),
    ("codemeta", include_str!("words/codemeta.txt")),
    ("ro-crate", include_str!("words/ro-crate.txt")),
    ("datacite-json", include_str!("words/datacite-json.txt")),
    ("datacite-xml", include_str!("words/datacite-xml.txt")),
    ("zenodo", include_str!("words/zenodo.txt")),
    (INVENIO_RDM, include_str!("words/inveniordm.txt")),
    ("huggingface", include_str!("words/huggingface.txt")),
    ("cff", include_str!("words/cff.txt")),
    ("bibtex", include_str!("words/bibtex.txt")),
    ("bioimageio", include_str!("words/bioimageio.txt")),
    (OLDER_BIOIMAGEIO, include_str!("words/bioimageio-0.4.txt")),
    ("monai", include_str!("words/monai.txt")),
    ("mlflow", include_str!("words/mlflow.txt")),
    ("openml", include_str!("words/openml.txt")),
    (OPENML_WITH_CHECKSUM, include_str!("words/openml-with-checksum.txt")),
    ("dlhub", include_str!("words/dlhub.txt")),
    ("garden", include_str!("words/garden.txt")),
    ("stac", include_str!("words/stac.txt")),
    ("cyclonedx", include_str!("words/cyclonedx.txt")),
    ("mldcat-ap", include_str!("words/mldcat-ap.txt")),
    (DCAT, include_str!("words/dcat.txt")),
    (DCAT_JSON_LD, include_str!("words/dcat-json-ld.txt")),
    ("cern-opendata", include_str!("words/cern-opendata.txt")),
];

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
    (field == PLACE || called(field).is_some()).then_some((field, rubric))
}

/// What people call the field, where remedies name it.
pub(super) fn called(field: &str) -> Option<&'static str> {
    let mut lines = FIELDS.lines().filter_map(|line| line.split_once('\t'));
    lines.find(|(known, _)| *known == field).map(|(_, words)| words)
}

/// Lines to add at one place of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// As "in the root entity"; `None` for the top of the document.
    pub(super) place: Option<&'static str>,
    pub(super) lines: String,
}

/// The lines that fill `field` in the format called `format`, by their places; `None` where it has no
/// such field.
pub(super) fn parts(format: &str, field: &str, rubric: Rubric) -> Option<Vec<Part>> {
    let lines = words(format, field, rubric)?;
    // A sentence to the reader has no place.
    let is_sentence = lines.starts_with(char::is_uppercase) && lines.ends_with('.');
    let usual = words(format, PLACE, rubric).filter(|_| !is_sentence).and_then(place);
    let mut parts: Vec<Part> = Vec::new();
    for line in lines.lines() {
        match (place(line), parts.last_mut()) {
            (Some(place), _) => parts.push(Part { place: Some(place), lines: String::new() }),
            (None, None) => parts.push(Part { place: usual, lines: line.to_owned() }),
            (None, Some(part)) => {
                if !part.lines.is_empty() {
                    part.lines.push('\n');
                }
                part.lines.push_str(line);
            }
        }
    }
    Some(parts)
}

/// The place that a line `in …:` names.
fn place(line: &'static str) -> Option<&'static str> {
    line.strip_suffix(':').filter(|it| it.starts_with("in "))
}

/// The section of `field`.
fn words(format: &str, field: &str, rubric: Rubric) -> Option<&'static str> {
    let (_, words) = TABLES.iter().find(|(name, _)| *name == format)?;
    let of = |wanted: Option<&str>| {
        let found = words.iter().find(|(name, of, _)| *name == field && *of == wanted);
        found.map(|(.., lines)| lines.as_str())
    };
    of(Some(rubric.name())).or_else(|| of(None)).filter(|lines| !lines.is_empty())
}
