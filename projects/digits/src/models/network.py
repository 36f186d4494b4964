"""A network with one hidden layer, and its gradients, in NumPy.

Counts are divided by the largest there can be; that is folded into the first layer when training
has ended, so that the network takes counts.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass
class Parameters:
    """Weights and biases: [64, hidden], [hidden], [hidden, 10] and [10]."""

    weights_1: Floats
    bias_1: Floats
    weights_2: Floats
    bias_2: Floats

    def arrays(self) -> list[Floats]:
        """All arrays, in the order of the fields."""
        return [getattr(self, field.name) for field in fields(self)]

    def copy(self) -> Parameters:
        """The same numbers in arrays of their own."""
        return Parameters(*(array.copy() for array in self.arrays()))

    def count(self) -> int:
        """Number of parameters."""
        return sum(array.size for array in self.arrays())


def random_parameters(
    inputs: int, hidden: int, outputs: int, random: np.random.Generator
) -> Parameters:
    """Weights with the variance that keeps that of the layers, biases of zero."""
    return Parameters(
        random.normal(0, np.sqrt(2 / inputs), (inputs, hidden)),
        np.zeros(hidden),
        random.normal(0, np.sqrt(2 / hidden), (hidden, outputs)),
        np.zeros(outputs),
    )


def hidden_layer(parameters: Parameters, x: Floats) -> Floats:
    """The hidden layer after its rectifier [n, hidden]."""
    return np.maximum(x @ parameters.weights_1 + parameters.bias_1, 0)


def probabilities(parameters: Parameters, x: Floats) -> Floats:
    """Probabilities of the classes [n, 10] of counts [n, 64]."""
    logits = hidden_layer(parameters, x) @ parameters.weights_2 + parameters.bias_2
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def log_loss(found: Floats, label: NDArray[np.int64]) -> float:
    """Mean cross entropy of probabilities [n, 10]."""
    return float(-np.log(found[np.arange(len(label)), label].clip(1e-300)).mean())


def gradients(parameters: Parameters, x: Floats, label: NDArray[np.int64]) -> list[Floats]:
    """Gradients of the mean cross entropy, in the order of the parameters."""
    hidden = hidden_layer(parameters, x)
    error = probabilities(parameters, x)
    error[np.arange(len(label)), label] -= 1
    error /= len(label)
    below = (error @ parameters.weights_2.T) * (hidden > 0)
    return [x.T @ below, below.sum(axis=0), hidden.T @ error, error.sum(axis=0)]


def with_scaling(parameters: Parameters, largest: float) -> Parameters:
    """The network that takes counts, where `parameters` takes their shares of the largest."""
    return Parameters(
        parameters.weights_1 / largest,
        parameters.bias_1,
        parameters.weights_2,
        parameters.bias_2,
    )
