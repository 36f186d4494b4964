//! The mean relevance of an interaction network on a control set.

use faircat_inference::engine::{Cancel, EngineError};
use faircat_inference::explanation::{ClassShares, Shares, shares};
use faircat_inference::native::from_onnx;
use faircat_inference::native::network::InteractionNetwork;
use faircat_inference::relevance::GAMMA;
use faircat_inference::verification::ControlSet;

use super::ExplainOptions;
use super::lacking::Lacking;
use super::side_by_side::side_by_side;
use crate::model::ModelFile;
use crate::timed;

/// The network of `file`, where it is an interaction network, whose rule takes what an edge is made
/// of as one layer, whatever the graph makes of it.
pub(super) fn network(file: &ModelFile) -> Option<InteractionNetwork> {
    from_onnx(&file.bytes).ok().map(|(network, _)| network)
}

/// The shares of each class on its own items.
///
/// # Errors
/// Why there are none, as a sentence without a full stop.
pub(super) fn relevance(
    network: Option<InteractionNetwork>,
    control: &ControlSet,
    grouped: (&[String], &[usize]),
    options: &ExplainOptions,
) -> Result<Shares, String> {
    let none = |reason: String| format!("no relevance was propagated: {reason}");
    let sharing = Sharing::of(network, control, grouped).map_err(none)?;
    let all: Vec<usize> = (0..sharing.classes.len()).collect();
    let (threads, cancel) = (options.threads, options.stop.child());
    let found = timed::apart("relevance", options.limit, &cancel, move |cancel| {
        sharing.shares(&all, threads, cancel)
    });
    match found {
        Ok(Ok(found)) => Ok(found),
        Ok(Err(error)) | Err(error) => Err(none(Lacking::of_engine(&error).reason())),
    }
}

/// A network with the items whose logits it shares out: all its own, as a thread may be left behind
/// with it.
pub(super) struct Sharing {
    network: InteractionNetwork,
    tracks: Vec<f32>,
    vertices: Vec<f32>,
    classes: Vec<String>,
    /// Items of each class.
    rows: Vec<Vec<usize>>,
}

/// Of one class; `None` where its logits add up to nothing.
type OfClass = Result<Option<(ClassShares, f64)>, EngineError>;

impl Sharing {
    /// # Errors
    /// Why there is nothing to be shared out, as a sentence without a full stop.
    pub(super) fn of(
        network: Option<InteractionNetwork>,
        control: &ControlSet,
        (classes, groups): (&[String], &[usize]),
    ) -> Result<Sharing, String> {
        let network = network.ok_or("the rule is written for interaction networks only")?;
        if classes.len() != network.classes() {
            return Err("the labels are of other classes than the outputs".to_owned());
        }
        let values = |place: usize| control.inputs.get(place).and_then(|it| it.as_f32());
        let inputs = values(0).zip(values(1));
        let (tracks, vertices) = inputs.ok_or("the inputs are not float32")?;
        let (of_tracks, of_vertices) = (network.track_elements(), network.vertex_elements());
        let items = groups.len();
        if tracks.len() != items * of_tracks || vertices.len() != items * of_vertices {
            return Err("the inputs are of another size than the network's".to_owned());
        }
        let of_class = |class: usize| -> Vec<usize> {
            (0..items).filter(|&row| groups[row] == class).collect()
        };
        Ok(Sharing {
            tracks: tracks.to_vec(),
            vertices: vertices.to_vec(),
            rows: (0..classes.len()).map(of_class).collect(),
            classes: classes.to_vec(),
            network,
        })
    }

    /// Products that each class takes on the way to its logits, at least.
    pub(super) fn products(&self) -> Vec<u64> {
        let network = &self.network;
        let of_item = network.least_products(network.tracks, network.vertices);
        self.rows.iter().map(|rows| of_item.saturating_mul(rows.len() as u64)).collect()
    }

    /// The shares of the `classes` at these places, computed side by side.
    pub(super) fn shares(
        &self,
        classes: &[usize],
        threads: usize,
        cancel: &Cancel,
    ) -> Result<Shares, EngineError> {
        let of_class = |class: usize| self.of_class(class, cancel);
        let found = side_by_side(classes, threads, of_class, ended)?.into_iter().flatten();
        let (classes, residuals): (Vec<_>, Vec<f64>) = found.unzip();
        let residual = residuals.into_iter().fold(0.0, f64::max);
        Ok(Shares { gamma: f64::from(GAMMA), residual, classes })
    }

    fn of_class(&self, class: usize, cancel: &Cancel) -> OfClass {
        let inputs = (self.tracks.as_slice(), self.vertices.as_slice());
        shares(&self.network, inputs, &self.rows[class], (class, &self.classes[class]), cancel)
    }
}

fn ended() -> EngineError {
    let reason = "its thread ended".to_owned();
    EngineError::Failed { engine: "relevance propagation", reason }
}
