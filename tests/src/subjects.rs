//! Records as the exports get them.

use std::path::{Path, PathBuf};

use faircat::catalog::{Catalog, Entry};
use faircat::dossier::Dossier;
use faircat::formats::view::RecordView;
use faircat::linked_data::graph::Graph;
use faircat::linked_data::{Source, document};
use faircat::loading;
use faircat::record::Record;
use faircat::site::{Site, SiteConfig};
use serde_json::Value;

/// A folder with the catalogue that it holds.
pub(crate) struct Fixture {
    pub site: Site,
    pub catalog: Catalog,
}

impl Fixture {
    /// The records in `catalog/` of the repository.
    pub(crate) fn own_catalog() -> Fixture {
        Fixture::load(&repository())
    }

    /// The records of `tests/fixtures/<name>/catalog`.
    pub(crate) fn named(name: &str) -> Fixture {
        Fixture::load(&repository().join("tests/fixtures").join(name))
    }

    fn load(root: &Path) -> Fixture {
        let (catalog, problems) = loading::load(root);
        assert!(problems.iter().all(|problem| !problem.is_error()), "{problems:#?}");
        let config =
            SiteConfig { title: "Catalogue <&> \"tests\"".to_owned(), ..SiteConfig::default() };
        let site = Site::new(config, Some("https://example.org/cat/")).expect("a valid address");
        Fixture { site, catalog }
    }

    /// Runs `check` on every record.
    pub(crate) fn each(&self, mut check: impl FnMut(&RecordView)) {
        for entry in &self.catalog.entries {
            self.with(entry, &mut check);
        }
    }

    /// Runs `check` on the record `folder/slug`.
    pub(crate) fn one<T>(&self, id: &str, check: impl FnMut(&RecordView) -> T) -> T {
        let entry = self.catalog.entries.iter().find(|entry| entry.id() == id);
        self.with(entry.expect("the record is in the fixture"), check)
    }

    fn with<T>(&self, entry: &Entry, check: impl FnMut(&RecordView) -> T) -> T {
        self.as_if(entry, &entry.record(), check)
    }

    /// Runs `check` as if the record of `entry` were `record`.
    pub(crate) fn as_if<T>(
        &self,
        entry: &Entry,
        record: &Record,
        mut check: impl FnMut(&RecordView) -> T,
    ) -> T {
        let source = Source { site: &self.site, catalog: &self.catalog, entry, record };
        let document = Value::Object(document(&source));
        let graph = Graph::from_json_ld(&document.to_string()).expect("valid JSON-LD");
        let dossier = Dossier {
            source,
            evidence: &entry.evidence,
            document: &document,
            graph: &graph,
            scorecard: None,
        };
        check(&RecordView::new(&dossier))
    }
}

fn repository() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("the crate is in the repository").to_owned()
}
