//! Plain Rust, for processors without a module of their own: four values in a vector.

use super::{Simd, Task};

/// Any processor.
#[derive(Clone, Copy)]
pub(crate) struct Portable;

impl Simd for Portable {
    type Vector = [f32; 4];
    const WIDTH: usize = 4;
    const REGISTERS: usize = 16;

    #[inline(always)]
    fn splat(self, value: f32) -> [f32; 4] {
        [value; 4]
    }

    #[inline(always)]
    fn add(self, a: [f32; 4], b: [f32; 4]) -> [f32; 4] {
        [a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3]]
    }

    #[inline(always)]
    fn mul_add(self, a: [f32; 4], b: [f32; 4], c: [f32; 4]) -> [f32; 4] {
        [a[0] * b[0] + c[0], a[1] * b[1] + c[1], a[2] * b[2] + c[2], a[3] * b[3] + c[3]]
    }

    #[inline(always)]
    fn relu(self, a: [f32; 4]) -> [f32; 4] {
        a.map(|value| if value < 0.0 { 0.0 } else { value })
    }

    #[inline(always)]
    fn floats(self, vectors: &[[f32; 4]]) -> &[f32] {
        vectors.as_flattened()
    }

    #[inline(always)]
    fn floats_mut(self, vectors: &mut [[f32; 4]]) -> &mut [f32] {
        vectors.as_flattened_mut()
    }

    fn perform(self, task: impl Task<Self>) {
        task.run(self);
    }
}
