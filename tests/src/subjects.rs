//! Records as a build gives them to formats and pages.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use faircat::assessment::Standing;
use faircat::build::{Input, statements, training_data};
use faircat::catalog::{Catalog, Entry};
use faircat::formats::view::RecordView;
use faircat::loading;
use faircat::record::Record;
use faircat::site::{Site, SiteConfig};

use crate::program::repository;

/// A folder with the catalogue that it holds.
pub(crate) struct Fixture {
    root: PathBuf,
    pub site: Site,
    pub catalog: Catalog,
    /// Those of training data, by its IRI.
    standings: BTreeMap<String, Standing>,
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
        let standings = training_data::standings(&Input { root, site: &site, catalog: &catalog });
        Fixture { root: root.to_owned(), site, catalog, standings }
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

    fn with<T>(&self, entry: &Entry, mut check: impl FnMut(&RecordView) -> T) -> T {
        let input = self.input();
        let said = statements::make(&input, entry, &|iri| self.standings.get(iri).cloned());
        let said = said.expect("valid JSON-LD");
        check(&RecordView::new(&said.dossier(&input, entry)))
    }

    /// Runs `check` as if the record of `entry` were `record`, which nobody has assessed.
    pub(crate) fn as_if<T>(
        &self,
        entry: &Entry,
        record: &Record,
        mut check: impl FnMut(&RecordView) -> T,
    ) -> T {
        let input = self.input();
        let said = statements::unassessed(&input, entry, record.clone()).expect("valid JSON-LD");
        check(&RecordView::new(&said.dossier(&input, entry)))
    }

    pub(crate) fn input(&self) -> Input<'_> {
        Input { root: &self.root, site: &self.site, catalog: &self.catalog }
    }
}
