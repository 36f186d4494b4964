//! The files beside a record's page.

use faircat_catalog::site::Site;

use crate::dossier::OutputFile;
use crate::format::{Companion, Format};
use crate::list::FORMATS;
use crate::view::RecordView;

/// The form of a record from which the dump is, and of which the others are made.
pub const OWN_FORM: &str = crate::json_ld::FORMAT.name;

/// A site of more records has of each, by default, only the files that say what no other of them says
/// or that programs ask a page for: with all, most of it would be the same said again.
pub const MANY: usize = 1000;

/// The formats that such a site keeps: the statements, what loaders of data ask for, what the OAI
/// static repository is made of, and one form for citing. The way to the files is in each page's head.
const KEPT: [&str; 4] = ["json-ld", "croissant", "datacite-xml", "bibtex"];

/// Leaves out of a site of `records` what is left out of one with so many, unless its settings want it.
/// Returns the names of these formats.
pub fn lighten(site: &mut Site, records: usize) -> Vec<&'static str> {
    site.is_large = records > MANY;
    if !site.is_large {
        return Vec::new();
    }
    let is_wanted = |name: &str| KEPT.contains(&name) || is_named(site, name);
    let left = FORMATS.iter().filter(|it| it.companion.is_some());
    let left = left.filter(|it| !is_wanted(it.name) && is_offered(site, it)).map(|it| it.name);
    let left: Vec<&str> = left.collect();
    site.config.formats.without.extend(left.iter().map(|it| (*it).to_owned()));
    left
}

/// Whether the settings of `site` name `format` among those that it is to have however many records
/// there are.
pub(crate) fn is_named(site: &Site, format: &str) -> bool {
    site.config.formats.with.iter().flatten().any(|name| name == format)
}

/// The formats in which the record of `view` has a file, in the order of the list.
pub fn formats_of(view: &RecordView) -> Vec<Format> {
    companions_of(view).map(|(format, _)| *format).collect()
}

/// The files of the record of `view`, in every format that applies.
pub fn companion_files(view: &RecordView) -> Vec<OutputFile> {
    let folder = view.dossier.source.entry.page();
    let file = |(_, companion): (_, &Companion)| OutputFile {
        path: format!("{folder}{}", companion.file_name),
        content: companion.write(view),
    };
    companions_of(view).map(file).collect()
}

/// Whether the site has files in `format`. It may leave out any but [`OWN_FORM`].
pub fn is_offered(site: &Site, format: &Format) -> bool {
    let without = &site.config.formats.without;
    format.name == OWN_FORM || !without.iter().any(|name| name == format.name)
}

/// As [`formats_of`], each with its file.
pub(crate) fn companions_of<'a>(
    view: &'a RecordView,
) -> impl Iterator<Item = (&'static Format, &'static Companion)> + 'a {
    let companions = FORMATS.iter().filter_map(|it| Some((it, it.companion.as_ref()?)));
    companions
        .filter(|(format, _)| is_offered(view.dossier.source.site, format))
        .filter(|(_, companion)| companion.applies(view))
}
