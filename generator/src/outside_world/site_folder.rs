//! Reading what a maintainer wrote by hand: `site/site.yaml`, pages, queries, and the theme.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::de::DeserializeOwned;

use crate::catalog::Catalog;
use crate::catalog::checks::{self, site::of_publisher, site::of_settings};
use crate::diagnostic::{Diagnostic, Location};
use crate::record::{reading, shape};
use crate::site::{self, Site, SiteConfig};

use super::catalog_folder::read_text;
use super::door::{self, Refused};

/// Names the address of the published site, for a repository that is published in several places.
const BASE_URL: &str = "FAIRCAT_BASE_URL";

/// Reads `site/site.yaml` below `root`; without that file the defaults hold. The address is
/// `base_url`, or else that of the variable `FAIRCAT_BASE_URL`, or else the one in the file.
pub fn read_site(root: &Path, base_url: Option<&str>) -> (Option<Site>, Vec<Diagnostic>) {
    let file = PathBuf::from("site/site.yaml");
    let mut odd = Vec::new();
    let config = if root.join(&file).symlink_metadata().is_ok() {
        match read_text(root, &file).map(|text| (reading::parse(&text), text)) {
            Ok((Ok(config), text)) => {
                odd = checks::place(of_settings(&config), &text, &Arc::new(file.clone()));
                config
            }
            Ok((Err(error), text)) => {
                return (None, shape::refusal(&text, None, &Arc::new(file), &error));
            }
            Err(problem) => return (None, vec![problem]),
        }
    } else {
        SiteConfig::default()
    };
    if let Err(message) = site::keys(&config) {
        let problem = Diagnostic::error("attestation-key", message)
            .hint("`faircat attest --new-key FILE` makes a key pair and prints these lines");
        return (None, vec![problem.in_file(file)]);
    }
    let of_environment = env::var(BASE_URL).ok().filter(|address| !address.is_empty());
    let given = base_url.or(of_environment.as_deref());
    match Site::new(config, given) {
        Ok(site) => (Some(site), odd),
        Err(message) => {
            let problem = Diagnostic::error("base-url", message)
                .hint("give an address such as https://example.org/catalog/");
            (None, vec![if given.is_some() { problem } else { problem.in_file(file) }])
        }
    }
}

/// What is wrong with the publisher that `site/site.yaml` names among the records of `catalog`.
pub fn check_publisher(root: &Path, site: &Site, catalog: &Catalog) -> Vec<Diagnostic> {
    let Some(finding) = of_publisher(&site.config, catalog) else { return Vec::new() };
    let file = PathBuf::from("site/site.yaml");
    let text = read_text(root, &file).unwrap_or_default();
    checks::place(vec![finding], &text, &Arc::new(file))
}

/// The lists of `site/synonyms.yaml`, each of words or phrases that mean the same to who searches; none
/// where there is no such file.
pub fn read_synonyms(root: &Path) -> (Vec<Vec<String>>, Vec<Diagnostic>) {
    let file = PathBuf::from("site/synonyms.yaml");
    if !root.join(&file).is_file() {
        return (Vec::new(), Vec::new());
    }
    match read_text(root, &file).and_then(|text| parse(&file, &text)) {
        Ok(synonyms) => (synonyms, Vec::new()),
        Err(problem) => {
            let hint = "write a list of lists, as `- [GNN, graph neural network]`";
            (Vec::new(), vec![problem.hint(hint)])
        }
    }
}

fn parse<T: DeserializeOwned>(file: &Path, text: &str) -> Result<T, Diagnostic> {
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
    match door::folder(root, Path::new(folder)) {
        Err(Refused::Absent) => return (files, diagnostics),
        Err(refused) => return (files, vec![refused.diagnostic(Path::new(folder))]),
        Ok(()) => {}
    }
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
