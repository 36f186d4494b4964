//! AVX2 with fused multiply-add: eight values in a vector, 16 registers.

use std::arch::x86_64::{
    __m256, _mm256_add_ps, _mm256_fmadd_ps, _mm256_max_ps, _mm256_set1_ps, _mm256_setzero_ps,
};

use super::{Simd, Task};

/// A processor with AVX2 and FMA.
#[derive(Clone, Copy)]
pub(crate) struct Avx2(());

impl Avx2 {
    pub(crate) fn detect() -> Option<Avx2> {
        (is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma")).then_some(Avx2(()))
    }
}

// In the methods: an `Avx2` exists only where `detect` found the instructions.
impl Simd for Avx2 {
    type Vector = __m256;
    const WIDTH: usize = 8;
    const REGISTERS: usize = 16;

    #[inline(always)]
    fn splat(self, value: f32) -> __m256 {
        // SAFETY: see above.
        unsafe { _mm256_set1_ps(value) }
    }

    #[inline(always)]
    fn add(self, a: __m256, b: __m256) -> __m256 {
        // SAFETY: see above.
        unsafe { _mm256_add_ps(a, b) }
    }

    #[inline(always)]
    fn mul_add(self, a: __m256, b: __m256, c: __m256) -> __m256 {
        // SAFETY: see above.
        unsafe { _mm256_fmadd_ps(a, b, c) }
    }

    #[inline(always)]
    fn relu(self, a: __m256) -> __m256 {
        // The instruction gives its second operand where either is NaN.
        // SAFETY: see above.
        unsafe { _mm256_max_ps(_mm256_setzero_ps(), a) }
    }

    #[inline(always)]
    fn floats(self, vectors: &[__m256]) -> &[f32] {
        // SAFETY: a vector is eight values without padding, with at least a float's alignment.
        unsafe { std::slice::from_raw_parts(vectors.as_ptr().cast(), vectors.len() * Self::WIDTH) }
    }

    #[inline(always)]
    fn floats_mut(self, vectors: &mut [__m256]) -> &mut [f32] {
        let (start, len) = (vectors.as_mut_ptr().cast(), vectors.len() * Self::WIDTH);
        // SAFETY: as in `floats`; every bit pattern is a vector, and the borrow is exclusive.
        unsafe { std::slice::from_raw_parts_mut(start, len) }
    }

    fn perform(self, task: impl Task<Self>) {
        #[target_feature(enable = "avx2,fma")]
        fn with_instructions(simd: Avx2, task: impl Task<Avx2>) {
            task.run(simd);
        }
        // SAFETY: see above.
        unsafe { with_instructions(self, task) }
    }
}
