//! WebAssembly's 128-bit vectors: four values. They are chosen when the crate is compiled, with
//! `-C target-feature=+simd128`, for a module either has them or does not load.

use std::arch::wasm32::{f32x4_add, f32x4_mul, f32x4_pmax, f32x4_splat, v128};

use super::{Simd, Task};

/// A WebAssembly machine with 128-bit vectors.
#[derive(Clone, Copy)]
pub(crate) struct Simd128;

impl Simd for Simd128 {
    type Vector = v128;
    const WIDTH: usize = 4;
    const REGISTERS: usize = 16;

    #[inline(always)]
    fn splat(self, value: f32) -> v128 {
        f32x4_splat(value)
    }

    #[inline(always)]
    fn add(self, a: v128, b: v128) -> v128 {
        f32x4_add(a, b)
    }

    #[inline(always)]
    fn mul_add(self, a: v128, b: v128, c: v128) -> v128 {
        f32x4_add(f32x4_mul(a, b), c)
    }

    #[inline(always)]
    fn relu(self, a: v128) -> v128 {
        // `a < 0 ? 0 : a`
        f32x4_pmax(a, f32x4_splat(0.0))
    }

    #[inline(always)]
    fn floats(self, vectors: &[v128]) -> &[f32] {
        // SAFETY: a vector is four values without padding, with at least a float's alignment.
        unsafe { std::slice::from_raw_parts(vectors.as_ptr().cast(), vectors.len() * Self::WIDTH) }
    }

    #[inline(always)]
    fn floats_mut(self, vectors: &mut [v128]) -> &mut [f32] {
        let (start, len) = (vectors.as_mut_ptr().cast(), vectors.len() * Self::WIDTH);
        // SAFETY: as in `floats`; every bit pattern is a vector, and the borrow is exclusive.
        unsafe { std::slice::from_raw_parts_mut(start, len) }
    }

    fn perform(self, task: impl Task<Self>) {
        task.run(self);
    }
}
