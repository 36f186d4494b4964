//! Vectors of float32 values, one module for each instruction set. Only these modules hold unsafe
//! code: a value of such a type exists only where the processor has the instructions.

mod instructions;

#[cfg(target_arch = "x86_64")]
pub(crate) mod avx2;
#[cfg(target_arch = "x86_64")]
pub(crate) mod avx512;
#[cfg(target_arch = "aarch64")]
pub(crate) mod neon;
pub(crate) mod portable;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub(crate) mod simd128;

pub use instructions::Instructions;

/// One instruction set, as proof that the processor has it.
pub(crate) trait Simd: Copy + Send + Sync + 'static {
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

    /// The first values of `from`, which has at least one vector of them.
    #[cfg(feature = "tract")]
    #[inline(always)]
    fn load(self, from: &[f32]) -> Self::Vector {
        let mut vector = [self.splat(0.0)];
        self.floats_mut(&mut vector).copy_from_slice(&from[..Self::WIDTH]);
        vector[0]
    }

    /// Writes `vector` to the first values of `to`, which has room for it.
    #[cfg(feature = "tract")]
    #[inline(always)]
    fn store(self, vector: Self::Vector, to: &mut [f32]) {
        to[..Self::WIDTH].copy_from_slice(self.floats(&[vector]));
    }

    /// Does `task` in a function that is compiled for these instructions.
    fn perform(self, task: impl Task<Self>);
}

/// Work on vectors. `run` and all that it calls must be `#[inline(always)]`, for only so does the
/// compiler use the instructions that [`Simd::perform`] enables.
pub(crate) trait Task<S: Simd> {
    fn run(self, simd: S);
}

/// Work for whichever instructions a processor has; [`Task`]'s rule holds for it too.
#[cfg(feature = "tract")]
pub(crate) trait AnyTask {
    fn run<S: Simd>(self, simd: S);
}

/// Does `task` with the fastest instructions of this processor.
#[cfg(feature = "tract")]
pub(crate) fn with_best(task: impl AnyTask) {
    struct With<T>(T);

    impl<S: Simd, T: AnyTask> Task<S> for With<T> {
        #[inline(always)]
        fn run(self, simd: S) {
            self.0.run(simd);
        }
    }

    #[cfg(target_arch = "x86_64")]
    {
        if let Some(simd) = avx512::Avx512::detect() {
            return simd.perform(With(task));
        }
        if let Some(simd) = avx2::Avx2::detect() {
            return simd.perform(With(task));
        }
    }
    #[cfg(target_arch = "aarch64")]
    if let Some(simd) = neon::Neon::detect() {
        return simd.perform(With(task));
    }
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    return simd128::Simd128.perform(With(task));
    #[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
    portable::Portable.perform(With(task));
}
