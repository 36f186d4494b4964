//! `faircat convert`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ValueEnum;

use super::printer;
use crate::conversion::interaction_network::{self, Converted, Form};
use crate::diagnostic::Diagnostic;
use crate::outside_world::{atomic_file, bounded_file};

/// Largest state dict that is read.
const LARGEST_FILE: u64 = 1 << 30;

/// Turns a PyTorch state dict into an ONNX model.
///
/// The state dict is read without running any of it; a file that holds more than tensors is
/// refused. The sizes of the network follow from the shapes of its weights. The model takes
/// `tracks` [batch, features, 60] and `vertices` [batch, features, 5] and gives `logits` and
/// `probabilities` [batch, 2] for the classes QCD and Hbb.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// File that `torch.save(model.state_dict(), …)` wrote.
    #[arg(value_name = "STATE_DICT")]
    state_dict: PathBuf,
    /// Network that the weights belong to.
    #[arg(long, value_enum, value_name = "NAME")]
    architecture: Architecture,
    /// ONNX file to write.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// How the model computes: as published, with matrices that pick the ends of every edge, or
    /// factorised, which gives the same and is faster.
    #[arg(long, value_enum, default_value_t = FormName::Factorised)]
    form: FormName,
}

/// A known architecture.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Architecture {
    /// Interaction network for H→bb jets (Moreno et al. 2020).
    InteractionNetwork,
}

/// A form on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormName {
    Published,
    Factorised,
}

pub(super) fn run(args: Args) -> ExitCode {
    match convert(&args) {
        Ok(converted) => {
            super::say(&format!("{}: {}", args.out.display(), summary(&converted)));
            ExitCode::SUCCESS
        }
        Err(problem) => {
            printer::report(&[problem], Path::new(""));
            ExitCode::from(super::PROBLEMS)
        }
    }
}

fn convert(args: &Args) -> Result<Converted, Diagnostic> {
    let bytes = bounded_file::read(&args.state_dict, LARGEST_FILE)?;
    let form = match args.form {
        FormName::Published => Form::Published,
        FormName::Factorised => Form::Factorised,
    };
    let converted = match args.architecture {
        Architecture::InteractionNetwork => interaction_network::convert(&bytes, form),
    };
    let converted = converted.map_err(|error| {
        Diagnostic::error(error.code(), error.to_string())
            .in_file(&args.state_dict)
            .hint(error.hint())
    })?;
    atomic_file::write_named(&args.out, &converted.onnx)?;
    Ok(converted)
}

fn summary(converted: &Converted) -> String {
    let sizes = converted.sizes;
    format!(
        "{} parameters; {} track and {} vertex features, hidden width {}, D_E {}, D_O {}",
        sizes.parameters(),
        sizes.track_features,
        sizes.vertex_features,
        sizes.hidden,
        sizes.edge,
        sizes.object
    )
}
