//! Words of the format, and what they are here.

/// Formats of weights, what people call them, and the framework.
pub(super) const WEIGHTS: [(&str, &str, &str); 7] = [
    ("keras_hdf5", "Keras HDF5", "Keras"),
    ("keras_v3", "Keras v3", "Keras"),
    ("onnx", "ONNX", "ONNX"),
    ("pytorch_state_dict", "PyTorch state dict", "PyTorch"),
    ("tensorflow_js", "TensorFlow.js", "TensorFlow"),
    ("tensorflow_saved_model_bundle", "TensorFlow SavedModel", "TensorFlow"),
    ("torchscript", "TorchScript", "PyTorch"),
];

/// Letters of axes in 0.4, types of axes without a name of their own in 0.5.
pub(super) const AXES: [(&str, &str); 6] = [
    ("b", "batch"),
    ("c", "channel"),
    ("i", "index"),
    ("t", "time"),
    ("batch", "batch"),
    ("channel", "channel"),
];
