//! SPARQL as the program offers it: the prefixes of this catalogue, and answers as text for people.
//! `faircat-sparql` answers.

pub mod federated;
pub mod table;

pub use faircat_pages::prefixes;
