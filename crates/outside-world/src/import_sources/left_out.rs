//! What of a folder or an archive is not looked at, told by its reason.

use std::path::{Path, PathBuf};

use faircat_inference::figures::counted;
use faircat_record::diagnostic::Diagnostic;

use super::{DEEPEST, LARGEST_PART};

/// Endings of files that hold descriptions. Data beside them may be as large as it will.
const DESCRIPTIONS: [&str; 14] = [
    "bib", "cff", "htm", "html", "json", "jsonld", "md", "mlmodel", "n3", "nt", "ttl", "xml",
    "yaml", "yml",
];

/// Why something is not looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    Link,
    NoFile,
    Large,
    Deep,
}

/// What is left out, counted, with the first of each reason.
#[derive(Default)]
pub(super) struct LeftOut {
    found: Vec<(Reason, PathBuf, u64)>,
    /// Broken parts beyond those that are told.
    pub(super) more: u64,
}

impl LeftOut {
    pub(super) fn note(&mut self, reason: Reason, path: &Path) {
        if reason == Reason::Large && !is_description(path) {
            return;
        }
        match self.found.iter_mut().find(|(it, ..)| *it == reason) {
            Some((.., count)) => *count += 1,
            None => self.found.push((reason, path.to_owned(), 1)),
        }
    }

    /// A warning for each reason, about the folder or archive `place`.
    pub(super) fn diagnostics(self, place: &Path) -> Vec<Diagnostic> {
        let warn = |message| Diagnostic::warning("import-left-out", message).in_file(place);
        let of_reason = |(reason, first, count): &(Reason, PathBuf, u64)| {
            let shown = first.strip_prefix(place).unwrap_or(first).display();
            let (what, hint) = match reason {
                Reason::Link => (
                    counted(*count, "symbolic link is", "symbolic links are") + " not followed",
                    "name where it leads, to have that",
                ),
                Reason::NoFile => (
                    counted(*count, "pipe or device is", "pipes and devices are") + " not read",
                    "put files in their places",
                ),
                Reason::Large => (
                    counted(*count, "file has", "files have")
                        + &format!(" more than {LARGEST_PART} bytes, and so is not looked at"),
                    "name the file itself",
                ),
                Reason::Deep => (
                    counted(*count, "folder lies", "folders lie")
                        + &format!(" more than {DEEPEST} deep, and so is not looked into"),
                    "name the folder itself",
                ),
            };
            let what = if *count == 1 { what } else { what.replace("so is not", "so are not") };
            warn(format!("{what}: `{shown}`{}", if *count > 1 { " and others" } else { "" }))
                .hint(hint)
        };
        let mut told: Vec<Diagnostic> = self.found.iter().map(of_reason).collect();
        if self.more > 0 {
            told.push(warn(format!("{} more parts of this archive are left out", self.more)));
        }
        told
    }
}

fn is_description(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let ending = name.rsplit_once('.').map_or(name.as_str(), |(_, ending)| ending);
    DESCRIPTIONS.contains(&ending)
}
