//! What to write instead of a value of the wrong type.

use serde_json::Value;

/// What to write instead of `value` where `wanted` are the types that fit. `only` is the field that
/// a mapping must have, where it is a single one.
pub(super) fn of_type(value: &Value, wanted: &[&str], only: Option<&str>) -> Option<String> {
    match (value, wanted) {
        (Value::String(text), [_, ..]) if wanted.iter().any(|it| it.ends_with(" number")) => {
            of_number(text)
        }
        (Value::String(_) | Value::Number(_), _) if wanted.contains(&"a mapping") => {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            Some(format!("write it as a mapping, `{}: {text}`", only?))
        }
        _ => None,
    }
}

/// The field that a mapping of `schema` needs, where it is a single one that holds a text.
pub(super) fn only_field(schema: &Value) -> Option<&str> {
    let [required] = schema.get("required")?.as_array()?.as_slice() else { return None };
    let name = required.as_str()?;
    let types = schema.get("properties")?.get(name)?.get("type")?;
    let is_text =
        types == "string" || types.as_array().is_some_and(|it| it.iter().any(|it| it == "string"));
    is_text.then_some(name)
}

/// How to write the number that `text` begins with: `95%`, `0,95`, `5 px`, `0.95 ± 0.01`, `> 12`.
fn of_number(text: &str) -> Option<String> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let sign = if text[..start].trim_end().ends_with(['-', '−']) { "-" } else { "" };
    let is_part = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
    let rest = &text[start..];
    let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    let digits = rest[..end].trim_end_matches(['.', ',']).replace(',', ".");
    let number: f64 = format!("{sign}{digits}").parse().ok()?;
    if rest[end..].trim_start().starts_with('%') {
        // Twelve digits hide that a hundredth is no binary fraction.
        let share: f64 = format!("{:.12}", number / 100.0).parse().ok()?;
        return Some(format!("write the number `{share}`"));
    }
    let words = rest[end..].trim();
    let remedy = format!("write the number alone, `{sign}{digits}`");
    Some(match words.starts_with(|c: char| c.is_alphabetic()) {
        true => format!("{remedy}, and its unit in a field of its own"),
        false => remedy,
    })
}

#[cfg(test)]
mod tests {
    use super::of_number;

    #[test]
    fn numbers_in_words_become_numbers() {
        for (text, remedy) in [
            ("95%", "write the number `0.95`"),
            ("-12.3 %", "write the number `-0.123`"),
            ("0,95", "write the number alone, `0.95`"),
            ("> 12", "write the number alone, `12`"),
            ("0.95 ± 0.01", "write the number alone, `0.95`"),
            ("5 px", "write the number alone, `5`, and its unit in a field of its own"),
        ] {
            assert_eq!(of_number(text).as_deref(), Some(remedy), "{text}");
        }
        assert_eq!(of_number("high"), None);
        assert_eq!(of_number("1.2.3"), None);
    }
}
