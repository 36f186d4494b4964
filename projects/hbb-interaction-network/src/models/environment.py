"""What a run ran on: package versions and processor, for its record."""

from __future__ import annotations

import ctypes
from typing import Any

import torch
from record_files import machine

PACKAGES = ("torch", "numpy", "h5py", "onnx", "onnxruntime", "safetensors")


def describe(device: torch.device) -> dict[str, Any]:
    """Versions of Python and of the packages, operating system, processor and threads."""
    return {
        **machine.describe(PACKAGES),
        "threads": torch.get_num_threads(),
        "device": str(device),
        "accelerator": torch.cuda.get_device_name(device) if device.type == "cuda" else None,
    }


def keep_freed_memory() -> None:
    """Let glibc keep the memory of freed tensors instead of returning it to the system.

    A step allocates and frees the same hundreds of megabytes again and again; mapping them anew,
    page by page, costs a third of the time. Without glibc nothing happens.
    """
    m_trim_threshold, m_mmap_threshold = -1, -3
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError):
        return
    mallopt(m_mmap_threshold, 1 << 30)
    mallopt(m_trim_threshold, (1 << 31) - 1)
