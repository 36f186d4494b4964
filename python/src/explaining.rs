//! Why a model answers as it does.

use faircat::diagnostic::Diagnostic;
use faircat::running::model::ModelFile;
use faircat_inference::engine::EngineError;
use faircat_inference::native::from_onnx;
use faircat_inference::relevance::{GAMMA, Relevance, relevance};

/// Shares out the logit of `class` of one jet by LRP-γ among `tracks` and `vertices`, each
/// [features, places] and padded.
///
/// Errors: a network that is no interaction network, and a jet that does not fit it.
pub(crate) fn explained(
    file: &ModelFile,
    tracks: &[f32],
    vertices: &[f32],
    class: usize,
) -> Result<Relevance, Diagnostic> {
    let (network, _) = from_onnx(&file.bytes).map_err(|error| not_explained(&error))?;
    relevance(&network, tracks, vertices, class, GAMMA)
        .map_err(|error| Diagnostic::error("input-contract", error.to_string()))
}

fn not_explained(error: &EngineError) -> Diagnostic {
    Diagnostic::error("not-explained", error.to_string())
        .hint("only the interaction network is explained so far")
}
