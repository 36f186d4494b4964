//! Changing some lines of a record's YAML, and no others.

use std::fmt::Write as _;

use serde_json::Value;

use crate::importing::rewritten;
use crate::record::{Work, reading};

/// `text`, the YAML of `here`, changed so that it reads as `wanted`. Comments stay. `None` where it
/// is not written as that needs.
pub(super) fn edited(text: &str, here: &Work, wanted: &Work) -> Option<String> {
    let mut between = here.clone();
    let mut changed = text.to_owned();
    let mut step = |text: Option<String>, change: &dyn Fn(&mut Work)| {
        let mut work = between.clone();
        change(&mut work);
        let is_right = |text: &String| reading::parse::<Work>(text).is_ok_and(|it| it == work);
        if let Some(text) = text.filter(is_right) {
            (changed, between) = (text, work);
        }
        changed.clone()
    };
    let text = step(with_identifiers(text, &here.identifiers, &wanted.identifiers), &|work| {
        work.identifiers.clone_from(&wanted.identifiers);
    });
    let deposits = wanted.extensions.get("deposit");
    step(with_deposits(&text, deposits), &|work| {
        work.extensions.clone_from(&wanted.extensions);
    });
    rewritten(&changed, &between, wanted)
}

/// A new identifier is put in, or the first in the place of another, on a line of its own.
fn with_identifiers(text: &str, here: &[String], wanted: &[String]) -> Option<String> {
    let new = wanted.first()?;
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    let key = lines.iter().position(|it| it.trim_end() == "identifiers:")?;
    let is_item = |it: &String| it.trim_start().starts_with("- ");
    let item = key + 1 + lines[key + 1..].iter().position(is_item)?;
    let indent = lines[item].len() - lines[item].trim_start().len();
    let is_kept = |it: &str| wanted.iter().any(|known| known == it);
    if let Some(gone) = here.iter().find(|it| !is_kept(it)) {
        let at = key + lines[key..].iter().position(|it| it.contains(gone.as_str()))?;
        match here.contains(new) {
            true => drop(lines.remove(at)),
            false => lines[at] = lines[at].replace(gone.as_str(), new),
        }
    } else {
        let at = wanted.iter().position(|it| !here.contains(it))?;
        let above = match at.checked_sub(1) {
            None => key,
            Some(at) => key + lines[key..].iter().position(|it| it.contains(&wanted[at]))?,
        };
        lines.insert(above + 1, format!("{}- {}\n", " ".repeat(indent), wanted[at]));
    }
    Some(lines.concat())
}

/// The deposits as the first extension, or in the place of those that are there, or none.
fn with_deposits(text: &str, deposits: Option<&Value>) -> Option<String> {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    let Some(key) = lines.iter().position(|it| it.trim_end() == "extensions:") else {
        let break_off = if text.ends_with('\n') { "" } else { "\n" };
        return Some(format!("{text}{break_off}extensions:\n{}", block(deposits?, 2)));
    };
    let says = |it: &String| !it.trim().is_empty() && !it.trim_start().starts_with('#');
    let indent_of = |it: &String| it.len() - it.trim_start().len();
    let first = lines[key + 1..].iter().find(|it| says(it));
    let indent = first.map(indent_of).filter(|it| *it > 0)?;
    let name = format!("{}deposit:", " ".repeat(indent));
    let old = (key + 1..lines.len()).find(|at| lines[*at].trim_end() == name);
    if let Some(old) = old {
        // A comment below is about what follows.
        let told = (old + 1..lines.len()).filter(|at| says(&lines[*at]));
        let end = told.take_while(|at| indent_of(&lines[*at]) > indent).last();
        lines.drain(old..=end.unwrap_or(old));
    }
    match deposits {
        Some(deposits) => lines.insert(old.unwrap_or(key + 1), block(deposits, indent)),
        None if !lines[key + 1..].iter().any(|it| says(it) && indent_of(it) > 0) => {
            lines.remove(key);
        }
        None => {}
    }
    Some(lines.concat())
}

/// The lines of `deposit`, whose values are texts and mappings of them, `indent` blanks from the
/// margin.
fn block(deposits: &Value, indent: usize) -> String {
    let mut text = String::new();
    put(&mut text, "deposit", deposits, indent);
    text
}

fn put(text: &mut String, key: &str, value: &Value, indent: usize) {
    let blanks = " ".repeat(indent);
    let key = if key.contains(':') { Value::from(key).to_string() } else { key.to_owned() };
    // Writing to a string cannot fail. JSON is YAML.
    let _ = match value {
        Value::Object(fields) if !fields.is_empty() => {
            let _ = writeln!(text, "{blanks}{key}:");
            fields.iter().for_each(|(key, value)| put(text, key, value, indent + 2));
            Ok(())
        }
        value => writeln!(text, "{blanks}{key}: {value}"),
    };
}
