//! Reading what a maintainer wrote by hand: `site/site.yaml`, pages, queries, and the theme.

use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Location};
use crate::record::reading;
use crate::site::{Site, SiteConfig};

use super::catalog_folder::read_text;

/// Reads `site/site.yaml` below `root`; without that file the defaults hold.
pub fn read_site(root: &Path, base_url: Option<&str>) -> (Option<Site>, Vec<Diagnostic>) {
    let file = PathBuf::from("site/site.yaml");
    let config = if root.join(&file).is_file() {
        match read_text(root, &file).and_then(|text| parse(&file, &text)) {
            Ok(config) => config,
            Err(problem) => return (None, vec![problem]),
        }
    } else {
        SiteConfig::default()
    };
    if let Err(message) = config.keys() {
        let problem = Diagnostic::error("attestation-key", message)
            .hint("`faircat attest --new-key FILE` makes a key pair and prints these lines");
        return (None, vec![problem.in_file(file)]);
    }
    match Site::new(config, base_url) {
        Ok(site) => (Some(site), Vec::new()),
        Err(message) => {
            let problem = Diagnostic::error("base-url", message)
                .hint("give an address such as https://example.org/catalog/");
            (None, vec![if base_url.is_some() { problem } else { problem.in_file(file) }])
        }
    }
}

fn parse(file: &Path, text: &str) -> Result<SiteConfig, Diagnostic> {
    reading::parse(text).map_err(|error: serde_saphyr::Error| {
        let problem = Diagnostic::error("site-config", error.to_string());
        match error.location() {
            Some(place) => problem.at(Location {
                file: file.to_owned().into(),
                line: place.line() as usize,
                column: place.column() as usize,
                length: 1,
            }),
            None => problem.in_file(file),
        }
    })
}

/// A text file with its path relative to the folder that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextFile {
    pub path: String,
    pub text: String,
}

/// The files with the extension `extension` directly in `folder` below `root`, sorted by name.
pub fn read_folder(root: &Path, folder: &str, extension: &str) -> (Vec<TextFile>, Vec<Diagnostic>) {
    let mut files = Vec::new();
    let mut diagnostics = Vec::new();
    let Ok(items) = fs::read_dir(root.join(folder)) else { return (files, diagnostics) };
    let mut names: Vec<String> =
        items.flatten().filter_map(|item| item.file_name().into_string().ok()).collect();
    names.sort();
    for name in names {
        let path = Path::new(folder).join(&name);
        if path.extension().is_some_and(|found| found == extension) {
            match read_text(root, &path) {
                Ok(text) => files.push(TextFile { path: name, text }),
                Err(problem) => diagnostics.push(problem),
            }
        }
    }
    (files, diagnostics)
}
