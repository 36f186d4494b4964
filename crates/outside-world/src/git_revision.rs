//! The files of a revision of a Git repository, taken out of it without a checkout.
//!
//! They are asked of `git` as objects (`ls-tree`, `cat-file`), as they are stored: no hook, filter,
//! attribute or program that the repository names runs, nothing is fetched, and neither its index nor
//! its working tree is touched.

mod lfs;
mod release;

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::{Component, Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use faircat_record::checksum;
use faircat_record::diagnostic::Diagnostic;
use tempfile::TempDir;

pub use release::{last_release, pages_of};

/// Most bytes that are taken out of a repository: a small object may hold a large file.
const MOST_BYTES: u64 = 8 << 30;
/// Most files that are taken out of a repository.
const MOST_FILES: usize = 1_000_000;

/// What of a repository makes a site; the rest is not taken out.
const FOLDERS: [&str; 2] = ["catalog", "site"];

/// A file as a tree of Git lists it.
struct Listed {
    mode: String,
    object: String,
    /// From the folder that was asked for.
    path: PathBuf,
}

/// A folder with what `revision` of the repository in which `root` lies has of `catalog/` and `site/`
/// in the place of `root`, with warnings of what is left out. It is gone when it is dropped.
///
/// # Errors
/// No Git, no repository, no such revision, or a disk that is full.
pub fn taken_out(root: &Path, revision: &str) -> Result<(TempDir, Vec<Diagnostic>), Diagnostic> {
    taken_out_where(root, revision, &|_| true)
}

/// As [`taken_out`], of the files only whose path below the folder is `wanted`.
fn taken_out_where(
    root: &Path,
    revision: &str,
    wanted: &dyn Fn(&Path) -> bool,
) -> Result<(TempDir, Vec<Diagnostic>), Diagnostic> {
    let prefix = prefix(root)?;
    let commit = commit(root, revision)?;
    let unreadable = |error: io::Error| failed(revision, &error.to_string());
    let (mut files, mut said) = list(root, &commit, &prefix).map_err(unreadable)?;
    files.retain(|file| wanted(&file.path));
    let folder = tempfile::Builder::new().prefix("faircat-").tempdir().map_err(unreadable)?;
    said.extend(write(root, &files, folder.path()).map_err(unreadable)?);
    let ordinary = files.iter().filter(|file| file.mode.starts_with("100")).map(|file| &file.path);
    let objects = lfs::objects(&git(root).args(["rev-parse", "--git-common-dir"]).output(), root);
    said.extend(lfs::resolve(ordinary, folder.path(), objects.as_deref()).map_err(unreadable)?);
    Ok((folder, said))
}

/// `git` in `root`, so that it runs no other program and asks nobody.
fn git(root: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("--no-pager").arg("-C").arg(root);
    for setting in ["core.fsmonitor=false", "core.hooksPath=/dev/null", "protocol.allow=never"] {
        command.args(["-c", setting]);
    }
    // What a hook that runs this program sets is about another folder.
    for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(variable);
    }
    command.env("GIT_NO_LAZY_FETCH", "1").env("GIT_TERMINAL_PROMPT", "0");
    command
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_LITERAL_PATHSPECS", "1")
        .env("LC_ALL", "C")
        .stdin(Stdio::null());
    command
}

/// Where `root` lies in its repository: empty, or a path that ends with a slash.
fn prefix(root: &Path) -> Result<Vec<u8>, Diagnostic> {
    let answer = git(root).args(["rev-parse", "--show-prefix"]).output();
    let Output { status, stdout, stderr } = answer.map_err(|error| {
        Diagnostic::error("no-git", format!("`git` cannot be run: {error}"))
            .hint("install Git, or name two folders")
    })?;
    if !status.success() {
        let said = String::from_utf8_lossy(&stderr);
        let said = said.lines().next().unwrap_or_default().trim_start_matches("fatal: ");
        let message = format!("no revision can be read here: {said}");
        return Err(Diagnostic::error("no-repository", message)
            .in_file(root)
            .hint("name a folder, or a repository with --root"));
    }
    Ok(stdout.strip_suffix(b"\n").unwrap_or(&stdout).to_vec())
}

/// The commit that `revision` names.
fn commit(root: &Path, revision: &str) -> Result<String, Diagnostic> {
    let asked = format!("{revision}^{{commit}}");
    let answer = git(root)
        .args(["rev-parse", "--verify", "--quiet", "--end-of-options"])
        .arg(asked)
        .output()
        .map_err(|error| failed(revision, &error.to_string()))?;
    let commit = String::from_utf8_lossy(&answer.stdout).trim().to_owned();
    if answer.status.success() && checksum::is_hexadecimal(&commit) {
        return Ok(commit);
    }
    let message = format!("`{revision}` is neither a folder nor a revision of the repository");
    Err(Diagnostic::error("unknown-revision", message).hint(
        "check the name; in CI, fetch the history first, as `fetch-depth: 0` of actions/checkout does",
    ))
}

fn failed(revision: &str, why: &str) -> Diagnostic {
    Diagnostic::error("unreadable", format!("the revision `{revision}` cannot be read: {why}"))
        .hint("`git fsck` tells whether the repository is sound")
}

fn list(root: &Path, commit: &str, prefix: &[u8]) -> io::Result<(Vec<Listed>, Vec<Diagnostic>)> {
    let mut command = git(root);
    command.args(["ls-tree", "-r", "-z", "--full-tree", commit, "--"]);
    for folder in FOLDERS {
        command.arg(OsStr::from_bytes(&[prefix, folder.as_bytes()].concat()));
    }
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let Some(stdout) = child.stdout.take() else { return Err(io::ErrorKind::BrokenPipe.into()) };
    let listed = listed_files(BufReader::new(stdout), prefix);
    // A tree of few objects may list files without end, of which not all are read.
    drop(child.kill());
    let status = child.wait()?;
    let (files, said) = listed?;
    if status.code().is_some_and(|code| code != 0) {
        return Err(io::Error::other("Git cannot list its files"));
    }
    Ok((files, said))
}

fn listed_files(
    entries: impl BufRead,
    prefix: &[u8],
) -> io::Result<(Vec<Listed>, Vec<Diagnostic>)> {
    let (mut files, mut said) = (Vec::new(), Vec::new());
    for entry in entries.split(0) {
        let Some(file) = listed(&entry?, prefix) else { continue };
        if files.len() == MOST_FILES {
            return Err(io::Error::other(format!("it has more than {MOST_FILES} files")));
        }
        match file.mode.as_str() {
            _ if !is_below(&file.path) => {
                said.push(left_out(&file.path, "its path leads out of the folder"));
            }
            "160000" => said.push(left_out(&file.path, "it is another repository, a submodule")),
            _ => files.push(file),
        }
    }
    Ok((files, said))
}

/// `<mode> <type> <object>\t<path>`.
fn listed(entry: &[u8], prefix: &[u8]) -> Option<Listed> {
    let tab = entry.iter().position(|byte| *byte == b'\t')?;
    let head = std::str::from_utf8(&entry[..tab]).ok()?;
    let mut words = head.split(' ');
    let (mode, _, object) = (words.next()?, words.next()?, words.next()?);
    let path = OsStr::from_bytes(entry[tab + 1..].strip_prefix(prefix)?);
    Some(Listed { mode: mode.to_owned(), object: object.to_owned(), path: path.into() })
}

/// Whether a path leads down from the folder that it is written to: a tree may hold any name.
fn is_below(path: &Path) -> bool {
    path.components().all(|it| matches!(it, Component::Normal(_)))
}

fn left_out(path: &Path, why: &str) -> Diagnostic {
    Diagnostic::warning("unreadable", format!("the file of the revision is left out: {why}"))
        .in_file(path)
        .hint("look at the tree with `git ls-tree`")
}

/// Writes `files` below `folder`.
fn write(root: &Path, files: &[Listed], folder: &Path) -> io::Result<Vec<Diagnostic>> {
    let mut said = Vec::new();
    let (ordinary, others): (Vec<&Listed>, Vec<&Listed>) =
        files.iter().partition(|file| file.mode.starts_with("100"));
    if !ordinary.is_empty() {
        let mut child = git(root)
            .args(["cat-file", "--batch", "--buffer"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let written = write_all(&mut child, &ordinary, folder, &mut said);
        // It may still be writing what nobody reads.
        drop(child.kill());
        child.wait()?;
        written?;
    }
    // Links come last, so that nothing is written through one. They lead nowhere, as readers of a
    // catalogue follow none.
    for file in others.into_iter().filter(|file| file.mode == "120000") {
        let made = make_room(folder, &file.path).and_then(|path| symlink("nowhere", path));
        said.extend(made.err().map(|error| left_out(&file.path, &error.to_string())));
    }
    Ok(said)
}

fn write_all(
    child: &mut Child,
    files: &[&Listed],
    folder: &Path,
    said: &mut Vec<Diagnostic>,
) -> io::Result<()> {
    let (Some(stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(io::ErrorKind::BrokenPipe.into());
    };
    std::thread::scope(|scope| {
        // Questions and answers fill pipes that are short.
        scope.spawn(move || {
            let mut questions = BufWriter::new(stdin);
            // Whoever reads the answers sees that they end.
            files.iter().try_for_each(|file| writeln!(questions, "{}", file.object))
        });
        let mut answers = BufReader::with_capacity(1 << 16, stdout);
        let mut left = MOST_BYTES;
        for file in files {
            match write_one(&mut answers, file, folder, &mut left)? {
                None => {}
                Some(why) => said.push(left_out(&file.path, &why)),
            }
        }
        Ok(())
    })
}

/// Writes the next of `answers` to the place of `file`; says why not where it cannot be had.
fn write_one(
    answers: &mut impl BufRead,
    file: &Listed,
    folder: &Path,
    left: &mut u64,
) -> io::Result<Option<String>> {
    let mut head = String::new();
    answers.read_line(&mut head)?;
    let mut words = head.split_whitespace();
    let size = match (words.next(), words.next(), words.next()) {
        (Some(_), Some("blob"), Some(size)) => size.parse::<u64>().ok(),
        (Some(_), Some("missing"), None) => {
            return Ok(Some("its content is not in the repository".to_owned()));
        }
        _ => None,
    };
    let Some(size) = size else { return Err(io::Error::other("Git's answer is cut short")) };
    *left = left.checked_sub(size).ok_or_else(|| {
        io::Error::other(format!("its files have more than {MOST_BYTES} bytes together"))
    })?;
    let made = make_room(folder, &file.path).and_then(File::create_new);
    let mut content = answers.by_ref().take(size);
    let problem = match made {
        Ok(mut file) => {
            io::copy(&mut content, &mut file)?;
            None
        }
        Err(error) => {
            io::copy(&mut content, &mut io::sink())?;
            Some(error.to_string())
        }
    };
    answers.read_exact(&mut [0])?;
    Ok(problem)
}

/// The place of `path` below `folder`, in folders that are there.
fn make_room(folder: &Path, path: &Path) -> io::Result<PathBuf> {
    let place = folder.join(path);
    if let Some(above) = place.parent() {
        fs::create_dir_all(above)?;
    }
    Ok(place)
}

#[cfg(test)]
mod tests;
