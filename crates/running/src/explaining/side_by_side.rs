//! Threads that each look at one of several places.

use std::thread;

/// What `one` gives for each of `places`, in their order, of which `threads` are looked at at once;
/// `ended` is the error of a thread that gave nothing.
///
/// # Errors
/// The first in the order of the places.
pub(super) fn side_by_side<T: Send, E: Send>(
    places: &[usize],
    threads: usize,
    one: impl Fn(usize) -> Result<T, E> + Sync,
    ended: impl Fn() -> E,
) -> Result<Vec<T>, E> {
    let one = &one;
    let mut found = Vec::with_capacity(places.len());
    for some in places.chunks(threads.max(1)) {
        let some = thread::scope(|scope| {
            let running: Vec<_> =
                some.iter().map(|&place| scope.spawn(move || one(place))).collect();
            running.into_iter().map(|it| it.join()).collect::<Vec<_>>()
        });
        for it in some {
            found.push(it.map_err(|_| ended())??);
        }
    }
    Ok(found)
}
