"""Categories that are numbers: skl2onnx 1.20 knows texts and whole numbers of 64 bits only."""

from __future__ import annotations

from typing import Any

import numpy as np

from .errors import RecordingError
from .graph import FLOAT, Graph


def one_hot(scope: Any, operator: Any, container: Any) -> None:
    """Each column beside itself once for each of its categories, and whether it is that one.

    Raises:
        RecordingError: Categories that are no numbers, or that stand for several.
    """
    from skl2onnx.common.data_types import FloatTensorType

    columns, categories = kept(operator.raw_operator)
    graph, output = Graph(scope, container), operator.outputs[0]
    x = graph.together([it.full_name for it in operator.inputs])
    each = graph.node("Gather", x, graph.whole(columns), axis=1)
    same = graph.node("Equal", each, graph.single(categories))
    output.type = FloatTensorType([None, len(columns)])
    graph.add("Cast", [same], [output.full_name], to=FLOAT)


def kept(encoder: Any) -> tuple[list[int], list[float]]:
    """The column and the category of each output."""
    dropped = encoder.drop_idx_
    columns: list[int] = []
    categories: list[float] = []
    if encoder.min_frequency is not None or encoder.max_categories is not None:
        raise RecordingError("a OneHotEncoder with rare categories together is not converted")
    for column, known in enumerate(encoder.categories_):
        try:
            values = np.asarray(known).astype(np.float32)
        except ValueError as error:
            raise RecordingError("categories that are texts: encode them before") from error
        if np.isnan(values).any():
            raise RecordingError("a category that is no number: put an imputer before it")
        left_out = None if dropped is None else dropped[column]
        for place, value in enumerate(values):
            if place != left_out:
                columns.append(column)
                categories.append(float(value))
    return columns, categories
