"""Files of data as data frames."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ._optional import needed
from .errors import Error


def frame(file: Path, name: str) -> Any:
    """Read `file` by the ending of `name`, as files of the cache have no names of their own."""
    pd = needed("pandas", "a data frame")
    ending = name.rsplit(".", 1)[-1].lower()
    if ending == "csv":
        return pd.read_csv(file)
    if ending == "parquet":
        needed("pyarrow", "a Parquet file")
        return pd.read_parquet(file)
    if ending in ("jsonl", "ndjson"):
        return pd.read_json(file, lines=True)
    if ending == "npz":
        import numpy as np

        with np.load(file, allow_pickle=False) as arrays:
            return _columns({it: arrays[it] for it in arrays.files})
    if ending in ("h5", "hdf5"):
        h5py = needed("h5py", "an HDF5 file")
        with h5py.File(file, "r") as found:
            arrays = {it: found[it][()] for it in found if isinstance(found[it], h5py.Dataset)}
        return _columns(arrays)
    if ending == "root":
        from . import _root

        return _root.frame(file)
    raise Error.of(
        "data-kind", f"`{name}` is no kind of file that becomes a data frame", "use `fetch`"
    )


def _columns(arrays: dict[str, Any]) -> Any:
    """Those arrays that have a row for each row of the first one."""
    rows = {it: array for it, array in arrays.items() if array.ndim > 0}
    count = max((len(array) for array in rows.values()), default=0)
    fitting = {it: array for it, array in rows.items() if len(array) == count}
    return needed("pandas", "a data frame").DataFrame(
        {it: array if array.ndim == 1 else list(array) for it, array in fitting.items()}
    )
