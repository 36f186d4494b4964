//! Stage 4, *linked data*: JSON-LD documents and the RDF graph. Pure, and it cannot fail.

pub mod graph;
pub mod vocabulary;
