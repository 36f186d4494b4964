//! Throughput of the engine `native` on random jets with 24 tracks on average, and the time that
//! relevance propagation takes through the same network.
//! `cargo bench --package faircat-inference`

#[path = "../tests/support/mod.rs"]
#[allow(clippy::unwrap_used, reason = "what it makes for tests is sound")]
mod support;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use faircat_inference::engine::{EngineError, Options, Session};
use faircat_inference::native::{Instructions, Native, Output};
use faircat_inference::relevance::{GAMMA, relevance};
use support::{BASELINE, Generator, jets, network, padded};

fn main() {
    divan::main();
}

fn run(bencher: Bencher, instructions: Instructions, items: usize, threads: usize) {
    let options = Options { threads, batch: items, ..Options::default() };
    let outputs = vec![Output::Probabilities];
    let native = Native::with(instructions);
    let mut session = done(native.prepare(network(BASELINE, 1), outputs, &options));
    let inputs = jets(BASELINE, items, 2);
    bencher.counter(ItemsCount::new(items)).bench_local(|| done(session.run(black_box(&inputs))));
}

/// A failure ends the benchmark.
fn done<T>(found: Result<T, EngineError>) -> T {
    found.unwrap_or_else(|error| panic!("{error}"))
}

#[divan::bench(args = [1, 16, 128, 1024])]
fn batch(bencher: Bencher, items: usize) {
    run(bencher, Instructions::best(), items, 1);
}

#[divan::bench(args = [1, 2])]
fn threads(bencher: Bencher, threads: usize) {
    run(bencher, Instructions::best(), 1024, threads);
}

#[divan::bench(args = Instructions::available())]
fn instructions(bencher: Bencher, instructions: Instructions) {
    run(bencher, instructions, 128, 1);
}

/// One jet with this many tracks and two vertices.
#[divan::bench(args = [24, 60])]
fn relevance_of_one_jet(bencher: Bencher, tracks: usize) {
    let (network, mut generator) = (network(BASELINE, 1), Generator(2));
    let tracks = padded(&mut generator, &[tracks], BASELINE.track_features, BASELINE.tracks);
    let vertices = padded(&mut generator, &[2], BASELINE.vertex_features, BASELINE.vertices);
    let (Some(tracks), Some(vertices)) = (tracks.as_f32(), vertices.as_f32()) else {
        panic!("jets are of single precision");
    };
    bencher.bench(|| done(relevance(black_box(&network), tracks, vertices, 1, GAMMA)));
}
