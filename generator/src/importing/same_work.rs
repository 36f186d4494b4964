//! Whether two records are about one work, so that the newer may take the place of the older.

use std::collections::BTreeSet;

use crate::record::identifier::Identifier;
use crate::record::{AgentRef, Work};

/// Whether `here` and `new` are about different works: both state by what they are known, and share
/// none of it. That are identifiers and addresses; where one has none of them, whoever made them and
/// what they are called; where nobody is named, all that is said of them.
pub(super) fn are_different(here: &Work, new: &Work) -> bool {
    let (of_here, of_new) = (identities(here), identities(new));
    if !of_here.is_empty() && !of_new.is_empty() {
        return of_here.is_disjoint(&of_new);
    }
    let by_others = by_others(here, new);
    by_others == Some(true)
        || are_called_otherwise(&here.title, &new.title)
        || by_others.is_none() && are_unlike(here, new)
}

fn identities(work: &Work) -> BTreeSet<String> {
    let addresses =
        [work.url.as_deref(), work.code.as_ref().and_then(|it| it.repository.as_deref())];
    let versions = work.versions.iter().filter_map(|it| it.identifier.as_deref());
    let stated = work.identifiers.iter().map(String::as_str).chain(versions);
    let texts = stated.chain(addresses.into_iter().flatten());
    texts.map(|text| Identifier::parse(text).map_or(text.to_owned(), |it| it.key())).collect()
}

/// Whether other people made them; `None` where one names nobody.
fn by_others(here: &Work, new: &Work) -> Option<bool> {
    let (of_here, of_new) = (makers(here), makers(new));
    let is_one = |(family, given): &(String, String)| {
        let is_family = |it: &&(String, String)| it.0 == *family;
        let is_given = |it: &(String, String)| starts_as_one(&it.1, given);
        of_new.iter().filter(is_family).any(is_given)
    };
    (!of_here.is_empty() && !of_new.is_empty()).then(|| !of_here.iter().any(is_one))
}

/// The last words of the names of the authors, which are families as a rule, each with the words before
/// it; a reference to a record of theirs has both too. Of names without blanks the whole.
fn makers(work: &Work) -> Vec<(String, String)> {
    let name = |it: &AgentRef| match it {
        AgentRef::Inline(agent) => match (&agent.given_name, &agent.family_name) {
            (given, Some(family)) => format!("{} {family}", given.as_deref().unwrap_or_default()),
            _ => agent.name.clone(),
        },
        AgentRef::Slug(slug) => slug.clone(),
    };
    let divided = |name: String| {
        let mut words: Vec<String> = words_of(&name).map(plain).collect();
        let family = words.pop()?;
        Some((family, words.concat()))
    };
    work.authors.iter().map(name).filter_map(divided).collect()
}

/// Whether `J` and `Jane` may be one name, as any is that nobody tells.
fn starts_as_one(one: &str, other: &str) -> bool {
    match (one.chars().next(), other.chars().next()) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}

/// Words that titles have, whatever they are of.
const COMMON: [&str; 16] = [
    "a", "an", "and", "by", "data", "dataset", "for", "from", "in", "model", "of", "on",
    "software", "the", "to", "with",
];

/// Whether fewer than half of the telling words of one title stand in the other. Where one has no such
/// words, all count.
fn are_called_otherwise(here: &str, new: &str) -> bool {
    let telling = |text: &str| -> BTreeSet<String> {
        words(text).into_iter().filter(|it| !COMMON.contains(&it.as_str())).collect()
    };
    let (mut of_here, mut of_new) = (telling(here), telling(new));
    if of_here.is_empty() || of_new.is_empty() {
        (of_here, of_new) = (words(here), words(new));
    }
    let shared = of_here.intersection(&of_new).count();
    2 * shared < of_here.len().min(of_new.len())
}

/// Words of `text` in small letters and, where they have others, without marks above these.
fn words(text: &str) -> BTreeSet<String> {
    words_of(text).map(plain).collect()
}

fn words_of(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|sign: char| !sign.is_alphanumeric()).filter(|it| !it.is_empty())
}

fn plain(word: &str) -> String {
    let slug = crate::catalog::checks::plain_slug(word);
    if slug.is_empty() { word.to_lowercase() } else { slug }
}

/// Share of the words of the longer description that the other has too where both are of one work.
const ALIKE: f64 = 0.6;

/// Whether both say what they are, and hardly with the same words.
fn are_unlike(here: &Work, new: &Work) -> bool {
    let said = |it: &Work| words(it.description.as_deref().or(it.summary.as_deref()).unwrap_or(""));
    let (of_here, of_new) = (said(here), said(new));
    let most = of_here.len().max(of_new.len());
    let shared = of_here.intersection(&of_new).count();
    !of_here.is_empty() && !of_new.is_empty() && (shared as f64) < ALIKE * most as f64
}

#[cfg(test)]
mod tests {
    use super::are_different;
    use crate::record::{AgentRef, InlineAgent, Kind, Work};

    fn work(title: &str, author: &str, description: &str) -> Work {
        let agent = InlineAgent { name: author.to_owned(), ..InlineAgent::default() };
        let authors = if author.is_empty() { Vec::new() } else { vec![AgentRef::Inline(agent)] };
        let description = Some(description.to_owned()).filter(|it| !it.is_empty());
        Work { authors, description, ..Work::new(Kind::Software, title.to_owned()) }
    }

    #[test]
    fn a_first_name_in_common_makes_no_one_work() {
        let here = work("Track finder", "Jane Doe", "");
        assert!(are_different(&here, &work("Track finder", "Jane Smith", "")));
        assert!(are_different(&here, &work("Weather model", "Jane Doe", "")));
        assert!(!are_different(&here, &work("Track finder 2", "J. Doe", "")));
        assert!(are_different(&work("T", "李明", ""), &work("T", "王芳", "")));
        // Nor does a family, or a word that any title has.
        assert!(are_different(
            &work("The track finder of the lab", "Jane Smith", ""),
            &work("The weather model", "Jane Smith", "")
        ));
        assert!(are_different(
            &work("Analysis code", "Li Wang", ""),
            &work("Analysis code", "Fang Wang", "")
        ));
        let mut referred = work("Track finder", "", "");
        referred.authors = vec![AgentRef::Slug("jane-doe".to_owned())];
        assert!(!are_different(&here, &referred));
    }

    #[test]
    fn of_works_without_authors_descriptions_tell() {
        let here = work("Model", "", "Finds tracks of charged particles in a silicon detector.");
        assert!(are_different(&here, &work("Model", "", "Predicts tomorrow's rain over Europe.")));
        assert!(are_different(&work("Model", "", "Text 1"), &work("Model", "", "Text 2")));
        let edited = "Finds tracks of charged particles in a silicon detector, and vertices.";
        assert!(!are_different(&here, &work("Model", "", edited)));
        assert!(!are_different(&here, &work("Model", "", "")));
    }
}
