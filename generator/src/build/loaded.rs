//! A folder of records as it was when it was read, for several questions.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::fingerprints::Fingerprint;
use crate::catalog::{Catalog, Lasting, Remembered};
use crate::diagnostic::Diagnostic;
use crate::evidence::contradictions::Grounds;
use crate::formats::companions::lighten;
use crate::loading;
use crate::outside_world::{artifact_cache, memory_file, site_folder, this_program};
use crate::site::Site;

/// A folder that holds `catalog/`, read.
#[derive(Debug)]
pub struct Loaded {
    pub(super) root: PathBuf,
    /// Or what is wrong with `site.yaml`.
    pub(super) site: Result<Site, Vec<Diagnostic>>,
    /// In the site's language.
    pub catalog: Catalog,
    /// What is wrong with the records; those with errors are left out.
    pub problems: Vec<Diagnostic>,
}

/// Fewer records are read as quickly as remembered.
const FEWEST: usize = 1000;

/// Records that were read, found sound or unreadable, by the digest of their texts.
type Known = HashMap<Fingerprint, Remembered>;

impl Loaded {
    /// Reads the records in `root/catalog` and `site.yaml`, for a build of `base_url` on the day
    /// `today`.
    pub fn of(root: &Path, base_url: Option<&str>, today: Option<Date>) -> Loaded {
        Loaded::knowing(root, base_url, today, &Known::new())
    }

    /// As [`Loaded::of`] for whoever reads the same folder again and again: records whose texts are
    /// those of the last time are taken from a memory in the user's cache.
    pub fn remembered(root: &Path, today: Option<Date>) -> Loaded {
        let Some(file) = memory_of(root) else { return Loaded::of(root, None, today) };
        let known = recall(&file);
        let loaded = Loaded::knowing(root, None, today, &known);
        if loaded.catalog.entries.len() >= FEWEST && is_outdated(&known, &loaded.catalog) {
            keep(&file, &loaded.catalog);
        }
        loaded
    }

    fn knowing(root: &Path, base_url: Option<&str>, today: Option<Date>, known: &Known) -> Loaded {
        let (mut site, of_site) = site_folder::read_site(root, base_url);
        let keys = site.as_ref().map(|site| site.keys.clone()).unwrap_or_default();
        let (mut catalog, problems) = loading::load_knowing(root, known, &Grounds { today, keys });
        if let Some(site) = &mut site {
            catalog.speak(&site.config.language);
            lighten(site, catalog.entries.len());
        }
        Loaded { root: root.to_owned(), site: site.ok_or(of_site), catalog, problems }
    }
}

/// Whether the records of `catalog` are others than the `known` ones, or so many could be known by
/// their files alone from now on that it is worth keeping all again.
fn is_outdated(known: &Known, catalog: &Catalog) -> bool {
    const OF_SO_MANY_ONE: usize = 20;
    let (mut records, mut newly_marked) = (0, 0);
    for Lasting { digest, mark, .. } in catalog.lasting_records() {
        let Some(remembered) = known.get(digest) else { return true };
        records += 1;
        newly_marked += usize::from(mark.is_some() && mark != remembered.mark);
    }
    records != known.len() || newly_marked * OF_SO_MANY_ONE > records
}

/// Where the memory of `root` is kept; `None` where the user has no cache.
fn memory_of(root: &Path) -> Option<PathBuf> {
    let root = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
    let name = blake3::hash(root.as_os_str().as_encoded_bytes()).to_hex();
    Some(artifact_cache::folder_of_user()?.join(format!("catalogues/{}.memory", &name[..16])))
}

/// The records in `file`, where this program wrote it.
fn recall(file: &Path) -> Known {
    let read = || {
        let bytes = memory_file::read(file)?;
        let (stamp, records): ([u8; 16], Known) = postcard::from_bytes(&bytes).ok()?;
        (stamp == this_program::stamp()).then_some(records)
    };
    read().unwrap_or_default()
}

fn keep(file: &Path, catalog: &Catalog) {
    let records: Vec<Lasting> = catalog.lasting_records().collect();
    let kept = (this_program::stamp(), records);
    memory_file::write(file, |file| postcard::to_io(&kept, file).is_ok());
}
