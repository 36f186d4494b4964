//! What is kept of another catalogue: the works that it has, and when and how that was learnt.

use faircat_record::Kind;
use serde::{Deserialize, Serialize};

/// The form of the file; another one is not read.
pub const FORM: u32 = 1;

/// Most problems that are told one by one.
pub const MOST_PROBLEMS: usize = 100;

/// A catalogue as it was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Harvest {
    pub form: u32,
    /// The address that was asked.
    pub catalog: String,
    /// What it was asked for, where it is a hub.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// How it was read, as a phrase: `dump`, `sitemap and JSON-LD`.
    pub read_as: String,
    /// The day, in UTC, on which its works were found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub harvested: Option<String>,
    /// The day on which it was last asked.
    pub asked: String,
    /// Whether all that it has was read on that day.
    pub complete: bool,
    /// Why nothing was learnt when it was last asked; what is told is from before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed: Option<String>,
    /// What of it could not be read when it was last asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
    /// Number of such problems that are not listed.
    #[serde(default, skip_serializing_if = "is_none")]
    pub more_problems: usize,
    /// By which its dump can tell that it has not changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<PageVersion>,
    pub statements: StatementsFile,
    /// Pages that are of no work, so that they are not asked for in vain again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub passed: Vec<PageVersion>,
    /// The answers of which its list consists, where it comes in several: a work that stands in one
    /// has the address of that for its page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<PageVersion>,
    /// Where to go on, of a harvest that was interrupted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resume: Option<String>,
    /// Names of the graphs about what is no work, as persons.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<String>,
    /// Sorted by their homes.
    pub works: Vec<ForeignWork>,
}

fn is_none(number: &usize) -> bool {
    *number == 0
}

/// Something that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Problem {
    /// Where it is.
    pub address: String,
    /// In a sentence.
    pub problem: String,
}

/// The file of statements that belongs to a harvest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatementsFile {
    /// Its name, in the same folder; empty where there are none.
    pub file: String,
    pub statements: u64,
}

/// A work of another catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForeignWork {
    /// Address of its page, under which its statements stand too.
    pub home: String,
    pub kind: Kind,
    pub title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// `2024`, `2024-05` or `2024-05-01`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub creators: Vec<String>,
    /// SPDX identifier, address or words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
    /// Its identifiers, each in one spelling, as `doi:10.5281/zenodo.1`; sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub identifiers: Vec<String>,
    /// SHA-256 of its files, in small letters; sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sha256: Vec<String>,
    /// The day on which it was read.
    pub fetched: String,
    /// The page that tells of it, or the answer of a list that does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<PageVersion>,
}

/// A page, and by what a server can tell whether it changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageVersion {
    pub address: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
    /// The date of its last change, as the sitemap has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed: Option<String>,
    /// What follows it, where it is an answer of a list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

impl Harvest {
    /// Why `harvest` cannot be shown: it was edited, or is of another program's version.
    ///
    /// # Errors
    /// In words.
    pub fn check(&self) -> Result<(), String> {
        if self.form != FORM {
            return Err(format!("it has form {}, and form {FORM} is read", self.form));
        }
        let is_address = |it: &str| crate::extract::web_address(it).is_some();
        match self.works.iter().find(|work| !is_address(&work.home)) {
            Some(work) => Err(format!("`{}` is no web address", work.home)),
            None if self.works.windows(2).any(|pair| pair[0].home >= pair[1].home) => {
                Err("its works are not in order, or twice there".to_owned())
            }
            None => Ok(()),
        }
    }
}
