//! faircat turns a folder of YAML records into a website that people read, machines harvest and
//! anyone can check.
//!
//! The stages that data passes through are crates of their own, which stand here under their names;
//! here are what uses all of them, [`build`], the server and the command line. `ARCHITECTURE.md` has
//! the order of both, and says what each is for.

pub mod adding;
pub mod build;
pub mod cli;
pub mod comparing;
pub mod depositing;
pub mod formatting;
pub mod harvesting;
pub mod importing;
pub mod serve;
pub mod site_writer;
pub mod sparql;
pub mod starting;

pub use faircat_assessment as assessment;
pub use faircat_assessor as assessor;
pub use faircat_catalog as catalog;
pub use faircat_catalog::{evidence, site};
pub use faircat_formats as formats;
pub use faircat_formats::{conversion, dossier};
pub use faircat_linked_data as linked_data;
pub use faircat_loading as loading;
pub use faircat_loading::threads;
pub use faircat_outside_world as outside_world;
pub use faircat_pages as pages;
pub use faircat_pages::try_it;
pub use faircat_record as record;
pub use faircat_record::{credentials, diagnostic, markup};
pub use faircat_running as running;
