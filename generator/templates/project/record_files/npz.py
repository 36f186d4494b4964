"""Archives of arrays that are the same whenever they are made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: The earliest date of a zip archive.
DATE = (1980, 1, 1, 0, 0, 0)


def packed(arrays: Mapping[str, NDArray[Any]], *, level: int, permissions: int) -> bytes:
    """A compressed `.npz` of the arrays in their order, with no date of its own.

    `level` is zlib's, `permissions` are those of each file as a zip archive of Unix states them:
    the checksum of a published archive hangs on both.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, values in arrays.items():
            content = io.BytesIO()
            np.lib.format.write_array(content, np.ascontiguousarray(values), allow_pickle=False)
            member = zipfile.ZipInfo(f"{name}.npy", DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = permissions << 16
            archive.writestr(member, content.getvalue(), compresslevel=level)
    return buffer.getvalue()
