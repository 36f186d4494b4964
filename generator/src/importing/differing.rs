//! Two values of a field, told so that people see where they differ.

use faircat_text::beginning;
use serde_json::Value;

/// How much of a value is told, in characters.
const LONGEST: usize = 80;

/// How much is told of what both begin with, in characters.
const COMMON: usize = 20;

/// Both values in words. What says nothing is left out, and long ones begin shortly before they differ.
pub(super) fn told(here: Option<&Value>, now: Option<&Value>) -> (String, String) {
    let text = |value: Option<&Value>| value.map(|it| said(it).to_string());
    match (text(here), text(now)) {
        (Some(here), Some(now)) => {
            let same = here.chars().zip(now.chars()).take_while(|(one, other)| one == other);
            let is_long = here.chars().count().max(now.chars().count()) > LONGEST / 2;
            let start = if is_long { same.count().saturating_sub(COMMON) } else { 0 };
            (from(&here, start), from(&now, start))
        }
        (here, now) => {
            let told = |text: Option<String>| text.map_or("nothing".to_owned(), |it| from(&it, 0));
            (told(here), told(now))
        }
    }
}

fn from(text: &str, start: usize) -> String {
    let rest: String = text.chars().skip(start).collect();
    let before = if start > 0 { "…" } else { "" };
    format!("`{before}{}`", beginning(&rest, LONGEST))
}

/// `value` without fields that hold nothing.
fn said(value: &Value) -> Value {
    let is_empty = |value: &Value| {
        value.is_null()
            || value.as_array().is_some_and(Vec::is_empty)
            || *value == Value::Bool(false)
    };
    match value {
        Value::Array(items) => items.iter().map(said).collect(),
        Value::Object(fields) => {
            let fields = fields.iter().filter(|(_, it)| !is_empty(it));
            Value::Object(fields.map(|(key, it)| (key.clone(), said(it))).collect())
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::told;

    #[test]
    fn values_are_told_from_where_they_differ() {
        let author = |place: &str| {
            json!([{"name": "Erika Muster", "orcid": "0000-0002-1825-0097", "ror": null,
                "url": null, "affiliations": [place], "identifiers": []}])
        };
        let (here, now) = told(Some(&author("Lab A")), Some(&author("Lab B")));
        assert_eq!(here, "`…affiliations\":[\"Lab A\"]}]`");
        assert_eq!(now, "`…affiliations\":[\"Lab B\"]}]`");
        let (here, now) = told(Some(&json!("one")), None);
        assert_eq!((here.as_str(), now.as_str()), ("`\"one\"`", "nothing"));
    }
}
