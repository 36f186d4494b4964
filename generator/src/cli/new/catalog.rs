//! `faircat new catalog`.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use faircat_text::visible;

use super::super::{PROBLEMS, printer, say};
use super::asking::{ask, somebody_answers};
use super::say_to_enter;
use crate::diagnostic::Diagnostic;
use crate::outside_world::fetching::Replace;
use crate::site::{Site, SiteConfig};
use crate::starting::{self, CatalogAnswers, orcid};

/// Begins a catalogue: settings, an example of each kind of record that runs, workflow files,
/// CONTRIBUTING and licence.
///
/// What is not given as an option is asked for, with a default, where there is a terminal.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  faircat new catalog ours --title \"Our models\" --author \"Ada Example\" --yes")]
pub(super) struct Args {
    /// Folder of the catalogue, made where missing. Other files may lie in it.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Title of the catalogue.
    #[arg(long, value_parser = starting::line)]
    title: Option<String>,
    /// One sentence below the title.
    #[arg(long, value_parser = starting::line)]
    tagline: Option<String>,
    /// Name of the person who keeps it.
    #[arg(long, value_parser = starting::line)]
    author: Option<String>,
    /// ORCID iD of that person.
    #[arg(long, value_parser = orcid)]
    orcid: Option<String>,
    /// Address at which the site will be published. GitHub and GitLab Pages need none.
    #[arg(long, value_name = "URL", value_parser = address)]
    base_url: Option<String>,
    /// Take the defaults, and ask nothing.
    #[arg(long, short)]
    yes: bool,
    /// Replace files that are there already.
    #[arg(long)]
    force: bool,
}

const TITLE: &str = "Catalogue of AI models and datasets";
const TAGLINE: &str = "Models and datasets that anyone can read, run and check.";
const AUTHOR: &str = "Maintainer of this catalogue";

pub(super) fn run(args: Args) -> ExitCode {
    let asks = !args.yes && somebody_answers();
    let replace = if args.force { Replace::Always } else { Replace::Never };
    let folder = args.folder.clone();
    let done = answers(args, asks)
        .map_err(|error| {
            Diagnostic::error("no-answer", format!("the questions were not answered: {error}"))
                .hint("answer them by options and `--yes`; nothing was written")
        })
        .and_then(|answers| starting::catalog(&folder, &answers, replace));
    match done {
        Ok(files) => {
            tell(&folder, &files);
            ExitCode::SUCCESS
        }
        Err(problem) => {
            printer::report(&[problem], Path::new(""));
            ExitCode::from(PROBLEMS)
        }
    }
}

fn answers(args: Args, asks: bool) -> io::Result<CatalogAnswers> {
    let one = |given: Option<String>, question: &str, default: &str| match given {
        Some(answer) => Ok(answer),
        None if asks => ask(question, default, starting::line),
        None => Ok(default.to_owned()),
    };
    let maybe = |given: Option<String>, question: &str, check: Check| match given {
        None if asks => ask(question, "", |answer| match answer {
            "" => Ok(None),
            answer => check(answer).map(Some),
        }),
        given => Ok(given),
    };
    Ok(CatalogAnswers {
        title: one(args.title, "Title of the catalogue", TITLE)?,
        tagline: one(args.tagline, "One sentence below it", TAGLINE)?,
        author: one(args.author, "Who keeps it", AUTHOR)?,
        orcid: maybe(args.orcid, "Their ORCID iD, if any", orcid)?,
        base_url: maybe(args.base_url, "Address of the site, if it is known", address)?,
        version: super::VERSION,
    })
}

type Check = fn(&str) -> Result<String, String>;

fn address(answer: &str) -> Result<String, String> {
    let site = Site::new(SiteConfig::default(), Some(answer.trim()))?;
    Ok(site.base_url.into())
}

fn tell(folder: &Path, files: &[String]) {
    let shown = visible(&folder.display().to_string());
    say(&format!("`{shown}` has a catalogue of {} files. Go on with", files.len()));
    say_to_enter(folder);
    say("  faircat serve     # the site, at the address that it prints");
    say("  faircat verify    # runs the example's model, and recomputes what its record claims");
    say("`README.md` there says how to add a model of your own, and how to publish.");
}
