//! Spreads the items of a batch over threads, each with buffers of its own.

use std::sync::Arc;

use super::Instructions;
use super::jet::{Evaluate, Evaluator, Packed};
use super::network::InteractionNetwork;
use crate::engine::EngineError;
use crate::simd;
use crate::simd::Simd;

/// Most items that a thread takes at a time: few enough that the threads end together, although
/// jets differ in their number of tracks.
#[cfg(feature = "threads")]
const SHARE: usize = 16;

/// Evaluators of one network, one for each thread.
pub(super) struct Workers {
    evaluators: Vec<Box<dyn Evaluate>>,
    #[cfg(feature = "threads")]
    pool: Option<rayon::ThreadPool>,
}

/// Sizes of one item: elements of `tracks`, elements of `vertices`, classes.
#[derive(Clone, Copy, Debug)]
pub(super) struct ItemSizes {
    pub(super) tracks: usize,
    pub(super) vertices: usize,
    pub(super) classes: usize,
}

impl Workers {
    /// Workers that use `instructions`, which the processor must have.
    pub(super) fn new(
        network: &Arc<InteractionNetwork>,
        instructions: Instructions,
        threads: usize,
    ) -> Result<Workers, EngineError> {
        let threads = if cfg!(feature = "threads") { threads.max(1) } else { 1 };
        let evaluators = evaluators(network, instructions, threads)?;
        Ok(Workers {
            evaluators,
            #[cfg(feature = "threads")]
            pool: pool(threads)?,
        })
    }

    /// Evaluates all items; the slices hold the same number of them.
    pub(super) fn run(
        &mut self,
        sizes: ItemSizes,
        tracks: &[f32],
        vertices: &[f32],
        logits: &mut [f32],
    ) {
        #[cfg(feature = "threads")]
        if let Some(pool) = &self.pool {
            return in_shares(pool, &mut self.evaluators, sizes, tracks, vertices, logits);
        }
        if let Some(evaluator) = self.evaluators.first_mut() {
            evaluate(evaluator.as_mut(), sizes, tracks, vertices, logits);
        }
    }
}

/// Evaluates items one after another.
fn evaluate(
    evaluator: &mut dyn Evaluate,
    sizes: ItemSizes,
    tracks: &[f32],
    vertices: &[f32],
    logits: &mut [f32],
) {
    let tracks = tracks.chunks_exact(sizes.tracks);
    let vertices = vertices.chunks_exact(sizes.vertices);
    for ((tracks, vertices), logits) in
        tracks.zip(vertices).zip(logits.chunks_exact_mut(sizes.classes))
    {
        evaluator.evaluate(tracks, vertices, logits);
    }
}

#[cfg(feature = "threads")]
fn pool(threads: usize) -> Result<Option<rayon::ThreadPool>, EngineError> {
    if threads == 1 {
        return Ok(None);
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let failed = |error: rayon::ThreadPoolBuildError| EngineError::Failed {
        engine: super::NAME,
        reason: format!("{threads} threads cannot be started: {error}"),
    };
    pool.map(Some).map_err(failed)
}

/// Evaluates items in shares, which the threads take in turn.
#[cfg(feature = "threads")]
fn in_shares(
    pool: &rayon::ThreadPool,
    evaluators: &mut [Box<dyn Evaluate>],
    sizes: ItemSizes,
    tracks: &[f32],
    vertices: &[f32],
    logits: &mut [f32],
) {
    let items = logits.len() / sizes.classes;
    let share = (items / (4 * evaluators.len())).clamp(1, SHARE);
    let shares = tracks
        .chunks(share * sizes.tracks)
        .zip(vertices.chunks(share * sizes.vertices))
        .zip(logits.chunks_mut(share * sizes.classes));
    let shares = std::sync::Mutex::new(shares);
    let next = || shares.lock().ok().and_then(|mut shares| shares.next());
    pool.scope(|scope| {
        for evaluator in evaluators {
            scope.spawn(|_| {
                while let Some(((tracks, vertices), logits)) = next() {
                    evaluate(evaluator.as_mut(), sizes, tracks, vertices, logits);
                }
            });
        }
    });
}

/// `count` evaluators for the instruction set.
fn evaluators(
    network: &Arc<InteractionNetwork>,
    instructions: Instructions,
    count: usize,
) -> Result<Vec<Box<dyn Evaluate>>, EngineError> {
    let missing = || EngineError::Unsupported {
        engine: super::NAME,
        reason: format!("this processor has no {}", instructions.name()),
    };
    match instructions {
        Instructions::Portable => Ok(copies(simd::portable::Portable, network, count)),
        #[cfg(target_arch = "x86_64")]
        Instructions::Avx2 => {
            let simd = simd::avx2::Avx2::detect().ok_or_else(missing)?;
            Ok(copies(simd, network, count))
        }
        #[cfg(target_arch = "x86_64")]
        Instructions::Avx512 => {
            let simd = simd::avx512::Avx512::detect().ok_or_else(missing)?;
            Ok(copies(simd, network, count))
        }
        #[cfg(target_arch = "aarch64")]
        Instructions::Neon => {
            let simd = simd::neon::Neon::detect().ok_or_else(missing)?;
            Ok(copies(simd, network, count))
        }
        #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
        Instructions::Simd128 => Ok(copies(simd::simd128::Simd128, network, count)),
        _ => Err(missing()),
    }
}

/// `count` evaluators that share the packed layers.
fn copies<S: Simd>(
    simd: S,
    network: &Arc<InteractionNetwork>,
    count: usize,
) -> Vec<Box<dyn Evaluate>> {
    let packed = Arc::new(Packed::new(simd, Arc::clone(network)));
    let evaluator = |_| Box::new(Evaluator::new(Arc::clone(&packed))) as Box<dyn Evaluate>;
    (0..count).map(evaluator).collect()
}
