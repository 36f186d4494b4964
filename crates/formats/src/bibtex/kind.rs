//! Of which kind the work of an entry is.

use biblatex::Entry;
use faircat_record::Kind;
use faircat_record::diagnostic::Diagnostic;
use serde_json::{Map, Value};

use crate::import::kinds::{Sort, sort};

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

/// Why an entry has no kind of work.
pub(super) enum Kindless {
    Publication(Diagnostic),
    Unsaid(Diagnostic),
}

/// The kind of work that an entry of the type `word` is of.
pub(super) fn kind(
    entry: &Entry,
    word: &str,
    fields: &Map<String, Value>,
) -> Result<Kind, Kindless> {
    let key = entry.key.as_str();
    let publication = || {
        let message = format!(
            "the entry `{key}` is a publication (`@{word}`), and no work of a kind that has records"
        );
        let hint = "add it under `publications:` of the record of the work that it is about";
        Kindless::Publication(Diagnostic::error("import-publication", message).hint(hint))
    };
    if PUBLICATIONS.contains(&word) {
        return Err(publication());
    }
    let text = |key: &str| fields.get(key).and_then(Value::as_str);
    // What R writes for each of its packages: a manual, by its type.
    if text("note").is_some_and(|it| it.starts_with("R package version")) {
        return Ok(Kind::Software);
    }
    let own = ["type", "howpublished", "entrysubtype"];
    let words = own.iter().filter_map(|key| text(key));
    let mut kinds = std::iter::once(word).chain(words).filter_map(|word| {
        // What the program itself writes for kinds that BibTeX has no type for, and Dataverse for
        // data.
        let word = match word.to_lowercase().as_str() {
            "machine learning model" => "model".to_owned(),
            "computer software" => "software".to_owned(),
            "data set" | "data" => "dataset".to_owned(),
            // Of the package biblatex-software.
            "softwareversion" | "softwaremodule" | "codefragment" => "software".to_owned(),
            other => other.to_owned(),
        };
        match sort(&word) {
            Sort::Is(kind) => Some(kind),
            _ => None,
        }
    });
    kinds.next().ok_or_else(|| {
        // What says no more of itself, and lies where preprints do.
        if fields.contains_key("eprint") {
            return publication();
        }
        let message =
            format!("the entry `{key}` does not say of which kind the work is: `@{word}`");
        let hint = "write `@dataset` or `@software`, say it in `howpublished`, or give `--kind`";
        Kindless::Unsaid(Diagnostic::error("import-no-kind", message).hint(hint))
    })
}
