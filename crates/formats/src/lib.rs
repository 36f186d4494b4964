//! Stage 6, *formats*: every exchange format, both ways, bytes in and bytes out.
//!
//! [`exports`] write a record and the catalogue, from what a [`Dossier`](dossier::Dossier) holds of
//! each record; [`import`] reads records of other catalogues, and [`conversion`] published weights.

pub mod conversion;
pub mod dossier;
pub mod exports;
pub mod import;
