//! Writing a file whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

use faircat_record::diagnostic::Diagnostic;

/// Writes `bytes` to `file`, whole or not at all, with the folders above it.
pub fn write(file: &Path, bytes: &[u8]) -> Result<(), Diagnostic> {
    let mut staged = stage(file)?;
    staged.write_all(bytes).map_err(|error| unwritable(file, &error))?;
    finish(staged, file)
}

/// A file beside `file` that [`finish`] puts in its place.
pub fn stage(file: &Path) -> Result<NamedTempFile, Diagnostic> {
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
    staged.persist(file).map(drop).map_err(|error| unwritable(file, &error.error))
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
