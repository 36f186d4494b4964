//! `faircat._faircat`: what the Python package `faircat` does in Rust. What people look at is in
//! `python/faircat`.

mod arrays;
mod asked;
mod errors;
mod explaining;
mod fetching;
mod folder;
mod formats;
mod interrupting;
mod program;
mod running;
mod scorecards;
mod threads;

use faircat_sparql::allocation::Counting;
use mimalloc::MiMalloc;
use pyo3::prelude::*;

/// As in the program, which this holds too: a query counts by it what it holds.
#[global_allocator]
static ALLOCATOR: Counting<MiMalloc> = Counting(MiMalloc);

#[pymodule]
mod _faircat {
    use pyo3::prelude::*;

    #[pymodule_export]
    use super::fetching::{fetch, read_address};
    #[pymodule_export]
    use super::folder::{Folder, read_record};
    #[pymodule_export]
    use super::formats::companions;
    #[pymodule_export]
    use super::program::{main, started_by};
    #[pymodule_export]
    use super::running::RunnableModel;
    #[pymodule_export]
    use super::scorecards::asked;

    #[pymodule_export]
    const VERSION: &str = env!("CARGO_PKG_VERSION");

    #[pymodule_init]
    fn init(_module: &Bound<'_, PyModule>) -> PyResult<()> {
        super::threads::remember();
        Ok(())
    }
}
