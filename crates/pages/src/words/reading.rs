//! From a file of Project Fluent to messages.
//!
//! Of Fluent's syntax messages, terms, values, literals and choices are known; functions and
//! attributes are refused, because nothing here would say them.

use std::cell::Cell;
use std::collections::BTreeMap;

use faircat_record::diagnostic::{Diagnostic, Location};
use faircat_record::shape::nearest;
use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern as Tree, PatternElement, VariantKey,
};
use fluent_syntax::parser;

use super::BUILT_IN;
use super::pattern::{PLAIN_ELEMENTS, Part, Pattern};

const CODE: &str = "words";
/// Messages and terms that may stand within each other.
const DEEPEST: usize = 8;
/// Braces that may stand within each other; a choice within a choice has four.
const DEEPEST_BRACES: usize = 16;
/// Longest file, in bytes: some ten times the theme's own.
const LONGEST: usize = 1 << 20;
/// Parts that all messages of a file may have, each with those of the messages in it.
const MOST_PARTS: usize = 100_000;

pub(super) type Messages = BTreeMap<String, Pattern>;

/// The messages of `text`, which is the file `place`.
pub(super) fn messages(place: &str, text: &str) -> Result<Messages, Diagnostic> {
    within_bounds(place, text)?;
    let resource = parser::parse(text).map_err(|(_, errors)| {
        let error = errors.first();
        let at = error.map_or(0, |it| it.pos.start);
        let what = error.map(ToString::to_string).unwrap_or_default();
        problem(place, text, at, format!("this is no Fluent: {what}"))
            .hint("a message is `name = What it says`; see https://projectfluent.org/fluent/guide/")
    })?;
    let mut trees = Trees { of: BTreeMap::new(), left: Cell::new(MOST_PARTS) };
    let mut ids = Vec::new();
    for entry in &resource.body {
        match entry {
            Entry::Message(message) => {
                let refused = !message.attributes.is_empty();
                let Some(tree) = message.value.as_ref().filter(|_| !refused) else {
                    return Err(refusal(place, text, message.id.name, "attributes"));
                };
                trees.of.insert(message.id.name.to_owned(), tree);
                ids.push(message.id.name);
            }
            Entry::Term(term) => {
                trees.of.insert(format!("-{}", term.id.name), &term.value);
            }
            _ => {}
        }
    }
    let compiled = ids.into_iter().map(|id| {
        let pattern = pattern(&trees, trees.of[id], DEEPEST).and_then(|it| match it.unpaired() {
            Some(name) => Err(format!("`<{name}>` without its pair")),
            None => Ok(it),
        });
        pattern.map(|it| (id.to_owned(), it)).map_err(|what| refusal(place, text, id, &what))
    });
    compiled.collect()
}

/// Refuses what would cost the parser its stack, or much time.
fn within_bounds(place: &str, text: &str) -> Result<(), Diagnostic> {
    let hint = "a file of words is text with a few choices; write it anew";
    if text.len() > LONGEST {
        let what = format!("it is longer than {LONGEST} bytes");
        return Err(problem(place, text, 0, what).hint(hint));
    }
    let mut depth = 0_usize;
    for (at, sign) in text.match_indices(['{', '}']) {
        depth = if sign == "{" { depth + 1 } else { depth.saturating_sub(1) };
        if depth > DEEPEST_BRACES {
            let what = format!("more than {DEEPEST_BRACES} braces stand within each other");
            return Err(problem(place, text, at, what).hint(hint));
        }
    }
    if let Some((at, digits)) = cut_escape(text) {
        let what = format!("here {digits} hexadecimal digits are wanted");
        return Err(problem(place, text, at, what).hint("write the letter itself"));
    }
    Ok(())
}

/// The place of an escape, `\u` or `\U`, whose digits end with a letter of several bytes, and how many
/// it should have: the parser cuts such a letter, and panics.
fn cut_escape(text: &str) -> Option<(usize, usize)> {
    text.match_indices('\\').find_map(|(at, _)| {
        let digits = match text.as_bytes().get(at + 1)? {
            b'u' => 4,
            b'U' => 6,
            _ => return None,
        };
        let after = text.as_bytes()[at + 2..].iter().take(digits);
        let first = after.into_iter().find(|byte| !byte.is_ascii_hexdigit())?;
        (!first.is_ascii()).then_some((at, digits))
    })
}

/// What of `found` in the file `place` is hardly meant: messages that `known` lacks, values that nobody
/// gives, and elements where the message has none.
pub(super) fn odd(place: &str, text: &str, found: &Messages, known: &Messages) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for (id, pattern) in found {
        let Some(message) = known.get(id) else {
            if place != BUILT_IN {
                let like = nearest(id, known.keys().map(String::as_str));
                let hint = like.map_or_else(
                    || "`faircat theme words/en.ftl` copies all there are".to_owned(),
                    |it| format!("did you mean `{it}`?"),
                );
                let what = format!("no page says the message `{id}`");
                problems.push(
                    at(Diagnostic::warning(CODE, what), place, text, start(text, id)).hint(hint),
                );
            }
            continue;
        };
        let given = message.values();
        if let Some(value) = pattern.values().into_iter().find(|it| !given.contains(it)) {
            let what = format!("the message `{id}` has no value `{value}`");
            let hint = match given.is_empty() {
                true => "it has none".to_owned(),
                false => format!("it has `{}`", given.join("`, `")),
            };
            problems.push(problem(place, text, start(text, id), what).hint(hint));
        }
        if pattern.has_elements() && !message.has_elements() {
            let what = format!("the message `{id}` has elements, and the English one has none");
            let problem = Diagnostic::warning(CODE, what);
            let hint = "write it as text: pages may say it in an attribute, where elements are \
                        read out as they stand there";
            problems.push(at(problem, place, text, start(text, id)).hint(hint));
        }
    }
    problems
}

/// What the messages and terms of a file say, as it stands there.
struct Trees<'a> {
    of: BTreeMap<String, &'a Tree<&'a str>>,
    /// Parts that may still be made.
    left: Cell<usize>,
}

fn pattern(trees: &Trees, tree: &Tree<&str>, depth: usize) -> Result<Pattern, String> {
    let mut parts = Vec::new();
    for element in &tree.elements {
        trees
            .left
            .set(trees.left.get().checked_sub(1).ok_or("messages within messages, so often")?);
        match element {
            PatternElement::TextElement { value } => add_text(&mut parts, value),
            PatternElement::Placeable { expression } => match expression {
                Expression::Inline(inline) => add_inline(&mut parts, trees, inline, depth)?,
                Expression::Select { selector, variants } => {
                    let InlineExpression::VariableReference { id } = selector else {
                        return Err("a choice by anything but a value".to_owned());
                    };
                    let mut cases = Vec::new();
                    for variant in variants {
                        let key = match variant.key {
                            VariantKey::Identifier { name } => name,
                            VariantKey::NumberLiteral { value } => value,
                        };
                        cases.push((key.to_owned(), pattern(trees, &variant.value, depth)?));
                    }
                    let otherwise = variants.iter().position(|it| it.default).unwrap_or_default();
                    parts.push(Part::Choice { value: id.name.to_owned(), cases, otherwise });
                }
            },
        }
    }
    Ok(Pattern(parts))
}

fn add_inline(
    parts: &mut Vec<Part>,
    trees: &Trees,
    inline: &InlineExpression<&str>,
    depth: usize,
) -> Result<(), String> {
    let name = match inline {
        InlineExpression::VariableReference { id } => {
            parts.push(Part::Value(id.name.to_owned()));
            return Ok(());
        }
        InlineExpression::StringLiteral { value } | InlineExpression::NumberLiteral { value } => {
            push_text(parts, &fluent_syntax::unicode::unescape_unicode_to_string(value));
            return Ok(());
        }
        InlineExpression::MessageReference { id, attribute: None } => id.name.to_owned(),
        InlineExpression::TermReference { id, attribute: None, arguments: None } => {
            format!("-{}", id.name)
        }
        InlineExpression::FunctionReference { .. } => return Err("functions".to_owned()),
        _ => return Err("attributes, or values of terms".to_owned()),
    };
    let tree =
        trees.of.get(&name).ok_or_else(|| format!("`{name}`, which the file does not say"))?;
    let below = depth.checked_sub(1).ok_or("messages within messages, so deep")?;
    parts.extend(pattern(trees, tree, below)?.0);
    Ok(())
}

/// Adds `text`, whose line breaks are blanks, and the tags in it.
fn add_text(parts: &mut Vec<Part>, text: &str) {
    let mut rest = text;
    while let Some((before, name, is_end, after)) = next_tag(rest) {
        push_text(parts, before);
        parts.push(match is_end {
            true => Part::Close(name.to_owned()),
            false => Part::Open(name.to_owned()),
        });
        rest = after;
    }
    push_text(parts, rest);
}

fn push_text(parts: &mut Vec<Part>, text: &str) {
    if text.is_empty() {
        return;
    }
    let text = text.replace('\n', " ");
    match parts.last_mut() {
        Some(Part::Text(before)) => before.push_str(&text),
        _ => parts.push(Part::Text(text)),
    }
}

/// What stands before the first `<name>` or `</name>`, the name, whether it is an end, and the rest.
fn next_tag(text: &str) -> Option<(&str, &str, bool, &str)> {
    for (place, _) in text.match_indices('<') {
        let inside = &text[place + 1..];
        let (is_end, inside) = match inside.strip_prefix('/') {
            Some(inside) => (true, inside),
            None => (false, inside),
        };
        let Some((name, after)) = inside.split_once('>') else { continue };
        if !name.is_empty() && name.bytes().all(|it| it.is_ascii_lowercase() || it == b'-') {
            return Some((&text[..place], name, is_end, after));
        }
    }
    None
}

/// Where the message `id` begins.
fn start(text: &str, id: &str) -> usize {
    let begins =
        |rest: &str| rest.strip_prefix(id).is_some_and(|it| it.trim_start().starts_with('='));
    let lines = text.match_indices('\n').map(|(place, _)| place + 1);
    std::iter::once(0).chain(lines).find(|place| begins(&text[*place..])).unwrap_or(0)
}

fn refusal(place: &str, text: &str, id: &str, what: &str) -> Diagnostic {
    let message = format!("the message `{id}` uses {what}, which nothing here can say");
    let plain = PLAIN_ELEMENTS.join("`, `");
    problem(place, text, start(text, id), message).hint(format!(
        "write it as text with values `{{ $name }}`, choices, and elements as `{plain}`"
    ))
}

fn problem(place: &str, text: &str, at_byte: usize, message: String) -> Diagnostic {
    at(Diagnostic::error(CODE, message), place, text, at_byte)
}

fn at(diagnostic: Diagnostic, place: &str, text: &str, at_byte: usize) -> Diagnostic {
    let before = text.get(..at_byte).unwrap_or_default();
    let file = std::sync::Arc::new(std::path::PathBuf::from(place));
    let line = 1 + before.matches('\n').count();
    diagnostic.at(Location { file, line, column: 0, length: 0 })
}
