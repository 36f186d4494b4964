//! What SPARQL says, and the tests of the W3C, on our index.

#![allow(clippy::unwrap_used, reason = "a test fails where it panics")]
#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]
#![allow(clippy::disallowed_methods, reason = "tests read files, and take time")]

mod algebra;
mod functions;
#[path = "../../../../tests/src/inputs.rs"]
mod inputs;
mod outcome;
mod w3c_sparql;

/// As in the program, so that queries are kept within their memory.
#[global_allocator]
static ALLOCATOR: faircat_sparql::allocation::Counting<std::alloc::System> =
    faircat_sparql::allocation::Counting(std::alloc::System);
