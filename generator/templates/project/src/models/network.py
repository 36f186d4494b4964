"""A network with one hidden layer, and its gradients, in NumPy.

Energies are scaled by mean and width of the training data; both are folded into the first layer
when the network is exported, so that it takes energies in GeV.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass
class Parameters:
    """Weights and biases: [4, hidden], [hidden], [hidden, 2] and [2]."""

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
    """Probabilities of the classes [n, 2] of scaled energies [n, 4]."""
    logits = hidden_layer(parameters, x) @ parameters.weights_2 + parameters.bias_2
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def log_loss(found: Floats, label: NDArray[np.int64]) -> float:
    """Mean cross entropy of probabilities [n, 2]."""
    return float(-np.log(found[np.arange(len(label)), label].clip(1e-300)).mean())


def gradients(parameters: Parameters, x: Floats, label: NDArray[np.int64]) -> list[Floats]:
    """Gradients of the mean cross entropy, in the order of the parameters."""
    hidden = hidden_layer(parameters, x)
    error = probabilities(parameters, x)
    error[np.arange(len(label)), label] -= 1
    error /= len(label)
    below = (error @ parameters.weights_2.T) * (hidden > 0)
    return [x.T @ below, below.sum(axis=0), hidden.T @ error, error.sum(axis=0)]


def with_scaling(parameters: Parameters, mean: Floats, width: Floats) -> Parameters:
    """The network that takes energies as they are, where `parameters` takes scaled ones."""
    weights = parameters.weights_1 / width[:, None]
    bias = parameters.bias_1 - mean @ weights
    return Parameters(weights, bias, parameters.weights_2, parameters.bias_2)
