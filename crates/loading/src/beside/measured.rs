//! What the files of a record show to be wrong with its measurements.

use std::collections::BTreeMap;

use faircat_catalog::evidence::contradictions::{self, Measured};
use faircat_catalog::evidence::throughput::Throughput;
use faircat_inference::engine::Options;
use faircat_inference::engines::list::{ListedEngine, Runs, TRACT, listed};
use faircat_inference::engines::{Installed, tract};
use faircat_inference::native::from_onnx;
use faircat_inference::native::network::InteractionNetwork;
use faircat_inference::onnx::{self, Told};
use faircat_inference::tensor::Tensor;
use faircat_inference::verification::ControlSet;
use faircat_outside_world::local_files;
use faircat_record::Work;

use super::Beside;

/// Largest model that is read to bound how fast it can be, in bytes.
const LARGEST_MEASURED: u64 = 64 << 20;
/// Of the products of a convolution, some algorithms compute one in so many (Lavin and Gray, CVPR
/// 2016, p. 4013, F(4×4, 3×3)).
const SPARED: f64 = 4.0;

impl Beside<'_> {
    /// What the measured files at hand show to be wrong with the measurements.
    pub(super) fn of_measured_files(
        &self,
        throughput: &Throughput,
        work: Option<&Work>,
    ) -> Vec<String> {
        let mut read: BTreeMap<(&str, &str), Option<Measured>> = BTreeMap::new();
        let mut reasons = Vec::new();
        for one in &throughput.measurements {
            let Some(name) = one.file.as_deref() else { continue };
            let at_hand = read
                .entry((&one.engine, name))
                .or_insert_with(|| self.measured(&one.engine, name, work));
            let machine = &throughput.machine;
            let found = at_hand.map(|it| contradictions::of_measured_file(one, machine, it));
            reasons.extend(found.unwrap_or_default());
        }
        reasons.sort();
        reasons.dedup();
        reasons
    }

    /// What the file `name` tells of `engine`, where it is at hand.
    fn measured(&self, engine: &str, name: &str, work: Option<&Work>) -> Option<Measured> {
        let engine = listed(engine)?;
        let folder = self.file.folder.as_deref()?;
        let bytes = local_files::read(self.root, folder, name, LARGEST_MEASURED).ok()?;
        Some(match engine.runs {
            Runs::Any => of_any(engine, &bytes),
            Runs::Network { .. } => match from_onnx(&bytes) {
                Ok((network, _)) => {
                    let products = self.of_network(&network, work).unwrap_or(0.0);
                    Measured { runs: true, products }
                }
                Err(_) => Measured { runs: false, products: 0.0 },
            },
        })
    }

    /// Products of an item of the control set, on average, where that is at hand.
    fn of_network(&self, network: &InteractionNetwork, work: Option<&Work>) -> Option<f64> {
        let model = work?.model.as_deref()?;
        let file = model.control_set.as_ref()?.data.as_deref()?;
        let ControlSet { inputs, .. } = self.control_set(file, model)?.ok()?;
        let there = |place: usize, features: usize| present(inputs.get(place)?, features);
        let tracks = there(0, network.track_features)?;
        let vertices = there(1, network.vertex_features)?;
        let pairs = tracks.iter().zip(&vertices);
        let all: u64 = pairs.map(|(&a, &b)| network.least_products(a, b)).sum();
        Some(all as f64 / tracks.len().max(1) as f64)
    }
}

/// Of each item of `tensor`, [items, features, places], at how many places a feature is not 0.
fn present(tensor: &Tensor, features: usize) -> Option<Vec<usize>> {
    let row = tensor.item_len();
    let places = row.checked_div(features).filter(|it| *it > 0)?;
    let is_there =
        |row: &[f32], place: usize| (0..features).any(|it| row[it * places + place] != 0.0);
    let count = |row: &[f32]| (0..places).filter(|&place| is_there(row, place)).count();
    (row == features * places).then_some(())?;
    Some(tensor.as_f32()?.chunks_exact(row).map(count).collect())
}

fn of_any(engine: &ListedEngine, bytes: &[u8]) -> Measured {
    let told = onnx::told(bytes).ok().filter(|it| it.others.is_empty());
    let Some(Told { file, apart, .. }) = told else {
        return Measured { runs: false, products: 0.0 };
    };
    let least = file.least_multiplications() as f64;
    if !apart.is_empty() {
        return Measured { runs: true, products: least };
    }
    match tract::products(&file, bytes.len() as u64) {
        Ok(written) => {
            let spared = written.unwrap_or(0) as f64 / SPARED;
            Measured { runs: true, products: least.max(spared) }
        }
        // It may take several items together.
        Err(_) => Measured { runs: engine.name != TRACT.name || loads(bytes), products: least },
    }
}

fn loads(bytes: &[u8]) -> bool {
    let engine = TRACT.engine(&Installed::default());
    engine.is_some_and(|it| it.load(bytes, &Options::default()).is_ok())
}
