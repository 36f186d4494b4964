//! The files beside a record's page.

use crate::dossier::OutputFile;
use crate::format::{Companion, Format};
use crate::list::FORMATS;
use crate::view::RecordView;

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

/// As [`formats_of`], each with its file.
pub(crate) fn companions_of<'a>(
    view: &'a RecordView,
) -> impl Iterator<Item = (&'static Format, &'static Companion)> + 'a {
    let companions = FORMATS.iter().filter_map(|it| Some((it, it.companion.as_ref()?)));
    companions.filter(|(_, companion)| companion.applies(view))
}
