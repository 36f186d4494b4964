//! How many bytes a thread holds.

use std::alloc::{GlobalAlloc, Layout};
use std::cell::Cell;

thread_local! {
    static HELD: Cell<isize> = const { Cell::new(0) };
}

/// Bytes that this thread has taken and not given back; what one thread takes and another gives
/// back counts for each. 0 where no [`Counting`] allocator is in use.
pub fn held() -> isize {
    HELD.try_with(Cell::get).unwrap_or(0)
}

// A build asks millions of times, and from another crate this would be a call each time.
#[inline]
fn count(bytes: usize, taken: bool) {
    let bytes = isize::try_from(bytes).unwrap_or(isize::MAX);
    let change = if taken { bytes } else { -bytes };
    // Memory is given back after a thread's own cells are gone too.
    let _ = HELD.try_with(|held| held.set(held.get().wrapping_add(change)));
}

/// An allocator that counts what each thread holds, so that queries can be kept within a budget of
/// memory. A program makes it its `#[global_allocator]`.
#[derive(Debug, Default)]
pub struct Counting<A>(pub A);

// SAFETY: every call is handed to `A` unchanged; counting neither allocates nor unwinds, because
// the cell is made without a destructor.
unsafe impl<A: GlobalAlloc> GlobalAlloc for Counting<A> {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size(), true);
        // SAFETY: the caller keeps the contract of `alloc`.
        unsafe { self.0.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        count(layout.size(), false);
        // SAFETY: the caller keeps the contract of `dealloc`.
        unsafe { self.0.dealloc(pointer, layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size(), true);
        // SAFETY: the caller keeps the contract of `alloc_zeroed`.
        unsafe { self.0.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(layout.size(), false);
        count(size, true);
        // SAFETY: the caller keeps the contract of `realloc`.
        unsafe { self.0.realloc(pointer, layout, size) }
    }
}
