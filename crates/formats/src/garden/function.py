"""The model as a function of Garden: arrays in the order of its inputs in, its outputs out."""

import modal

image = (
    modal.Image.debian_slim()
    .pip_install("numpy", "onnxruntime")
    .add_local_file(@MODEL@, "/model.onnx", copy=True)
)
app = modal.App(@NAME@, image=image)


@app.function()
def run(inputs):
    import onnxruntime

    session = onnxruntime.InferenceSession("/model.onnx")
    names = [tensor.name for tensor in session.get_inputs()]
    arrays = inputs if len(names) > 1 else [inputs]
    outputs = session.run(None, dict(zip(names, arrays, strict=True)))
    return outputs[0] if len(outputs) == 1 else outputs
