//! What one side of a comparison is: a folder with records, a revision, or a site that was built.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use faircat_record::Kind;
use faircat_record::diagnostic::Diagnostic;
use faircat_text::is_web_address;
use tempfile::TempDir;

use crate::door::{self, Refused};
use crate::{catalog_folder, git_revision, web_page};

/// Where the records of one side are.
#[derive(Debug)]
pub enum Place {
    /// In a folder that holds `catalog/`.
    Folder(Root),
    /// In a revision, whose files were taken out.
    Revision(Root),
    /// In a site that was built.
    Site(BuiltSite),
}

/// What a site that was built says of itself.
#[derive(Debug)]
pub struct BuiltSite {
    /// Its dump, packed or not.
    pub dump: Vec<u8>,
    /// Its sitemap, where there is one that can be read.
    pub sitemap: Option<Vec<u8>>,
}

/// A folder that holds `catalog/`, as long as this is kept.
#[derive(Debug)]
pub struct Root {
    pub path: PathBuf,
    /// Removes the folder where it was made for this.
    _kept: Option<TempDir>,
    /// Warnings of what is not in it.
    pub said: Vec<Diagnostic>,
}

/// The dump of a site, below its address.
const DUMP: &str = "dump.nq.gz";
/// Largest dump, in bytes.
const LARGEST_DUMP: u64 = 256 << 20;
/// The addresses of its pages, below its address.
const SITEMAP: &str = "sitemap.xml";
/// Largest sitemap, in bytes: the protocol's own limit.
const LARGEST_SITEMAP: u64 = 50 << 20;

/// What `name` names: an address of a site, a folder that is there, or else a revision of the
/// repository in which `root` lies.
///
/// # Errors
/// None of these, or one without a catalogue.
pub fn locate(root: &Path, name: &str) -> Result<Place, Diagnostic> {
    if is_web_address(name) {
        return of_address(name).map(Place::Site);
    }
    let path = Path::new(name);
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => of_folder(path),
        Ok(_) => {
            let problem = Diagnostic::error("no-folder", "this is a file, no folder");
            Err(problem.in_file(path).hint("name the folder that holds `catalog/`"))
        }
        Err(_) => {
            let (kept, mut said) = git_revision::taken_out(root, name)?;
            let path = kept.path().to_owned();
            if !catalog_folder::exists(&path) {
                let message = format!("the revision `{name}` has no folder `catalog` here");
                let warning = Diagnostic::warning("no-catalog", message);
                said.push(
                    warning.hint("if it has one elsewhere, name what holds that with --root"),
                );
            }
            Ok(Place::Revision(Root { path, _kept: Some(kept), said }))
        }
    }
}

fn of_address(address: &str) -> Result<BuiltSite, Diagnostic> {
    let slash = if address.ends_with('/') { "" } else { "/" };
    let at = |file: &str| format!("{address}{slash}{file}");
    let dump = web_page::fetch_bytes(&at(DUMP), LARGEST_DUMP)
        .map_err(|problem| problem.hint("name the address of a site that faircat built"))?;
    let sitemap = web_page::fetch_bytes(&at(SITEMAP), LARGEST_SITEMAP).ok();
    Ok(BuiltSite { dump, sitemap })
}

fn of_folder(path: &Path) -> Result<Place, Diagnostic> {
    let whole = |path: PathBuf| Place::Folder(Root { path, _kept: None, said: Vec::new() });
    if catalog_folder::exists(path) {
        return Ok(whole(path.to_owned()));
    }
    match door::read_file(&path.join(DUMP), LARGEST_DUMP) {
        Ok(dump) => {
            let sitemap = door::read_file(&path.join(SITEMAP), LARGEST_SITEMAP).ok();
            return Ok(Place::Site(BuiltSite { dump, sitemap }));
        }
        Err(Refused::Absent) => {}
        Err(refused) => return Err(refused.diagnostic(&path.join(DUMP))),
    }
    if path.join("index.html").is_file() {
        let message = format!("this is a site without `{DUMP}`, which has what its records say");
        let problem = Diagnostic::error("no-catalog", message).in_file(path);
        return Err(problem.hint("build it whole, without `--pages-only`"));
    }
    if Kind::ALL.iter().any(|kind| path.join(kind.folder()).is_dir()) {
        return of_catalog(path);
    }
    let problem = Diagnostic::error("no-catalog", "there is no folder `catalog` in it");
    Err(problem.in_file(path).hint(
        "name the folder that holds `catalog/`, `catalog` itself, or a site that was built, whole",
    ))
}

/// The folder `catalog` itself, whatever it is called.
fn of_catalog(path: &Path) -> Result<Place, Diagnostic> {
    let unreadable = |error: std::io::Error| {
        Diagnostic::error("unreadable", format!("the folder cannot be read: {error}"))
            .in_file(path)
            .hint("check its permissions")
    };
    let own = fs::canonicalize(path).map_err(unreadable)?;
    if let (Some(name), Some(above)) = (own.file_name(), own.parent())
        && name == "catalog"
    {
        // Its settings lie beside it.
        return Ok(Place::Folder(Root { path: above.to_owned(), _kept: None, said: Vec::new() }));
    }
    let kept = tempfile::Builder::new().prefix("faircat-").tempdir().map_err(unreadable)?;
    symlink(&own, kept.path().join("catalog")).map_err(unreadable)?;
    Ok(Place::Folder(Root { path: kept.path().to_owned(), _kept: Some(kept), said: Vec::new() }))
}
