//! The whole way from a folder of records to a website.
//!
//! Records are handled in groups, in parallel. Of each record only its standing is kept; its files
//! are on disk, and its statements in the dump, before the next one is unpacked.

mod catalog_files;
mod companion;
mod distinct;
mod dump;
mod federation;
mod fingerprints;
mod groups;
mod link_check;
mod loaded;
mod memory;
mod own_pages;
mod package;
mod page_documents;
mod record_files;
mod redirects;
mod samples;
mod scorecards;
mod search;
pub mod site_files;
pub mod statements;
pub mod template_check;
pub mod training_data;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub(crate) use companion::with_view;
pub use companion::{CompanionFile, Named, companion_file};
pub use loaded::Loaded;
pub(crate) use package::payload;
pub use package::{MadePackage, Placed, Testing, package_of};
pub use scorecards::{RecordScorecard, scorecards};

use faircat_inference::figures;
use jiff::civil::Date;

use self::memory::{Memory, Place};
use self::own_pages::OwnPages;
use crate::catalog::Catalog;
use crate::diagnostic::{self, Diagnostic};
use crate::evidence::contradictions::Grounds;
use crate::formats::companions::lighten;
use crate::loading;
use crate::outside_world::{catalog_folder, site_folder, this_program};
use crate::pages::{Theme, template_errors};
use crate::site::Site;
use crate::site_writer::{self, Left, OutputLock, SiteWriter};

/// What to build, and where.
#[derive(Clone, Debug)]
pub struct BuildOptions {
    /// The folder that holds `catalog/`.
    pub root: PathBuf,
    /// The folder of the website.
    pub out: PathBuf,
    /// Address of the published site, instead of the one in the environment or `site/site.yaml`.
    pub base_url: Option<String>,
    /// Whether any error stops the build, in whatever stage it is found.
    pub strict: bool,
    pub scope: Scope,
    /// Whether drafts have pages too.
    pub drafts: bool,
    /// Evidence of a later day is not believed; without a day, that is not asked.
    pub today: Option<Date>,
    /// The command line that the manual describes.
    pub command: clap::Command,
}

/// How much of the site to make.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    #[default]
    Everything,
    /// Pages and lists with their JSON-LD, for a quick look: no scorecards, no other formats of
    /// the records, no dump and no search index.
    Pages,
}

/// What a build did.
#[derive(Debug, Default)]
pub struct BuildReport {
    pub diagnostics: Vec<Diagnostic>,
    /// Whether there is a new site in the output folder.
    pub published: bool,
    /// Number of records published.
    pub records: usize,
    /// Number of drafts that are left out.
    pub drafts: usize,
    /// Number of statements in the dump.
    pub statements: u64,
    /// Whether the publisher gave the site's address.
    pub has_address: bool,
}

/// Told how far a build has come.
pub trait Progress: Sync {
    /// A step begins; `total` is how often [`Progress::advance`] will be called, 0 if unknown.
    fn step(&self, name: &'static str, total: usize);
    /// One more item of the step is done.
    fn advance(&self);
}

/// Tells nobody.
pub struct Silent;

impl Progress for Silent {
    fn step(&self, _name: &'static str, _total: usize) {}
    fn advance(&self) {}
}

/// What is read.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    pub root: &'a Path,
    pub site: &'a Site,
    pub catalog: &'a Catalog,
}

impl<'a> Shared<'a> {
    fn input(&self) -> Input<'a> {
        Input { root: self.root, site: self.site, catalog: self.catalog }
    }
}

/// Everything that the pages and files of all records have in common.
pub(crate) struct Shared<'a> {
    pub root: &'a Path,
    pub site: &'a Site,
    pub catalog: &'a Catalog,
    pub theme: &'a Theme,
    pub own: &'a OwnPages,
    pub writer: &'a SiteWriter,
    pub scope: Scope,
    pub command: &'a clap::Command,
    pub progress: &'a dyn Progress,
    /// Works of other catalogues, where the settings name some and everything is made.
    pub federation: Option<&'a federation::Federation>,
}

/// Builds the site. A record with errors is left out, or stops the build where `strict` asks for
/// it; then, and when a template or the disk fails, the old site stays as it was.
pub fn build(options: &BuildOptions, progress: &dyn Progress) -> BuildReport {
    let mut report = BuildReport::default();
    let Some((mut site, own, theme)) = prepared(options, &mut report) else { return report };
    // It is held until the memory of this build is kept. Where there is nothing to build from,
    // reading says so, and nothing is made.
    let lock = catalog_folder::exists(&options.root).then(|| lock(options, progress)).transpose();
    let _lock = match lock {
        Ok(lock) => lock,
        Err(problem) => {
            report.diagnostics.push(problem);
            return report;
        }
    };
    let seal = seal(&site, &theme, options.scope);
    let memory_file = memory::file_of(&options.root, &options.out);
    let (old, changed) = Memory::recall(&memory_file, seal, &options.out);
    if changed {
        report.diagnostics.push(changed_by_hand(&options.out));
    }
    progress.step("reading", 0);
    let catalog = catalog(options, &mut site, &old, &mut report);
    if is_refused(options, &catalog, &mut report) {
        return report;
    }
    let input = Input { root: &options.root, site: &site, catalog: &catalog };
    let everything = options.scope == Scope::Everything;
    let federation = everything.then(|| federation::read(&input)).flatten();
    match SiteWriter::new(&options.out, old.left(&options.out)) {
        Ok(writer) => {
            let shared = Shared {
                root: &options.root,
                site: &site,
                catalog: &catalog,
                theme: &theme,
                own: &own,
                writer: &writer,
                scope: options.scope,
                command: &options.command,
                progress,
                federation: federation.as_ref(),
            };
            let outcome = write_all(&shared, &old, &mut report);
            // What the last build knew takes room that the next one's memory needs.
            drop(old);
            if stays(options, &mut report) {
                writer.abandon();
            } else if let Some((new, left)) = publish(writer, &options.out, outcome, &mut report) {
                let place = Place { file: &memory_file, out: &options.out };
                new.keep(&place, seal, &catalog, left);
            }
        }
        Err(problem) => report.diagnostics.push(problem),
    }
    report.records = catalog.entries.len();
    diagnostic::sort(&mut report.diagnostics);
    report
}

/// What a site is made of beside its records; `None` where that cannot be read, as `report` says.
fn prepared(options: &BuildOptions, report: &mut BuildReport) -> Option<(Site, OwnPages, Theme)> {
    let (site, problems) = site_folder::read_site(&options.root, options.base_url.as_deref());
    report.diagnostics.extend(problems);
    let site = site?;
    report.has_address = site.has_address;
    let own = OwnPages::read(&options.root);
    match theme(options, &site, &own, report) {
        Ok(theme) => Some((site, own, theme)),
        Err(problem) => {
            report.diagnostics.push(problem);
            None
        }
    }
}

/// The records of the site, of which `old` knows those that did not change.
fn catalog(
    options: &BuildOptions,
    site: &mut Site,
    old: &Memory,
    report: &mut BuildReport,
) -> Catalog {
    let grounds = Grounds { today: options.today, keys: site.keys.clone() };
    let (mut catalog, problems) = loading::load_knowing(&options.root, &old.records, &grounds);
    catalog.speak(&site.config.language);
    report.diagnostics.extend(problems);
    let catalog = published(options, catalog, report);
    report.diagnostics.extend(site_files::overlooked(&options.root, site, &catalog));
    let left_out = lighten(site, catalog.entries.len());
    report.diagnostics.extend(site_files::lightened(site, &left_out));
    catalog
}

/// Whether nothing is made of `catalog`: something is wrong, and `strict` asks for that or nothing
/// else is left.
fn is_refused(options: &BuildOptions, catalog: &Catalog, report: &mut BuildReport) -> bool {
    let broken = report.diagnostics.iter().any(Diagnostic::is_error);
    if !broken && catalog.entries.is_empty() {
        report.diagnostics.push(no_records(report.drafts));
    }
    broken && (options.strict || catalog.entries.is_empty())
}

/// The theme, with the site's `own` pages in its menu.
fn theme(
    options: &BuildOptions,
    site: &Site,
    own: &OwnPages,
    report: &mut BuildReport,
) -> Result<Theme, Diagnostic> {
    let folder = site_files::read_theme(&options.root, site)?;
    let theme = own.in_menu(Theme::load(site, folder.files)?, site);
    report.diagnostics.extend(folder.problems);
    report.diagnostics.extend(theme.undefined_variables());
    Ok(match options.scope {
        Scope::Everything => theme,
        Scope::Pages => theme.of_pages_only(site),
    })
}

/// Those of `catalog` that have pages.
fn published(options: &BuildOptions, catalog: Catalog, report: &mut BuildReport) -> Catalog {
    if options.drafts {
        return catalog;
    }
    let (published, drafts, warnings) = loading::drafts::left_out(&options.root, catalog);
    report.drafts = drafts;
    report.diagnostics.extend(warnings);
    published
}

/// The right to write the site, where a site may be.
fn lock(options: &BuildOptions, progress: &dyn Progress) -> Result<OutputLock, Diagnostic> {
    site_writer::refuse_within(&options.root, &options.out)?;
    let waiting = || progress.step("waiting for another build of this site", 0);
    OutputLock::take(&options.out, &waiting)
}

/// A site without a record is sound, and seldom what was wanted.
fn no_records(drafts: usize) -> Diagnostic {
    if drafts > 0 {
        let message = "every record below `catalog/` is a draft, so the site is empty";
        return Diagnostic::warning("no-records", message)
            .in_file("catalog")
            .hint("build with `--drafts` to look at them, or take out `status: draft`");
    }
    Diagnostic::warning("no-records", "there is no record below `catalog/`")
        .in_file("catalog")
        .hint("add one, as `catalog/datasets/my-data/record.yaml`; the manual begins with that")
}

/// What somebody's own edits in the site come to.
fn changed_by_hand(out: &Path) -> Diagnostic {
    let message = format!(
        "`{}` was changed since it was built; it is made anew, without those changes",
        out.display()
    );
    Diagnostic::warning("site-changed", message)
        .hint("change the records, `site/` or the theme; files of your own belong elsewhere")
}

/// What GitHub Pages and GitLab Pages publish at most.
const LARGEST_SITE: u64 = 1_000_000_000;

/// Told of a site that usual hosts do not take: how large it is, and what takes the room.
fn too_large(out: &Path, bytes: u64) -> Option<Diagnostic> {
    if bytes <= LARGEST_SITE {
        return None;
    }
    let parts = site_writer::room::by_part(out).into_iter().take(6);
    let parts: Vec<String> =
        parts.map(|(part, bytes)| format!("{part} {}", figures::size(bytes))).collect();
    let message = format!(
        "the site has {}, and GitHub Pages and GitLab Pages publish at most {}; of it {}",
        figures::size(bytes),
        figures::size(LARGEST_SITE),
        parts.join(", ")
    );
    let hint =
        "leave out formats by `formats: without: […]` in site/site.yaml, or publish it elsewhere";
    Some(Diagnostic::warning("site-too-large", message).hint(hint))
}

/// Everything besides the records that their files depend on.
fn seal(site: &Site, theme: &Theme, scope: Scope) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&this_program::stamp());
    hasher.update(site.base_url.as_str().as_bytes());
    hasher.update(&[u8::from(site.has_address)]);
    hasher.update(&serde_json::to_vec(&site.config).unwrap_or_default());
    hasher.update(&theme.digest());
    hasher.update(format!("{scope:?}").as_bytes());
    *hasher.finalize().as_bytes()
}

/// Whether what was found while the files were made keeps the old site in its place: a template that
/// fails would leave holes in pages, and `strict` takes no error at all.
fn stays(options: &BuildOptions, report: &mut BuildReport) -> bool {
    let broken = template_errors::told_once(&mut report.diagnostics);
    broken || options.strict && report.diagnostics.iter().any(Diagnostic::is_error)
}

/// Puts the new site in place, or drops it where `outcome` says that it could not be written.
/// Returns what the next build can use, with what is left beside the site.
fn publish(
    writer: SiteWriter,
    out: &Path,
    outcome: Result<Memory, Diagnostic>,
    report: &mut BuildReport,
) -> Option<(Memory, Left)> {
    let finished = match outcome {
        Ok(memory) => writer.finish().map(|left| (memory, left)),
        Err(problem) => {
            writer.abandon();
            Err(problem)
        }
    };
    report.published = finished.is_ok();
    if let Ok((_, left)) = &finished {
        report.diagnostics.extend(too_large(out, left.census().bytes()));
    }
    finished.map_err(|problem| report.diagnostics.push(problem)).ok()
}

/// Writes every file; returns what the next build can use.
fn write_all(
    shared: &Shared,
    old: &Memory,
    report: &mut BuildReport,
) -> Result<Memory, Diagnostic> {
    let mut new = Memory::default();
    shared.progress.step("records", shared.catalog.entries.len());
    let of_training_data = match shared.scope {
        Scope::Everything => training_data::standings(&shared.input()),
        Scope::Pages => BTreeMap::new(),
    };
    let standings = |iri: &str| of_training_data.get(iri).cloned();
    let mut documents = page_documents::make(shared);
    let said = page_documents::statements(shared, &documents)?;
    let fingerprints = fingerprints::of_entries(&shared.input(), &standings);
    let texts = match shared.scope {
        Scope::Everything => search::texts_of_pages(shared),
        Scope::Pages => Vec::new(),
    };
    // The search index needs nothing of the pages, so it is made beside them.
    std::thread::scope(|scope| {
        let search = scope.spawn(|| match shared.scope {
            Scope::Everything => search::write_search(shared, &texts, &fingerprints, &old.search),
            Scope::Pages => Ok(Vec::new()),
        });
        let made = groups::write_records(shared, &standings, &fingerprints, said, old, &mut new)?;
        page_documents::tell_counts(&mut documents, made.counts.clone());
        report.statements = made.statements;
        shared.progress.step("pages of the catalogue", 0);
        report.diagnostics.extend(catalog_files::write(
            shared,
            &documents,
            &made,
            old.is_recalled(),
        )?);
        report.diagnostics.extend(made.diagnostics);
        new.search = search.join().unwrap_or_else(|_| Err(search::panicked()))?;
        if shared.scope == Scope::Everything {
            report.diagnostics.extend(search::words::write(shared, &texts)?);
            if let Some(federation) = shared.federation {
                new.federation = federation::write(shared, federation, old)?;
            }
            // Without every page, sound links would seem to lead nowhere.
            if !report.diagnostics.iter().any(template_errors::is_one) {
                report.diagnostics.extend(link_check::check(shared));
            }
        }
        Ok(new)
    })
}
