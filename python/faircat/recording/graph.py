"""What converters put into an ONNX graph, through skl2onnx."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

FLOAT, INT64, DOUBLE = 1, 7, 11


class Graph:
    """Nodes and constants one after the other, each by a name of its own."""

    def __init__(self, scope: Any, container: Any) -> None:
        self.scope, self.container = scope, container

    def node(self, kind: str, *inputs: str, **attributes: Any) -> str:
        """A node with one output; its name."""
        return self.nodes(kind, 1, *inputs, **attributes)[0]

    def nodes(self, kind: str, count: int, *inputs: str, **attributes: Any) -> list[str]:
        """A node; the names of its outputs."""
        outputs = [str(self.scope.get_unique_variable_name(kind.lower())) for _ in range(count)]
        self.add(kind, list(inputs), outputs, **attributes)
        return outputs

    def add(self, kind: str, inputs: list[str], outputs: list[str], **attributes: Any) -> None:
        """A node whose outputs have names."""
        name = self.scope.get_unique_operator_name(kind)
        self.container.add_node(kind, inputs, outputs, op_version=13, name=name, **attributes)

    def is_output(self, found: str, output: str) -> None:
        """Give what was found the name of an output."""
        self.add("Identity", [found], [output])

    def together(self, columns: Sequence[str]) -> str:
        """Columns that come one by one, as one array."""
        return columns[0] if len(columns) == 1 else self.node("Concat", *columns, axis=1)

    def double(self, values: Any) -> str:
        """A constant in double precision."""
        return self._constant(np.asarray(values, dtype=np.float64), DOUBLE)

    def single(self, values: Any) -> str:
        """A constant in single precision."""
        return self._constant(np.asarray(values, dtype=np.float32), FLOAT)

    def whole(self, values: Any) -> str:
        """A constant of whole numbers."""
        return self._constant(np.asarray(values, dtype=np.int64), INT64)

    def _constant(self, values: np.ndarray[Any, Any], kind: int) -> str:
        name = str(self.scope.get_unique_variable_name("constant"))
        self.container.add_initializer(name, kind, list(values.shape), values.ravel().tolist())
        return name
