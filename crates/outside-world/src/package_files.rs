//! Packages of files, as a folder or an archive, written whole or not at all.

use std::fs::{self, File};
use std::io::{self, Seek, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use tempfile::Builder;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::atomic_file;
use super::door;
use super::fetching::Replace;
use faircat_record::diagnostic::Diagnostic;

/// A file of a package.
pub struct Part<'a> {
    /// Below the package's folder, with `/`, never leaving it.
    pub path: &'a str,
    pub bytes: Bytes<'a>,
}

/// What is in a file of a package.
pub enum Bytes<'a> {
    Made(&'a [u8]),
    /// Those of the ordinary file at this path.
    Of(&'a Path),
}

/// Refuses `out`, where a package is to be written as a folder or as an archive, if what is there
/// already is not to be replaced.
pub fn refuse_taken(out: &Path, is_archive: bool, replace: Replace) -> Result<(), Diagnostic> {
    if !is_archive {
        return is_folder(out, replace).map(drop);
    }
    if replace == Replace::Never && out.symlink_metadata().is_ok() {
        let problem = Diagnostic::error("file-exists", "there is a file of this name already");
        return Err(problem.in_file(out).hint("name another; --force replaces it"));
    }
    Ok(())
}

/// Writes the package into `folder`, which is new or empty. With [`Replace::Always`] it may hold
/// others: files of the same paths are replaced, and all else stays.
pub fn write_folder(folder: &Path, parts: &[Part], replace: Replace) -> Result<(), Diagnostic> {
    let is_there = is_folder(folder, replace)?;
    write_to(folder, is_there, parts)
}

/// Writes the package into `folder`, which may hold others. What is at the path of a part already, with
/// other bytes, is replaced only where `replace` says so.
pub fn add_to_folder(folder: &Path, parts: &[Part], replace: Replace) -> Result<(), Diagnostic> {
    let is_there = is_folder(folder, Replace::Always)?;
    let taken = |it: &&Part| {
        let there = folder.join(it.path);
        there.symlink_metadata().is_ok() && !has(&there, &it.bytes)
    };
    if replace == Replace::Never
        && let Some(part) = parts.iter().find(taken)
    {
        let problem = Diagnostic::error("file-exists", "there is a file of this name already");
        let problem = problem.in_file(folder.join(part.path));
        return Err(problem.hint("name another folder; --force replaces it"));
    }
    write_to(folder, is_there, parts)
}

/// Whether the ordinary file `file` has just `bytes`.
fn has(file: &Path, bytes: &Bytes) -> bool {
    match bytes {
        Bytes::Made(bytes) if !file.is_symlink() => {
            door::read_file(file, bytes.len() as u64).is_ok_and(|it| it == *bytes)
        }
        _ => false,
    }
}

fn write_to(folder: &Path, is_there: bool, parts: &[Part]) -> Result<(), Diagnostic> {
    let failed = |error: io::Error| atomic_file::unwritable(folder, &error);
    let staged = staging(folder).map_err(failed)?;
    for part in parts {
        let copied = stage(&staged.path().join(part.path), &part.bytes);
        copied.map_err(|error| of_part(folder, part, &error))?;
    }
    if is_there {
        // All are known to have a place before the first is put there.
        for part in parts {
            let fits = refuse_unfit(folder, part.path);
            fits.map_err(|error| of_part(folder, part, &error))?;
        }
        return parts.iter().try_for_each(|part| {
            let put = put(&staged.path().join(part.path), folder, part.path);
            put.map_err(|error| of_part(folder, part, &error))
        });
    }
    fs::rename(staged.path(), folder).map_err(failed)
}

/// Whether `folder` is there; an error where nothing may be written into it.
fn is_folder(folder: &Path, replace: Replace) -> Result<bool, Diagnostic> {
    let mut items = match fs::read_dir(folder) {
        Ok(items) => items,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(atomic_file::unwritable(folder, &error)),
    };
    if replace == Replace::Never && items.next().is_some() {
        let problem = Diagnostic::error("not-empty", "there are files in the folder already");
        let hint = "name a new or an empty folder; with --force files of the same names are \
                    replaced, and others stay";
        return Err(problem.in_file(folder).hint(hint));
    }
    Ok(true)
}

/// A folder beside `folder`, or in it where there is nothing above, which goes when it is dropped.
fn staging(folder: &Path) -> io::Result<tempfile::TempDir> {
    let above = match folder.parent() {
        Some(above) if !above.as_os_str().is_empty() => above,
        _ => Path::new("."),
    };
    fs::create_dir_all(above)?;
    let permissions = fs::Permissions::from_mode(0o777);
    Builder::new().prefix(".faircat-").permissions(permissions).tempdir_in(above)
}

fn stage(file: &Path, bytes: &Bytes) -> io::Result<()> {
    fs::create_dir_all(file.parent().unwrap_or(Path::new(".")))?;
    copy(bytes, &mut File::create_new(file)?).map(drop)
}

/// The folders that `path` has above it below `folder`, from the outermost.
fn above(folder: &Path, path: &str) -> Vec<PathBuf> {
    let below = Path::new(path).ancestors().skip(1).filter(|it| !it.as_os_str().is_empty());
    let mut above: Vec<_> = below.map(|it| folder.join(it)).collect();
    above.reverse();
    above
}

/// Refuses a place below `folder` that is a folder, or leads through anything but folders.
fn refuse_unfit(folder: &Path, path: &str) -> io::Result<()> {
    for above in above(folder, path) {
        match fs::symlink_metadata(&above) {
            Ok(found) if found.is_dir() => {}
            Ok(_) => return Err(io::ErrorKind::NotADirectory.into()),
            Err(_) => return Ok(()),
        }
    }
    match fs::symlink_metadata(folder.join(path)) {
        Ok(found) if found.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        _ => Ok(()),
    }
}

/// Puts the file at `staged` to `path` below `folder`, through no symbolic link.
fn put(staged: &Path, folder: &Path, path: &str) -> io::Result<()> {
    refuse_unfit(folder, path)?;
    for above in above(folder, path).into_iter().filter(|it| !it.exists()) {
        fs::create_dir(above)?;
    }
    fs::rename(staged, folder.join(path))
}

/// Writes the package into the archive `file`, each path below `top`, which is empty or ends in `/`.
/// What is at `file` already is replaced only where `replace` says so.
pub fn write_archive(
    file: &Path,
    top: &str,
    parts: &[Part],
    replace: Replace,
) -> Result<(), Diagnostic> {
    refuse_taken(file, true, replace)?;
    let file = &atomic_file::named(file);
    let mut staged = atomic_file::stage(file)?;
    let mut archive = ZipWriter::new(staged.as_file_mut());
    for part in parts {
        let added = add(&mut archive, &format!("{top}{}", part.path), &part.bytes);
        added.map_err(|error| of_part(file, part, &error))?;
    }
    archive.finish().map_err(|error| atomic_file::unwritable(file, &error.into()))?;
    atomic_file::finish(staged, file)
}

/// Sizes from which the archive needs fields of 64 bits.
const LARGE: u64 = u32::MAX as u64;

fn add<W: Write + Seek>(archive: &mut ZipWriter<W>, path: &str, bytes: &Bytes) -> io::Result<()> {
    let size = match bytes {
        Bytes::Made(bytes) => bytes.len() as u64,
        Bytes::Of(file) => fs::metadata(file)?.len(),
    };
    // No clock: the same package is the same archive.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
        .large_file(size >= LARGE);
    archive.start_file(path, options)?;
    copy(bytes, archive).map(drop)
}

fn copy(bytes: &Bytes, to: &mut dyn Write) -> io::Result<u64> {
    match bytes {
        Bytes::Made(bytes) => to.write_all(bytes).map(|()| bytes.len() as u64),
        Bytes::Of(file) => {
            let (mut file, _) = door::open_file(file)
                .map_err(|refused| io::Error::other(refused.diagnostic(file).message))?;
            io::copy(&mut file, to)
        }
    }
}

fn of_part(place: &Path, part: &Part, error: &io::Error) -> Diagnostic {
    let message = format!("`{}` of the package cannot be written: {error}", part.path);
    Diagnostic::error("unwritable", message)
        .in_file(place)
        .hint("check the path, its permissions and the space on the disk")
}
