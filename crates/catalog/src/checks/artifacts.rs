//! Artifacts: where they are, and whether the bytes are those that the record declares.

use faircat_inference::figures::{self, noun};
use faircat_inference::formats::npy::Header;
use faircat_inference::tensor::Data;
use faircat_record::diagnostic::Diagnostic;
use faircat_record::{Artifact, Checksum, checksum, hosting};
use mediatype::MediaType;

use super::Fault;

/// What lies at a path below the record's own folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileState {
    Missing,
    /// It, or a folder on the way, is a symbolic link.
    Outside,
    /// A folder, a device or something else that is no file.
    NoFile,
    /// The system does not let it be read.
    Unreadable,
    /// A file of this many bytes.
    File(u64),
}

/// Largest file beside a record that is read and published, in bytes: above what any host of static
/// sites takes.
pub const LARGEST_ARTIFACT: u64 = 4 << 30;

/// Arrays of a file by name, each with its shape and type.
pub type Arrays = Vec<(String, Header)>;

/// Facts about the files of a record's own folder. Paths have been found harmless before.
pub trait OwnFiles {
    fn state(&self, path: &str) -> FileState;
    /// The first bytes, at most `most`; none if they cannot be read, or nobody looks into files.
    fn head(&self, _path: &str, _most: u64) -> Vec<u8> {
        Vec::new()
    }
    /// The checksum of the bytes by the algorithm of this name, in lower-case hexadecimal digits; `None`
    /// if they cannot be read or the algorithm is not known. SHA-256 always is.
    fn checksum(&self, path: &str, algorithm: &str) -> Option<String>;
    /// Name and shape of each array of a NumPy archive.
    ///
    /// # Errors
    /// Why it is none, in a phrase.
    fn arrays(&self, _path: &str) -> Result<Arrays, String> {
        Err("it is not looked into".to_owned())
    }
    /// Hands the numbers of the `wanted` arrays of a NumPy archive over in blocks, with the name of
    /// each: all that a limit of unpacked bytes lets be read.
    ///
    /// # Errors
    /// Why they cannot be read, in a phrase.
    fn numbers(
        &self,
        _path: &str,
        _wanted: &dyn Fn(&str) -> bool,
        _take: &mut dyn FnMut(&str, &Data),
    ) -> Result<(), String> {
        Err("it is not looked into".to_owned())
    }
}

pub(super) fn check(artifacts: &[Artifact], files: &dyn OwnFiles, found: &mut Vec<Fault>) {
    for (index, artifact) in artifacts.iter().enumerate() {
        one(&format!("/artifacts/{index}"), artifact, files, found);
    }
}

fn one(pointer: &str, artifact: &Artifact, files: &dyn OwnFiles, found: &mut Vec<Fault>) {
    let mut error = |field: &str, code, message: String, hint: &str| {
        let problem = Diagnostic::error(code, message).hint(hint);
        found.push(Fault::new(format!("{pointer}{field}"), problem));
    };
    match (&artifact.path, &artifact.url) {
        (Some(_), Some(_)) => error(
            "/url",
            "artifact-place",
            "an artifact has either `path` or `url`, not both".to_owned(),
            "describe the copy elsewhere as an artifact of its own",
        ),
        (None, None) => error(
            "",
            "artifact-place",
            "the artifact has neither `path` nor `url`".to_owned(),
            "add `path: …` for a file beside the record, or `url: …`",
        ),
        _ => {}
    }
    if let Some(text) = &artifact.media_type
        && MediaType::parse(text).is_err()
    {
        let message = format!("`{text}` is no media type");
        error("/media_type", "media-type", message, "write type and subtype, as `text/csv`");
    }
    if let (Some(text), Some(path)) = (&artifact.media_type, &artifact.path)
        && hosting::is_active(text)
    {
        let message = format!("`{path}` is published, and no file of the type `{text}` is");
        let hint = "write the type of what the file holds, as `text/csv`";
        error("/media_type", "media-type", message, hint);
    }
    let is_one = |text: &str| checksum::digest(text, checksum::SHA256).is_some();
    let good_sha = artifact.sha256.as_deref().is_none_or(is_one);
    if !good_sha {
        let message = "`sha256` needs 64 hexadecimal digits".to_owned();
        error("/sha256", "sha256", message, "compute it with `sha256sum`");
    }
    if let Some(path) = &artifact.path {
        if let Some((message, hint)) = unusable(path) {
            return error("/path", "path", message, &hint);
        }
        bytes(pointer, path, artifact, good_sha, files, found);
    }
}

/// What is wrong with `path` as the name of a file below the record's folder, and what to write.
pub fn unusable(path: &str) -> Option<(String, String)> {
    if !leaves(path) {
        return None;
    }
    let slashed = path.replace('\\', "/");
    let direct = slashed.trim_start_matches("./");
    if leaves(direct) {
        let message = format!("`{path}` leaves the folder of the record");
        let hint = "name a file below that folder, with `/` and without `..`".to_owned();
        return Some((message, hint));
    }
    Some(match path.contains('\\') {
        true => (format!("`{path}` holds a backslash"), format!("write it with `/`, `{direct}`")),
        false => {
            (format!("`{path}` begins with `./`"), format!("write it without `./`, `{direct}`"))
        }
    })
}

/// Whether `path` is anything but a way down from the record's folder, on any system.
fn leaves(path: &str) -> bool {
    path.contains(['\\', ':', '\0'])
        || path.chars().any(char::is_control)
        || path.split('/').any(|part| matches!(part, "" | "." | ".."))
}

fn bytes(
    pointer: &str,
    path: &str,
    artifact: &Artifact,
    good_sha: bool,
    files: &dyn OwnFiles,
    found: &mut Vec<Fault>,
) {
    let mut error = |field: &str, code, message: String, hint: String| {
        let problem = Diagnostic::error(code, message).hint(hint);
        found.push(Fault::new(format!("{pointer}/{field}"), problem));
    };
    let size = match size_of(path, files.state(path)) {
        Ok(size) => size,
        Err((code, message, hint)) => return error("path", code, message, hint.into()),
    };
    if size > LARGEST_ARTIFACT {
        let message = format!("`{path}` has {}, too many for a static site", figures::size(size));
        let hint = "put it into an archive, and name its address with `url` in place of `path`";
        return error("path", "hosted-file", message, hint.into());
    }
    if let Err(refused) = hosting::judge(path, &files.head(path, hosting::HEAD)) {
        error("path", "hosted-file", refused.message(path), refused.remedy());
    }
    if let Some(declared) = artifact.size
        && declared != size
    {
        let message =
            format!("`{path}` has {size} {}, not {declared}", noun(size, "byte", "bytes"));
        error(
            "size",
            "artifact-size",
            message,
            format!("write `size: {size}`, or restore the file"),
        );
    }
    digests(path, artifact, good_sha, files, &mut error);
}

/// The size of the file at `path`, which is in this `state`; else code, message and remedy of why
/// there is none.
fn size_of(path: &str, state: FileState) -> Result<u64, (&'static str, String, &'static str)> {
    Err(match state {
        FileState::File(size) => return Ok(size),
        FileState::Missing => (
            "artifact-missing",
            format!("there is no file `{path}` in the folder of the record"),
            "add the file, or correct `path`",
        ),
        FileState::Outside => (
            "path",
            format!("`{path}` is, or lies behind, a symbolic link"),
            "copy the file into the record's folder",
        ),
        FileState::Unreadable => {
            ("artifact-missing", format!("`{path}` cannot be read"), "check its permissions")
        }
        FileState::NoFile => {
            ("artifact-missing", format!("`{path}` is no file"), "name a file, or pack the folder")
        }
    })
}

/// Compares the bytes with the checksums that the record gives.
fn digests(
    path: &str,
    artifact: &Artifact,
    good_sha: bool,
    files: &dyn OwnFiles,
    error: &mut dyn FnMut(&str, &'static str, String, String),
) {
    if let Some(declared) = artifact.sha256.as_deref().filter(|_| good_sha) {
        match files.checksum(path, "sha256") {
            Some(actual) if actual.eq_ignore_ascii_case(declared) => {}
            Some(actual) => {
                let message = format!("`{path}` has other bytes than `sha256` says");
                let hint = format!("write `sha256: {actual}`, or restore the file");
                error("sha256", "artifact-sha256", message, hint);
            }
            None => {
                let message = format!("`{path}` cannot be read");
                error("path", "artifact-missing", message, "check its permissions".into());
            }
        }
    }
    for (index, Checksum { algorithm, value }) in artifact.checksums.iter().enumerate() {
        let Some(actual) = files.checksum(path, algorithm) else { continue };
        if !actual.eq_ignore_ascii_case(value.trim()) {
            let message = format!("`{path}` has other bytes than its {algorithm} says");
            let hint = format!("write `value: {actual}`, or restore the file");
            error(&format!("checksums/{index}/value"), "artifact-checksum", message, hint);
        }
    }
}
