"""Scaled as scikit-learn scales single precision: trees divide where a rounding decides.

skl2onnx 1.20 multiplies by the inverse of the scale, which is another rounding.
"""

from __future__ import annotations

from typing import Any

from .graph import Graph


def scaled(scope: Any, operator: Any, container: Any) -> None:
    """A `StandardScaler`: less its means, by its scales."""
    scaler, graph = operator.raw_operator, Graph(scope, container)
    x = graph.together([it.full_name for it in operator.inputs])
    if scaler.mean_ is not None and scaler.with_mean:
        x = graph.node("Sub", x, graph.single(scaler.mean_))
    if scaler.scale_ is not None:
        x = graph.node("Div", x, graph.single(scaler.scale_))
    graph.is_output(x, operator.outputs[0].full_name)
