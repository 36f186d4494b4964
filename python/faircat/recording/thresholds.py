"""Thresholds of trees in single precision, so that every input goes the way it went before."""

from __future__ import annotations

from typing import Any

import numpy as np

#: Comparisons that divide at a threshold as `<=` does; `<` is that of XGBoost, which has no other
#: precision.
AT_MOST = ("BRANCH_LEQ", "BRANCH_GT")


def below(threshold: float) -> float:
    """The largest number of single precision that is not above, so that as many are at most it."""
    with np.errstate(over="ignore"):
        single = np.float32(threshold)
    return float(np.nextafter(single, np.float32("-inf")) if float(single) > threshold else single)


class Rounding:
    """A container of skl2onnx that rounds the thresholds of the trees it is given."""

    def __init__(self, container: Any) -> None:
        self._container = container

    def __getattr__(self, name: str) -> Any:
        return getattr(self._container, name)

    def add_node(self, kind: str, *args: Any, **attributes: Any) -> Any:
        """As skl2onnx's own."""
        if "nodes_values" in attributes:
            pairs = zip(attributes["nodes_modes"], attributes["nodes_values"])
            attributes["nodes_values"] = [
                below(value) if mode in AT_MOST else value for mode, value in pairs
            ]
        return self._container.add_node(kind, *args, **attributes)
