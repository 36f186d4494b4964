//! What the files of a record are called where they lie together: without anything that could lead
//! out of a folder, and each once.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use super::Artifact;

/// A file name for each artifact, in order: what the record calls it.
pub fn file_names(artifacts: &[Artifact]) -> Vec<String> {
    let mut taken = Taken::default();
    artifacts.iter().map(|artifact| taken.free(file_name(artifact))).collect()
}

/// A path with `/` for each artifact, in order: that of a file below the record's folder, else a file
/// name. Artifacts of one file have one path.
pub fn package_paths(artifacts: &[Artifact]) -> Vec<String> {
    let mut taken = Taken::default();
    let mut known: HashMap<(Option<&str>, Option<&str>), String> = HashMap::new();
    let path = |artifact| {
        let Artifact { path, url, .. }: &Artifact = artifact;
        let of_one = known.entry((path.as_deref(), url.as_deref()));
        // Programs that read bags take `%` in a manifest for itself, and those that write them not.
        let wanted = || path.as_deref().and_then(plain_path).unwrap_or_else(|| file_name(artifact));
        let wanted = || wanted().replace('%', "_");
        of_one.or_insert_with(|| taken.free(wanted())).clone()
    };
    artifacts.iter().map(path).collect()
}

/// Paths that are in use, by what they are to file systems that tell neither capitals apart nor the
/// forms of one letter.
#[derive(Default)]
struct Taken {
    /// Files, and the folders above them.
    files: HashSet<String>,
    folders: HashSet<String>,
    /// Where to go on counting, for each path that several want.
    numbers: HashMap<String, usize>,
}

impl Taken {
    /// `path`, numbered where another file or folder has it.
    fn free(&mut self, path: String) -> String {
        if self.take(&path) {
            return path;
        }
        let mut next = self.numbers.get(&key(&path)).copied().unwrap_or(2);
        let (folder, name) = path.rsplit_once('/').map_or(("", path.as_str()), |it| it);
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        loop {
            let numbered = match name.split_once('.') {
                Some((stem, rest)) => format!("{folder}{stem}-{next}.{rest}"),
                None => format!("{folder}{name}-{next}"),
            };
            next += 1;
            if self.take(&numbered) {
                self.numbers.insert(key(&path), next);
                return numbered;
            }
            // A folder of the path may be another's file, which no number at its end mends.
            if next > LAST_TRIED && !folder.is_empty() {
                return self.free(path.replace('/', "_"));
            }
        }
    }

    fn take(&mut self, path: &str) -> bool {
        let path = key(path);
        let above: Vec<&str> = path.match_indices('/').map(|(at, _)| &path[..at]).collect();
        let is_free = !self.files.contains(&path)
            && !self.folders.contains(&path)
            && !above.iter().any(|folder| self.files.contains(*folder));
        if is_free {
            self.folders.extend(above.into_iter().map(str::to_owned));
            self.files.insert(path);
        }
        is_free
    }
}

/// `path` in lower case, each letter with its accents in one character where there is one.
fn key(path: &str) -> String {
    path.nfc().flat_map(char::to_lowercase).collect()
}

const LAST_TRIED: usize = 100;

/// `path` where every part of it is an ordinary name.
fn plain_path(path: &str) -> Option<String> {
    is_portable(path).then(|| path.to_owned())
}

/// Whether each part of `path`, which has `/` between them, is a name that every system takes for an
/// ordinary file's or folder's.
pub fn is_portable(path: &str) -> bool {
    path.split('/').all(|part| !part.is_empty() && plain(part) == part)
}

/// Whether `path` in the folder of a record is that of what the program reads there beside artifacts: the
/// record, its description, and the evidence.
pub fn is_of_record(path: &str) -> bool {
    let first = path.split('/').next().unwrap_or_default().to_lowercase();
    let is_record = matches!(&*first, "record.yaml" | "record.yml" | "evidence");
    is_record || first.starts_with("description.")
}

/// The path that a relative reference (RFC 3986) is, where [`is_portable`] holds of it.
pub fn referred_path(reference: &str) -> Option<String> {
    let path = reference.strip_prefix("./").unwrap_or(reference);
    let path = percent_encoding::percent_decode_str(path).decode_utf8().ok()?;
    is_portable(&path).then(|| path.into_owned())
}

fn file_name(artifact: &Artifact) -> String {
    let of_url = || {
        let url = url::Url::parse(artifact.url.as_deref()?).ok()?;
        let last = url.path_segments()?.rfind(|segment| !segment.is_empty())?;
        Some(percent_encoding::percent_decode_str(last).decode_utf8_lossy().into_owned())
    };
    let of_path = || artifact.path.as_deref().and_then(|path| path.rsplit('/').next());
    let name = of_path().map(str::to_owned).or_else(|| artifact.name.clone()).or_else(of_url);
    let name = plain(&name.unwrap_or_default());
    if name.is_empty() { "artifact".to_owned() } else { name }
}

fn plain(name: &str) -> String {
    let odd = |c: char| {
        c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
    };
    let name: String = name.chars().map(|c| if odd(c) { '_' } else { c }).collect();
    let name = name.trim().trim_start_matches('.').trim_end_matches(['.', ' ']);
    if is_device(name) { format!("_{name}") } else { name.to_owned() }
}

/// Whether Windows takes `name` for a device's, whatever its ending
/// (<https://learn.microsoft.com/windows/win32/fileio/naming-a-file>).
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = ["COM", "LPT"].iter().find_map(|it| stem.strip_prefix(it));
    let is_number =
        |it: &str| it.chars().count() == 1 && it.contains(|c| "0123456789¹²³".contains(c));
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered.is_some_and(is_number)
}

#[cfg(test)]
mod tests {
    use super::{Artifact, package_paths};

    fn paths(artifacts: &[(&str, &str)]) -> Vec<String> {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let artifact = |it: &(&str, &str)| Artifact {
            path: some(it.0),
            url: some(it.1),
            ..Artifact::default()
        };
        package_paths(&artifacts.iter().map(artifact).collect::<Vec<_>>())
    }

    #[test]
    fn names_are_those_of_ordinary_files_on_every_system() {
        let devices =
            [("CON.csv", ""), ("a/nul", ""), ("com1.txt", ""), ("console.csv", ""), ("x.", "")];
        assert_eq!(paths(&devices), ["_CON.csv", "_nul", "_com1.txt", "console.csv", "x"]);
        assert!(super::is_portable("a b/c.csv") && !super::is_portable("aux/c.csv"));
        assert!(!super::is_portable("/c.csv") && !super::is_portable("../c.csv"));
    }

    #[test]
    fn files_keep_their_folders_and_no_two_have_one_path() {
        let found = paths(&[
            ("a/x.csv", ""),
            ("", "https://example.org/A"),
            ("", "https://example.org/other/x.csv?y=1"),
            ("", "https://example.org/x.csv"),
            ("a/x.csv", ""),
            ("../x", ""),
            (".git/config", ""),
            ("", "https://example.org/%2e%2e%2fetc"),
        ]);
        let wanted = ["a/x.csv", "A-2", "x.csv", "x-2.csv", "a/x.csv", "x", "config", "_etc"];
        assert_eq!(found, wanted);
        assert_eq!(paths(&[("", "https://x.org/a"), ("a/b", "")]), ["a", "a_b"]);
        assert_eq!(paths(&[("x/100%.csv", "")]), ["x/100_.csv"]);
        assert_eq!(paths(&[("\u{e9}", ""), ("e\u{301}", "")]), ["\u{e9}", "e\u{301}-2"]);
    }
}
