//! From what an author wrote to what it means.

use std::collections::HashMap;

use faircat_record::identifier::Identifier;
use faircat_record::references::LinkRole;
use faircat_record::{AgentRef, InlineAgent, Kind};

use super::{Catalog, Entry};

/// What a reference points to.
#[derive(Clone, Debug)]
pub enum Target<'a> {
    Entry(&'a Entry),
    /// An identifier or URL outside the catalogue.
    External(Identifier),
    /// A bare name: allowed for software, an error elsewhere.
    Name(&'a str),
}

/// Who a reference to an agent means.
#[derive(Clone, Debug)]
pub enum Agent<'a> {
    Entry(&'a Entry),
    Inline(&'a InlineAgent),
}

/// One record that names another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Backlink {
    pub role: LinkRole,
    /// Index of the naming entry.
    pub source: u32,
}

impl Catalog {
    /// Sorts the entries and resolves who names whom.
    ///
    /// Slugs must be unique within each kind.
    pub fn new(mut entries: Vec<Entry>) -> Catalog {
        entries.sort_by(|a, b| (a.kind, &a.slug).cmp(&(b.kind, &b.slug)));
        let mut by_slug: HashMap<String, Vec<u32>> = HashMap::with_capacity(entries.len());
        for (index, entry) in entries.iter_mut().enumerate() {
            entry.index = index;
            by_slug.entry(entry.slug.clone()).or_default().push(index as u32);
        }
        let mut catalog = Catalog { entries, by_slug, ..Catalog::default() };
        catalog.backlinks = catalog.find_backlinks();
        catalog
    }

    fn find_backlinks(&self) -> Vec<Vec<Backlink>> {
        let mut backlinks = vec![Vec::new(); self.entries.len()];
        for entry in &self.entries {
            for (role, text) in &entry.links {
                if let Some(target) = self.find(text, *role) {
                    backlinks[target.index]
                        .push(Backlink { role: *role, source: entry.index as u32 });
                }
            }
        }
        for links in &mut backlinks {
            links.sort_unstable();
            links.dedup();
        }
        backlinks
    }

    /// What `text`, written in the place of `role`, means.
    pub fn resolve<'a>(&'a self, text: &'a str, role: LinkRole) -> Target<'a> {
        if let Some(entry) = self.find(text, role) {
            return Target::Entry(entry);
        }
        match Identifier::parse(text) {
            Ok(identifier) => Target::External(identifier),
            Err(_) => Target::Name(text),
        }
    }

    /// Who `agent` is; a slug without a record stands for itself as a name.
    pub fn agent<'a>(&'a self, agent: &'a AgentRef) -> Option<Agent<'a>> {
        match agent {
            AgentRef::Slug(slug) => self.find(slug, LinkRole::Author).map(Agent::Entry),
            AgentRef::Inline(inline) => Some(Agent::Inline(inline)),
        }
    }

    /// The entry meant by `folder/slug`, or by a slug that is unambiguous in the place of `role`.
    fn find(&self, text: &str, role: LinkRole) -> Option<&Entry> {
        if let Some((folder, slug)) = text.split_once('/') {
            return self.get(Kind::of_folder(folder)?, slug);
        }
        let mut candidates = self
            .by_slug
            .get(text)?
            .iter()
            .map(|&index| &self.entries[index as usize])
            .filter(|entry| role.takes().contains(&entry.kind));
        let first = candidates.next()?;
        candidates.next().is_none().then_some(first)
    }
}
