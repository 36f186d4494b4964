//! Names of records' files and folders, which become part of addresses.

use faircat_record::diagnostic::Diagnostic;
use unicode_normalization::UnicodeNormalization;

use super::Fault;
use super::artifacts::{FileState, OwnFiles};

/// Letters that Unicode does not take apart, as they are written without them.
const LETTERS: [(char, &str); 10] = [
    ('ł', "l"),
    ('ø', "o"),
    ('đ', "d"),
    ('ð', "d"),
    ('ħ', "h"),
    ('ı', "i"),
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('þ', "th"),
];

/// Longest slug, in bytes.
pub const LONGEST_SLUG: usize = 100;

/// `name` as a slug; empty where nothing of it can be in one. What is too long is cut, so that names
/// with the same beginning have the same slug.
pub fn plain_slug(name: &str) -> String {
    let slug = uncut_slug(name);
    slug.get(..LONGEST_SLUG).unwrap_or(&slug).trim_end_matches('-').to_owned()
}

/// As [`plain_slug`], of any length.
pub fn uncut_slug(name: &str) -> String {
    let is_mark = |c: &char| ('\u{300}'..='\u{36f}').contains(c);
    let lower = name.to_lowercase();
    let mut plain = String::with_capacity(name.len());
    for letter in lower.nfkd().filter(|c| !is_mark(c)) {
        match LETTERS.iter().find(|(it, _)| *it == letter) {
            Some((_, letters)) => plain.push_str(letters),
            None => plain.push(letter),
        }
    }
    let words = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// Why `slug` cannot be part of addresses; `None` where it can.
pub fn slug_problem(slug: &str) -> Option<String> {
    let good = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let first = slug.bytes().next().is_some_and(|byte| byte != b'-');
    if !first || !slug.bytes().all(good) || slug.len() > LONGEST_SLUG {
        return Some(format!("`{slug}` cannot be part of an address"));
    }
    let is_page = matches!(slug, "index" | "page" | "record");
    is_page.then(|| format!("`{slug}` is the name of another page"))
}

/// A slug is part of addresses: lower-case letters, digits and hyphens.
pub(super) fn check(slug: &str, files: &dyn OwnFiles, found: &mut Vec<Fault>) {
    let Some(message) = slug_problem(slug) else { return };
    let form = "at most 100 lower-case letters, digits and hyphens";
    let in_folder = matches!(files.state("record.yaml"), FileState::File(_));
    let (what, ending) = if in_folder { ("folder", "") } else { ("file", ".yaml") };
    let hint = match plain_slug(slug).as_str() {
        "" => format!("rename the {what}, with {form}"),
        plain if plain == slug => "choose another name".to_owned(),
        plain => format!("rename the {what} to `{plain}{ending}`: {form}"),
    };
    found.push(Fault::new("", Diagnostic::error("slug", message).hint(hint)));
}

#[cfg(test)]
mod tests {
    use super::plain_slug;

    #[test]
    fn letters_become_those_of_addresses() {
        for (name, slug) in [
            ("zoë-müller", "zoe-muller"),
            ("Łukasz Ørsted", "lukasz-orsted"),
            ("Đorđević_Strauß", "dordevic-strauss"),
            ("名前", ""),
        ] {
            assert_eq!(plain_slug(name), slug);
        }
    }
}
