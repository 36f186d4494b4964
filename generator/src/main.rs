//! The `faircat` program: parses the command line and hands over to [`faircat::cli`].

use std::process::ExitCode;

use faircat_sparql::allocation::Counting;
use mimalloc::MiMalloc;

/// A build makes and drops millions of short texts on several threads: with the system's allocator
/// it takes a sixth more time, and the gaps between what stays grow to a third of the memory. What
/// each thread holds is counted, because a query may only hold so much.
#[global_allocator]
static ALLOCATOR: Counting<MiMalloc> = Counting(MiMalloc);

fn main() -> ExitCode {
    faircat::running::trial::allow();
    faircat::cli::run(faircat::cli::parse())
}
