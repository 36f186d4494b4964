//! `faircat bench --space`.

use std::time::Duration;

use comfy_table::Table;
use faircat_inference::figures;

use super::{Args, Model, ResultFormat, bare_table, machine_line};
use crate::cli::say;
use crate::diagnostic::Diagnostic;
use crate::evidence::throughput::Measurement;
use crate::outside_world::one_record::OneWork;
use crate::outside_world::online;
use crate::running::benchmark::{Combinations, Items};
use crate::running::design_space::{self, Configuration, DesignSpace};
use crate::running::machine;
use crate::running::verifying::VerifyOptions;

/// Writes what was `measured` of `items`, with the claims that each engine and file comes to.
pub(super) fn tell(
    args: &Args,
    model: &Model,
    items: &Items,
    combinations: &Combinations,
    measured: Vec<Measurement>,
) -> Result<(), Diagnostic> {
    let files = &combinations.files;
    let options = VerifyOptions {
        engines: combinations.engines().to_vec(),
        device: args.device,
        threads: args.threads.iter().copied().max().unwrap_or(1),
        timeout: Duration::from_secs(args.timeout),
        stop: combinations.stop.clone(),
    };
    let runs = design_space::claims(model, items, files, &options);
    let configurations = design_space::configurations(files, measured, &runs);
    let space = DesignSpace {
        model: model.work.as_ref().map_or_else(|| args.model.clone(), OneWork::id),
        date: online::today(),
        faircat: env!("CARGO_PKG_VERSION").to_owned(),
        machine: machine::this(),
        metric: design_space::metric(&configurations).map(str::to_owned),
        configurations,
    };
    match args.format {
        ResultFormat::Json => say(&serde_json::to_string_pretty(&space)
            .map_err(|error| Diagnostic::error("bench", error.to_string()))?),
        ResultFormat::Human => {
            say(&machine_line(&space.machine));
            say(&table(&space).to_string());
        }
    }
    Ok(())
}

fn table(space: &DesignSpace) -> Table {
    let mut table = bare_table();
    let metric = space.metric.as_deref().unwrap_or("claim");
    table.set_header([
        "",
        "engine",
        "form",
        "precision",
        "threads",
        "batch",
        "items/s",
        "ms/batch",
        "MiB",
        "file",
        metric,
        "claims",
    ]);
    for it in &space.configurations {
        table.add_row(row(it));
    }
    table
}

fn row(it: &Configuration) -> [String; 12] {
    let measured = &it.measured;
    [
        if it.is_pareto_optimal { "*" } else { "" }.to_owned(),
        format!("{} {}", measured.engine, measured.version),
        measured.form.clone().unwrap_or_default(),
        it.precision.join(", "),
        measured.threads.to_string(),
        measured.batch.to_string(),
        measured.throughput_median.to_string(),
        format!("{:.4}", measured.latency_median * 1000.0),
        measured.peak_memory.map(|bytes| (bytes >> 20).to_string()).unwrap_or_default(),
        figures::size(it.file_size),
        design_space::main_metric(it)
            .and_then(|found| found.shown().recomputed)
            .unwrap_or_default(),
        it.verdict.words().to_owned(),
    ]
}
