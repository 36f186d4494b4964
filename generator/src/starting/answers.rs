//! What an answer of one line must be, to stand in records and settings.

use faircat_text::visible;

use crate::catalog::checks::placeholders;
use crate::record::identifier::Identifier;
use crate::record::invisible;

/// Longest answer, in characters.
const LONGEST: usize = 1000;

/// A text of one line that is not empty, and no place to be filled in; errors in words.
pub fn line(answer: &str) -> Result<String, String> {
    let answer = answer.trim();
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}');
    if answer.is_empty() || answer.contains(breaks) {
        return Err("it is a text of one line".to_owned());
    }
    if answer.contains(invisible::is_override) {
        return Err("it holds characters that turn the order of what stands beside".to_owned());
    }
    if placeholders::is_one(answer) {
        return Err(format!("`{}` stands for a value and is none", visible(answer)));
    }
    match answer.chars().count() > LONGEST {
        true => Err(format!("it has more than {LONGEST} characters")),
        false => Ok(answer.to_owned()),
    }
}

/// The number of an ORCID iD that is given as such, as its address, or behind its scheme; errors in
/// words.
pub fn orcid(answer: &str) -> Result<String, String> {
    let answer = answer.trim();
    let number = answer.trim_start_matches("https://orcid.org/").trim_start_matches("orcid:");
    let found = Identifier::parse(&format!("orcid:{number}"));
    found.map(|it| it.value).map_err(|error| error.to_string())
}
