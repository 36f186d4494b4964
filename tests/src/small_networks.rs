//! Small state dicts and jets, the same at every run.

use faircat::conversion::interaction_network::Sizes;
use faircat_inference::tensor::{Data, Tensor};

/// Names and shapes of tensors.
pub(crate) type Shapes = Vec<(String, Vec<usize>)>;

/// A network with 187 parameters.
pub(crate) const SIZES: Sizes =
    Sizes { track_features: 3, vertex_features: 2, hidden: 4, edge: 2, object: 3 };

/// The numbers of the generator SplitMix64, as in `tests/fixtures/convert/reference.py`.
pub(crate) struct SplitMix(pub(crate) u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number in [-1, 1) that `float32` holds exactly.
    pub(crate) fn float(&mut self) -> f32 {
        (self.next() >> 40) as f32 / 8_388_608.0 - 1.0
    }

    /// Items of each jet, [jets, features, slots]; zeros where there are no more.
    fn items(&mut self, features: usize, counts: [usize; 4], slots: usize) -> Tensor {
        let mut values = vec![0.0; counts.len() * features * slots];
        for (jet, count) in counts.into_iter().enumerate() {
            for item in 0..count {
                for feature in 0..features {
                    values[(jet * features + feature) * slots + item] = self.float();
                }
            }
        }
        Tensor::new(vec![counts.len(), features, slots], Data::Float32(values)).unwrap()
    }
}

/// Tracks and vertices of four jets, as in `tests/fixtures/convert/reference.py`.
pub(crate) fn generated_jets(track_features: usize, vertex_features: usize) -> [Tensor; 2] {
    let mut numbers = SplitMix(20_260_521);
    let tracks = numbers.items(track_features, [60, 25, 9, 0], 60);
    [tracks, numbers.items(vertex_features, [5, 3, 1, 0], 5)]
}

/// A state dict of the given names and shapes in PyTorch's format from before 1.6.
pub(crate) fn legacy(tensors: &[(String, Vec<usize>)]) -> Vec<u8> {
    let mut bytes = b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.\x80\x02M\xe9\x03.".to_vec();
    bytes.extend(b"\x80\x02}(X\x0d\x00\x00\x00little_endian\x88u.");
    bytes.extend(pickle(tensors));
    bytes.extend(b"\x80\x02](");
    for index in 0..tensors.len() {
        bytes.extend(text(&index.to_string()));
    }
    bytes.extend(b"e.");
    let mut numbers = SplitMix(1);
    for (_, shape) in tensors {
        let elements: usize = shape.iter().product();
        bytes.extend((elements as u64).to_le_bytes());
        bytes.extend((0..elements).flat_map(|_| (numbers.float() / 4.0).to_le_bytes()));
    }
    bytes
}

pub(crate) fn text(text: &str) -> Vec<u8> {
    let mut bytes = b"X".to_vec();
    bytes.extend((text.len() as u32).to_le_bytes());
    bytes.extend(text.as_bytes());
    bytes
}

pub(crate) fn integer(value: usize) -> Vec<u8> {
    let mut bytes = b"J".to_vec();
    bytes.extend((value as u32).to_le_bytes());
    bytes
}

pub(crate) fn pickle(tensors: &[(String, Vec<usize>)]) -> Vec<u8> {
    let mut bytes = b"\x80\x02}(".to_vec();
    for (index, (name, shape)) in tensors.iter().enumerate() {
        bytes.extend(text(name));
        bytes.extend(b"ctorch._utils\n_rebuild_tensor_v2\n((");
        bytes.extend(text("storage"));
        bytes.extend(b"ctorch\nFloatStorage\n");
        bytes.extend(text(&index.to_string()));
        bytes.extend(text("cpu"));
        bytes.extend(integer(shape.iter().product()));
        bytes.extend(b"tQK\x00(");
        bytes.extend(shape.iter().flat_map(|&size| integer(size)));
        bytes.extend(b"t(");
        let stride = |axis: usize| shape[axis + 1..].iter().product();
        bytes.extend((0..shape.len()).flat_map(|axis| integer(stride(axis))));
        bytes.extend(b"t\x89ccollections\nOrderedDict\n)RtR");
    }
    bytes.extend(b"u.");
    bytes
}
