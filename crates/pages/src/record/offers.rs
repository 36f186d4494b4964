//! The files beside the page, by what one wants them for.

use faircat_formats::format::{Format, Purpose};
use schemars::JsonSchema;
use serde::Serialize;

use crate::template_variables::Anything;

/// Files of one purpose.
#[derive(JsonSchema, Serialize)]
pub(super) struct Offers<'a> {
    /// The end of the message that says it.
    pub purpose: &'static str,
    #[schemars(with = "Vec<Anything>")]
    pub files: Vec<&'a Format>,
}

/// `files` in the order of their purposes; purposes of none are left out.
pub(super) fn offers(files: &[Format]) -> Vec<Offers<'_>> {
    let of = |purpose: Purpose| {
        let is_one = |format: &&Format| format.companion.is_some_and(|it| it.purpose == purpose);
        Offers { purpose: name(purpose), files: files.iter().filter(is_one).collect() }
    };
    Purpose::ALL.into_iter().map(of).filter(|group| !group.files.is_empty()).collect()
}

fn name(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Citing => "citing",
        Purpose::Reading => "reading",
        Purpose::Harvesting => "harvesting",
        Purpose::Assessing => "assessing",
        Purpose::Packaging => "packaging",
    }
}
