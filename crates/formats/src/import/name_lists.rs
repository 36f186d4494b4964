//! Several names in one text, as fields of a single author hold them.

use faircat_record::InlineAgent;
use faircat_record::collective::tells;

use super::agents::{named, plain};
use crate::json_fields::{JsonFields, TEXT};

/// Words of names of persons that begin with a small letter.
const PARTICLES: [&str; 24] = [
    "af", "al", "av", "bin", "da", "de", "del", "den", "der", "di", "do", "dos", "du", "e", "el",
    "la", "le", "ten", "ter", "van", "vom", "von", "y", "zu",
];

/// Most words of a person's name.
const MOST_WORDS: usize = 6;

/// Who is named at `key`, in a text or in each of a list. What may name several without saying where
/// one name ends stays, with a warning.
pub(crate) fn taken(source: &mut JsonFields<'_>, key: &str) -> Vec<InlineAgent> {
    let found = source.items(key, |it| {
        let text = it.look(TEXT)?.as_str()?;
        match names(text).filter(|_| !may_hide_a_person(text)) {
            Some(found) => it.said(TEXT).map(|_| found),
            None => {
                unclear(it, TEXT);
                None
            }
        }
    });
    found.concat()
}

/// Says that the text at `key` may name several.
pub(crate) fn unclear(it: &JsonFields<'_>, key: &str) {
    let message = "may name several, and nothing says where one name ends";
    it.warn(key, "import-several-names", message);
}

/// Whom `text` names: several where every part of it is surely the name of a person, else one.
/// `None` where nothing says which.
pub(crate) fn names(text: &str) -> Option<Vec<InlineAgent>> {
    let text = text.trim().trim_end_matches([';', ',']);
    if text.contains(';') {
        let parts = text.split(';').map(str::trim).filter(|it| !it.is_empty());
        return parts.map(|it| is_one_name(it).then(|| person(it))).collect();
    }
    let pieces = pieces(text);
    if pieces.len() < 2 {
        return Some(vec![whole(text)]);
    }
    if is_organization(pieces[0]) {
        // No comma of it is one before a given name.
        return Some(vec![InlineAgent {
            name: plain(text),
            organization: Some(true),
            ..InlineAgent::default()
        }]);
    }
    if pieces.iter().all(|it| is_full_name(it)) {
        return Some(pieces.iter().map(|it| person(it)).collect());
    }
    let found = with_initials(&pieces).or_else(|| joined(text));
    found.or_else(|| is_one_name(text).then(|| vec![named(text)]))
}

/// Whether `text` begins with an organization and goes on with what may be a person.
fn may_hide_a_person(text: &str) -> bool {
    let pieces = pieces(text);
    let Some((first, others)) = pieces.split_first() else { return false };
    is_organization(first) && others.iter().any(|it| is_full_name(it))
}

/// Somebody of one name, said to be an organization where that reads so.
fn whole(name: &str) -> InlineAgent {
    let organization = is_organization(name).then_some(true);
    InlineAgent { organization, ..named(name) }
}

/// A person; said where the name alone would be taken for an organization's.
fn person(name: &str) -> InlineAgent {
    let agent = named(name);
    let organization = agent.is_organization().then_some(false);
    InlineAgent { organization, ..agent }
}

/// The parts between commas and words that join.
fn pieces(text: &str) -> Vec<&str> {
    let split = text.split(',').flat_map(|it| it.split(" and ")).flat_map(|it| it.split(" & "));
    let bare = split.map(|it| {
        let it = it.trim();
        it.strip_prefix("and ").or_else(|| it.strip_prefix("& ")).unwrap_or(it).trim()
    });
    bare.filter(|it| !it.is_empty()).collect()
}

/// `Doe, J., Roe, R.`: families, each with initials behind it.
fn with_initials(pieces: &[&str]) -> Option<Vec<InlineAgent>> {
    let pairs = pieces.chunks(2).map(|pair| match pair {
        [family, given] if is_initials(given) && is_plain(family) => {
            Some(person(&format!("{family}, {given}")))
        }
        _ => None,
    });
    pairs.collect()
}

/// `Doe, Jane and Roe, Rick`, as BibTeX has it.
fn joined(text: &str) -> Option<Vec<InlineAgent>> {
    let parts: Vec<&str> = text.split(" and ").map(str::trim).collect();
    let fits = parts.len() > 1 && parts.iter().all(|it| it.contains(',') && is_one_name(it));
    fits.then(|| parts.iter().map(|it| person(it)).collect())
}

/// Whether `text` is a name of one person, in reading order or as `Family, Given`.
fn is_one_name(text: &str) -> bool {
    match text.split_once(',') {
        Some((family, given)) => {
            let given = given.trim();
            let is_short = given.len() > 2 && given.chars().all(char::is_uppercase);
            is_plain(family.trim()) && is_plain(given) && !is_short
        }
        None => is_full_name(text),
    }
}

fn is_full_name(text: &str) -> bool {
    is_plain(text) && text.contains(char::is_whitespace)
}

/// Whether `text` is of words as names of persons have them.
fn is_plain(text: &str) -> bool {
    let is_word = |word: &str| {
        let is_name = word.starts_with(char::is_uppercase) || PARTICLES.contains(&word);
        is_name && word.chars().all(|it| it.is_alphabetic() || "-.'’".contains(it))
    };
    let count = text.split_whitespace().count();
    (1..=MOST_WORDS).contains(&count)
        && text.split_whitespace().all(is_word)
        && !is_organization(text)
}

/// `J.`, `J. R.`, `J.-P.` or `JR`.
fn is_initials(text: &str) -> bool {
    let letters = text.chars().filter(|it| it.is_alphabetic());
    let others = text.chars().filter(|it| !it.is_alphabetic());
    let count = letters.clone().count();
    (1..=4).contains(&count)
        && letters.clone().all(char::is_uppercase)
        && others.clone().all(|it| it.is_whitespace() || matches!(it, '.' | '-'))
        && (text.contains('.') || count <= 3)
}

/// Whether a word of `text` stands in names of organizations only.
fn is_organization(text: &str) -> bool {
    let word = |it: &str| tells(&it.trim_matches(['(', ')', '"']).to_lowercase()).is_some();
    text.split_whitespace().any(word)
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn names_are_parted_where_each_is_surely_one() {
        for (text, wanted) in [
            ("Ada Toy", Some(vec!["Ada Toy"])),
            ("Toy, Ada", Some(vec!["Ada Toy"])),
            ("Ada Toy, Jan van Test, J. Probe", Some(vec!["Ada Toy", "Jan van Test", "J. Probe"])),
            ("Ada Toy and Bo Test", Some(vec!["Ada Toy", "Bo Test"])),
            ("Ada Toy, Bo Test, and Cy Probe", Some(vec!["Ada Toy", "Bo Test", "Cy Probe"])),
            (
                "Toy, A.C., Test, B., and Probe, C.-D.",
                Some(vec!["A.C. Toy", "B. Test", "C.-D. Probe"]),
            ),
            ("Toy, Ada and Test, Bo", Some(vec!["Ada Toy", "Bo Test"])),
            ("Toy, Ada; Test, Bo", Some(vec!["Ada Toy", "Bo Test"])),
            ("Lab for Toys, Town", Some(vec!["Lab for Toys, Town"])),
            ("Toy Data Team", Some(vec!["Toy Data Team"])),
            ("ada and friends", None),
            ("Toy, Test, Probe", None),
            ("Ada Toy, University of Test", None),
            ("Ada Toy, NVIDIA", None),
        ] {
            let found =
                names(text).map(|all| all.into_iter().map(|it| it.name).collect::<Vec<_>>());
            let wanted = wanted.map(|all| all.into_iter().map(str::to_owned).collect::<Vec<_>>());
            assert_eq!(found, wanted, "{text}");
        }
    }
}
