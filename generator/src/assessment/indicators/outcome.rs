//! What a test says.

use super::super::Verdict;

/// A verdict with its reasons.
pub(crate) struct Outcome {
    pub(super) verdict: Verdict,
    pub(super) evidence: String,
    pub(super) remedy: Option<String>,
}

pub(super) fn pass(evidence: impl Into<String>) -> Outcome {
    Outcome { verdict: Verdict::Pass, evidence: evidence.into(), remedy: None }
}

/// `remedy` is YAML: the lines to add to the record, or a comment where lines would not help.
pub(super) fn fail(evidence: impl Into<String>, remedy: impl Into<String>) -> Outcome {
    Outcome { verdict: Verdict::Fail, evidence: evidence.into(), remedy: Some(remedy.into()) }
}

pub(super) fn unknown(evidence: impl Into<String>) -> Outcome {
    Outcome { verdict: Verdict::Unknown, evidence: evidence.into(), remedy: None }
}

pub(super) fn not_applicable(evidence: impl Into<String>) -> Outcome {
    Outcome { verdict: Verdict::NotApplicable, evidence: evidence.into(), remedy: None }
}

/// At most `most` of `items` in one line, and how many more there are.
pub(super) fn some_of<'a>(items: impl IntoIterator<Item = &'a str>, most: usize) -> String {
    let mut line = String::new();
    let mut more = 0;
    for (index, item) in items.into_iter().enumerate() {
        if index >= most {
            more += 1;
            continue;
        }
        if index > 0 {
            line.push_str(", ");
        }
        line.push_str(&shortened(item));
    }
    if more > 0 {
        line.push_str(&format!(" and {more} more"));
    }
    line
}

/// The first 80 characters of the first line of `text`, for quoting in a sentence.
pub(super) fn shortened(text: &str) -> std::borrow::Cow<'_, str> {
    const MOST: usize = 80;
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()).into(),
        None if line.len() < text.trim_end().len() => format!("{line}…").into(),
        None => line.into(),
    }
}

/// `text` as a YAML scalar in double quotes.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// `1 file`, `2 files`.
pub(super) fn count(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}
