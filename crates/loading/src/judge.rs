//! How far a verification that lies beside a record is believed: one rule for the builds that publish
//! it and for the command that may replace it.

use std::path::Path;

use faircat_inference::engine::Options;
use faircat_inference::engines::Installed;
use faircat_inference::engines::list::{Runs, listed};
use faircat_inference::figures::noun;
use faircat_inference::formats::Limit;
use faircat_inference::verification::ControlSet;

use faircat_catalog::RecordFile;
use faircat_catalog::evidence::contradictions::{self, Grounds};
use faircat_catalog::evidence::verification::{EngineRun, FileCheck, Verification};
use faircat_catalog::evidence::{contract, currency};
use faircat_outside_world::local_files::{self, Unread};
use faircat_record::Work;

/// Most bytes of a file that an engine for one network is asked about; its networks have far fewer.
const LARGEST_NETWORK: u64 = 64 << 20;
/// Most bytes of a control set that evidence is held against.
pub(crate) const LARGEST_CONTROL_SET: u64 = 64 << 20;

/// A record's folder, with what its verification is judged by.
pub struct Judge<'a> {
    pub root: &'a Path,
    pub file: &'a RecordFile,
    pub grounds: &'a Grounds,
    /// The record's control set, where it has been read; else it is read here.
    pub control: Option<&'a ControlSet>,
}

/// Why a verification is not used, in phrases, of which there is at least one.
pub enum Doubts {
    /// It cannot be true.
    Refused(Vec<String>),
    /// It is not about the files and claims at hand.
    Outdated(Vec<String>),
}

impl Doubts {
    pub fn into_phrases(self) -> Vec<String> {
        match self {
            Doubts::Refused(phrases) | Doubts::Outdated(phrases) => phrases,
        }
    }
}

impl Judge<'_> {
    /// Why `verification` of the model that `work` describes is not used; `None` where it is.
    /// `sha256` gives the digests of the files below the record's folder.
    pub fn doubts(
        &self,
        verification: &Verification,
        work: Option<&Work>,
        sha256: &dyn Fn(&str) -> Option<String>,
    ) -> Option<Doubts> {
        let mut refused = contradictions::of_verification(verification, work, self.grounds);
        refused.extend(self.of_another_network(verification));
        if !refused.is_empty() {
            return Some(Doubts::Refused(refused));
        }
        let outdated = currency::outdated(verification, work, sha256);
        if !outdated.is_empty() {
            return Some(Doubts::Outdated(outdated));
        }
        let refused = self.unlike_its_files(verification, work);
        (!refused.is_empty()).then_some(Doubts::Refused(refused))
    }

    /// What the files at hand, which are those of `verification`, show to be wrong with it.
    fn unlike_its_files(&self, verification: &Verification, work: Option<&Work>) -> Vec<String> {
        let Some(folder) = self.file.folder.as_deref() else { return Vec::new() };
        let has_size = |check: &FileCheck| {
            Some(local_files::size(self.root, folder, &check.file)? == check.size)
        };
        let wrong = verification.files.iter().filter(|check| has_size(check) == Some(false));
        let mut found: Vec<String> = wrong
            .map(|check| {
                format!(
                    "`{}` does not have {} {}",
                    check.file,
                    check.size,
                    noun(check.size, "byte", "bytes")
                )
            })
            .collect();
        let signature = work.and_then(|work| work.model.as_ref()?.signature.as_ref());
        let Some(signature) = signature.map(contract::signature) else { return found };
        if let Some(control) = self.control {
            found.extend(contradictions::of_control_set(verification, control, &signature));
            return found;
        }
        let set = &verification.control_set.file;
        if let Ok(bytes) = local_files::read(self.root, folder, set, LARGEST_CONTROL_SET) {
            match ControlSet::read(&bytes, &signature, Limit::default()) {
                Ok(control) => {
                    found.extend(contradictions::of_control_set(
                        verification,
                        &control,
                        &signature,
                    ));
                }
                Err(error) => found.push(format!("its control set cannot be used: {error}")),
            }
        }
        found
    }

    /// Runs of engines that are made for one network on a file that holds none.
    fn of_another_network(&self, verification: &Verification) -> Vec<String> {
        let reason = |run: &EngineRun| {
            let engine = listed(&run.engine)?;
            let Runs::Network { title, .. } = engine.runs else { return None };
            let folder = self.file.folder.as_deref()?;
            let bytes = local_files::read(self.root, folder, &run.file, LARGEST_NETWORK);
            let cannot = match bytes {
                Ok(bytes) => {
                    let engine = engine.engine(&Installed::default())?;
                    engine.load(&bytes, &Options::default()).is_err()
                }
                Err(Unread::TooLarge(_)) => true,
                // A file that is not at hand is another question.
                Err(Unread::Absent) => false,
            };
            let name = engine.name;
            cannot
                .then(|| format!("{name} is said to have run what is no {title}, which it cannot"))
        };
        verification.runs.iter().filter_map(reason).take(1).collect()
    }
}
