//! `faircat new project`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use faircat_text::visible;

use super::super::{PROBLEMS, USAGE, printer, say};
use super::asking::{ask, somebody_answers};
use super::say_to_enter;
use crate::catalog::checks::plain_slug;
use crate::diagnostic::Diagnostic;
use crate::outside_world::fetching::Replace;
use crate::starting::project::{self, Answered, QUESTIONS, Question};

/// Begins a FAIR AI project: a Makefile from data to records, an example that runs in seconds, pinned
/// environment, tests, documentation, citation files, licence, containers and a workflow.
///
/// What neither an option nor the file of answers says is asked for, with a default, where there is a
/// terminal. The questions are those of cookiecutter4fair.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  faircat new project showers --yes
  faircat new project hits --author \"Ada Example\" --license Apache-2.0 --yes
  faircat new project showers --answers answers.yaml

Names in a file of answers, YAML or JSON:
  project_name, repo_name, author_name, author_orcid, description, license,
  data_doi, code_doi, dockerfile
What copier and cookiecutter keep as their answers is read too.")]
pub(super) struct Args {
    /// Folder of the project, made where missing. Other files may lie in it.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Name of the project.
    #[arg(long)]
    title: Option<String>,
    /// Name of its repository; else it follows from the title, or without one from the folder.
    #[arg(long, value_name = "NAME")]
    repository: Option<String>,
    /// Name of the author.
    #[arg(long)]
    author: Option<String>,
    /// ORCID iD of the author.
    #[arg(long)]
    orcid: Option<String>,
    /// One sentence on what the project does.
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    /// Licence of code, data and model, as an SPDX expression.
    #[arg(long, value_name = "SPDX")]
    license: Option<String>,
    /// DOI of the data that `make sync_data` brings: of Zenodo, CERN Open Data or Kaggle.
    #[arg(long, value_name = "DOI")]
    data_doi: Option<String>,
    /// DOI of the project's code.
    #[arg(long, value_name = "DOI")]
    code_doi: Option<String>,
    /// Leave out Dockerfile and Apptainer definition.
    #[arg(long)]
    no_containers: bool,
    /// Take the answers that this file has.
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,
    /// Take the defaults, and ask nothing.
    #[arg(long, short)]
    yes: bool,
    /// Replace files that are there already.
    #[arg(long)]
    force: bool,
}

pub(super) fn run(args: &Args) -> ExitCode {
    let replace = if args.force { Replace::Always } else { Replace::Never };
    let given = match given(args) {
        Ok(given) => given,
        Err(code) => return code,
    };
    let asks = !args.yes && somebody_answers();
    let written = answered(given, args, asks).and_then(|answers| {
        let files = project::project(&args.folder, &answers, super::VERSION, replace)?;
        Ok((files.len(), answers))
    });
    match written {
        Ok((files, answers)) => {
            tell(&args.folder, files);
            for license in project::licences_to_fill_in(&answers) {
                let shown = visible(license);
                say(&format!("`LICENSE` there only names `{shown}`: put its text into that file."));
            }
            ExitCode::SUCCESS
        }
        Err(problem) => {
            printer::report(&[problem], Path::new(""));
            ExitCode::from(PROBLEMS)
        }
    }
}

/// The checked answers of the file and, before them, of the options.
fn given(args: &Args) -> Result<Answered, ExitCode> {
    let mut given = Answered::new();
    if let Some(file) = &args.answers {
        match project::read_answers(file) {
            Ok((answers, warnings)) => {
                printer::report(&warnings, Path::new(""));
                given = answers;
            }
            Err(problems) => {
                printer::report(&problems, Path::new(""));
                return Err(ExitCode::from(PROBLEMS));
            }
        }
    }
    for (question, (option, answer)) in QUESTIONS.iter().zip(options(args)) {
        let Some(answer) = answer else { continue };
        match (question.check)(answer) {
            Ok(answer) => drop(given.insert(question.key, answer)),
            Err(reason) => {
                let problem = Diagnostic::error("answer", format!("--{option}: {reason}"));
                let problem = problem.hint("correct the option; nothing was written");
                printer::report(&[problem], Path::new(""));
                return Err(ExitCode::from(USAGE));
            }
        }
    }
    Ok(given)
}

/// The options and what they say, in the order of the questions.
fn options(args: &Args) -> [(&'static str, Option<&str>); 9] {
    [
        ("title", args.title.as_deref()),
        ("repository", args.repository.as_deref()),
        ("author", args.author.as_deref()),
        ("orcid", args.orcid.as_deref()),
        ("description", args.description.as_deref()),
        ("license", args.license.as_deref()),
        ("data-doi", args.data_doi.as_deref()),
        ("code-doi", args.code_doi.as_deref()),
        ("no-containers", args.no_containers.then_some("no")),
    ]
}

/// An answer to every question: asked for, if `asks`, or the default.
fn answered(mut given: Answered, args: &Args, asks: bool) -> Result<Answered, Diagnostic> {
    // The records of two projects without titles of their own have the names of two folders.
    let has_title = given.contains_key("project_name");
    let of_folder = if has_title { String::new() } else { folder_slug(&args.folder) };
    for (question, (option, _)) in QUESTIONS.iter().zip(options(args)) {
        let Question { key, text, default, check, .. } = question;
        if given.contains_key(key) {
            continue;
        }
        let is_of_folder = *key == "repo_name" && check(&of_folder).is_ok();
        let default = if is_of_folder { of_folder.clone() } else { default(&given) };
        let answer = if asks {
            ask(text, &default, check).map_err(|error| {
                let message = format!("the questions were not answered: {error}");
                Diagnostic::error("no-answer", message)
                    .hint("answer them by options and `--yes`; nothing was written")
            })?
        } else {
            check(&default).map_err(|reason| {
                let message = format!("{}: {reason}", text.to_lowercase());
                Diagnostic::error("no-answer", message)
                    .hint(format!("answer `{key}` in a file, or by `--{option}`"))
            })?
        };
        given.insert(key, answer);
    }
    Ok(given)
}

/// The name of `folder` as part of an address; empty where it has none.
fn folder_slug(folder: &Path) -> String {
    let path = std::path::absolute(folder).unwrap_or_default();
    path.file_name().map_or_else(String::new, |name| plain_slug(&name.to_string_lossy()))
}

fn tell(folder: &Path, files: usize) {
    let shown = visible(&folder.display().to_string());
    say(&format!("`{shown}` has a project of {files} files. Go on with"));
    say_to_enter(folder);
    say("  make all          # environment, data, training, ONNX, figures, records");
    say("  faircat verify    # runs the model, and recomputes what its record claims");
    say("`README.md` there says what to replace by your own.");
}
