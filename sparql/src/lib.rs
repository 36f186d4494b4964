//! SPARQL over the statements of a catalogue, without a server: reading a dump, asking a query
//! within limits, and writing the answer in the formats of SPARQL 1.1.
//!
//! The default graph is the merge of all graphs, so that a query need not know in which record a
//! statement stands; `GRAPH` tells them apart. Queries only: neither updates nor `SERVICE`.
//!
//! The same code answers on the command line, behind the endpoint and in the browser. Where there
//! are threads, `limited` gives a query up when its time is over; a browser ends the worker.

pub mod dataset;
#[cfg(not(target_family = "wasm"))]
pub mod limited;
pub mod load;
pub mod prefixes;
pub mod query;
pub mod results;
pub mod syntax;
mod terms;
pub mod vocabulary;
