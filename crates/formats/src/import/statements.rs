//! What is said and what is not: placeholders, licences, dates, addresses and identifiers as sources
//! write them. Whatever is not surely one of these is none.

use faircat_catalog::checks::{LONGEST_SLUG, licence, placeholders, uncut_slug};
use faircat_record::identifier::{Identifier, Scheme};
use faircat_record::partial_date::PartialDate;
use faircat_text::is_web_address;
use jiff::Timestamp;
use jiff::civil::DateTime;
use sha2::{Digest, Sha256};

use super::relations::target;

/// Words by which people and programs fill in a field that they know nothing for, in lower case.
const NOTHING: [&str; 26] = [
    "none",
    "null",
    "nil",
    "nan",
    "n/a",
    "na",
    "unknown",
    "untitled",
    "anonymous",
    "todo",
    "to do",
    "tbd",
    "tba",
    "xxx",
    "-",
    "--",
    "?",
    "...",
    "…",
    "noassertion",
    "not available",
    "not applicable",
    "undefined",
    "more information needed",
    "needs more information",
    "needs more info",
];

/// Codes of DataCite for what is not known, as `(:unav)`, in its API also without brackets
/// ([Metadata Schema 4.7](https://doi.org/10.14454/c69k-2q25), appendix 3).
const UNKNOWN: [&str; 10] =
    [":unac", ":unal", ":unap", ":unas", ":unav", ":unkn", ":none", ":null", ":tba", ":etal"];

/// Whether `text` stands where a value could, and says nothing.
pub fn says_nothing(text: &str) -> bool {
    let plain =
        text.trim_matches(is_blank).trim_matches(['[', ']', '*', '_', '(', ')', '.']).trim();
    if plain.is_empty() {
        return true;
    }
    let lower = plain.to_lowercase();
    if UNKNOWN.contains(&lower.as_str()) {
        return true;
    }
    NOTHING.contains(&lower.as_str()) || is_template(plain) || placeholders::is_one(plain)
}

/// Whether `sign` is white space, or a byte order mark, which nobody sees.
fn is_blank(sign: char) -> bool {
    sign.is_whitespace() || sign == '\u{feff}'
}

/// Whether `text` is the name of a value in a template, as `{{ title | default("") }}` or `{title}`.
fn is_template(text: &str) -> bool {
    let Some(inner) = text.strip_prefix('{').and_then(|it| it.strip_suffix('}')) else {
        return false;
    };
    let inner = inner.strip_prefix(['{', '%']).unwrap_or(inner);
    let inner = inner.strip_suffix(['}', '%']).unwrap_or(inner);
    !inner.contains(['{', '}', ':', '\n'])
}

/// `text`, trimmed, where it says something.
pub(crate) fn said(text: String) -> Option<String> {
    if says_nothing(&text) {
        return None;
    }
    Some(if text.trim().len() == text.len() { text } else { text.trim().to_owned() })
}

/// The list of licences of [DCAT-AP.de](https://www.dcat-ap.de/def/licenses/).
const GERMAN_LIST: &str = "dcat-ap.de/def/licenses/";

/// What stands there, with SPDX's identifier.
const OF_GERMAN_LIST: [(&str, &str); 11] = [
    ("dl-by-de/2.0", "DL-DE-BY-2.0"),
    ("dl-zero-de/2.0", "DL-DE-ZERO-2.0"),
    ("cc-by/4.0", "CC-BY-4.0"),
    ("cc-by-de/3.0", "CC-BY-3.0-DE"),
    ("cc-by-sa/4.0", "CC-BY-SA-4.0"),
    ("cc-by-nc/4.0", "CC-BY-NC-4.0"),
    ("cc-by-nd/4.0", "CC-BY-ND-4.0"),
    ("cc-zero", "CC0-1.0"),
    ("odbl", "ODbL-1.0"),
    ("odby", "ODC-By-1.0"),
    ("odcpddl", "PDDL-1.0"),
];

/// The SPDX expression that `text` is or whose page it names.
pub(crate) fn spdx(text: &str) -> Option<String> {
    let text = text.trim();
    licence::stated(text).or_else(|| of_german_list(text))
}

fn of_german_list(text: &str) -> Option<String> {
    let (_, address) = text.split_once("://")?;
    let place = address.trim_start_matches("www.").strip_prefix(GERMAN_LIST)?;
    let place = place.trim_end_matches('/');
    let found = OF_GERMAN_LIST.iter().find(|(it, _)| it.eq_ignore_ascii_case(place));
    found.map(|(_, name)| (*name).to_owned())
}

/// The day, month or year that `text` is or, with a time, begins with.
pub(crate) fn date(text: &str) -> Option<String> {
    let text = text.trim();
    // There is no year 0.
    if text.starts_with("0000") {
        return None;
    }
    if PartialDate::parse(text).is_some() {
        return Some(text.to_owned());
    }
    let day = text.get(..10)?;
    let is_time = text.parse::<Timestamp>().is_ok() || text.parse::<DateTime>().is_ok();
    (is_time && PartialDate::parse(day).is_some()).then(|| day.to_owned())
}

/// `text`, where it is the address of a page or a file on the web.
pub(crate) fn web_address(text: &str) -> Option<String> {
    let text = text.trim();
    let is_one =
        is_web_address(text) && Identifier::parse(text).is_ok_and(|it| !it.is_placeholder());
    is_one.then(|| text.to_owned())
}

/// The DOI that `text` is or whose address it is, with its scheme.
pub(crate) fn doi(text: &str) -> Option<String> {
    of_scheme(text, Scheme::Doi)
}

/// The identifier that `text` is, with its scheme; addresses are none.
pub(crate) fn identifier(text: &str) -> Option<String> {
    let found = Identifier::recognize(text).ok().filter(|it| !it.is_placeholder())?;
    let is_one = match found.scheme {
        Scheme::Url | Scheme::Orcid | Scheme::Ror => false,
        // Of schemes whose form is not checked those that a registry knows.
        Scheme::Other => found.scheme_id().is_some() && !found.value.contains(char::is_whitespace),
        _ => true,
    };
    is_one.then(|| found.to_string())
}

/// The identifiers that `text` is, one or several with signs between them; none where one part of it
/// is something else.
pub(crate) fn identifiers(text: &str) -> Vec<String> {
    if let Some(one) = identifier(text) {
        return vec![one];
    }
    let parts = text.split([';', ',']).map(str::trim).filter(|it| !it.is_empty());
    let known = |it: &str| {
        identifier(it).or_else(|| target(it, None).filter(|_| web_address(it).is_none()))
    };
    parts.map(known).collect::<Option<Vec<String>>>().unwrap_or_default()
}

/// The digits of the ORCID iD that `text` is, if its check digit fits.
pub(crate) fn orcid(text: &str) -> Option<String> {
    let found = Identifier::recognize(text).ok()?;
    (found.scheme == Scheme::Orcid).then_some(found.value)
}

fn of_scheme(text: &str, scheme: Scheme) -> Option<String> {
    let found = Identifier::recognize(text).ok()?;
    (found.scheme == scheme && !found.is_placeholder()).then(|| found.to_string())
}

/// A BCP 47 tag, which a record's language may be.
pub(crate) fn language(text: &str) -> Option<String> {
    let text = text.trim();
    faircat_record::language::is_tag(text).then(|| text.to_owned())
}

/// Hexadecimal digits by which slugs that are cut stay apart.
const DIGITS: usize = 8;

/// Letters of a name without Latin ones that its slug has.
const FOREIGN_LETTERS: usize = 12;

/// The slug of what a source calls `id`, the same each time. One that is too long is cut and ends in
/// digits of the SHA-256 of all of `id`, so that no two works share it.
pub(crate) fn slug(prefix: &str, id: &str) -> String {
    let plain = uncut_slug(id);
    if !plain.is_empty() {
        let slug = uncut_slug(&format!("{prefix}-{plain}"));
        return if slug.len() > LONGEST_SLUG { cut(&slug, id) } else { slug };
    }
    // Nothing of it is Latin: its letters by their numbers.
    let mut letters = id.chars().filter(|it| it.is_alphanumeric());
    let first = letters.by_ref().take(FOREIGN_LETTERS);
    let numbers: Vec<String> = first.map(|it| format!("{:x}", u32::from(it))).collect();
    let slug = uncut_slug(&format!("{prefix}-{}", numbers.join("-")));
    if letters.next().is_some() || slug.len() > LONGEST_SLUG { cut(&slug, id) } else { slug }
}

fn cut(slug: &str, id: &str) -> String {
    let digest = hex::encode(Sha256::digest(id.as_bytes()));
    let room = LONGEST_SLUG - DIGITS - 1;
    let begin = slug.get(..room).unwrap_or(slug).trim_end_matches('-');
    format!("{begin}-{}", &digest[..DIGITS])
}

#[cfg(test)]
mod tests {
    use super::{date, says_nothing, slug, spdx};

    #[test]
    fn licences_of_german_authorities_are_those_of_spdx() {
        let of = |place: &str| spdx(&format!("http://dcat-ap.de/def/licenses/{place}"));
        assert_eq!(of("dl-by-de/2.0").as_deref(), Some("DL-DE-BY-2.0"));
        assert_eq!(of("other-open"), None);
    }

    #[test]
    fn placeholders_say_nothing() {
        for text in [
            "",
            " ",
            "None",
            "[More Information Needed]",
            "{{ license }}",
            "{card_data}",
            "<name>",
            "N/A",
            "TODO",
            "NOASSERTION",
            "unknown",
            "*[Needs More Information]*",
            "...",
        ] {
            assert!(says_nothing(text), "{text}");
        }
        for text in ["Nora", "0", "false", "{\"a\": 1}", "unknown particles", "NA62", "C"] {
            assert!(!says_nothing(text), "{text}");
        }
    }

    #[test]
    fn a_licence_is_an_expression_or_its_page() {
        for (text, licence) in [
            ("MIT", Some("MIT")),
            ("mit", Some("MIT")),
            ("cc-by-4.0", Some("CC-BY-4.0")),
            ("MIT OR Apache-2.0", Some("MIT OR Apache-2.0")),
            ("https://creativecommons.org/licenses/by/4.0/", Some("CC-BY-4.0")),
            ("https://spdx.org/licenses/MIT.html", Some("MIT")),
            ("This is a license.", None),
            ("NOASSERTION", None),
            ("https://example.org/terms", None),
            ("BSD", None),
        ] {
            assert_eq!(spdx(text).as_deref(), licence, "{text}");
        }
    }

    #[test]
    fn the_day_of_a_time_is_taken() {
        for (text, day) in [
            ("2021-11-22T13:14:30.643565", Some("2021-11-22")),
            ("2025-10-19T01:06:58Z", Some("2025-10-19")),
            ("2014-04-06 23:19:20", Some("2014-04-06")),
            ("2014-04", Some("2014-04")),
            ("2014-13-06T00:00:00Z", None),
            ("2014-04-06 or later", None),
            ("yesterday", None),
            ("0000", None),
            ("0000-01-01", None),
        ] {
            assert_eq!(date(text).as_deref(), day, "{text}");
        }
    }

    #[test]
    fn slugs_are_stable_and_of_any_script() {
        assert_eq!(slug("hf", "DeepPavlov/rubert-base-cased"), "hf-deeppavlov-rubert-base-cased");
        assert_eq!(slug("hf", "北京"), "hf-5317-4eac");
        assert!(slug("hf", &"x".repeat(300)).len() <= 100);
        let long = |end: &str| slug("hf", &format!("{}/{end}", "x".repeat(120)));
        assert_ne!(long("a"), long("b"));
        assert_eq!(long("a"), long("a"));
        let foreign = |end: &str| slug("hf", &format!("{}{end}", "北京".repeat(6)));
        assert_ne!(foreign("京"), foreign("北"));
    }
}
