"""Votes of several classifiers, whose probabilities no form of `transform` changes."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np


def voting(scope: Any, operator: Any, container: Any) -> None:
    """A `VotingClassifier` as skl2onnx converts it, which refuses scikit-learn's usual one.

    `flatten_transform` is of what `transform` gives alone, and nothing of that is converted.
    """
    from skl2onnx.operator_converters.voting_classifier import convert_voting_classifier

    votes = operator.raw_operator = copy.copy(operator.raw_operator)
    votes.flatten_transform = False
    if votes.weights is not None:
        named = zip(votes.weights, votes.estimators)
        votes.weights = np.array([weight for weight, (_, it) in named if it != "drop"])
    convert_voting_classifier(scope, operator, container)
