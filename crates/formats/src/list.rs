//! The list of formats. A new one is a folder, and a line here.

use std::path::{Path, PathBuf};

use faircat_record::diagnostic::Diagnostic;

use crate::format::Format;
use crate::import;
use crate::reader::Input;
use crate::site::{self, SiteFile};
use crate::{
    bagit, bibtex, bioimageio, cern_opendata, cff, codemeta, coffea, croissant, csl, cyclonedx,
    datacite, dlhub, ftr, garden, huggingface, json_ld, linkset, markdown, mldcat_ap, mlflow,
    monai, notebook, openml, ro_crate, scorecard, stac, triton, turtle, zenodo,
};

/// Every format of records, in the order in which pages offer them and files are tried.
pub const FORMATS: &[Format] = &[
    json_ld::FORMAT,
    turtle::FORMAT,
    croissant::FORMAT,
    codemeta::FORMAT,
    datacite::JSON,
    datacite::XML,
    cff::FORMAT,
    bibtex::FORMAT,
    csl::FORMAT,
    scorecard::FORMAT,
    scorecard::BADGE,
    ftr::FORMAT,
    linkset::FORMAT,
    markdown::FORMAT,
    notebook::FORMAT,
    triton::FORMAT,
    coffea::FORMAT,
    cern_opendata::FORMAT,
    huggingface::FORMAT,
    bioimageio::FORMAT,
    monai::FORMAT,
    mlflow::FORMAT,
    openml::FORMAT,
    dlhub::FORMAT,
    garden::FORMAT,
    stac::FORMAT,
    cyclonedx::FORMAT,
    mldcat_ap::FORMAT,
    zenodo::FORMAT,
    ro_crate::FORMAT,
    bagit::FORMAT,
];

/// Every file about the catalogue as a whole.
pub const SITE_FILES: &[SiteFile] = &[
    site::catalog_document::JSON_LD,
    site::catalog_document::TURTLE,
    site::void::FILE,
    site::api::FILE,
    site::record_schemas::FILE,
    site::sitemap::FILE,
    site::robots::FILE,
    site::feed::FILE,
    site::api_catalog::FILE,
    site::oai::FILE,
    site::llms::FILE,
    #[cfg(feature = "table")]
    site::table::FILE,
];

/// Formats whose files tell of those around them, in their folder or archive.
const TELLING: [&str; 8] = [
    bioimageio::FORMAT.name,
    codemeta::FORMAT.name,
    croissant::FORMAT.name,
    huggingface::FORMAT.name,
    json_ld::FORMAT.name,
    mlflow::FORMAT.name,
    monai::FORMAT.name,
    ro_crate::FORMAT.name,
];

/// Whether files of `format` tell of those around them, in their folder or archive.
pub fn tells_of_others(format: &Format) -> bool {
    TELLING.contains(&format.name)
}

/// The folder from which the description at `place`, of `format`, names its files.
pub fn home<'p>(format: &Format, place: &'p Path) -> Option<&'p Path> {
    let folder = place.parent()?;
    let is_of_bundle = format.name == monai::FORMAT.name && folder.ends_with(monai::CONFIGURATIONS);
    if is_of_bundle { folder.parent() } else { Some(folder) }
}

/// The format that the command line calls `name`.
pub fn format_named(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// The file that the page at `place` shows to people, where a format has such pages by their names.
pub fn shown_by(place: &Path) -> Option<PathBuf> {
    ro_crate::shown_by(place)
}

/// What is wrong with a file of which no format is known, where it is a broken description. Of one
/// among others, `is_alone` being false, only what surely was to be one.
pub fn malformed(input: &Input, is_alone: bool) -> Option<Diagnostic> {
    let of_card = || is_alone.then(|| huggingface::malformed(input)).flatten();
    import::malformed::malformed(input, is_alone).or_else(of_card)
}

/// The formats as those need them who only read. They lead to no writer, so that a program that
/// writes nothing does not hold any.
pub static READ_ONLY: [Format; FORMATS.len()] = {
    let mut formats = [FORMATS[0]; FORMATS.len()];
    let mut place = 0;
    while place < formats.len() {
        formats[place] = Format { companion: None, package: None, ..FORMATS[place] };
        place += 1;
    }
    formats
};

/// The format of a file, told by what is in it; as those need it who only read.
pub fn recognised(input: &Input) -> Option<&'static Format> {
    let reads = |format: &&Format| format.reader.is_some_and(|it| (it.recognise)(input));
    READ_ONLY.iter().find(reads)
}
