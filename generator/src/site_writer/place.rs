//! Where a site may be written.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::cannot;
use crate::diagnostic::Diagnostic;
use crate::formats::site::MARK;

/// Files with what stands in each of them, by which a site of ours is told, whatever else it holds:
/// neither hangs on a page. The first is in every site, and the others are of sites without it.
const MARKS: [&[(&str, &str)]; 2] =
    [&[("robots.txt", MARK)], &[("void.ttl", "dump.nq.gz"), ("robots.txt", "User-agent: *")]];
/// Folders of version control: a site that is kept in one is not replaced as a whole.
const HISTORIES: [&str; 4] = [".git", ".hg", ".svn", ".jj"];
/// Bytes in which a mark must stand.
const LOOKED_AT: u64 = 64 * 1024;

/// Folders of the root that a site is made from, the last where it holds one of these: a site that
/// is made from records alone may well be called `site`.
const SOURCES: [(&str, &[&str]); 3] = [
    ("catalog", &[]),
    ("themes", &[]),
    ("site", &["site.yaml", "pages", "queries", "synonyms.yaml"]),
];

/// Refuses to write a site into what it is made from, or over it.
pub fn refuse_within(root: &Path, out: &Path) -> Result<(), Diagnostic> {
    let (root, out) = (resolved(root), resolved(out));
    let within = SOURCES.iter().any(|(name, marks)| {
        let source = root.join(name);
        let used = marks.is_empty() || marks.iter().any(|mark| source.join(mark).exists());
        used && out.starts_with(resolved(&source))
    });
    if !within && !root.starts_with(&out) {
        return Ok(());
    }
    let message = format!("`{}` holds, or lies in, what the site is made from", out.display());
    Err(Diagnostic::error("output", message)
        .hint("name a folder of its own with --out, as `--out _site`"))
}

/// A path without links and `..`, as far as it exists.
fn resolved(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    for folder in path.ancestors() {
        if let (Ok(found), Ok(rest)) = (folder.canonicalize(), path.strip_prefix(folder)) {
            return found.join(rest);
        }
    }
    path
}

/// Refuses to replace anything but an empty folder or a site that faircat made.
pub(super) fn refuse_foreign(out: &Path) -> Result<(), Diagnostic> {
    let hint = "name another folder with --out, or empty this one";
    match fs::symlink_metadata(out) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(cannot("read", out, &error)),
        Ok(metadata) if metadata.is_symlink() => {
            let message = format!("`{}` is a link", out.display());
            return Err(Diagnostic::error("output", message)
                .hint("name the folder itself with --out: a link would be replaced"));
        }
        Ok(metadata) if !metadata.is_dir() => {
            let message = format!("`{}` is no folder", out.display());
            return Err(Diagnostic::error("output", message).hint(hint));
        }
        Ok(_) => {}
    }
    if let Some(history) = HISTORIES.iter().find(|name| out.join(name).exists()) {
        let message =
            format!("`{}` holds `{history}`, which a new site would remove", out.display());
        return Err(Diagnostic::error("output", message)
            .hint("build into another folder, and copy the site from there"));
    }
    let mut items = fs::read_dir(out).map_err(|error| cannot("read", out, &error))?;
    let ours =
        |marks: &[(&str, &str)]| marks.iter().all(|(name, text)| says(&out.join(name), text));
    if items.next().is_none() || MARKS.into_iter().any(ours) {
        return Ok(());
    }
    let message = format!("`{}` holds files that faircat did not make", out.display());
    Err(Diagnostic::error("output", message).hint(hint))
}

/// Whether `text` stands at the beginning of the file.
fn says(file: &Path, text: &str) -> bool {
    let Ok(opened) = fs::File::open(file) else { return false };
    let mut beginning = Vec::new();
    let read = opened.take(LOOKED_AT).read_to_end(&mut beginning);
    read.is_ok() && String::from_utf8_lossy(&beginning).contains(text)
}
