//! `faircat diff`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum;
use faircat_review::{Concern, LARGEST_COMMENT, json, markdown, terminal};

use super::printer;
use crate::comparing::{Compared, Wish, compare};
use crate::diagnostic::Diagnostic;
use crate::outside_world::clock;

/// Tells what a change does to a catalogue: records, scores, claims, evidence, addresses, licences.
///
/// OLD and NEW are each a folder that holds `catalog/`, the folder `catalog` itself, a site that was
/// built (its folder or its address), or a revision of the Git repository in which --root lies, as
/// `main`, `HEAD~1` or `v1.2`. What begins with https:// or http:// is an address, what is there as a
/// folder is one, and all else is a revision. Revisions are read as they are stored: no hook and no
/// filter of the repository runs.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  faircat diff main HEAD\n  \
    faircat diff main . --format markdown --fail-on broken-claim,vanished-address\n  \
    faircat diff main HEAD --recomputed .\n\n\
    Exit code: 0, or 1 if --fail-on refuses the change, or 2 for a wrong command line or a side\n\
    that is not there.")]
pub(super) struct Args {
    /// What there was: a folder, a revision or an address.
    old: String,
    /// What there is now: the same.
    new: String,
    /// Folder that holds `catalog/`, of whose repository revisions are.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Folder of NEW in which `faircat verify` ran: claims are told as it found them there, and
    /// evidence as NEW has it.
    #[arg(long, value_name = "DIR")]
    recomputed: Option<String>,
    /// How the review is written.
    #[arg(long, value_enum, default_value_t)]
    format: ReviewFormat,
    /// What ends the command with 1; several with commas, or the option again.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "CONCERN")]
    fail_on: Vec<FailOn>,
}

/// A form of reviews.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum ReviewFormat {
    /// For people.
    #[default]
    Human,
    /// One object, which the manual describes.
    Json,
    /// For a comment on a pull request, within 65,536 characters.
    Markdown,
}

/// What may refuse a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// An indicator that passed does not, or a smaller share passes of a letter of FAIR.
    WorseScore,
    /// A claim held and does not any more, or fails and did not.
    BrokenClaim,
    /// An identifier or address leads nowhere any more.
    VanishedAddress,
    /// A licence is another, that of the descriptions too, or a file has one of its own now.
    ChangedLicence,
    /// Evidence came with the change that no key of the site's own workflow signed.
    UnattestedEvidence,
    /// A record cannot be read any more, or is new and cannot be read.
    BrokenRecord,
}

impl FailOn {
    fn concern(self) -> Concern {
        match self {
            FailOn::WorseScore => Concern::WorseScore,
            FailOn::BrokenClaim => Concern::BrokenClaim,
            FailOn::VanishedAddress => Concern::VanishedAddress,
            FailOn::ChangedLicence => Concern::ChangedLicence,
            FailOn::UnattestedEvidence => Concern::UnattestedEvidence,
            FailOn::BrokenRecord => Concern::BrokenRecord,
        }
    }
}

pub(super) fn run(args: Args) -> ExitCode {
    let Args { old, new, root, recomputed, format, fail_on } = &args;
    let wish =
        Wish { root, old, new, recomputed: recomputed.as_deref(), today: Some(clock::today()) };
    let Compared { review, warnings } = match compare(&wish) {
        Ok(compared) => compared,
        Err(problems) => {
            printer::report(&problems, root);
            return ExitCode::from(super::USAGE);
        }
    };
    printer::report(&warnings, root);
    let text = match format {
        ReviewFormat::Human => terminal(&review),
        ReviewFormat::Json => json(&review),
        ReviewFormat::Markdown => markdown(&review, LARGEST_COMMENT),
    };
    if let Err(error) = super::output::print(text.as_bytes()) {
        let problem =
            Diagnostic::error("unwritten", format!("the review cannot be written: {error}"));
        printer::report(&[problem.hint("see whether there is room for it")], root);
        return ExitCode::from(super::USAGE);
    }
    let refused: Vec<&str> = Concern::ALL
        .into_iter()
        .filter(|it| review.concerns.contains(it))
        .filter(|it| fail_on.iter().any(|one| one.concern() == *it))
        .map(Concern::name)
        .collect();
    if refused.is_empty() {
        return ExitCode::SUCCESS;
    }
    eprintln!("refused by --fail-on: {}", refused.join(", "));
    ExitCode::from(super::PROBLEMS)
}
