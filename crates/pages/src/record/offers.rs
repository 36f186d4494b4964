//! The files beside the page, by what one wants them for.

use faircat_formats::format::{Format, Purpose};
use serde::Serialize;

/// Files of one purpose.
#[derive(Serialize)]
pub(super) struct Offers<'a> {
    pub title: &'static str,
    pub files: Vec<&'a Format>,
}

/// `files` in the order of their purposes; purposes of none are left out.
pub(super) fn offers(files: &[Format]) -> Vec<Offers<'_>> {
    let of = |purpose: Purpose| {
        let is_one = |format: &&Format| format.companion.is_some_and(|it| it.purpose == purpose);
        Offers { title: purpose.title(), files: files.iter().filter(is_one).collect() }
    };
    Purpose::ALL.into_iter().map(of).filter(|group| !group.files.is_empty()).collect()
}
