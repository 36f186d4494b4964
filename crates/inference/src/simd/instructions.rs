//! Which instruction sets there are, and which this processor has.

/// An instruction set that the kernel is compiled for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instructions {
    /// What every processor of the target has.
    Portable,
    /// AVX2 with fused multiply-add.
    Avx2,
    /// AVX-512F.
    Avx512,
    /// NEON of 64-bit ARM.
    Neon,
    /// WebAssembly's 128-bit vectors, chosen when the crate is compiled.
    Simd128,
}

impl Instructions {
    /// Those of this processor, the fastest first.
    #[must_use]
    pub fn available() -> Vec<Instructions> {
        [
            #[cfg(target_arch = "x86_64")]
            super::avx512::Avx512::detect().map(|_| Instructions::Avx512),
            #[cfg(target_arch = "x86_64")]
            super::avx2::Avx2::detect().map(|_| Instructions::Avx2),
            #[cfg(target_arch = "aarch64")]
            super::neon::Neon::detect().map(|_| Instructions::Neon),
            #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
            Some(Instructions::Simd128),
            Some(Instructions::Portable),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The fastest of this processor.
    #[must_use]
    pub fn best() -> Instructions {
        Instructions::available().first().copied().unwrap_or(Instructions::Portable)
    }

    /// A name for people and evidence, as `AVX-512`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Instructions::Portable => "portable instructions",
            Instructions::Avx2 => "AVX2",
            Instructions::Avx512 => "AVX-512",
            Instructions::Neon => "NEON",
            Instructions::Simd128 => "WebAssembly SIMD",
        }
    }
}
