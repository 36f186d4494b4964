//! Characters that nobody sees are of no text: a check refuses a record that holds them, or of which
//! nothing else is in a value.

use std::borrow::Cow;

use faircat_record::diagnostic::Diagnostic;
use faircat_record::invisible::visible;
use serde_json::{Map, Value};

use crate::json_fields::Notes;

/// A byte order mark.
const MARK: char = '\u{feff}';

/// Values nested deeper are not kept anyway.
const DEEPEST: usize = 120;

/// `text` without such characters, which stood at `path`.
pub(super) fn seen(path: &str, text: String, notes: &Notes) -> String {
    // A byte order mark within a text joins what stands beside it.
    let shown = match visible(&text) {
        Cow::Borrowed(_) if !text.contains(MARK) => Cow::Borrowed(text.as_str()),
        shown => Cow::Owned(shown.replace(MARK, "")),
    };
    match shown {
        Cow::Borrowed(_) => text,
        Cow::Owned(seen) => {
            let hidden = text.chars().find(|it| !seen.contains(*it)).map_or(0, u32::from);
            let message =
                format!("characters of `{path}` that nobody sees are left out: U+{hidden:04X}");
            let problem = Diagnostic::warning("import-control-character", message);
            notes.tell(path, problem.hint("remove them from the source"));
            let why = "nobody sees this character, and a check refuses it";
            notes.drop_because(path, &format!("U+{hidden:04X}"), why);
            seen
        }
    }
}

/// The same of every value of `fields`, and of their names.
pub(crate) fn all_seen(fields: Map<String, Value>, notes: &Notes) -> Map<String, Value> {
    let field = |(key, mut value): (String, Value)| {
        let key = seen("a name of a field", key, notes);
        each(&key, &mut value, 0, notes);
        (key, value)
    };
    fields.into_iter().map(field).collect()
}

fn each(path: &str, value: &mut Value, depth: usize, notes: &Notes) {
    if depth > DEEPEST {
        return;
    }
    match value {
        Value::String(text) => *text = seen(path, std::mem::take(text), notes),
        Value::Array(items) => {
            for (at, item) in items.iter_mut().enumerate() {
                each(&format!("{path}[{at}]"), item, depth + 1, notes);
            }
        }
        Value::Object(fields) => {
            let inner = std::mem::take(fields);
            for (key, mut item) in inner {
                let key = seen("a name of a field", key, notes);
                each(&format!("{path}.{key}"), &mut item, depth + 1, notes);
                fields.insert(key, item);
            }
        }
        _ => {}
    }
}
