//! Whether two records are about one work, so that the newer may take the place of the older.

use std::collections::BTreeSet;

use crate::catalog::checks::plain_slug;
use crate::record::identifier::Identifier;
use crate::record::{AgentRef, Work};

/// Whether `here` and `new` are about different works: both state by what they are known, and share
/// none of it. That are identifiers and addresses; where one has none of them, the authors.
pub(super) fn are_different(here: &Work, new: &Work) -> bool {
    for known in [identities, authors] {
        let (of_here, of_new) = (known(here), known(new));
        if !of_here.is_empty() && !of_new.is_empty() {
            return of_here.is_disjoint(&of_new);
        }
    }
    false
}

fn identities(work: &Work) -> BTreeSet<String> {
    let addresses =
        [work.url.as_deref(), work.code.as_ref().and_then(|it| it.repository.as_deref())];
    let versions = work.versions.iter().filter_map(|it| it.identifier.as_deref());
    let stated = work.identifiers.iter().map(String::as_str).chain(versions);
    let texts = stated.chain(addresses.into_iter().flatten());
    texts.map(|text| Identifier::parse(text).map_or(text.to_owned(), |it| it.key())).collect()
}

/// The words of the authors' names, which a reference to a record of theirs has too.
fn authors(work: &Work) -> BTreeSet<String> {
    let name = |it: &AgentRef| match it {
        AgentRef::Inline(agent) => plain_slug(&agent.name),
        AgentRef::Slug(slug) => slug.clone(),
    };
    let names: Vec<String> = work.authors.iter().map(name).collect();
    let words = names.iter().flat_map(|it| it.split('-'));
    words.filter(|it| it.len() > 1).map(str::to_owned).collect()
}
