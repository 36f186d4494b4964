//! faircat turns a folder of YAML records into a website that people read, machines harvest and
//! anyone can check.
//!
//! # Stages
//! 1. [`record`] (YAML files to typed records)
//! 2. [`catalog`] (records, validated, with references resolved)
//! 3. [`evidence`] (facts from outside the records, kept as files)
//! 4. [`linked_data`] (JSON-LD documents and the RDF graph)
//! 5. [`assessment`] (scorecards)
//! 6. [`try_it`] (what a page needs to run a model in the browser)
//! 7. [`exports`] and [`pages`] (bytes in every other format, and HTML)
//! 8. [`site_writer`] (files to disk)
//!
//! Each stage imports only earlier ones and [`diagnostic`]. `ARCHITECTURE.md` says why.

pub mod build;
pub mod cli;
pub mod importing;
pub mod loading;
pub mod outside_world;
pub mod pages;
pub mod running;
pub mod serve;
pub mod site_writer;
pub mod sparql;
pub mod threads;
pub mod try_it;

pub use faircat_assessment as assessment;
pub use faircat_catalog as catalog;
pub use faircat_catalog::{evidence, site};
pub use faircat_formats::{conversion, dossier, exports, import};
pub use faircat_linked_data as linked_data;
pub use faircat_record as record;
pub use faircat_record::{credentials, diagnostic, markup};
