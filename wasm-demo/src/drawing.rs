//! Pictures of what a model sees, as SVG text.

use faircat_display::{Detail, Items, Jet, Peak, Relevance, jet, peak, transverse};
use faircat_inference::signature::Declared;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::model::Model;
use crate::thrown;

#[wasm_bindgen]
impl Model {
    /// A jet, `kind` being `jet` or `transverse`: its values, each features × items, and the
    /// relevance of every item, or nothing.
    ///
    /// # Errors
    /// A model without the inputs `tracks` and `vertices`, or another kind.
    pub fn draw_jet(
        &self,
        kind: &str,
        title: &str,
        tracks: &[f32],
        vertices: &[f32],
        track_relevance: &[f32],
        vertex_relevance: &[f32],
    ) -> Result<String, JsValue> {
        let track_features = features(self.input("tracks")?);
        let vertex_features = features(self.input("vertices")?);
        let of = Jet {
            title,
            tracks: Items { features: &track_features, values: tracks },
            vertices: Items { features: &vertex_features, values: vertices },
        };
        let relevance = Relevance { tracks: track_relevance, vertices: vertex_relevance };
        let relevance = (!track_relevance.is_empty()).then_some(&relevance);
        match kind {
            "jet" => Ok(jet(&of, relevance, Detail::Interactive)),
            "transverse" => Ok(transverse(&of, relevance, Detail::Interactive)),
            other => Err(thrown(format!("there is no drawing `{other}`"))),
        }
    }

    fn input(&self, name: &str) -> Result<&Declared, JsValue> {
        let found = self.signature().inputs.iter().find(|it| it.name == name);
        found.ok_or_else(|| thrown(format!("the model has no input `{name}` to draw")))
    }
}

/// A square image with two positions, each empty or (column, row) in pixels.
#[wasm_bindgen]
pub fn draw_peak(title: &str, image: &[f32], predicted: &[f64], truth: &[f64]) -> String {
    let of = Peak { title, image, predicted: position(predicted), truth: position(truth) };
    peak(&of, Detail::Interactive)
}

fn features(input: &Declared) -> Vec<&str> {
    input.features.iter().map(|it| it.name.as_str()).collect()
}

fn position(values: &[f64]) -> Option<(f64, f64)> {
    match values {
        [column, row] => Some((*column, *row)),
        _ => None,
    }
}
