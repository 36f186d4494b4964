//! Licences that change.

use faircat_record::Work;
use serde::Serialize;

/// The licence of a work or of one of its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Licence {
    /// Path or address of the file; `None` for the work itself.
    pub file: Option<String>,
    /// SPDX expression.
    pub licence: String,
}

/// A licence that is another on the new side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LicenceTurn {
    /// Path or address of the file; absent for the work itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
}

impl LicenceTurn {
    /// Whether it is another than users had: a work that had none may be used since.
    #[must_use]
    pub fn is_concern(&self) -> bool {
        self.old.is_some() || self.file.is_some()
    }
}

pub(crate) fn of_work(work: &Work) -> Vec<Licence> {
    let own = work.license.iter().map(|it| Licence { file: None, licence: it.clone() });
    let of_files = work.artifacts.iter().filter_map(|artifact| {
        let file = artifact.path.clone().or_else(|| artifact.url.clone());
        Some(Licence { file, licence: artifact.license.clone()? })
    });
    own.chain(of_files).collect()
}

/// Licences that differ between two states of one record. A file that comes or goes with its licence
/// changes none.
pub(crate) fn turns(
    old: &[Licence],
    new: &[Licence],
    has_file: &dyn Fn(&str) -> [bool; 2],
) -> Vec<LicenceTurn> {
    let mut files: Vec<&Option<String>> = old.iter().chain(new).map(|it| &it.file).collect();
    files.sort();
    files.dedup();
    let of = |all: &[Licence], file: &Option<String>| {
        all.iter().find(|it| it.file == *file).map(|it| it.licence.clone())
    };
    let is_on_both =
        |file: &&&Option<String>| file.as_deref().is_none_or(|file| has_file(file) == [true, true]);
    let turn = |file: &Option<String>| {
        let (old, new) = (of(old, file), of(new, file));
        (old != new).then(|| LicenceTurn { file: file.clone(), old, new })
    };
    files.iter().filter(is_on_both).filter_map(|file| turn(file)).collect()
}
