"""The files of a record: the model and its control set."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

#: The earliest date of a zip archive: the same arrays are the same bytes.
DATE = (1980, 1, 1, 0, 0, 0)


def archive(arrays: dict[str, np.ndarray[Any, Any]]) -> bytes:
    """A compressed `.npz` of the arrays in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, values in arrays.items():
            content = io.BytesIO()
            np.lib.format.write_array(content, np.ascontiguousarray(values), allow_pickle=False)
            member = zipfile.ZipInfo(f"{name}.npy", DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            file.writestr(member, content.getvalue())
    return buffer.getvalue()


def artifact(folder: Path, path: str, content: bytes, **fields: Any) -> dict[str, Any]:
    """Write a file of the record, and give its entry there."""
    (folder / path).write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    return {"path": path, **fields, "size": len(content), "sha256": digest}
