//! What other catalogues say of their works: read from what they publish, kept as a harvest, and
//! joined where several tell of the same work.
//!
//! Nothing here is fetched and nothing is believed: every text is of a stranger, every size has a
//! bound, and a document that cannot be read costs itself only.

pub mod dcat;
pub mod documents;
pub mod dublin_core;
pub mod dump;
pub mod extract;
pub mod files;
pub mod harvest;
pub mod joining;
pub mod licences;
pub mod oai;
pub mod sitemap;
pub mod statements;
mod xml_words;

/// Whether a reader may go on: there is time for this catalogue left.
pub type MayGoOn<'a> = &'a dyn Fn() -> bool;

/// Statements after which a reader asks that again.
const STEP: usize = 10_000;
const OUT_OF_TIME: &str = "the time for this catalogue is over";
