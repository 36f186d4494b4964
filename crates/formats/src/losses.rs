//! What comes back of each field of a record that is written in a format and read again.
//!
//! The table beside this file is data that `tests/src/losses` makes of such round trips, of records
//! with every field, of awkward ones and of the FAIR4HEP catalogue, and holds true.

use serde::Serialize;

use crate::format::Format;
use crate::list::format_named;

/// A line for each field, a column for each format.
const TABLE: &str = include_str!("losses.tsv");

/// What becomes of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// It comes back as it was.
    Kept,
    /// What it says comes back in `extensions`, under the name of the format.
    InExtensions,
    /// It comes back of some works, or some of its values do.
    Partly,
    /// It does not come back.
    Lost,
}

/// The fates of all fields in all formats that are both written and read.
pub struct Losses {
    pub formats: Vec<&'static Format>,
    pub fields: Vec<FieldFates>,
}

/// The fates of one field.
pub struct FieldFates {
    /// Its name after those of the fields that hold it, as `authors.orcid`.
    pub field: &'static str,
    /// By format; none in those that are not written of works that have the field.
    pub fates: Vec<Option<Fate>>,
}

impl Fate {
    pub const ALL: [Fate; 4] = [Fate::Kept, Fate::InExtensions, Fate::Partly, Fate::Lost];

    /// The word for it in the table.
    pub fn word(self) -> &'static str {
        match self {
            Fate::Kept => "kept",
            Fate::InExtensions => "extensions",
            Fate::Partly => "partly",
            Fate::Lost => "lost",
        }
    }

    /// What becomes of a field that fares so in one work and as `other` in another.
    pub fn and(self, other: Fate) -> Fate {
        match self.max(other) {
            Fate::Lost if self != other => Fate::Partly,
            worse => worse,
        }
    }
}

/// The table.
pub fn losses() -> Losses {
    let mut lines = TABLE.lines().map(|line| line.split('\t'));
    let names: Vec<&str> = lines.next().into_iter().flatten().skip(1).collect();
    let known: Vec<Option<&Format>> = names.into_iter().map(format_named).collect();
    let fate = |word: &str| Fate::ALL.into_iter().find(|it| it.word() == word);
    let fields = lines.filter_map(|mut cells| {
        let field = cells.next()?;
        let fates = cells.zip(&known).filter(|(_, format)| format.is_some());
        Some(FieldFates { field, fates: fates.map(|(word, _)| fate(word)).collect() })
    });
    Losses { fields: fields.collect(), formats: known.iter().flatten().copied().collect() }
}

impl Losses {
    /// How many fields have `fate` in the format at `column`.
    pub fn count(&self, column: usize, fate: Fate) -> usize {
        self.fields.iter().filter(|it| it.fates.get(column) == Some(&Some(fate))).count()
    }
}
