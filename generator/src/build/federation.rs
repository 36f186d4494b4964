//! What was harvested of other catalogues, as part of the site: one search, one page and one dataset
//! over all. Only the folder `federation/` is read, never the network.

mod joined;
mod own;
mod published_statements;
mod writing;

use std::collections::BTreeSet;
use std::path::Path;

use faircat_federation::extract::is_below;
use faircat_federation::harvest::{ForeignWork, Harvest};
use faircat_federation::joining::{self, Group, Marks};

pub(super) use self::writing::write;
use super::Input;
use crate::catalog::federation::{OtherCatalog, sources};
use crate::diagnostic::Diagnostic;
use crate::outside_world::federation_folder::{self, Stage};
use crate::pages::site::FederationView;
use crate::site::Site;

/// Other catalogues, and what they have in common with this one.
pub(crate) struct Federation {
    /// In the order of the settings.
    held: Vec<Held>,
    /// This catalogue's works, of which a home is the page.
    own: Vec<ForeignWork>,
    /// Number 0 is this catalogue, 1 the first of `held`.
    groups: Vec<Group>,
    /// For the page.
    view: FederationView,
}

/// A catalogue as far as it is at hand.
struct Held {
    source: OtherCatalog,
    harvest: Option<Harvest>,
    /// The file of statements.
    statements: Vec<u8>,
    /// Graphs of the file that are not shown: they have the addresses of this site's own pages.
    left_out: BTreeSet<String>,
    /// Why what was harvested is not shown.
    unusable: Option<String>,
}

impl Held {
    /// The works that are shown.
    fn works(&self) -> &[ForeignWork] {
        self.harvest.as_ref().map(|it| it.works.as_slice()).unwrap_or_default()
    }
}

impl Federation {
    pub(crate) fn view(&self) -> &FederationView {
        &self.view
    }

    /// The works of each catalogue, this one's first.
    fn catalogs(&self) -> Vec<&[ForeignWork]> {
        std::iter::once(self.own.as_slice()).chain(self.held.iter().map(Held::works)).collect()
    }
}

/// What was harvested of the catalogues that the settings name; `None` where they name none.
pub(super) fn read(input: &Input) -> Option<Federation> {
    let (sources, _) = sources(&input.site.config.federation);
    if sources.is_empty() {
        return None;
    }
    let held: Vec<Held> = sources.into_iter().map(|it| hold(input.root, input.site, it)).collect();
    let own = own::works(input);
    let mut federation =
        Federation { held, own, groups: Vec::new(), view: FederationView::default() };
    federation.groups = joining::groups(&marks(&federation));
    federation.view = joined::view(&federation, input.site);
    Some(federation)
}

fn marks(federation: &Federation) -> Vec<Vec<Marks<'_>>> {
    fn of(work: &ForeignWork) -> Marks<'_> {
        let ForeignWork { kind, identifiers, sha256, .. } = work;
        Marks { kind: *kind, identifiers, sha256 }
    }
    federation.catalogs().into_iter().map(|works| works.iter().map(of).collect()).collect()
}

fn hold(root: &Path, site: &Site, source: OtherCatalog) -> Held {
    let (harvest, unusable) = match usable(root, &source.name) {
        Ok(found) => (found, None),
        Err(problem) => (None, Some(problem.message)),
    };
    let (mut harvest, statements) = harvest.unzip();
    let left_out = harvest.as_mut().map(|it| without_own(it, site)).unwrap_or_default();
    Held { source, harvest, statements: statements.unwrap_or_default(), left_out, unusable }
}

/// Takes out of `harvest` what it has at addresses of this site, of whose pages nobody else tells: where
/// it is published was perhaps not known yet. Returns the names of these graphs.
fn without_own(harvest: &mut Harvest, site: &Site) -> BTreeSet<String> {
    let base = site.base_url.as_str();
    let is_own = |it: &str| site.has_address && is_below(it, base);
    let homes = harvest.works.iter().map(|it| &it.home).chain(&harvest.others);
    let left_out = homes.filter(|it| is_own(it)).cloned().collect();
    harvest.works.retain(|it| !is_own(&it.home));
    harvest.others.retain(|it| !is_own(it));
    left_out
}

/// The harvest of the catalogue `name` with its statements, where there is one.
fn usable(root: &Path, name: &str) -> Result<Option<(Harvest, Vec<u8>)>, Diagnostic> {
    let Some(harvest) = federation_folder::read::<Harvest>(root, name, Stage::Whole)? else {
        return Ok(None);
    };
    let refused = |reason: String| {
        let problem = Diagnostic::error("federation", reason);
        let file = federation_folder::index_file(name);
        problem.in_file(file).hint("run `faircat harvest` again, and leave its files as they are")
    };
    harvest.check().map_err(refused)?;
    let file = &harvest.statements.file;
    if file.is_empty() {
        return Ok(Some((harvest, Vec::new())));
    }
    let bytes = federation_folder::read_statements(root, name, file)?;
    let digest = faircat_federation::statements::digest(&bytes);
    if *file != Stage::Whole.statements_file(&digest) {
        return Err(refused(format!("`{file}` is not as it was harvested")));
    }
    Ok(Some((harvest, bytes)))
}

/// What a maintainer is told of the folder `federation/`, for `build` and `check`.
pub(super) fn problems(root: &Path, site: &Site) -> Vec<Diagnostic> {
    let (sources, _) = sources(&site.config.federation);
    let mut found = Vec::new();
    for source in &sources {
        match usable(root, &source.name) {
            Ok(Some(_)) => {}
            Ok(None) => {
                let message = format!("the catalogue `{}` was not harvested yet", source.name);
                let problem = Diagnostic::warning("not-harvested", message);
                let hint = format!("run `faircat harvest {}`", source.name);
                found.push(problem.in_file("site/site.yaml").hint(hint));
            }
            Err(problem) => found.push(Diagnostic {
                severity: crate::diagnostic::Severity::Warning,
                message: format!("{}; this catalogue is not shown", problem.message),
                ..problem
            }),
        }
    }
    let known: BTreeSet<&str> = sources.iter().map(|it| it.name.as_str()).collect();
    for name in federation_folder::names(root) {
        if !known.contains(name.as_str()) {
            let problem = Diagnostic::warning("unknown-file", "this folder is not read");
            let hint = "name the catalogue in `site/site.yaml`, or remove the folder";
            found.push(problem.in_file(Path::new(federation_folder::FOLDER).join(name)).hint(hint));
        }
    }
    found
}
