//! Files with operators that [`super::operators`] has not, read by the crate `tract-onnx`.

use tract_onnx::onnx;
use tract_onnx::prelude::{Framework, InferenceModelExt, TractResult, TypedModel};
use tract_onnx::tract_hir::infer::{Factoid, InferenceFact, InferenceModel};

pub(super) type Model = InferenceModel;

pub(super) fn read(bytes: &[u8]) -> TractResult<Model> {
    let reader = onnx().with_ignore_output_shapes(true).with_ignore_value_info(true);
    reader.model_for_read(&mut &*bytes)
}

pub(super) fn typed_model(model: &Model, shapes: &[Vec<usize>]) -> TractResult<TypedModel> {
    let mut model = model.clone();
    for (index, shape) in shapes.iter().enumerate() {
        let dtype = model.input_fact(index)?.datum_type.concretize();
        let fact = match dtype {
            Some(dtype) => InferenceFact::dt_shape(dtype, shape),
            None => InferenceFact::shape(shape),
        };
        model.set_input_fact(index, fact)?;
    }
    model.into_typed()
}
