//! Texts of others as Python: names that are identifiers, and literals that nothing leaves.

use std::fmt::Write as _;

/// Words that are no names, of Python 3.14, and those that the generated module uses itself.
const TAKEN: [&str; 54] = [
    "Any",
    "Contract",
    "ContractError",
    "False",
    "Final",
    "Input",
    "Model",
    "None",
    "Outputs",
    "Path",
    "True",
    "Wrapper",
    "and",
    "as",
    "assert",
    "async",
    "await",
    "break",
    "cast",
    "class",
    "contract",
    "continue",
    "def",
    "del",
    "dict",
    "elif",
    "else",
    "except",
    "finally",
    "for",
    "from",
    "global",
    "if",
    "import",
    "in",
    "is",
    "lambda",
    "match",
    "nonlocal",
    "not",
    "np",
    "or",
    "pass",
    "print",
    "raise",
    "return",
    "self",
    "str",
    "super",
    "try",
    "type",
    "while",
    "with",
    "yield",
];

/// A name of Python for `text`: letters, digits and `_` of ASCII stay.
pub(super) fn identifier(text: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let name: String = text.chars().map(plain).collect();
    // Names that begin with `_` have meanings of their own.
    let name = name.trim_start_matches('_');
    match name.chars().next() {
        None => "unnamed".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("n{name}"),
        Some(_) if TAKEN.contains(&name) => format!("{name}_"),
        Some(_) => name.to_owned(),
    }
}

/// Whether `text` is a name as it stands.
pub(super) fn is_identifier(text: &str) -> bool {
    identifier(text) == text
}

/// Names for `texts`, each another one.
pub(super) fn identifiers<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for text in texts {
        let name = identifier(text);
        let again = (2..).map(|number| format!("{name}_{number}"));
        let free = std::iter::once(name.clone()).chain(again).find(|it| !names.contains(it));
        names.extend(free);
    }
    names
}

/// A literal of a string: everything but plain ASCII is escaped.
pub(crate) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(c);
            }
            ' '..='~' => quoted.push(c),
            // Writing to a string cannot fail.
            _ => drop(write!(quoted, "\\U{:08x}", u32::from(c))),
        }
    }
    quoted.push('"');
    quoted
}

/// A literal of a number; `float()` of a text where Python has no literal.
pub(super) fn number(value: f64) -> String {
    if value.is_finite() { format!("{value:?}") } else { format!("float(\"{value}\")") }
}

#[cfg(test)]
mod tests {
    use super::{identifier, identifiers, number, quoted};

    #[test]
    fn names_are_identifiers_and_differ() {
        let names = ["class", "1st", "a-b", "__init__", "é", "self", "x\ny"].map(identifier);
        assert_eq!(names, ["class_", "n1st", "a_b", "init__", "unnamed", "self_", "x_y"]);
        assert_eq!(identifiers(["a b", "a-b", "a_b_2"].into_iter()), ["a_b", "a_b_2", "a_b_2_2"]);
    }

    #[test]
    fn literals_are_plain_ascii() {
        assert_eq!(quoted("a\"\\\n\u{1f600}"), r#""a\"\\\U0000000a\U0001f600""#);
        assert_eq!(number(f64::INFINITY), "float(\"inf\")");
        assert_eq!((number(-1.0), number(1e300)), ("-1.0".to_owned(), "1e300".to_owned()));
    }
}
