"""A model on awkward arrays, computed here or by a server."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar, Optional

import numpy as np
from numpy.typing import NDArray

from ._contract import Array, Contract, ContractError, Data, prepared
from ._engines import Arrays, Engine, engine


class Wrapper:
    """The part of a model's wrapper that is the same for all.

    It goes through `pickle` without its session, so that Dask and Parsl can send it to workers.
    The names of its methods are those of `coffea.ml_tools`.
    """

    contract: ClassVar[Contract]
    file: ClassVar[Path]

    def __init__(
        self,
        address: str = "local",
        *,
        branches: Optional[Mapping[str, str]] = None,
        units: Optional[Mapping[str, str]] = None,
        batch: int = 1024,
        threads: int = 1,
        timeout: float = 60.0,
    ) -> None:
        """Say who computes, and how the data are named and measured.

        Args:
            address: `local`; `triton+grpc://HOST:PORT/MODEL/VERSION` or `triton+http://…` as in
                coffea; or `http://HOST:PORT`, a server of the Open Inference Protocol (KServe v2).
            branches: Names of branches by the record's names of features, where they differ.
            units: Units of the data by the record's names of features, where they differ.
            batch: Rows that are computed at once; a server may take fewer than you want.
            threads: Of ONNX Runtime.
            timeout: Seconds that a server may take.
        """
        if batch < 1:
            raise ValueError("a batch has at least one row")
        self._data = Data(dict(branches or {}), dict(units or {}))
        self._data.check(self.contract)
        self._address, self._batch = address, batch
        self._threads, self._timeout = threads, timeout
        self._engine: Optional[Engine] = None

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_engine": None}

    def prepare(self, given: Mapping[str, Array]) -> Arrays:
        """Make of each input the array that the model takes, or say what stands in the way."""
        arrays = {it.name: prepared(it, given[it.name], self._data) for it in self.contract.inputs}
        rows = {name: len(array) for name, array in arrays.items()}
        if len(set(rows.values())) != 1:
            raise ContractError(f"inputs have different numbers of rows: {rows}")
        if 0 in rows.values():
            raise ContractError("the data have no rows")
        return arrays

    def numpy_call(self, given: Arrays) -> Arrays:
        """Compute arrays that fit the contract, batch by batch."""
        if self._engine is None:
            self._engine = engine(
                self.contract, self.file, self._address, self._threads, self._timeout
            )
        rows = len(next(iter(given.values())))
        fixed = self.contract.batch
        size = fixed or self._batch
        parts = []
        for start in range(0, rows, size):
            batch = {name: array[start : start + size] for name, array in given.items()}
            count = min(size, rows - start)
            if fixed and count < fixed:
                batch = {name: _filled_up(array, fixed) for name, array in batch.items()}
            parts.append(self._checked(self._engine(batch), count, fixed or count))
        names = [it.name for it in self.contract.outputs]
        return {name: np.concatenate([part[name] for part in parts]) for name in names}

    def _checked(self, outputs: Arrays, count: int, computed: int) -> Arrays:
        """What was computed for `count` rows, of which there may be more to fill up a batch."""
        for it in self.contract.outputs:
            found = outputs[it.name]
            if found.ndim == 0 or len(found) != computed:
                raise ContractError(f"`{it.name}` does not have one entry for each row")
            if found.dtype != np.dtype(it.dtype):
                raise ContractError(f"`{it.name}` is {found.dtype}, not {it.dtype}")
        return {it.name: outputs[it.name][:count] for it in self.contract.outputs}

    def run(self, given: Mapping[str, Array]) -> Arrays:
        """Prepare and compute."""
        return self.numpy_call(self.prepare(given))


def _filled_up(array: NDArray[Any], size: int) -> NDArray[Any]:
    return np.concatenate([array, np.repeat(array[-1:], size - len(array), axis=0)])
