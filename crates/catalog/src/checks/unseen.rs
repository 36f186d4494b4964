//! Characters that nobody sees: those that control a terminal, and those that turn the order of
//! what stands beside them.

use faircat_record::diagnostic::Diagnostic;
use faircat_record::invisible::{is_control, is_override};
use faircat_record::yaml;

use super::Fault;

/// An error for every value of `source`, a record's text, that holds a control character other than
/// tabs and ends of lines, and a warning for every one that turns the order of letters.
pub fn of_text(source: &str) -> Vec<Fault> {
    let mut found = Vec::new();
    if (may_escape_one(source) || source.contains(|it| is_control(it) || is_override(it)))
        && let Some(root) = yaml::parse(source).root
    {
        root.each_scalar("", &mut |pointer, text| {
            found.extend(of_plain(text).map(|problem| Fault::new(pointer, problem)));
        });
    }
    found
}

/// What stands behind the backslash of an escape that may be such a character (YAML 1.2, section
/// 5.7).
const ESCAPES: [char; 9] = ['0', 'a', 'b', 'v', 'f', 'e', 'x', 'u', 'U'];

/// Whether `source` may hold such a character as an escape, as YAML writes control characters:
/// behind a double quote that begins a value. Formulas are full of backslashes, and each text that
/// this holds for is read once more. It may err that way only.
fn may_escape_one(source: &str) -> bool {
    let begins = |(at, _): &(usize, &str)| {
        let before = source[..*at].chars().next_back();
        before.is_none_or(|it| it.is_whitespace() || "[{,:".contains(it))
    };
    let Some((quote, _)) = source.match_indices('"').find(begins) else { return false };
    let quoted = &source[quote..];
    quoted.match_indices('\\').any(|(at, _)| quoted[at + 1..].starts_with(ESCAPES))
}

/// What is said of `text`, which is no YAML.
pub fn of_plain(text: &str) -> Option<Diagnostic> {
    if let Some(control) = text.chars().find(|it| is_control(*it)) {
        let message = format!("the control character U+{:04X} is in it", u32::from(control));
        let hint = "remove it; what it does depends on the program that shows it";
        return Some(Diagnostic::error("control-character", message).hint(hint));
    }
    let turning = text.chars().find(|it| is_override(*it))?;
    let message = format!(
        "the character U+{:04X} turns the order of letters, and is not shown",
        u32::from(turning)
    );
    let hint = "remove it; letters of each script have their order without it";
    Some(Diagnostic::warning("text-direction", message).hint(hint))
}

#[cfg(test)]
mod tests {
    use super::{may_escape_one, of_text};

    #[test]
    fn formulas_are_no_escapes() {
        assert!(!may_escape_one("a: |\n  $\\beta \\to \\nu$, a 5\" disk\n"));
        assert!(may_escape_one("a: \"\\beta\"\n"));
    }

    #[test]
    fn what_nobody_sees_is_told() {
        let found = |text: &str| {
            let found = of_text(text).into_iter();
            found.map(|it| (it.pointer, it.diagnostic.is_error())).collect::<Vec<_>>()
        };
        let at = |pointer: &str, is_error: bool| vec![(pointer.to_owned(), is_error)];
        assert_eq!(found("title: \"a\\u0007b\"\n"), at("/title", true));
        assert_eq!(found("a:\n- \"\\e[31m\"\n"), at("/a/0", true));
        assert_eq!(found("a: [x,\"\\x07\"]\n"), at("/a/1", true));
        assert_eq!(found("{\"a\":\"\\a\"}\n"), at("/a", true));
        assert_eq!(found("a: $\\beta$ \"b\"\nb: |\n  \\nu\n"), []);
        assert_eq!(found("title: \"a\\u202Eb\"\n"), at("/title", false));
        assert_eq!(found("title: a\u{202e}b\n"), at("/title", false));
        assert_eq!(found("title: \"a\\tb\\nc\\\\\"\nb: |\n  one\n  two\n"), []);
        assert_eq!(found("title: שלום\u{200f} עולם\n"), []);
    }
}
