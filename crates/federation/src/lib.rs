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
pub mod harvest;
pub mod joining;
pub mod oai;
pub mod sitemap;
pub mod statements;
mod xml_words;
