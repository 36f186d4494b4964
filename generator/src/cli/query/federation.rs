//! The statements of other catalogues beside a dump.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde_json::Value;
use url::Url;

use super::{Failure, fetch};
use crate::outside_world::import_sources::is_url;

/// Where a site tells of other catalogues, beside its dump.
const LIST: &str = "federation/catalogs.json";
/// Largest such list, in bytes.
const LARGEST: u64 = 64 << 20;

/// The files of statements that the site of `dump` has of other catalogues, as `dump` names its own.
pub(super) fn dumps_beside(dump: &str) -> Result<Vec<String>, Failure> {
    let beside = |path: &str| match is_url(dump) {
        true => Url::parse(dump).and_then(|it| it.join(path)).map(String::from).ok(),
        false => Path::new(dump).parent()?.join(path).to_str().map(str::to_owned),
    };
    let list = beside(LIST).unwrap_or_default();
    let bytes = if is_url(dump) { fetch(&list)? } else { read(&list)? };
    let list: Value = serde_json::from_slice(&bytes).map_err(|error| unfit(&list, &error))?;
    let catalogs = list["catalogs"].as_array().map(Vec::as_slice).unwrap_or_default();
    let files = catalogs.iter().map(|it| &it["statements"]).chain([&list["joined"]]);
    let paths = files.filter_map(|it| it["path"].as_str()).filter(|it| is_below(it));
    Ok(paths.filter_map(beside).collect())
}

/// Whether `path` leads to a file of the folder in which the list is.
fn is_below(path: &str) -> bool {
    path.starts_with("federation/") && !path.split(['/', '\\']).any(|part| part == "..")
}

#[allow(clippy::disallowed_methods, reason = "a user names the file beside which it lies")]
fn read(list: &str) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = File::open(list).and_then(|file| file.take(LARGEST).read_to_end(&mut bytes));
    read.map(|_| bytes).map_err(|error| unfit(list, &error))
}

fn unfit(list: &str, error: &dyn std::fmt::Display) -> Failure {
    Failure::problem(format!("`{list}` cannot be read: {error}"))
        .hint("name other catalogues in `site/site.yaml`, and run `faircat harvest` and `build`")
}

#[cfg(test)]
mod tests {
    use super::is_below;

    #[test]
    fn a_list_leads_to_its_own_folder_only() {
        assert!(is_below("federation/a/statements.nq.gz"));
        for path in
            ["../secret.nq", "federation/../../secret.nq", "/etc/passwd", "https://x.org/a.nq"]
        {
            assert!(!is_below(path), "{path}");
        }
    }
}
