//! Vectors of float32 values, one module for each instruction set. Only these modules hold unsafe
//! code: a value of such a type exists only where the processor has the instructions.

#[cfg(target_arch = "x86_64")]
pub(super) mod avx2;
#[cfg(target_arch = "x86_64")]
pub(super) mod avx512;
#[cfg(target_arch = "aarch64")]
pub(super) mod neon;
pub(super) mod portable;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub(super) mod simd128;

/// One instruction set, as proof that the processor has it.
pub(super) trait Simd: Copy + Send + Sync + 'static {
    /// Some float32 values, side by side.
    type Vector: Copy + Send + Sync;

    /// Values in one vector.
    const WIDTH: usize;

    /// Vectors that fit in registers.
    const REGISTERS: usize;

    /// The same value everywhere.
    fn splat(self, value: f32) -> Self::Vector;

    /// `a + b`.
    fn add(self, a: Self::Vector, b: Self::Vector) -> Self::Vector;

    /// `a × b + c`, rounded once or twice.
    fn mul_add(self, a: Self::Vector, b: Self::Vector, c: Self::Vector) -> Self::Vector;

    /// The larger of `a` and 0; NaN stays NaN.
    fn relu(self, a: Self::Vector) -> Self::Vector;

    /// The values of `vectors`, one after another.
    fn floats(self, vectors: &[Self::Vector]) -> &[f32];

    /// The values of `vectors`, one after another, to be written.
    fn floats_mut(self, vectors: &mut [Self::Vector]) -> &mut [f32];

    /// Does `task` in a function that is compiled for these instructions.
    fn perform(self, task: impl Task<Self>);
}

/// Work on vectors. `run` and all that it calls must be `#[inline(always)]`, for only so does the
/// compiler use the instructions that [`Simd::perform`] enables.
pub(super) trait Task<S: Simd> {
    fn run(self, simd: S);
}
