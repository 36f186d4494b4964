//! Values that YAML takes for something else, because they stand without quotes.

use super::layout::Misfit;
use super::yaml::Place;
use super::yaml_scalar::flow;

/// Signs with which no value begins in YAML.
const NO_START: [char; 3] = ['@', '`', '%'];

/// The value in the line `found` of `source` that keeps it from being YAML.
pub(super) fn misfit(source: &str, found: usize) -> Option<Misfit> {
    let line = source.lines().nth(found.checked_sub(1)?)?;
    let (before, value) = value_of(line)?;
    let is_plain = !value.starts_with(['"', '\'', '[', '{', '|', '>', '&', '*', '!', '#']);
    let sign = value.chars().next().filter(|it| NO_START.contains(it));
    let message = match sign {
        Some(sign) => format!("this is not YAML: no value begins with `{sign}` there"),
        None if is_plain && value.contains(": ") => {
            "this is not YAML: a second colon stands in this line".to_owned()
        }
        None => return None,
    };
    let quoted = flow(value);
    let name = before.trim_start_matches([' ', '-']);
    Some(Misfit {
        message,
        hint: format!("put the value in quotes: `{name}{quoted}`"),
        place: Place {
            line: found,
            column: before.chars().count() + 1,
            length: value.chars().count(),
        },
    })
}

/// The value that a comment swallowed in the line `number` of `source`, in quotes.
pub(super) fn swallowed(source: &str, number: usize) -> Option<String> {
    let line = source.lines().nth(number.checked_sub(1)?)?.trim();
    let start = line.find('#')?;
    let before = line[..start].trim_end();
    (before.ends_with([':', '-']) && line[..start].ends_with(' '))
        .then(|| serde_json::Value::from(line[start..].trim_end()).to_string())
}

/// A line of block style as what stands before its value, and the value.
fn value_of(line: &str) -> Option<(&str, &str)> {
    let trimmed = line.trim_start_matches([' ', '-']);
    let start = line.len() - trimmed.len();
    let name = trimmed.split(':').next().unwrap_or_default();
    let is_name = !name.is_empty()
        && name.bytes().all(|it| it.is_ascii_alphanumeric() || b"_-".contains(&it));
    let offset = match trimmed[name.len()..].strip_prefix(':') {
        Some(rest) if is_name && rest.starts_with(' ') => {
            start + trimmed.len() - rest.trim_start().len()
        }
        _ => start,
    };
    let value = line[offset..].trim_end();
    (!value.is_empty()).then(|| (&line[..offset], value))
}

#[cfg(test)]
mod tests {
    use super::{misfit, swallowed};

    #[test]
    fn values_that_need_quotes_get_them() {
        for (text, remedy) in [
            ("title: Jet tagger: the best", "`title: \"Jet tagger: the best\"`"),
            ("      unit: %", "`unit: \"%\"`"),
            ("title: @jet", "`title: \"@jet\"`"),
            ("  - @jet", "`\"@jet\"`"),
        ] {
            let found = misfit(text, 1).map(|it| it.hint).unwrap_or_default();
            assert!(found.ends_with(remedy), "{text}: {found}");
        }
        for text in ["title: \"a: b\"", "a: [b", "title: Jets", "a: {b: c", ""] {
            assert!(misfit(text, 1).is_none(), "{text}");
        }
        assert_eq!(swallowed("keywords:\n  - #foo\n", 2).as_deref(), Some("\"#foo\""));
        assert_eq!(swallowed("title: #1\n", 1).as_deref(), Some("\"#1\""));
        assert_eq!(swallowed("title: a # b\n", 1), None);
    }
}
