//! What a test says.

use faircat_inference::figures::counted;
pub(crate) use faircat_text::first_line as shortened;
use faircat_text::listed;

use crate::Outcome;

/// An outcome with its reasons.
pub(crate) struct Tested {
    pub(super) outcome: Outcome,
    pub(super) evidence: String,
    pub(super) remedy: Option<String>,
}

pub(super) fn pass(evidence: impl Into<String>) -> Tested {
    Tested { outcome: Outcome::Pass, evidence: evidence.into(), remedy: None }
}

/// `remedy` is YAML: the lines to add to the record, or a comment where lines would not help.
pub(super) fn fail(evidence: impl Into<String>, remedy: impl Into<String>) -> Tested {
    Tested { outcome: Outcome::Fail, evidence: evidence.into(), remedy: Some(remedy.into()) }
}

pub(super) fn unknown(evidence: impl Into<String>) -> Tested {
    Tested { outcome: Outcome::Unknown, evidence: evidence.into(), remedy: None }
}

/// What rests on `address` alone, which stands in for that of the site.
pub(super) fn no_address_yet(address: &str) -> Tested {
    unknown(format!(
        "Not yet known: the site has no address, and nobody else can follow `{address}`; set \
         `base_url` in `site/site.yaml`."
    ))
}

pub(super) fn not_applicable(evidence: impl Into<String>) -> Tested {
    Tested { outcome: Outcome::NotApplicable, evidence: evidence.into(), remedy: None }
}

/// At most `most` of `items` in one line, each shortened, and how many more there are.
pub(super) fn some_of<'a>(items: impl IntoIterator<Item = &'a str>, most: usize) -> String {
    listed(items.into_iter().map(shortened), most)
}

/// As [`some_of`], for items that are phrases of our own and must stay whole.
pub(crate) fn some_phrases(items: &[String], most: usize) -> String {
    listed(items, most)
}

/// `1 file`, `2 files`.
pub(super) fn count(number: usize, one: &str) -> String {
    let many = if one.ends_with('s') { format!("{one}es") } else { format!("{one}s") };
    counted(number as u64, one, &many)
}
