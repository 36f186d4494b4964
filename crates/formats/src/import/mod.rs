//! Importers: records of other catalogues to ours, one module per source.
//!
//! An importer is pure: it gets the text of a file and gives typed records with diagnostics. What
//! has no place in our types is kept in `extensions` under the name of the source, or reported.
//! The program reads the files and writes the records.

pub mod cern_opendata;
pub mod html;
pub mod yaml;
