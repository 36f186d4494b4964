//! Making the files of all records, a group at a time.

use rayon::prelude::*;

use super::dump::{self, DumpFiles};
use super::statements::Standings;
use super::{Shared, record_files, statements};
use crate::assessment::{Scorecard, Standing};
use crate::catalog::Entry;
use crate::diagnostic::Diagnostic;

/// Records in one group: one compressed member of the dump, one unit of parallel work.
const GROUP: usize = 64;

/// What remains of the records once their files are written.
pub(super) struct Made {
    /// By [`Entry::index`].
    pub standings: Vec<Option<Standing>>,
    pub statements: u64,
    pub diagnostics: Vec<Diagnostic>,
}

/// One group's share.
struct Group {
    dump: dump::Member,
    standings: Vec<Option<Standing>>,
    diagnostics: Vec<Diagnostic>,
}

/// Writes the files of every record, and the dump.
pub(super) fn write_records(
    shared: &Shared,
    standings: &(dyn Fn(&str) -> Option<Standing> + Sync),
) -> Result<Made, Diagnostic> {
    let entries = &shared.catalog.entries;
    let mut made = Made { standings: Vec::new(), statements: 0, diagnostics: Vec::new() };
    let mut files = DumpFiles::create(shared.writer)?;
    // The groups of one batch wait in memory until the dump has taken them in order.
    let batch = GROUP * rayon::current_num_threads() * 4;
    for batch in entries.chunks(batch) {
        let groups: Result<Vec<Group>, Diagnostic> = batch
            .par_chunks(GROUP)
            .map(|entries| write_group(shared, entries, standings))
            .collect();
        for group in groups? {
            made.statements += group.dump.statements;
            files.append(&group.dump)?;
            made.standings.extend(group.standings);
            made.diagnostics.extend(group.diagnostics);
        }
    }
    Ok(made)
}

fn write_group(
    shared: &Shared,
    entries: &[Entry],
    standings: &Standings,
) -> Result<Group, Diagnostic> {
    let mut group =
        Group { dump: dump::Member::default(), standings: Vec::new(), diagnostics: Vec::new() };
    let mut texts = dump::Texts::default();
    for entry in entries {
        match statements::make(&shared.input(), entry, standings) {
            Ok(said) => {
                texts.add(&shared.site.iri(&entry.page()), &said.graph);
                group.standings.push(said.scorecard.as_ref().map(Scorecard::standing));
                group.diagnostics.extend(record_files::write(shared, entry, &said)?);
            }
            Err(problem) => {
                group.diagnostics.push(problem);
                group.standings.push(None);
            }
        }
        shared.progress.advance();
    }
    group.dump = texts.compress()?;
    Ok(group)
}
