//! Stage 7, *formats*: every exchange format, both ways, bytes in and bytes out.
//!
//! [`list`] has them all: each is a folder here with what it reads, what it writes, or both. Writers
//! get a record as [`view`] shows it, made from a [`Dossier`](dossier::Dossier); readers give what
//! [`reader`] says. [`site`] has the files about the catalogue as a whole, and [`conversion`] turns
//! published weights into models that run.

pub mod bagit;
pub mod bibtex;
pub mod bioimageio;
pub mod cern_opendata;
pub mod cff;
mod citation;
pub mod citation_doi;
pub mod codemeta;
pub mod coffea;
pub mod companions;
pub mod conversion;
pub mod croissant;
pub mod csl;
pub mod cyclonedx;
pub mod datacite;
pub mod dlhub;
pub mod dossier;
pub mod format;
pub mod ftr;
pub mod garden;
pub mod html;
pub mod huggingface;
mod import;
mod json;
mod json_fields;
pub mod json_ld;
pub mod linkset;
pub mod list;
pub mod losses;
pub mod markdown;
pub mod mldcat_ap;
pub mod mlflow;
pub mod monai;
pub mod notebook;
pub mod openml;
pub mod package;
mod party;
pub mod reader;
pub mod ro_crate;
pub mod scorecard;
mod short_names;
pub mod site;
pub mod stac;
pub mod triton;
pub mod turtle;
pub mod view;
mod xml;
pub mod yaml;
pub mod zenodo;
