//! Places of values that were not filled in: remedies are copied as they stand.

use faircat_record::diagnostic::Diagnostic;
use faircat_record::yaml;

use super::Fault;

/// Longest text in angle brackets that is taken for one.
const LONGEST: usize = 100;

/// Elements of HTML that may be meant as such.
const ELEMENTS: [&str; 12] =
    ["a", "b", "br", "code", "div", "em", "i", "img", "p", "script", "style", "svg"];

/// An error for every value of `source`, a record's text, that is a text in angle brackets, as
/// `<IRI of the term>` or `doi:<DOI>`. What an importer kept of its source is the source's matter.
pub fn of_text(source: &str) -> Vec<Fault> {
    let mut found = Vec::new();
    if may_hold_one(source)
        && let Some(root) = yaml::parse(source).root
    {
        root.each_scalar("", &mut |pointer, text| {
            if let Some(place) = placeholder(text)
                && !pointer.starts_with("/extensions/")
            {
                let message = format!("`{place}` stands for a value and is none");
                let hint = "write the value in its place, or remove the field";
                let problem = Diagnostic::error("placeholder", message).hint(hint);
                found.push(Fault::new(pointer, problem));
            }
        });
    }
    found
}

/// Whether a value of `source` may be one: it begins and ends where values do. HTML holds many
/// brackets that do not, and each text that this holds for is read once more. It may err that way
/// only.
fn may_hold_one(source: &str) -> bool {
    if !source.contains('<') {
        return false;
    }
    // Such an escape may stand for any character.
    if ["\\x", "\\u", "\\U"].into_iter().any(|escape| source.contains(escape)) {
        return true;
    }
    source.match_indices('<').any(|(at, _)| {
        let mut before = source[..at].chars().rev();
        let begins = before.next().is_none_or(|it| it.is_whitespace() || "\"'[{,:".contains(it));
        (begins || before.next() == Some('\\')) && may_be_within(&source[at + 1..])
    })
}

/// Whether `text` may begin with the inside of a placeholder, and the end of its value behind that.
fn may_be_within(text: &str) -> bool {
    let Some((inner, after)) = text.split_once('>') else { return false };
    // A line of a value may be broken where it has a space.
    let first = inner.split([' ', '\n', '\r']).next().unwrap_or_default();
    let ends = after.chars().next();
    inner.starts_with(char::is_alphanumeric)
        && !ELEMENTS.contains(&first)
        && !inner.contains(['<', '@', '='])
        && !inner.contains("://")
        && ends.is_none_or(|it| it.is_whitespace() || "\"']},\\".contains(it))
}

/// Those of `faults` that are not about one of the `unfilled` values: of such a value it is enough to
/// say that it is none.
pub fn not_about(unfilled: &[Fault], faults: Vec<Fault>) -> Vec<Fault> {
    let is_unfilled = |it: &Fault| unfilled.iter().any(|place| place.pointer == it.pointer);
    faults.into_iter().filter(|it| !is_unfilled(it)).collect()
}

/// Whether `text` is a text in angle brackets that stands for a value.
pub fn is_one(text: &str) -> bool {
    placeholder(text).is_some()
}

/// The placeholder that `text` is, perhaps behind a scheme. Markdown writes addresses in angle
/// brackets, and HTML an end beside each beginning.
fn placeholder(text: &str) -> Option<&str> {
    let text = text.trim();
    let (before, inner) = text.split_once('<')?;
    let is_scheme = before.is_empty()
        || before
            .strip_suffix(':')
            .is_some_and(|it| it.bytes().all(|it| it.is_ascii_alphanumeric()));
    let inner = inner.strip_suffix('>')?;
    let first = inner.split(' ').next().unwrap_or_default();
    let is_words = inner.starts_with(char::is_alphanumeric)
        && !ELEMENTS.contains(&first)
        && !inner.ends_with('/')
        && !inner.contains(['<', '>', '\n', '@', '='])
        && !inner.contains("://")
        && inner.len() <= LONGEST;
    (is_scheme && is_words).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::{may_hold_one, of_text};

    #[test]
    fn elements_of_html_are_not_looked_into() {
        assert!(!may_hold_one("description: |\n  <p>see <a href=\"x\">y</a> a<sub>b</sub></p>\n"));
        assert!(may_hold_one("title: <title>\n"));
    }

    #[test]
    fn only_what_was_not_filled_in_is_told() {
        let found = |text: &str| {
            let found = of_text(text);
            found.into_iter().map(|it| it.pointer).collect::<Vec<_>>()
        };
        for (text, pointer) in [
            ("subjects:\n  - iri: \"<IRI of the term>\"\n", "/subjects/0/iri"),
            ("subjects:\n  - {term: <term>}\n", "/subjects/0/term"),
            ("publisher:\n  name: \"<organization that publishes it>\"\n", "/publisher/name"),
            ("provenance:\n  - software: [\"<program>\"]\n", "/provenance/0/software/0"),
            ("dataset:\n  collection: <how the data was taken>\n", "/dataset/collection"),
            ("description: |\n  <what it is>\n", "/description"),
            ("identifiers: [\"doi:<DOI>\"]\n", "/identifiers/0"),
            ("sha256: \"<64 hexadecimal digits>\"\n", "/sha256"),
            ("title: \"\\t<title>\\n\"\n", "/title"),
            ("title: '<its\n  title>'\n", "/title"),
            ("title: \"\\u003ctitle>\"\nsummary: a < b\n", "/title"),
            ("{\"a\":<x>}\n", "/a"),
        ] {
            assert_eq!(found(text), [pointer], "{text}");
        }
        for text in [
            "summary: <b>bold</b>\n",
            "summary: <https://example.org>\n",
            "summary: <a@example.org>\n",
            "summary: x < y and y > z\n",
            "summary: <br/>\n",
            "summary: <script>\n",
            "summary: <svg onload=alert(9)>\n",
            "summary: \"p < 0.01\"\n",
            "description: see <a>\n",
            "extensions: {huggingface: {mask_token: <mask>}}\n",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
