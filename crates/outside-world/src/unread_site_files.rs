//! What lies in `site/` and is read by nobody.

use std::fs;
use std::path::Path;

use super::door;
use super::unread_files::is_about_the_folder;
use faircat_record::diagnostic::Diagnostic;
use faircat_record::shape::nearest;

/// Files directly in `site/`.
const FILES: [&str; 2] = ["site.yaml", "synonyms.yaml"];
/// The folder of `site/` that may have folders of its own.
const PAGES: &str = "pages";
/// Folders of `site/`, each with the ending of the files in it.
const FOLDERS: [(&str, &str); 4] =
    [("notebooks", "ipynb"), (PAGES, "md"), ("queries", "rq"), ("words", "ftl")];

/// What to say of the files below `root` that were meant for the site and are not read.
pub fn of_site(root: &Path) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (name, is_folder) in names(root, "") {
        found.extend(beside(root, &name, is_folder));
    }
    for (name, is_folder) in names(root, "site") {
        let is_known = match is_folder {
            true => FOLDERS.iter().any(|(folder, _)| *folder == name),
            false => FILES.contains(&name.as_str()),
        };
        if !is_known {
            found.push(unknown(&name, is_folder));
        }
    }
    for (folder, ending) in FOLDERS {
        let mut folders = vec![format!("site/{folder}")];
        while let Some(inside) = folders.pop() {
            for (name, is_folder) in names(root, &inside) {
                if is_folder && folder == PAGES {
                    folders.push(format!("{inside}/{name}"));
                } else if is_folder || Path::new(&name).extension().is_none_or(|it| it != ending) {
                    found.push(unread_in(&inside, &name, is_folder, ending));
                }
            }
        }
    }
    found
}

/// Names of what is in `folder`, sorted, and whether each is a folder; without those that belong to a
/// system or tell about the folder.
fn names(root: &Path, folder: &str) -> Vec<(String, bool)> {
    // Of what lies behind a link not even the names are told.
    if !folder.is_empty() && door::folder(root, Path::new(folder)).is_err() {
        return Vec::new();
    }
    let items = fs::read_dir(root.join(folder)).into_iter().flatten().flatten();
    let mut names: Vec<(String, bool)> = items
        .filter_map(|item| {
            let is_folder = item.file_type().is_ok_and(|found| found.is_dir());
            Some((item.file_name().into_string().ok()?, is_folder))
        })
        .filter(|(name, _)| !name.starts_with('.') && !is_about_the_folder(name))
        .collect();
    names.sort();
    names
}

/// A file of the settings, or a folder in other letters, beside `site/`.
fn beside(root: &Path, name: &str, is_folder: bool) -> Option<Diagnostic> {
    let lower = name.to_ascii_lowercase();
    let hint = match (is_folder, lower.as_str()) {
        (false, "site.yaml" | "site.yml") => "move it to `site/site.yaml`".to_owned(),
        (false, "synonyms.yaml" | "synonyms.yml") => "move it to `site/synonyms.yaml`".to_owned(),
        // Where letters of either case are one, the folder is read.
        (true, "site" | "themes" | "catalog") if !root.join(&lower).exists() => {
            format!("rename it to `{lower}`")
        }
        _ => return None,
    };
    let what = if is_folder { "folder" } else { "file" };
    Some(unread(what).in_file(name).hint(hint))
}

fn unknown(name: &str, is_folder: bool) -> Diagnostic {
    let what = if is_folder { "folder" } else { "file" };
    let known: Vec<&str> = match is_folder {
        true => FOLDERS.iter().map(|(folder, _)| *folder).collect(),
        false => FILES.to_vec(),
    };
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let same = known.iter().find(|it| it.split('.').next() == Some(stem.as_str()));
    let hint = match same.copied().or_else(|| nearest(name, known.iter().copied())) {
        Some(meant) => format!("rename it to `{meant}`"),
        None => "`site/` has `site.yaml`, `synonyms.yaml`, `pages/**.md`, `notebooks/*.ipynb` and \
             `queries/*.rq`"
            .to_owned(),
    };
    unread(what).in_file(format!("site/{name}")).hint(hint)
}

fn unread_in(folder: &str, name: &str, is_folder: bool, ending: &str) -> Diagnostic {
    let what = if is_folder { "folder" } else { "file" };
    let hint = match Path::new(name).file_stem().and_then(|stem| stem.to_str()) {
        Some(stem) if !is_folder => {
            format!("of this folder `*.{ending}` is read: `{stem}.{ending}`")
        }
        _ => format!("the files `*.{ending}` lie in `{folder}/` itself"),
    };
    unread(what).in_file(format!("{folder}/{name}")).hint(hint)
}

fn unread(what: &str) -> Diagnostic {
    Diagnostic::warning("unknown-file", format!("this {what} is not read"))
}
