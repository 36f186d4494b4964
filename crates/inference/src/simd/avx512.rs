//! AVX-512: sixteen values in a vector, 32 registers.

use std::arch::x86_64::{
    __m512, _mm512_add_ps, _mm512_fmadd_ps, _mm512_max_ps, _mm512_set1_ps, _mm512_setzero_ps,
};

use super::{Simd, Task};

/// A processor with AVX-512F.
#[derive(Clone, Copy)]
pub(crate) struct Avx512(());

impl Avx512 {
    pub(crate) fn detect() -> Option<Avx512> {
        is_x86_feature_detected!("avx512f").then_some(Avx512(()))
    }
}

// In the methods: an `Avx512` exists only where `detect` found the instructions.
impl Simd for Avx512 {
    type Vector = __m512;
    const WIDTH: usize = 16;
    const REGISTERS: usize = 32;

    #[inline(always)]
    fn splat(self, value: f32) -> __m512 {
        // SAFETY: see above.
        unsafe { _mm512_set1_ps(value) }
    }

    #[inline(always)]
    fn add(self, a: __m512, b: __m512) -> __m512 {
        // SAFETY: see above.
        unsafe { _mm512_add_ps(a, b) }
    }

    #[inline(always)]
    fn mul_add(self, a: __m512, b: __m512, c: __m512) -> __m512 {
        // SAFETY: see above.
        unsafe { _mm512_fmadd_ps(a, b, c) }
    }

    #[inline(always)]
    fn relu(self, a: __m512) -> __m512 {
        // The instruction gives its second operand where either is NaN.
        // SAFETY: see above.
        unsafe { _mm512_max_ps(_mm512_setzero_ps(), a) }
    }

    #[inline(always)]
    fn floats(self, vectors: &[__m512]) -> &[f32] {
        // SAFETY: a vector is sixteen values without padding, with at least a float's alignment.
        unsafe { std::slice::from_raw_parts(vectors.as_ptr().cast(), vectors.len() * Self::WIDTH) }
    }

    #[inline(always)]
    fn floats_mut(self, vectors: &mut [__m512]) -> &mut [f32] {
        let (start, len) = (vectors.as_mut_ptr().cast(), vectors.len() * Self::WIDTH);
        // SAFETY: as in `floats`; every bit pattern is a vector, and the borrow is exclusive.
        unsafe { std::slice::from_raw_parts_mut(start, len) }
    }

    fn perform(self, task: impl Task<Self>) {
        #[target_feature(enable = "avx512f,avx2,fma")]
        fn with_instructions(simd: Avx512, task: impl Task<Avx512>) {
            task.run(simd);
        }
        // SAFETY: see above; every processor with AVX-512F has AVX2 and FMA.
        unsafe { with_instructions(self, task) }
    }
}
