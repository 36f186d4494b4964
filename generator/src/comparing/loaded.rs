//! Both sides, loaded.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use faircat_review::{Address, AddressKind, Form, Side, State};
use jiff::civil::Date;

use crate::build::Input;
use crate::catalog::Catalog;
use crate::diagnostic::Diagnostic;
use crate::evidence::attestation::TrustedKey;
use crate::evidence::contradictions::Grounds;
use crate::formats::companions::{is_offered, lighten};
use crate::formats::list::FORMATS;
use crate::loading;
use crate::outside_world::compared_place::{Place, Root};
use crate::outside_world::{catalog_folder, site_folder};
use crate::pages::site::MarkdownPage;
use crate::site::{Site, SiteConfig};

/// A side with its catalogue.
pub(super) struct Loaded {
    pub(super) name: String,
    pub(super) form: Form,
    pub(super) root: PathBuf,
    pub(super) site: Site,
    pub(super) catalog: Catalog,
    /// Records of which there is a file, and that are not in the catalogue: `folder/slug`.
    pub(super) broken: BTreeSet<String>,
    /// Errors of records and settings.
    pub(super) problems: Vec<Diagnostic>,
    /// What its evidence is judged by.
    pub(super) grounds: Grounds,
}

impl Loaded {
    pub(super) fn input(&self) -> Input<'_> {
        Input { root: &self.root, site: &self.site, catalog: &self.catalog }
    }

    /// The side with `records`, those that may differ.
    pub(super) fn side(self, records: BTreeMap<String, State>) -> Side {
        let Loaded { name, form, root, site, broken, problems, .. } = self;
        let own = Some(own_addresses(&root, &site));
        let address = site.has_address.then(|| site.base_url.to_string());
        let keys = site.config.attestation_keys.iter();
        let keys = keys.map(|it| (it.name.clone(), it.key.trim().to_owned())).collect();
        let licence = Some(site.config.license.clone());
        Side {
            name,
            form,
            records,
            broken,
            problems,
            address,
            own,
            licence,
            recomputed: None,
            keys,
        }
    }
}

/// The addresses of the pages that are the site's own, with their files.
pub(super) fn own_pages(root: &Path) -> BTreeMap<String, PathBuf> {
    let files = site_folder::read_pages(root).0.into_iter();
    let named = files.map(|file| {
        let place = Path::new("site/pages").join(&file.path);
        (MarkdownPage::new(&file.path, file.text).path(), place)
    });
    named.collect()
}

/// The pages that are the site's own, and the files that lie beside all records' pages.
fn own_addresses(root: &Path, site: &Site) -> BTreeSet<Address> {
    let pages = own_pages(root).into_keys();
    // A site without a page of that name has one that we wrote.
    let pages = pages.chain(["about/".to_owned()]).map(|path| (AddressKind::Page, path));
    let offered = FORMATS.iter().filter(|it| it.companion.is_some() && is_offered(site, it));
    let files = offered.map(|it| (AddressKind::File, format!("*/*/{}", it.file_name())));
    pages.chain(files).map(|(kind, address)| Address { kind, address }).collect()
}

/// A place with the name that it was asked for by.
pub(super) type Asked<'a> = (&'a str, &'a Place, &'a Root);

/// Loads two sides.
///
/// A change may bring a key with which it signs its own evidence, so on the new side only those keys
/// attest that the old one knows too.
pub(super) fn both(old: Asked, new: Asked, today: Option<Date>) -> (Loaded, Loaded) {
    let (old_site, of_old) = settings(old.2);
    let (new_site, of_new) = settings(new.2);
    // Settings that cannot be read are told of, and change nothing else.
    let any = || old_site.clone().or_else(|| new_site.clone()).unwrap_or_else(default_site);
    let old_site_used = old_site.clone().unwrap_or_else(any);
    let new_site_used = new_site.clone().unwrap_or_else(any);
    let old_grounds = Grounds { today, keys: old_site_used.keys.clone() };
    let new_grounds = grounds_after(&old_grounds, &new_site_used);
    rayon::join(
        || load(old, (old_site_used, of_old), old_grounds),
        || load(new, (new_site_used, of_new), new_grounds),
    )
}

/// Loads what became of `before`, which [`both`] loaded, as that loads a new side.
pub(super) fn after(before: &Loaded, asked: Asked) -> Loaded {
    let (site, problems) = settings(asked.2);
    let site = site.unwrap_or_else(|| before.site.clone());
    let grounds = grounds_after(&before.grounds, &site);
    load(asked, (site, problems), grounds)
}

/// What evidence of a new side with the settings `site` is judged by: those of its keys that are
/// among the `old` ones.
fn grounds_after(old: &Grounds, site: &Site) -> Grounds {
    let is_known = |key: &&TrustedKey| old.keys.iter().any(|it| it.id() == key.id());
    Grounds { today: old.today, keys: site.keys.iter().filter(is_known).cloned().collect() }
}

/// Loads one side, by its own keys.
pub(super) fn alone(asked: Asked, today: Option<Date>) -> Loaded {
    let (site, problems) = settings(asked.2);
    let site = site.unwrap_or_else(default_site);
    let grounds = Grounds { today, keys: site.keys.clone() };
    load(asked, (site, problems), grounds)
}

/// The settings below a folder, and the errors in them.
fn settings(root: &Root) -> (Option<Site>, Vec<Diagnostic>) {
    let (site, problems) = site_folder::read_site(&root.path, None);
    (site, problems.into_iter().filter(Diagnostic::is_error).collect())
}

#[allow(clippy::expect_used, reason = "nothing of it was written by anybody")]
fn default_site() -> Site {
    Site::new(SiteConfig::default(), None).expect("the settings that nobody wrote are sound")
}

fn load(
    (name, place, root): Asked,
    (mut site, mut problems): (Site, Vec<Diagnostic>),
    grounds: Grounds,
) -> Loaded {
    let form = match place {
        Place::Folder(_) => Form::Folder,
        Place::Revision(_) => Form::Revision,
        Place::Site(_) => Form::Site,
    };
    let root = root.path.clone();
    let (mut catalog, found) = loading::load_knowing(&root, &HashMap::new(), &grounds);
    catalog.speak(&site.config.language);
    lighten(&mut site, catalog.entries.len());
    problems.extend(found.into_iter().filter(Diagnostic::is_error));
    let listed = catalog_folder::list_records(&root).0;
    let broken = listed.iter().filter(|file| catalog.get(file.kind, &file.slug).is_none());
    let broken = broken.map(|file| format!("{}/{}", file.kind.folder(), file.slug)).collect();
    Loaded { name: name.to_owned(), form, root, site, catalog, broken, problems, grounds }
}
