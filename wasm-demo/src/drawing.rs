//! Pictures of what a model sees, as SVG text.

use faircat_display::Detail;
use faircat_display::displays::{Item, display_named};
use js_sys::Float32Array;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::model::Model;
use crate::thrown;

#[wasm_bindgen]
impl Model {
    /// The picture `view` of the display `display`: values of the inputs in the order of the
    /// model; what it answered and what is true in the unit of the answer, each empty where it is
    /// not known; and what each item of each input contributed, or nothing.
    ///
    /// # Errors
    /// No such display or picture, or not of these inputs.
    #[allow(clippy::too_many_arguments, reason = "typed arrays cross one by one")]
    pub fn draw(
        &self,
        display: &str,
        view: &str,
        title: &str,
        inputs: Vec<Float32Array>,
        answer: &[f64],
        truth: &[f64],
        relevance: Vec<Float32Array>,
    ) -> Result<String, JsValue> {
        let numbers = |arrays: Vec<Float32Array>| -> Vec<Vec<f32>> {
            arrays.iter().map(Float32Array::to_vec).collect()
        };
        let (inputs, relevance) = (numbers(inputs), numbers(relevance));
        let item = Item { title, inputs: &inputs, answer, truth, relevance: &relevance };
        let drawn = display_named(display)
            .and_then(|it| it.draw(self.signature(), &item, view, Detail::Interactive));
        drawn.ok_or_else(|| thrown(format!("there is no drawing `{view}` of these inputs")))
    }
}
