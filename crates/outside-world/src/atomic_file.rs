//! Writing a file whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};

use tempfile::{Builder, NamedTempFile};

use faircat_record::diagnostic::Diagnostic;

/// Writes `bytes` to `file`, whole or not at all, with the folders above it.
pub fn write(file: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    let mut staged = stage(file)?;
    staged.write_all(bytes).map_err(|error| unwritable(file, &error))?;
    finish(staged, file)
}

/// Writes `bytes` to `file`, which whoever runs the program named: to where a link leads, and into
/// what is there if that is a device or a pipe, as `/dev/stdout` may be.
pub fn write_named(file: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    match fs::metadata(file) {
        Ok(found) if !found.is_file() && !found.is_dir() => {
            write_into(file, bytes).map_err(|error| unwritable(file, &error))
        }
        _ => write(&named(file), bytes),
    }
}

/// Where the ordinary file `file` lies, which whoever runs the program named, if it is a link to one.
pub fn named(file: &Path) -> PathBuf {
    match fs::canonicalize(file) {
        Ok(found) if file.is_symlink() && found.is_file() => found,
        _ => file.to_owned(),
    }
}

/// Writes into a device or a pipe. A pipe that nobody reads is an error, and not waited for.
fn write_into(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = File::options();
    options.write(true).custom_flags(OFlags::NONBLOCK.bits() as i32);
    let mut opened = options.open(file)?;
    fcntl_setfl(&opened, fcntl_getfl(&opened)?.difference(OFlags::NONBLOCK))?;
    opened.write_all(bytes)
}

/// A file beside `file` that [`finish`] puts in its place, which must be free or an ordinary file's.
pub fn stage(file: &Path) -> Result<NamedTempFile, Diagnostic> {
    replaceable(file)?;
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let staged = fs::create_dir_all(folder).and_then(|()| {
        Builder::new().prefix(".faircat-").permissions(ordinary()).tempfile_in(folder)
    });
    staged.map_err(|error| unwritable(file, &error))
}

/// Puts `staged` in the place of `file`.
pub fn finish(staged: NamedTempFile, file: &Path) -> Result<(), Diagnostic> {
    replaceable(file)?;
    staged.persist(file).map(drop).map_err(|error| unwritable(file, &error.error))
}

/// Fails where `file` is, or leads to, a device, a pipe or a socket: a file in its place would take it
/// from everybody.
fn replaceable(file: &Path) -> Result<(), Diagnostic> {
    match fs::metadata(file) {
        Ok(found) if !found.is_file() && !found.is_dir() => {
            let message = "this is a device, a pipe or a socket, in whose place no file is put";
            let problem = Diagnostic::error("no-file", message).in_file(file);
            Err(problem.hint("name an ordinary file, or a path where nothing is"))
        }
        _ => Ok(()),
    }
}

/// Temporary files are readable by their owner only; results are not temporary.
fn ordinary() -> fs::Permissions {
    use std::os::unix::fs::PermissionsExt;
    fs::Permissions::from_mode(0o666)
}

/// The diagnostic for a file that cannot be written.
pub fn unwritable(file: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error("unwritable", format!("the file cannot be written: {error}"))
        .in_file(file)
        .hint("check the path, its permissions and the space on the disk")
}
