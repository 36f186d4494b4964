//! Making the files of all records, a group at a time.

use rayon::prelude::*;

use crate::assessment::Standing;
use crate::catalog::Entry;
use crate::diagnostic::Diagnostic;

use super::dump::{self, DumpFiles};
use super::{Shared, statements};

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
pub(super) fn write_records(shared: &Shared) -> Result<Made, Diagnostic> {
    let entries = &shared.catalog.entries;
    let mut made = Made { standings: Vec::new(), statements: 0, diagnostics: Vec::new() };
    let mut files = DumpFiles::create(shared.writer)?;
    // The groups of one batch wait in memory until the dump has taken them in order.
    let batch = GROUP * rayon::current_num_threads() * 4;
    for batch in entries.chunks(batch) {
        let groups: Result<Vec<Group>, Diagnostic> =
            batch.par_chunks(GROUP).map(|entries| write_group(shared, entries)).collect();
        for group in groups? {
            made.statements += group.dump.statements;
            files.append(&group.dump)?;
            made.standings.extend(group.standings);
            made.diagnostics.extend(group.diagnostics);
        }
    }
    Ok(made)
}

fn write_group(shared: &Shared, entries: &[Entry]) -> Result<Group, Diagnostic> {
    let mut group =
        Group { dump: dump::Member::default(), standings: Vec::new(), diagnostics: Vec::new() };
    let mut texts = dump::Texts::default();
    for entry in entries {
        match statements::make(shared, entry) {
            Ok(said) => {
                texts.add(&shared.site.iri(&entry.page()), &said.graph);
                let json = said.document.to_string();
                shared.writer.write(&format!("{}record.jsonld", entry.page()), json.as_bytes())?;
                group.standings.push(None);
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
