//! Why the interaction network answers as it does.

use faircat_inference::native::from_onnx;
use faircat_inference::native::network::InteractionNetwork;
use faircat_inference::relevance::{GAMMA, Relevance, relevance};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::thrown;

/// An interaction network whose answers are explained.
#[wasm_bindgen]
pub struct Explainer {
    network: InteractionNetwork,
}

/// The output for one class of one item, shared out among its inputs.
#[wasm_bindgen]
pub struct Explanation {
    relevance: Relevance,
}

#[wasm_bindgen]
impl Explainer {
    /// Reads the network of an ONNX file.
    ///
    /// # Errors
    /// A file that holds no interaction network.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &[u8]) -> Result<Explainer, JsValue> {
        let (network, _) = from_onnx(bytes).map_err(thrown)?;
        Ok(Explainer { network })
    }

    /// Relevance of every value of one item for the output `class`, by LRP-γ.
    ///
    /// # Errors
    /// Inputs that do not fit, or a class that is not there.
    pub fn explain(
        &self,
        tracks: &[f32],
        vertices: &[f32],
        class: usize,
    ) -> Result<Explanation, JsValue> {
        let found = relevance(&self.network, tracks, vertices, class, GAMMA);
        Ok(Explanation { relevance: found.map_err(thrown)? })
    }
}

#[wasm_bindgen]
impl Explanation {
    /// The output that was shared out, before the softmax.
    pub fn logit(&self) -> f32 {
        self.relevance.logit
    }

    /// What the biases of the layers received.
    pub fn bias(&self) -> f32 {
        self.relevance.bias
    }

    /// What each track received, padding included.
    pub fn tracks(&self) -> Vec<f32> {
        self.relevance.by_track()
    }

    /// What each vertex received, padding included.
    pub fn vertices(&self) -> Vec<f32> {
        self.relevance.by_vertex()
    }

    /// What each feature of the tracks received.
    #[wasm_bindgen(js_name = trackFeatures)]
    pub fn track_features(&self) -> Vec<f32> {
        self.relevance.by_track_feature()
    }

    /// What each feature of the vertices received.
    #[wasm_bindgen(js_name = vertexFeatures)]
    pub fn vertex_features(&self) -> Vec<f32> {
        self.relevance.by_vertex_feature()
    }

    /// What all inputs together received.
    pub fn total(&self) -> f32 {
        self.relevance.of_inputs()
    }
}
