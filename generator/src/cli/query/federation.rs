//! The statements of other catalogues beside a dump.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use faircat_text::is_web_address;
use url::Url;

use super::{Failure, fetch};
use crate::sparql::federated::{LARGEST, LIST, files};

/// The files of statements that the site of `dump` has of other catalogues, as `dump` names its own.
pub(super) fn dumps_beside(dump: &str) -> Result<Vec<String>, Failure> {
    let beside = |path: &str| match is_web_address(dump) {
        true => Url::parse(dump).and_then(|it| it.join(path)).map(String::from).ok(),
        false => Path::new(dump).parent()?.join(path).to_str().map(str::to_owned),
    };
    let list = beside(LIST).unwrap_or_default();
    let bytes = if is_web_address(dump) { fetch(&list)? } else { read(&list)? };
    let files = files(&bytes).map_err(|error| unfit(&list, &error))?;
    Ok(files.iter().filter_map(|it| beside(it)).collect())
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
