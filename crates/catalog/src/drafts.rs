//! The catalogue as it is published: without its drafts.

use super::{Catalog, Entry};

impl Catalog {
    /// The catalogue without its drafts, and how many these were.
    pub fn without_drafts(self) -> (Catalog, usize) {
        let before = self.entries.len();
        if !self.entries.iter().any(Entry::is_draft) {
            return (self, 0);
        }
        let published = self.entries.into_iter().filter(|entry| !entry.is_draft());
        let mut catalog = Catalog::new(published.collect());
        catalog.refused = self.refused;
        let drafts = before - catalog.entries.len();
        (catalog, drafts)
    }
}
