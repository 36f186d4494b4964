//! Work on one record: on a thread with a known stack, and so that a fault of the program costs that
//! record only.

use std::path::Path;
use std::sync::Once;

use faircat_inference::panics::caught;
use rayon::ThreadPoolBuilder;

use faircat_record::diagnostic::Diagnostic;

/// Stack of every thread that works on records, in bytes. What a text may nest is bounded so that a
/// tenth of it is enough.
pub const STACK: usize = 32 << 20;

/// Starts the threads with their stack, before any work of several threads would start others.
pub fn start() {
    static POOL: Once = Once::new();
    // Where a program that uses this crate made the pool before, it is that one.
    POOL.call_once(|| drop(ThreadPoolBuilder::new().stack_size(STACK).build_global()));
}

/// What `work` on the record in `file` gives; where it panics, the problem that says so.
pub fn guarded<T: Send>(file: &Path, work: impl FnOnce() -> T + Send) -> Result<T, Diagnostic> {
    start();
    // A scope runs on a thread of the pool, also when it is asked for by the main thread.
    rayon::scope(|_| caught(work)).map_err(|panic| {
        let message = format!("faircat broke at this record: {}", panic.reason);
        let place = panic.place.map(|place| format!(" at `{place}`")).unwrap_or_default();
        Diagnostic::error("internal", message)
            .in_file(file)
            .hint(format!("this is a fault of faircat{place}: report it, with the record"))
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::guarded;

    #[test]
    fn a_panic_is_a_problem_of_its_record() {
        let file = Path::new("catalog/models/net.yaml");
        assert_eq!(guarded(file, || 1), Ok(1));
        let problem = guarded(file, || -> u8 { panic!("out of {}", "cheese") });
        let problem = problem.expect_err("it panics");
        assert!(problem.message.ends_with("out of cheese"), "{}", problem.message);
        assert_eq!(problem.location.map(|it| it.file.to_path_buf()).as_deref(), Some(file));
    }

    #[test]
    fn the_stack_is_the_one_that_is_stated() {
        fn deep(left: usize) -> usize {
            let room = [left as u8; 1024];
            if left == 0 {
                0
            } else {
                deep(left - 1) + usize::from(std::hint::black_box(room)[left % 1024])
            }
        }
        // More than the 2 MiB that threads have otherwise.
        assert!(guarded(Path::new(""), || deep(6000)).is_ok());
    }
}
