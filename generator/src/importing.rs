//! From files of any format that is read to the files of a catalogue.

mod agents;
mod batch;
mod comments;
mod differing;
mod header;
mod losses;
mod merge;
mod recognition;
mod same_work;
mod storing;
mod surroundings;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::diagnostic::{self, Diagnostic};
use crate::formats::format::Format;
use crate::outside_world::import_sources::SourceFile;
use crate::outside_world::imported_records as disk;
use crate::record::Kind;

use self::agents::{Agents, Mentions};
use self::batch::{Batch, Catalogue, Done, Learned};
pub use self::losses::Lost;
pub(crate) use self::merge::rewritten;
pub use self::recognition::{Recognised, recognise, recognised};
use self::storing::State;

/// What an import came to.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Records written because they are new or have changed.
    pub written: usize,
    /// Records that the catalogue had just so.
    pub unchanged: usize,
    /// What no field of a record says, in the order of the files, where the target wants it.
    pub losses: Vec<Lost>,
    /// How many such values are kept, and how many are dropped.
    pub kept: usize,
    pub dropped: usize,
    pub diagnostics: Vec<Diagnostic>,
}

/// Where an import goes.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// The folder of the catalogue; made where missing.
    pub catalog: &'a Path,
    /// Whether records that were edited since the last import get what is new in their source.
    pub update: bool,
    /// Whether persons and organizations become records of their own.
    pub agents: bool,
    /// The kind of records whose sources leave it open.
    pub kind: Option<Kind>,
    /// Whether values that have no field are told whole, not only their beginnings.
    pub whole_losses: bool,
    /// Whether each value that no field says is told: of many records they take much memory.
    pub losses: bool,
}

/// Imports the records in `files`, which are of `format`, into the folder `catalog`, which is made
/// where missing. `progress` is called once for each record that is done.
///
/// Of a format without a reader nothing is imported.
pub fn import(
    format: &Format,
    files: &[PathBuf],
    catalog: &Path,
    progress: &(dyn Fn() + Sync),
) -> Outcome {
    let files: Vec<SourceFile> = files.iter().cloned().map(SourceFile::on_disk).collect();
    let target = Target {
        catalog,
        update: false,
        agents: false,
        kind: None,
        losses: true,
        whole_losses: false,
    };
    import_to(target, &[(format, files)], progress)
}

/// As [`import`], of files of several formats, into `target`.
pub fn import_to(
    target: Target<'_>,
    groups: &[(&Format, Vec<SourceFile>)],
    progress: &(dyn Fn() + Sync),
) -> Outcome {
    let batches = groups.iter().filter_map(|(format, files)| {
        Some(Batch { format, reader: format.reader?, files, target, progress })
    });
    let batches: Vec<Batch<'_>> = batches.collect();
    let mut outcome = Outcome::default();
    // A reference may point to a record of any file, so names come first.
    let mut learned = Learned {
        known: disk::known_works(target.catalog),
        imported: HashSet::new(),
        mentions: target.agents.then(Mentions::default),
        room: batch::MOST_HELD,
    };
    let named: Vec<_> =
        batches.iter().map(|it| it.named(&mut learned, &mut outcome.diagnostics)).collect();
    let Learned { known, imported, mentions, .. } = learned;
    let agents = mentions.map(|mut mentions| {
        agents::learn_works(&mut mentions, target.catalog, &known, &imported);
        Agents::settled(mentions, target)
    });
    let catalogue = Catalogue { known, agents };
    for (batch, named) in batches.iter().zip(named) {
        batch.import(named, &catalogue, &mut outcome);
    }
    if let Some(agents) = &catalogue.agents {
        let done = agents.write(target);
        outcome.written += done.written;
        outcome.unchanged += done.unchanged;
        outcome.diagnostics.extend(done.diagnostics);
    }
    diagnostic::sort(&mut outcome.diagnostics);
    outcome
}

impl Outcome {
    fn add(&mut self, done: Done) {
        match done.state {
            State::Written => self.written += 1,
            State::Unchanged => self.unchanged += 1,
            State::LeftOut => {}
        }
        self.losses.extend(done.losses);
        self.kept += done.kept;
        self.dropped += done.dropped;
        self.diagnostics.extend(done.diagnostics);
    }
}
