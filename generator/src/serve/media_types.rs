//! Media types of the files of the site: those that its own metadata states.

use std::fs;
use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::formats::format::{Companion, Format};
use crate::formats::list::{FORMATS, SITE_FILES};
use crate::formats::site::SiteFile;
use crate::record::{Kind, hosting};

/// Largest link set that is looked at for one file, in bytes.
const LARGEST_LINK_SET: u64 = 1 << 20;

/// Media type of a file of the site: what the link set of its record states, where that runs nowhere,
/// or else by its name.
pub(super) fn media_type(path: &Path) -> String {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let stated = match page_of_hosted(path) {
        Some(page) => declared(path, &page),
        None => exported(name).or_else(|| of_the_site(path)).map(str::to_owned),
    };
    match stated.unwrap_or_else(|| by_name(name).to_owned()) {
        text if text.starts_with("text/") && !text.contains("charset") => {
            format!("{text}; charset=utf-8")
        }
        other => other,
    }
}

/// Whether a file of the site is one of a record's own, which runs nowhere: `files/` of a page.
pub(super) fn is_hosted(path: &Path) -> bool {
    page_of_hosted(path).is_some()
}

/// The folder of the page whose record has the file `path`.
fn page_of_hosted(path: &Path) -> Option<PathBuf> {
    let parts: Vec<&str> = path.iter().map(|part| part.to_str().unwrap_or_default()).collect();
    let page = |window: &[&str]| Kind::of_folder(window[0]).is_some() && window[2] == "files";
    let start = parts.windows(3).position(page)?;
    Some(path.iter().take(start + 2).collect())
}

/// The media type that the link set of the page in the folder `page` states of its file `path`.
#[allow(clippy::disallowed_methods, reason = "the file is of the site")]
fn declared(path: &Path, page: &Path) -> Option<String> {
    let link_set = page.join(companions().find(|(_, it)| it.relation == "linkset")?.1.file_name);
    fs::metadata(&link_set).ok().filter(|facts| facts.len() <= LARGEST_LINK_SET)?;
    let link_set: Value = serde_json::from_slice(&fs::read(link_set).ok()?).ok()?;
    let place = path.strip_prefix(page.parent()?.parent()?).ok()?.to_str()?;
    let items = link_set["linkset"].as_array()?.iter().filter_map(|links| links["item"].as_array());
    let is_of_file = |link: &&Value| {
        let href = link["href"].as_str().unwrap_or_default();
        percent_decode_str(href)
            .decode_utf8()
            .is_ok_and(|href| href.ends_with(&format!("/{place}")))
    };
    let stated = items.flatten().find(is_of_file)?["type"].as_str()?;
    let is_harmless =
        !hosting::is_active(stated) && stated.bytes().all(|byte| byte.is_ascii_graphic());
    is_harmless.then(|| stated.to_owned())
}

/// The media type of a format of records, by the name of its files.
fn exported(name: &str) -> Option<&'static str> {
    companions().find(|(_, it)| it.file_name == name).map(|(format, _)| format.media_type)
}

/// The media type of a file about the catalogue as a whole, by its path.
fn of_the_site(path: &Path) -> Option<&'static str> {
    let is_it = |file: &&SiteFile| !file.path.ends_with('/') && path.ends_with(file.path);
    SITE_FILES.iter().find(is_it).map(|file| file.media_type)
}

fn companions() -> impl Iterator<Item = (&'static Format, &'static Companion)> {
    FORMATS.iter().filter_map(|format| Some((format, format.companion.as_ref()?)))
}

/// Names without an ending, of texts.
const TEXTS: &[&str] =
    &["LICENSE", "LICENCE", "NOTICE", "README", "AUTHORS", "CHANGELOG", "VERSION"];

fn by_name(name: &str) -> &'static str {
    if TEXTS.contains(&name) {
        return "text/plain";
    }
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match ending.as_str() {
        "html" => "text/html",
        "css" => "text/css",
        "js" | "mjs" => "text/javascript",
        "json" => "application/json",
        "jsonld" => "application/ld+json",
        "ttl" => "text/turtle",
        "nt" => "application/n-triples",
        "nq" => "application/n-quads",
        "rq" => "application/sparql-query",
        "rdf" => "application/rdf+xml",
        "xml" => "application/xml",
        "atom" => "application/atom+xml",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "pdf" => "application/pdf",
        "gz" => "application/gzip",
        "zip" | "npz" => "application/zip",
        "h5" | "hdf5" => "application/x-hdf5",
        "onnx" => "application/onnx",
        "parquet" => "application/vnd.apache.parquet",
        "toml" => "application/toml",
        "yaml" | "yml" | "cff" => "application/yaml",
        "bib" => "application/x-bibtex",
        "csv" => "text/csv",
        "txt" | "md" | "rst" | "log" => "text/plain",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "a test makes its site")]
mod tests {
    use super::*;

    #[test]
    fn a_record_s_own_files_are_known_by_their_place() {
        assert!(is_hosted(Path::new("/srv/_site/models/net/files/a/b.pdf")));
        assert!(!is_hosted(Path::new("/srv/_site/models/net/index.html")));
        assert!(!is_hosted(Path::new("/srv/files/_site/static/page.js")));
    }

    /// What a link set states of metadata and of files is what the server sends.
    #[test]
    fn files_are_sent_as_the_link_set_says() {
        for (format, companion) in companions() {
            let sent = media_type(&Path::new("/srv/_site/models/net").join(companion.file_name));
            let essence = sent.split(';').next();
            assert_eq!(essence, Some(format.media_type), "{}", companion.file_name);
        }
        for file in SITE_FILES.iter().filter(|it| !it.path.ends_with('/')) {
            let sent = media_type(&Path::new("/srv/_site").join(file.path));
            assert_eq!(sent.split(';').next(), Some(file.media_type), "{}", file.path);
        }
        let site = tempfile::tempdir().unwrap();
        let page = site.path().join("models/net");
        fs::create_dir_all(page.join("files")).unwrap();
        let item = |name: &str, of: &str| serde_json::json!({"href": format!("https://x.org/p/models/net/files/{name}"), "type": of});
        let items = [
            item("a.h5", "application/vnd.hdf5"),
            item("a%20b.bin", "application/x-numbers"),
            item("a.csv", "text/html"),
            item("b.txt", "text/plain"),
        ];
        let link_set = serde_json::json!({"linkset": [{"item": items}]}).to_string();
        fs::write(page.join("linkset.json"), link_set).unwrap();
        for (name, sent) in [
            ("a.h5", "application/vnd.hdf5"),
            ("a b.bin", "application/x-numbers"),
            ("a.csv", "text/csv; charset=utf-8"),
            ("b.txt", "text/plain; charset=utf-8"),
            ("c.npz", "application/zip"),
            ("LICENSE", "text/plain; charset=utf-8"),
            ("pyproject.toml", "application/toml"),
        ] {
            assert_eq!(media_type(&page.join("files").join(name)), sent, "{name}");
        }
    }
}
