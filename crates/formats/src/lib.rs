//! Stage 6, *formats*: every exchange format, both ways, bytes in and bytes out.
//!
//! [`import`] reads records of other catalogues, and [`conversion`] published weights.

pub mod conversion;
pub mod import;
