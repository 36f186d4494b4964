"""Categories that are numbers: skl2onnx 1.20 knows texts and whole numbers of 64 bits only."""

from __future__ import annotations

from typing import Any

import numpy as np

from .errors import refused
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
        raise refused(
            "a OneHotEncoder with rare categories together is not converted",
            "fit it without `min_frequency` and `max_categories`",
        )
    for column, known in enumerate(encoder.categories_):
        try:
            values = np.asarray(known).astype(np.float32)
        except ValueError as error:
            raise refused(
                "a OneHotEncoder has categories that are texts, and a record's inputs are numbers",
                "encode the texts as numbers outside of the pipeline",
            ) from error
        if np.isnan(values).any():
            raise refused(
                "a OneHotEncoder has NaN among its categories, and a record's inputs are finite",
                "fit it to data without NaN",
            )
        left_out = None if dropped is None else dropped[column]
        for place, value in enumerate(values):
            if place != left_out:
                columns.append(column)
                categories.append(float(value))
    return columns, categories
