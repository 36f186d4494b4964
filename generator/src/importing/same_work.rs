//! Whether two records are about one work, so that the newer may take the place of the older.

use std::collections::BTreeSet;

use crate::record::identifier::Identifier;
use crate::record::{AgentRef, Work};

/// Whether `here` and `new` are about different works: both state by what they are known, and share
/// none of it. That are identifiers and addresses; where one has none of them, whoever made them and
/// what they are called; where nobody is named, all that is said of them.
pub(super) fn are_different(here: &Work, new: &Work) -> bool {
    let differ = |known: fn(&Work) -> BTreeSet<String>| {
        let (of_here, of_new) = (known(here), known(new));
        let both = !of_here.is_empty() && !of_new.is_empty();
        both.then(|| of_here.is_disjoint(&of_new))
    };
    if let Some(differ) = differ(identities) {
        return differ;
    }
    let by_others = differ(families);
    by_others == Some(true)
        || differ(|it| words(&it.title)) == Some(true)
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

/// The families of the authors: the last words of their names, as a reference to a record of theirs
/// has them too; of names without blanks the whole.
fn families(work: &Work) -> BTreeSet<String> {
    let name = |it: &AgentRef| match it {
        AgentRef::Inline(agent) => agent.family_name.clone().unwrap_or_else(|| agent.name.clone()),
        AgentRef::Slug(slug) => slug.clone(),
    };
    let last = |name: String| words_of(&name).last().map(plain);
    work.authors.iter().map(name).filter_map(last).collect()
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
const ALIKE: f64 = 0.3;

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
        let mut referred = work("Track finder", "", "");
        referred.authors = vec![AgentRef::Slug("jane-doe".to_owned())];
        assert!(!are_different(&here, &referred));
    }

    #[test]
    fn of_works_without_authors_descriptions_tell() {
        let here = work("Model", "", "Finds tracks of charged particles in a silicon detector.");
        assert!(are_different(&here, &work("Model", "", "Predicts tomorrow's rain over Europe.")));
        let edited = "Finds tracks of charged particles in a silicon detector, and vertices.";
        assert!(!are_different(&here, &work("Model", "", edited)));
        assert!(!are_different(&here, &work("Model", "", "")));
    }
}
