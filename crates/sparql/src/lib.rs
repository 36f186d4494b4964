//! SPARQL over the statements of a catalogue, without a server: reading a dump, asking a query
//! within limits, and writing the answer in the formats of SPARQL 1.1.
//!
//! The default graph is the merge of all graphs, so that a query need not know in which record a
//! statement stands; `GRAPH` tells them apart. Queries only: neither updates nor `SERVICE`.
//!
//! The same code answers on the command line, behind the endpoint and in the browser. `spareval`
//! evaluates; `plan` says to it what SPARQL 1.1 means where it would do something else, and
//! `budget` stops it. Where there are threads, `limited` gives each query one of its own.

pub mod allocation;
mod as_written;
pub mod budget;
pub mod completeness;
#[cfg(feature = "all-formats")]
pub mod contexts;
pub mod dataset;
#[cfg(not(target_family = "wasm"))]
pub mod limited;
pub mod load;
mod numbers;
mod order;
mod plan;
pub mod prefixes;
pub mod query;
pub mod results;
pub mod syntax;
mod terms;
mod timeline;
#[cfg(not(target_family = "wasm"))]
mod turns;
mod view;
pub mod vocabulary;
