//! NEON: four values in a vector, 32 registers. Every 64-bit ARM processor has it.

use std::arch::aarch64::{float32x4_t, vaddq_f32, vdupq_n_f32, vfmaq_f32, vmaxq_f32};

use super::{Simd, Task};

/// A 64-bit ARM processor.
#[derive(Clone, Copy)]
pub(crate) struct Neon(());

impl Neon {
    pub(crate) fn detect() -> Option<Neon> {
        std::arch::is_aarch64_feature_detected!("neon").then_some(Neon(()))
    }
}

// In the methods: a `Neon` exists only where `detect` found the instructions.
impl Simd for Neon {
    type Vector = float32x4_t;
    const WIDTH: usize = 4;
    const REGISTERS: usize = 32;

    #[inline(always)]
    fn splat(self, value: f32) -> float32x4_t {
        // SAFETY: see above.
        unsafe { vdupq_n_f32(value) }
    }

    #[inline(always)]
    fn add(self, a: float32x4_t, b: float32x4_t) -> float32x4_t {
        // SAFETY: see above.
        unsafe { vaddq_f32(a, b) }
    }

    #[inline(always)]
    fn mul_add(self, a: float32x4_t, b: float32x4_t, c: float32x4_t) -> float32x4_t {
        // SAFETY: see above.
        unsafe { vfmaq_f32(c, a, b) }
    }

    #[inline(always)]
    fn relu(self, a: float32x4_t) -> float32x4_t {
        // SAFETY: see above.
        unsafe { vmaxq_f32(a, vdupq_n_f32(0.0)) }
    }

    #[inline(always)]
    fn floats(self, vectors: &[float32x4_t]) -> &[f32] {
        // SAFETY: a vector is four values without padding, with at least a float's alignment.
        unsafe { std::slice::from_raw_parts(vectors.as_ptr().cast(), vectors.len() * Self::WIDTH) }
    }

    #[inline(always)]
    fn floats_mut(self, vectors: &mut [float32x4_t]) -> &mut [f32] {
        let (start, len) = (vectors.as_mut_ptr().cast(), vectors.len() * Self::WIDTH);
        // SAFETY: as in `floats`; every bit pattern is a vector, and the borrow is exclusive.
        unsafe { std::slice::from_raw_parts_mut(start, len) }
    }

    fn perform(self, task: impl Task<Self>) {
        #[target_feature(enable = "neon")]
        fn with_instructions(simd: Neon, task: impl Task<Neon>) {
            task.run(simd);
        }
        // SAFETY: see above.
        unsafe { with_instructions(self, task) }
    }
}
