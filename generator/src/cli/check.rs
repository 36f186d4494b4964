//! `faircat check`.

use std::collections::HashMap;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::CommandFactory;

use super::printer::{self, ProblemFormat};
use crate::build::{site_files, template_check};
use crate::catalog::Catalog;
use crate::comparing::vanished::{self, VANISHED};
use crate::diagnostic::{self, Diagnostic};
use crate::evidence::contradictions::Grounds;
use crate::loading;
use crate::outside_world::online::Manners;
use crate::outside_world::{clock, git_revision, site_folder};

/// Reports every problem of the records at once.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Folder that holds `catalog/`.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// How problems are written.
    #[arg(long, value_enum, default_value_t)]
    format: ProblemFormat,
    /// Ask servers whether identifiers, artifacts and links answer, and keep the answers as
    /// evidence.
    #[arg(long)]
    online: bool,
    /// With --online, answers of at most this age are not asked for again.
    #[arg(long, value_name = "DAYS", default_value_t = 30)]
    max_age: i32,
    /// With --online, ask in private networks too. Only for records whose authors are trusted.
    #[arg(long)]
    allow_private: bool,
    /// Tell of pages, files and identifiers that were there at this revision and are gone. Without
    /// it, of those of the newest tag, where the folder lies in a Git repository that has one.
    #[arg(long, value_name = "REVISION")]
    since: Option<String>,
    /// Count warnings as problems too, but for those about drafts.
    #[arg(long)]
    strict: bool,
}

pub(super) fn run(args: Args) -> ExitCode {
    let (site, mut diagnostics) = site_folder::read_site(&args.root, None);
    let keys = site.as_ref().map(|site| site.keys.clone()).unwrap_or_default();
    let grounds = Grounds { today: Some(clock::today()), keys };
    let (catalog, problems) = loading::load_knowing(&args.root, &HashMap::new(), &grounds);
    diagnostics.extend(problems);
    diagnostics.extend(loading::drafts::named(&args.root, &catalog));
    diagnostics.extend(gone(&args, &catalog).unwrap_or_else(|problem| vec![problem]));
    if let Some(site) = &site {
        diagnostics.extend(site_files::check(&args.root, site, &catalog));
        let command = super::Cli::command();
        diagnostics.extend(template_check::check(&args.root, site, &catalog, &command));
    }
    if args.online {
        let manners = Manners { allow_private: args.allow_private, ..Manners::default() };
        diagnostics.extend(super::online::gather(&args.root, &catalog, args.max_age, manners));
    }
    diagnostic::sort(&mut diagnostics);
    super::output::keep(write(&args, &diagnostics, catalog.entries.len()));
    // What a draft lacks is no fault of a draft.
    let is_excused = |found: &Diagnostic| {
        found.code != VANISHED && loading::drafts::is_about_one(&catalog, found)
    };
    let counts = |found: &Diagnostic| found.is_error() || args.strict && !is_excused(found);
    let bad = diagnostics.iter().any(counts);
    if bad { ExitCode::from(super::PROBLEMS) } else { ExitCode::SUCCESS }
}

/// What the revision to compare with had and `catalog` has not.
fn gone(args: &Args, catalog: &Catalog) -> Result<Vec<Diagnostic>, Diagnostic> {
    let since = match &args.since {
        Some(revision) => Some(revision.clone()),
        None => git_revision::last_release(&args.root)?,
    };
    since.map_or(Ok(Vec::new()), |revision| vanished::since(&args.root, &revision, catalog))
}

fn write(args: &Args, diagnostics: &[Diagnostic], records: usize) -> io::Result<()> {
    let stdout = io::stdout();
    let color = printer::wants_color(stdout.is_terminal());
    let mut out = io::BufWriter::new(stdout.lock());
    printer::print(diagnostics, args.format, &args.root, color, &mut out)?;
    if args.format == ProblemFormat::Human {
        let found = match diagnostics {
            [] => "no problems".to_owned(),
            some => printer::count(some),
        };
        writeln!(out, "sound records: {records}; {found} found")?;
    }
    out.flush()
}
