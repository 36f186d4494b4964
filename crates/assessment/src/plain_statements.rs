//! Texts that stand where something should be said: whether they say it, and in its form.

use jiff::civil::Date;

use faircat_record::partial_date::PartialDate;
use mediatype::MediaType;

/// What forms leave, letters and digits alone, in small letters.
pub(crate) const PLACEHOLDERS: &[&str] = &[
    "",
    "dummy",
    "na",
    "nan",
    "nil",
    "none",
    "notapplicable",
    "notavailable",
    "notgiven",
    "notknown",
    "notprovided",
    "notset",
    "notspecified",
    "null",
    "placeholder",
    "tba",
    "tbc",
    "tbd",
    "todo",
    "undefined",
    "unknown",
    "unspecified",
];

/// Whether `text` is empty, signs without letters and digits, or stands for a value that is missing.
pub(crate) fn says_nothing(text: &str) -> bool {
    let signs: String = text.chars().filter(|c| c.is_alphanumeric()).take(20).collect();
    PLACEHOLDERS.contains(&signs.to_lowercase().as_str())
}

/// Latest year that a date may be of where the day is not known: what lies beyond is no plan of
/// anybody but a form's way of saying "never".
const LAST_YEAR: i16 = 2100;

/// Whether `text` begins with a year, a year and month, or a date of ISO 8601, with a time or the
/// end of a period behind it, that has come by `today`.
pub(crate) fn is_dated(text: &str, today: Option<Date>) -> bool {
    let date = text.split(['T', ' ', '/', 'Z', '+']).next().unwrap_or_default();
    let has_come = |date: PartialDate| match today {
        Some(today) => date.first() <= today,
        None => date.year() <= LAST_YEAR,
    };
    PartialDate::parse(date).is_some_and(|date| date.year() >= 1000 && has_come(date))
}

/// The top level of IANA's register of media types,
/// <https://www.iana.org/assignments/top-level-media-types>, and what chemists and Apple's and
/// Microsoft's programs write beside it.
const TOP_LEVEL: &[&str] = &[
    "application",
    "audio",
    "chemical",
    "example",
    "font",
    "haptics",
    "image",
    "message",
    "model",
    "multipart",
    "text",
    "video",
    "x-conference",
];

/// Registers of formats; followed by what one format is called there, without `https://` and `www.`.
const FORMAT_REGISTERS: &[&str] = &[
    "iana.org/assignments/media-types/",
    "publications.europa.eu/resource/authority/file-type/",
    "nationalarchives.gov.uk/pronom/",
    "edamontology.org/format_",
    "wikidata.org/entity/q",
    "wikidata.org/wiki/q",
    "id.loc.gov/vocabulary/mediatypes/",
];

/// Whether `text` is a media type (RFC 6838), or the address of a format in a register.
pub(crate) fn is_format(text: &str) -> bool {
    if let Some((_, address)) = text.split_once("://") {
        let address = address.to_ascii_lowercase();
        let address = address.strip_prefix("www.").unwrap_or(&address);
        let mut known = FORMAT_REGISTERS.iter().filter_map(|it| address.strip_prefix(it));
        return known.any(|rest| !rest.is_empty());
    }
    MediaType::parse(text).is_ok_and(|it| TOP_LEVEL.iter().any(|top| it.ty == *top))
}

/// Units of size: the bytes of SI and IEC, in small letters, and their codes of UN/CEFACT.
const UNITS: &[&str] = &[
    "",
    "b",
    "byte",
    "bytes",
    "k",
    "kb",
    "kib",
    "kbyte",
    "kbytes",
    "m",
    "mb",
    "mib",
    "mbyte",
    "mbytes",
    "g",
    "gb",
    "gib",
    "gbyte",
    "gbytes",
    "t",
    "tb",
    "tib",
    "p",
    "pb",
    "pib",
    "kilobytes",
    "megabytes",
    "gigabytes",
    "terabytes",
    "ad",
    "e34",
    "4l",
];

/// Whether `text` is a number of bytes, with or without a unit: `1024`, `12.5 MB`, `1,024 bytes`.
pub(crate) fn is_size(text: &str) -> bool {
    let digits = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let lower = text.trim().to_ascii_lowercase();
    // A number of RDF may have an exponent.
    if lower.parse::<f64>().is_ok_and(|size| size.is_finite() && size >= 0.0) {
        return true;
    }
    let (number, unit) = lower.split_at(lower.find(|c| !digits(c)).unwrap_or(lower.len()));
    number.starts_with(|c: char| c.is_ascii_digit()) && UNITS.contains(&unit.trim())
}

/// Whether `text` can be the address of a file, also relative to its page.
pub(crate) fn is_file_address(text: &str) -> bool {
    let has_path = || text.contains(['.', '/', ':']);
    !text.is_empty() && !text.contains(char::is_whitespace) && !says_nothing(text) && has_path()
}

/// Characters of `text` without the tags and entities of HTML, each gap counted once; none where
/// hardly any of them are letters.
pub(crate) fn length_of_words(text: &str) -> usize {
    let (mut length, mut letters, mut in_gap) = (0, 0, true);
    for sign in without_markup(text).chars() {
        let is_gap = sign.is_whitespace() || sign == '\u{a0}';
        length += usize::from(!is_gap || !in_gap);
        letters += usize::from(sign.is_alphabetic());
        in_gap = is_gap;
    }
    if letters * 3 < length { letters } else { length }
}

/// `text` with a blank for each tag and each entity.
fn without_markup(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(['<', '&']) {
        let (before, from) = rest.split_at(start);
        plain.push_str(before);
        let length = markup(from).unwrap_or(0);
        plain.push_str(if length == 0 { &from[..1] } else { " " });
        rest = &from[length.max(1)..];
    }
    plain + rest
}

/// Bytes within which a tag ends, so that what never does is not searched again and again.
const LONGEST_TAG: usize = 2000;

/// How long the tag or entity is with which `text` begins, in bytes; a mere `<` is none.
fn markup(text: &str) -> Option<usize> {
    if let Some(inner) = text.strip_prefix('<') {
        let is_tag = inner.starts_with(|c: char| c.is_alphabetic() || matches!(c, '/' | '!'));
        let end = text.bytes().take(LONGEST_TAG).position(|byte| byte == b'>');
        return end.filter(|_| is_tag).map(|end| end + 1);
    }
    // The longest name of an entity has 31 letters (HTML, 13.5).
    let end = text.bytes().take(33).position(|byte| byte == b';')?;
    text[1..end].bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#').then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::{is_dated, is_file_address, is_format, is_size, length_of_words, says_nothing};

    fn all(asked: fn(&str) -> bool, wanted: bool, texts: &[&str]) {
        for text in texts {
            assert_eq!(asked(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_forms_leave_says_nothing() {
        all(says_nothing, true, &["", " ", "n/a", "N.A.", "None", "unknown", " , ", "-", "T.B.D."]);
        all(says_nothing, false, &["CERN", "0", "none of the jets", "李 明", "NA62"]);
    }

    #[test]
    fn dates_are_of_iso_8601_and_of_this_age() {
        let dates =
            ["2020", "2020-05", "2020-05-17", "2020-05-17T10:00:00Z", "2020-01-01/2021-01-01"];
        all(|text| is_dated(text, None), true, &dates);
        let others =
            ["n/a", "2020-13-45", "2999-01-01", "9999", "0001-01-01", "last year", "", "T"];
        all(|text| is_dated(text, None), false, &others);
        let today = Some(jiff::civil::date(2026, 5, 17));
        assert!(["2026", "2026-05", "2026-05-17"].iter().all(|text| is_dated(text, today)));
        assert!(!["2027", "2026-06", "2026-05-18"].iter().any(|text| is_dated(text, today)));
    }

    #[test]
    fn formats_are_media_types_or_of_a_register() {
        let formats = [
            "text/csv",
            "application/x-hdf5",
            "text/csv; charset=utf-8",
            "https://www.iana.org/assignments/media-types/text/csv",
            "http://www.nationalarchives.gov.uk/PRONOM/fmt/19",
            "http://publications.europa.eu/resource/authority/file-type/CSV",
        ];
        all(is_format, true, &formats);
        let others =
            ["garbage", "zip", "CSV", "a/b", "n/a", "", "https://example.org/csv", "text/"];
        all(is_format, false, &others);
    }

    #[test]
    fn sizes_are_numbers_of_bytes() {
        all(is_size, true, &["0", "3", "1024", "12.5 MB", "1,024 bytes", "1.2E6", "7GiB"]);
        all(is_size, false, &["unknown", "-5", "NaN", "", "inf", "large", "5 apples", "MB", "."]);
    }

    #[test]
    fn addresses_of_files_have_no_gaps() {
        all(is_file_address, true, &["https://x.org/a", "data/a.csv", "a.csv", "root://x.org//a"]);
        all(is_file_address, false, &["not a url", "", "n/a", "none", "garbage"]);
    }

    #[test]
    fn markup_is_no_description() {
        for text in [&"<p></p>".repeat(20), &"&nbsp;".repeat(60), &".".repeat(80), &" ".repeat(90)]
        {
            assert_eq!(length_of_words(text), 0, "{text}");
        }
        assert_eq!(length_of_words("<p>Two  words</p>"), 10);
        assert_eq!(length_of_words("a < b &amp; c"), 7);
        assert_eq!(length_of_words("p < q"), 5);
        assert_eq!(length_of_words("喷注"), 2);
    }
}
