//! `faircat new`.

mod asking;
mod catalog;
mod project;
mod record;
mod workflows;

use std::path::Path;
use std::process::ExitCode;

use clap::Subcommand;
use faircat_text::visible;

use super::say;
use crate::record::Kind;

/// Of the program that workflows install.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Begins a catalogue, a project, or a record.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  faircat new catalog my-catalogue --yes
  faircat new project my-project --yes
  faircat new model --onnx model.onnx
  faircat new dataset --title \"Our simulated events\"")]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// A folder from which `faircat serve` shows a site at once, with workflows that publish it.
    Catalog(catalog::Args),
    /// A project from data to a verified record, with an example that runs in seconds.
    Project(project::Args),
    /// The workflow files alone, for a catalogue that is there.
    Workflows(workflows::Args),
    /// The record of a model, of its file or empty.
    Model(record::Args),
    /// The record of a dataset, of its file or empty.
    Dataset(record::Args),
    /// An empty record of software.
    Software(record::Args),
    /// An empty record of a workflow.
    Workflow(record::Args),
    /// An empty record of training material.
    TrainingMaterial(record::Args),
    /// An empty record of a person.
    Person(record::Args),
    /// An empty record of an organization.
    Organization(record::Args),
}

pub(super) fn run(args: Args) -> ExitCode {
    let (kind, args) = match args.what {
        What::Catalog(args) => return catalog::run(args),
        What::Project(args) => return project::run(&args),
        What::Workflows(args) => return workflows::run(&args),
        What::Model(args) => (Kind::Model, args),
        What::Dataset(args) => (Kind::Dataset, args),
        What::Software(args) => (Kind::Software, args),
        What::Workflow(args) => (Kind::Workflow, args),
        What::TrainingMaterial(args) => (Kind::TrainingMaterial, args),
        What::Person(args) => (Kind::Person, args),
        What::Organization(args) => (Kind::Organization, args),
    };
    record::run(kind, args)
}

/// Says by which command of a shell one enters the `folder` that was made, if it is another.
fn say_to_enter(folder: &Path) {
    if folder == Path::new(".") {
        return;
    }
    let folder = folder.display().to_string();
    // No name of a folder has a NUL in it, which is all that cannot be quoted.
    let quoted = shlex::try_quote(&folder).unwrap_or_default();
    say(&format!("  cd {}", visible(&quoted)));
}
