//! Texts of more than a line.

use std::fmt::Display;

use faircat_record::Work;

use crate::html;

/// Longest summary, in characters.
const SUMMARY: usize = 300;

/// Elements by which a text shows that it is HTML.
const MARKS: [&str; 10] =
    ["<p>", "</p>", "<br", "</a>", "</b>", "</i>", "</em>", "</li>", "</div>", "</strong>"];

/// `text` as Markdown, which it may be already: repositories do not say, and take HTML too. Addresses
/// relative to `base` become absolute.
pub(crate) fn markdown(text: &str, base: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let found = match MARKS.iter().any(|mark| lower.contains(mark)) {
        true => html::to_markdown(text, base),
        false => without_tags(&unindented(text)),
    };
    Some(found).filter(|text| !text.trim().is_empty())
}

/// `text` without the blanks before its lines, which serializers of XML put there and Markdown would
/// take for code.
fn unindented(text: &str) -> String {
    let lines = text.trim().lines().enumerate().map(|(at, line)| match at {
        0 => line.trim_end(),
        _ if line.starts_with("    ") => line.trim(),
        _ => line.trim_end(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Elements of HTML that Markdown may hold.
const ELEMENTS: [&str; 34] = [
    "a",
    "b",
    "blockquote",
    "br",
    "center",
    "code",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "kbd",
    "li",
    "ol",
    "p",
    "picture",
    "pre",
    "source",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "ul",
];

/// Elements that have no end.
const VOID: [&str; 4] = ["br", "hr", "img", "source"];

/// The elements of HTML that `text` has: those that begin in it and end, or need no end.
fn elements(text: &str) -> Vec<&'static str> {
    if !text.contains('<') {
        return Vec::new();
    }
    let lower = text.to_ascii_lowercase();
    let has = |tag: String| lower.contains(&tag);
    let is_whole = |name: &&str| {
        let begins = || has(format!("<{name}>")) || has(format!("<{name} "));
        VOID.contains(name) || has(format!("</{name}>")) && begins()
    };
    ELEMENTS.into_iter().filter(is_whole).collect()
}

/// `text` with what looks like a tag and is no element of HTML as the text that it is, as
/// `vector<float>`. Addresses in angle brackets stay.
fn without_tags(text: &str) -> String {
    let elements = elements(text);
    let mut found = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        let is_address = ["https://", "http://", "mailto:"].iter().any(|it| after.starts_with(it));
        let name: String =
            after.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        let is_element = elements.iter().any(|it| it.eq_ignore_ascii_case(&name));
        let is_tag = !is_element
            && after.starts_with(|sign: char| sign.is_ascii_alphabetic() || "/!?".contains(sign));
        let is_escaped = before.ends_with('\\');
        found.push_str(before);
        found.push_str(if is_tag && !is_address && !is_escaped { "\\<" } else { "<" });
        rest = after;
    }
    found + rest
}

/// A part of a description under its own heading.
pub(crate) fn under(heading: &str, text: &str) -> String {
    format!("## {heading}\n\n{text}")
}

/// Sets description and summary of `work` from the parts of its description, of which the first is
/// the abstract.
pub(crate) fn describe(work: &mut Work, parts: &[String]) {
    if let Some(first) = parts.first() {
        let summary = html::first_sentences(first, SUMMARY);
        work.summary = Some(summary).filter(|text| !text.is_empty());
    }
    work.description = Some(parts.join("\n\n")).filter(|text| !text.is_empty());
}

/// `table-of-contents` or `TableOfContents` as `Table of contents`.
pub(crate) fn heading(word: &str) -> String {
    let mut words = String::with_capacity(word.len() + 4);
    for (at, letter) in word.replace(['-', '_'], " ").chars().enumerate() {
        match (at, letter.is_uppercase()) {
            (0, _) => words.extend(letter.to_uppercase()),
            (_, true) => {
                words.push(' ');
                words.extend(letter.to_lowercase());
            }
            (_, false) => words.push(letter),
        }
    }
    words
}

/// A place by its name, or by where it `lies`, with this behind the name.
pub(crate) fn place(name: Option<String>, lies: Option<String>) -> Option<String> {
    match (name, lies) {
        (Some(name), Some(lies)) => Some(format!("{name} ({lies})")),
        (name, lies) => name.or(lies),
    }
}

/// Where an area lies, by its ends.
pub(crate) fn area<T: Display>((south, north): (T, T), (west, east): (T, T)) -> String {
    format!("latitude {south} to {north}, longitude {west} to {east}")
}

#[cfg(test)]
mod tests {
    use super::{heading, markdown};

    #[test]
    fn html_becomes_markdown_and_the_rest_stays() {
        let read = |text| markdown(text, "https://example.org");
        assert_eq!(read("<p>One <b>two</b></p>").as_deref(), Some("One **two**"));
        assert_eq!(read("a < b and *c*").as_deref(), Some("a < b and *c*"));
        assert_eq!(read("One\n      two").as_deref(), Some("One\ntwo"));
        assert_eq!(
            read("a vector<float> of <https://a.b>").as_deref(),
            Some("a vector\\<float> of <https://a.b>")
        );
        assert_eq!(read("<h1>A</h1>").as_deref(), Some("<h1>A</h1>"));
        assert_eq!(read("Bold is <b> there").as_deref(), Some("Bold is \\<b> there"));
        assert_eq!(read("<p></p>"), None);
    }

    #[test]
    fn words_become_headings() {
        assert_eq!(heading("TableOfContents"), "Table of contents");
        assert_eq!(heading("technical-info"), "Technical info");
    }
}
