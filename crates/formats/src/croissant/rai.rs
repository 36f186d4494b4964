//! Statements of responsible AI.

use faircat_record::{SensitiveData, Usage, Work};
use serde_json::Value;

use super::terms::{Home, PERSONAL, RAI, SENSITIVE};
use crate::import::record::unless_empty;
use crate::import::statements::date;
use crate::json_fields::JsonFields;

pub(super) fn fill(source: &mut JsonFields<'_>, work: &mut Work) {
    if let Some(dataset) = &mut work.dataset {
        dataset.collected = timeframe(source);
    }
    let mut texts: Vec<(Home, String)> = Vec::new();
    for (key, home, label) in RAI {
        let Some(text) = listed(source, key) else { continue };
        texts.push((home, if label.is_empty() { text } else { labelled(label, &text) }));
    }
    let text = |home: Home| {
        let of_home = texts.iter().filter(|(it, _)| *it == home).map(|(_, text)| text.as_str());
        let joined = of_home.collect::<Vec<_>>().join("\n\n");
        (!joined.is_empty()).then_some(joined)
    };
    let usage = Usage {
        intended_use: text(Home::IntendedUse),
        limitations: text(Home::Limitations),
        risks: text(Home::Risks),
        ethical: text(Home::Ethical),
        ..Usage::default()
    };
    work.usage = unless_empty(usage);
    if let Some(dataset) = &mut work.dataset {
        dataset.collection = text(Home::Collection);
        dataset.preparation = text(Home::Preparation);
        dataset.sensitive_data = sensitive(source);
    }
    let (key, _, label) = PERSONAL;
    if let Some(text) = listed(source, key) {
        let usage = work.usage.get_or_insert_default();
        let text = labelled(label, &text);
        usage.ethical = Some(match usage.ethical.take() {
            Some(before) => format!("{before}\n\n{text}"),
            None => text,
        });
    }
}

/// What is said at `key`; several texts as a list.
fn listed(source: &mut JsonFields<'_>, key: &str) -> Option<String> {
    match source.all_said(key).as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        several => {
            let lines: Vec<String> = several.iter().map(|it| format!("- {it}")).collect();
            Some(lines.join("\n"))
        }
    }
}

/// When the data was collected, where that is a date, or two of a start and an end; other words are kept
/// with what else is said of the collection.
fn timeframe(source: &mut JsonFields<'_>) -> Option<String> {
    let key = "dataCollectionTimeframe";
    let ends: Vec<String> = match source.look(key)? {
        Value::Array(ends) => ends.iter().map(|it| date(it.as_str()?)).collect::<Option<_>>()?,
        one => one.as_str()?.split('/').map(date).collect::<Option<_>>()?,
    };
    if !matches!(ends.len(), 1 | 2) {
        return None;
    }
    source.take(key);
    Some(ends.join("/"))
}

/// `text` under a label in bold; a list begins on a line of its own.
fn labelled(label: &str, text: &str) -> String {
    let between = if text.starts_with("- ") { "\n\n" } else { " " };
    format!("**{label}:**{between}{text}")
}

/// Whether there is sensitive data: said only by the words that the specification has for it. Of any
/// other text nobody but a reader knows whether it says yes or no.
fn sensitive(source: &mut JsonFields<'_>) -> Option<SensitiveData> {
    let (key, ..) = PERSONAL;
    let is_word = |text: &str| SENSITIVE.contains(&&*text.to_lowercase());
    let texts = source.look(key)?;
    let all = match texts {
        Value::Array(items) => items.iter().filter_map(|it| it.as_str()).collect(),
        one => one.as_str().into_iter().collect::<Vec<_>>(),
    };
    if all.is_empty() || !all.iter().all(|it| is_word(it)) {
        return None;
    }
    let description = Some(source.all_said(key).join(", "));
    Some(SensitiveData { present: true, description })
}
