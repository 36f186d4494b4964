//! Reading what a maintainer wrote by hand: `site/site.yaml`, pages, queries, and the theme.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Map, Value};

use faircat_catalog::Catalog;
use faircat_catalog::checks::{self, Fault, site::of_publisher, site::of_settings};
use faircat_catalog::site::{self, Site, SiteConfig};
use faircat_record::diagnostic::Diagnostic;
use faircat_record::{reading, shape, yaml};

use super::catalog_folder::read_text;
use super::door::{self, Refused};

/// The settings of a site, from its root.
pub const FILE: &str = "site/site.yaml";

/// Names the address of the published site, for a repository that is published in several places.
const BASE_URL: &str = "FAIRCAT_BASE_URL";

/// Reads `site/site.yaml` below `root`; without that file the defaults hold. The address is
/// `base_url`, or else that of the variable `FAIRCAT_BASE_URL`, or else the one in the file.
pub fn read_site(root: &Path, base_url: Option<&str>) -> (Option<Site>, Vec<Diagnostic>) {
    let file = PathBuf::from(FILE);
    let (text, mut found) = match root.join(&file).symlink_metadata().is_ok() {
        true => match read_text(root, &file) {
            Ok(text) => (text, Vec::new()),
            Err(problem) => return (None, vec![problem]),
        },
        false => (String::new(), Vec::new()),
    };
    let file = Arc::new(file);
    let config = match settings(&text) {
        Ok(config) => config,
        Err(error) => {
            found = shape::refusal(&text, None, &file, &error);
            // What can be read of it may have other faults, which are told at once.
            fitting(&text)
        }
    };
    let mut findings = of_settings(&config);
    if let Err(message) = site::keys(&config) {
        let problem = Diagnostic::error("attestation-key", message)
            .hint("`faircat attest --new-key FILE` makes a key pair and prints these lines");
        findings.push(Fault { pointer: "/attestation_keys".to_owned(), diagnostic: problem });
    }
    let of_environment = env::var(BASE_URL).ok().filter(|address| !address.is_empty());
    let given = base_url.or(of_environment.as_deref());
    let site = Site::new(config, given).map_err(|message| {
        let problem = Diagnostic::error("base-url", message)
            .hint("give an address such as https://example.org/catalog/");
        match given {
            Some(_) => found.push(problem),
            None => {
                findings.push(Fault { pointer: "/base_url".to_owned(), diagnostic: problem });
            }
        }
    });
    let is_unusable =
        !found.is_empty() || findings.iter().any(|it| it.diagnostic.code == "attestation-key");
    found.extend(checks::place(findings, &text, &file));
    (site.ok().filter(|_| !is_unusable), found)
}

/// The settings in `text`; the defaults where there is none.
fn settings(text: &str) -> Result<SiteConfig, serde_saphyr::Error> {
    if text.is_empty() { Ok(SiteConfig::default()) } else { reading::parse(text) }
}

/// The fields of `text` that can be read one by one.
fn fitting(text: &str) -> SiteConfig {
    let root = yaml::parse(text).root;
    let value = root.as_deref().and_then(shape::to_json);
    let fields = value.as_ref().and_then(Value::as_object).into_iter().flatten();
    let fits = |(name, value): &(&String, &Value)| {
        let alone = Value::Object(Map::from_iter([((*name).clone(), (*value).clone())]));
        SiteConfig::deserialize(alone).is_ok()
    };
    let sound: Map<String, Value> =
        fields.filter(fits).map(|(name, value)| (name.clone(), value.clone())).collect();
    SiteConfig::deserialize(Value::Object(sound)).unwrap_or_default()
}

/// What is wrong with the publisher that `site/site.yaml` names among the records of `catalog`.
pub fn check_publisher(root: &Path, site: &Site, catalog: &Catalog) -> Vec<Diagnostic> {
    placed(root, of_publisher(site, catalog).into_iter().collect())
}

/// The diagnostics of `faults`, of `site/site.yaml`, with their places.
pub fn placed(root: &Path, faults: Vec<Fault>) -> Vec<Diagnostic> {
    if faults.is_empty() {
        return Vec::new();
    }
    let file = PathBuf::from(FILE);
    let text = read_text(root, &file).unwrap_or_default();
    checks::place(faults, &text, &Arc::new(file))
}

/// The lists of `site/synonyms.yaml`, each of words or phrases that mean the same to who searches; none
/// where there is no such file.
pub fn read_synonyms(root: &Path) -> (Vec<Vec<String>>, Vec<Diagnostic>) {
    let file = PathBuf::from("site/synonyms.yaml");
    if !root.join(&file).is_file() {
        return (Vec::new(), Vec::new());
    }
    let text = match read_text(root, &file) {
        Ok(text) => text,
        Err(problem) => return (Vec::new(), vec![problem]),
    };
    match reading::parse_file("site-config", &file, &text) {
        Ok(synonyms) => (synonyms, Vec::new()),
        Err(problem) => {
            let hint = "write a list of lists, as `- [GNN, graph neural network]`";
            let message = match yaml::parse(&text).problems.first() {
                Some(broken) => broken.message.clone(),
                None => "here must stand a list of words that mean the same".to_owned(),
            };
            (Vec::new(), vec![Diagnostic { message, ..problem }.hint(hint)])
        }
    }
}

/// A text file with its path relative to the folder that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextFile {
    pub path: String,
    pub text: String,
}

/// Folders one within the other below `site/pages/`, at most.
const DEEPEST: usize = 8;

/// The Markdown files below `site/pages/`, in its folders too, sorted by path.
pub fn read_pages(root: &Path) -> (Vec<TextFile>, Vec<Diagnostic>) {
    let (mut files, mut diagnostics) = (Vec::new(), Vec::new());
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        let (found, problems) = read_folder(root, &format!("site/pages/{folder}"), "md");
        let below = |file: TextFile| TextFile { path: format!("{folder}{}", file.path), ..file };
        files.extend(found.into_iter().map(below));
        diagnostics.extend(problems);
        if folder.matches('/').count() < DEEPEST {
            let inner = folders_in(&root.join("site/pages").join(&folder));
            folders.extend(inner.into_iter().map(|name| format!("{folder}{name}/")));
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    (files, diagnostics)
}

/// Names of the folders in `folder`, without links and those that belong to a system.
fn folders_in(folder: &Path) -> Vec<String> {
    let items = fs::read_dir(folder).into_iter().flatten().flatten();
    let real = items.filter(|item| item.file_type().is_ok_and(|found| found.is_dir()));
    let names = real.filter_map(|item| item.file_name().into_string().ok());
    names.filter(|name| !name.starts_with('.')).collect()
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
