"""Why a model answers as it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Optional, Union

from .errors import ContractError, NotFoundError
from .inputs import pairs

if TYPE_CHECKING:
    from .works import Model

__all__ = ["Explanation", "explain"]


@dataclass(frozen=True)
class Explanation:
    """The logit of one class of one item, shared out among its inputs.

    Attributes:
        of: Name of the class.
        logit: What was shared out: the output before the softmax.
        bias: What the biases of the layers absorb, in units of the logit.
        relevance: Of each value of each input, `[features, places]`, in units of the logit.
    """

    of: str
    logit: float
    bias: float
    relevance: dict[str, Any]
    _features: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    def by_feature(self, name: str) -> dict[str, float]:
        """The relevance of each feature of an input: the sum over its places."""
        sums = self.relevance[name].sum(axis=1)
        return dict(zip(self._features[name], map(float, sums)))

    def by_place(self, name: str) -> Any:
        """The relevance of each track, vertex, or what the places are: the sum over features."""
        return self.relevance[name].sum(axis=0)

    def plot(self, axes: Optional[Any] = None) -> Any:
        """Draw the relevance of each feature; needs matplotlib. Returns the axes."""
        from .plots import explanation

        return explanation(self, axes)


def explain(model: Model, jet: tuple[Any, ...], of: Union[int, str, None]) -> Explanation:
    """Explain one item; as `Model.explain`."""
    import numpy as np

    signature = model.signature
    used = model._opened().used
    given = {name: _alone(name, array) for name, array in pairs(signature, jet, {}, used)}
    answers = model.run(given)
    if isinstance(answers, Mapping):
        answers = next(iter(answers.values()))
    classes = next((it.classes for it in signature.outputs if it.classes), ())
    place = int(np.argmax(answers[0])) if of is None else _place(of, classes, len(answers[0]))
    flat = [
        np.ascontiguousarray(given[it.name], dtype=np.float32).ravel() for it in signature.inputs
    ]
    if len(flat) != 2:
        raise ContractError.of(
            "not-explained", "only the interaction network, of tracks and vertices, is explained"
        )
    tracks, vertices = flat
    logit, bias, *shares = model._opened().explain(tracks, vertices, place)
    relevance = {
        it.name: share.reshape(given[it.name].shape[1:])
        for it, share in zip(signature.inputs, shares)
    }
    features = {it.name: tuple(feature.name for feature in it.features) for it in signature.inputs}
    name = classes[place] if place < len(classes) else str(place)
    return Explanation(name, logit, bias, relevance, features)


def _alone(name: str, array: Any) -> Any:
    """The array of one item, with an axis of items before where it has none."""
    if not isinstance(array, tuple):
        array = array[None] if array.ndim == 2 else array
        if array.ndim == 3 and len(array) == 1:
            return array
    raise ContractError.of(
        "input-contract", f"`{name}` is not of one item", "give the arrays of a single one"
    )


def _place(of: Union[int, str], classes: tuple[str, ...], count: int) -> int:
    if isinstance(of, str) and of in classes:
        return classes.index(of)
    if isinstance(of, int) and 0 <= of < count:
        return of
    there = ", ".join(classes) or f"0 to {count - 1}"
    raise NotFoundError.of("no-class", f"there is no class `{of}`", f"there are {there}")
