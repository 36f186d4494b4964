//! The files beside a record's page.

use faircat_catalog::site::Site;

use crate::dossier::OutputFile;
use crate::format::{Companion, Format};
use crate::list::FORMATS;
use crate::view::RecordView;

/// The form of a record from which the dump is, and of which the others are made.
pub const OWN_FORM: &str = crate::json_ld::FORMAT.name;

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
