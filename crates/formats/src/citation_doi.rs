//! DOIs as the schema of citation files, [CFF 1.2.0], has them.
//!
//! [CFF 1.2.0]: https://github.com/citation-file-format/citation-file-format/blob/1.2.0/schema.json

/// Whether the schema lets `doi` pass: `^10\.\d{4,9}(\.\d+)?/[A-Za-z0-9:/_;\-\.\(\)\[\]\\]+$`.
pub fn is_plain_doi(doi: &str) -> bool {
    let Some((prefix, suffix)) = doi.split_once('/') else { return false };
    let is_number = |it: &str| !it.is_empty() && it.bytes().all(|c| c.is_ascii_digit());
    let mut numbers = prefix.split('.');
    numbers.next() == Some("10")
        && numbers.next().is_some_and(|it| is_number(it) && (4..=9).contains(&it.len()))
        && numbers.next().is_none_or(is_number)
        && numbers.next().is_none()
        && !suffix.is_empty()
        && suffix.chars().all(|c| c.is_ascii_alphanumeric() || "./:_;-()[]\\".contains(c))
}
