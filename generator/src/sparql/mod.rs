//! SPARQL over the statements of a catalogue, without a server: reading a dump, asking a query
//! within limits, and writing the answer in the formats of SPARQL 1.1.
//!
//! The default graph is the merge of all graphs, so that a query need not know in which record a
//! statement stands; `GRAPH` tells them apart. Queries only: neither updates nor `SERVICE`.

pub mod dataset;
pub mod load;
pub mod prefixes;
pub mod query;
pub mod results;
pub mod syntax;
pub mod table;
mod terms;
