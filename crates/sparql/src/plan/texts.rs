//! Functions whose texts can become much longer than what they are made of, with a limit.

use std::cell::RefCell;

use oxrdf::{Literal, NamedNode, Term, vocab::xsd};
use regex::{Captures, Regex, RegexBuilder};
use spareval::QueryEvaluator;
use spargebra::algebra::{Expression, Function};

use crate::budget;

const CONCAT: &str = "urn:faircat:concat";
const REPLACE: &str = "urn:faircat:replace";

/// In bytes, as the evaluator's own for `REGEX`.
const MAX_PATTERN: usize = 1_000_000;

pub(super) fn with_functions(evaluator: QueryEvaluator) -> QueryEvaluator {
    evaluator
        .with_custom_function(NamedNode::new_unchecked(CONCAT), concatenated)
        .with_custom_function(NamedNode::new_unchecked(REPLACE), replaced)
}

pub(super) fn concat(arguments: Vec<Expression>) -> Expression {
    Expression::FunctionCall(Function::Custom(NamedNode::new_unchecked(CONCAT)), arguments)
}

pub(super) fn replace(arguments: Vec<Expression>) -> Expression {
    Expression::FunctionCall(Function::Custom(NamedNode::new_unchecked(REPLACE)), arguments)
}

/// Text and language of a string literal.
fn text_and_language(term: &Term) -> Option<(&str, Option<&str>)> {
    match term {
        Term::Literal(literal) if literal.language().is_some() => {
            Some((literal.value(), literal.language()))
        }
        Term::Literal(literal) => Some((simple(literal)?, None)),
        _ => None,
    }
}

fn simple(literal: &Literal) -> Option<&str> {
    (literal.language().is_none() && literal.datatype() == xsd::STRING).then(|| literal.value())
}

fn literal(text: String, language: Option<&str>) -> Term {
    match language {
        Some(language) => Literal::new_language_tagged_literal_unchecked(text, language).into(),
        None => Literal::new_simple_literal(text).into(),
    }
}

/// SPARQL 1.1, section 17.4.3.12: the language is kept where all have the same.
fn concatenated(terms: &[Term]) -> Option<Term> {
    let parts: Vec<_> = terms.iter().map(text_and_language).collect::<Option<_>>()?;
    budget::room_for_text(parts.iter().map(|(text, _)| text.len()).sum());
    let language = parts.first().and_then(|(_, language)| *language);
    let language = language.filter(|one| parts.iter().all(|(_, other)| *other == Some(one)));
    Some(literal(parts.iter().map(|(text, _)| *text).collect(), language))
}

/// SPARQL 1.1, section 17.4.3.15.
fn replaced(terms: &[Term]) -> Option<Term> {
    let (text, pattern, replacement, flags) = match terms {
        [text, pattern, replacement] => (text, pattern, replacement, ""),
        [text, pattern, replacement, Term::Literal(flags)] => {
            (text, pattern, replacement, simple(flags)?)
        }
        _ => return None,
    };
    let (text, language) = text_and_language(text)?;
    let (Term::Literal(pattern), Term::Literal(replacement)) = (pattern, replacement) else {
        return None;
    };
    let (pattern, replacement) = (simple(pattern)?, simple(replacement)?);
    budget::room_for_text(longest(text, replacement));
    let made = with_regex(pattern, flags, |regex| {
        // FORX0003: what matches the empty text has no place where it ends.
        if regex.is_match("") {
            return None;
        }
        let parts = match flags.contains('q') {
            true => vec![Part::Text(replacement.to_owned())],
            false => parts(replacement, regex.captures_len() - 1)?,
        };
        let made = regex.replace_all(text, |groups: &Captures<'_>| filled(&parts, groups));
        Some(literal(made.into_owned(), language))
    });
    made.flatten()
}

/// A part of a replacement.
#[derive(Clone, Debug, PartialEq)]
enum Part {
    Text(String),
    /// What a group matched: the whole match is group 0.
    Group(usize),
}

/// A replacement as XPath reads it (XQuery and XPath Functions and Operators 3.1, section 5.6.4):
/// `$N` is a group, with as many digits as there are groups, and `\\` and `\$` are themselves.
/// `None`, FORX0004, where any other `$` or `\` stands.
fn parts(replacement: &str, groups: usize) -> Option<Vec<Part>> {
    let (mut parts, mut text) = (Vec::new(), String::new());
    let mut rest = replacement.chars().peekable();
    while let Some(next) = rest.next() {
        match next {
            '\\' => text.push(rest.next_if(|it| matches!(*it, '\\' | '$'))?),
            '$' => {
                let digit = |it: char| it.to_digit(10).map(|it| it as usize);
                let mut group = digit(rest.next()?)?;
                while let Some(more) = rest.peek().copied().and_then(digit)
                    && group * 10 + more <= groups
                {
                    group = group * 10 + more;
                    rest.next();
                }
                parts.push(Part::Text(std::mem::take(&mut text)));
                parts.push(Part::Group(group));
            }
            other => text.push(other),
        }
    }
    parts.push(Part::Text(text));
    Some(parts)
}

fn filled(parts: &[Part], groups: &Captures<'_>) -> String {
    let part = |part: &Part| match part {
        Part::Text(text) => text.clone(),
        Part::Group(group) => groups.get(*group).map_or("", |it| it.as_str()).to_owned(),
    };
    parts.iter().map(part).collect()
}

/// A length in bytes that no replacement exceeds: one before each character and at the end, and
/// all groups of all matches are parts of the text.
fn longest(text: &str, replacement: &str) -> usize {
    let groups = replacement.matches('$').count();
    let literal = (text.len() + 1).saturating_mul(replacement.len());
    literal.saturating_add(text.len().saturating_mul(groups + 1))
}

thread_local! {
    /// Rows mostly share a pattern, and compiling one takes longer than applying it.
    static LAST: RefCell<Option<((String, String), Regex)>> = const { RefCell::new(None) };
}

fn with_regex<T>(pattern: &str, flags: &str, apply: impl FnOnce(&Regex) -> T) -> Option<T> {
    LAST.with_borrow_mut(|last| {
        let is_last = matches!(last, Some(((p, f), _)) if p == pattern && f == flags);
        if !is_last {
            *last = Some(((pattern.to_owned(), flags.to_owned()), compiled(pattern, flags)?));
        }
        last.as_ref().map(|(_, regex)| apply(regex))
    })
}

/// Flags as in XPath and XQuery Functions and Operators 3.0, section 5.6.1.1.
fn compiled(pattern: &str, flags: &str) -> Option<Regex> {
    let escaped = flags.contains('q').then(|| regex::escape(pattern));
    let mut builder = RegexBuilder::new(escaped.as_deref().unwrap_or(pattern));
    builder.size_limit(MAX_PATTERN);
    for flag in flags.chars() {
        match flag {
            's' => builder.dot_matches_new_line(true),
            'm' => builder.multi_line(true),
            'i' => builder.case_insensitive(true),
            'x' => builder.ignore_whitespace(true),
            'q' => &mut builder,
            _ => return None,
        };
    }
    builder.build().ok()
}
