//! A limit on the memory that ONNX Runtime takes for the values of its runs.

use std::ptr;

use ort::AsPointer;
use ort::environment::Environment;
use ort::memory::{AllocationDevice, AllocatorType, MemoryInfo, MemoryType};

/// ONNX Runtime's own choice.
const DEFAULT: std::ffi::c_int = -1;

/// Lets sessions that are loaded from now on take `most` bytes together on the CPU. Those that are
/// there keep what they have.
pub(super) fn limit(environment: &Environment, most: u64) -> ort::Result<()> {
    let info =
        MemoryInfo::new(AllocationDevice::CPU, 0, AllocatorType::Arena, MemoryType::Default)?;
    let api = ort::api();
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let mut arena = ptr::null_mut();
    let environment = environment.ptr().cast_mut();
    // Safety: the functions are those of the library's C API, which is loaded as there is an
    // environment; every pointer is one that it gave and is there for the whole call.
    unsafe {
        let made = (api.CreateArenaCfg)(most, DEFAULT, DEFAULT, DEFAULT, &mut arena);
        ort::Error::result_from_status(made)?;
        // There is none before the first session.
        let _ = ort::Error::result_from_status((api.UnregisterAllocator)(environment, info.ptr()));
        let set = (api.CreateAndRegisterAllocator)(environment, info.ptr(), arena);
        (api.ReleaseArenaCfg)(arena);
        ort::Error::result_from_status(set)
    }
}
