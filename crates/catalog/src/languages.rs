//! The catalogue as readers of one language see it.

use faircat_record::Record;

use super::{Catalog, summary};

impl Catalog {
    /// Takes titles and summaries in `language` where records have them.
    pub fn speak(&mut self, language: &str) {
        let told = self.entries.iter_mut().filter(|entry| entry.is_translated);
        for entry in told.filter(|entry| entry.summary.languages.is_some()) {
            if let Record::Work(work) = entry.record() {
                summary::speak(&mut entry.summary, &work, language);
            }
        }
    }
}
