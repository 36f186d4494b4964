"""What models take and give, and what checks of them find."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Optional

__all__ = ["Array", "Claim", "Feature", "Output", "Outputs", "Run", "Signature", "Verification"]


@dataclass(frozen=True)
class Feature:
    """One quantity along the feature axis, and its unit."""

    name: str
    unit: Optional[str] = None


@dataclass(frozen=True)
class Array:
    """An input or an output of a model.

    Attributes:
        name: Its name.
        dtype: Element type in ONNX's spelling, as `float32`.
        shape: Sizes of the axes: a number, or a name for a size that varies.
        features: What stands along the feature axis, in order.
        classes: Names of the classes of an output, in order.
    """

    name: str
    dtype: str
    shape: tuple[str, ...]
    features: tuple[Feature, ...] = ()
    classes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Signature:
    """Inputs and outputs of a model, in their order."""

    inputs: tuple[Array, ...]
    outputs: tuple[Array, ...]

    @classmethod
    def of(cls, found: dict[str, Any]) -> Signature:
        def array(it: dict[str, Any]) -> Array:
            features = tuple(Feature(f["name"], f.get("unit")) for f in it["features"])
            return Array(
                it["name"], it["dtype"], tuple(it["shape"]), features, tuple(it["classes"])
            )

        return cls(tuple(map(array, found["inputs"])), tuple(map(array, found["outputs"])))


class Outputs(dict[str, Any]):
    """The outputs of a run, arrays by name.

    Attributes:
        engine: The engine that ran.
        notes: What was done to the data that a reader should know, as that some were rounded.
    """

    def __init__(self, outputs: dict[str, Any], engine: str, notes: list[str]) -> None:
        super().__init__(outputs)
        self.engine = engine
        self.notes = notes


@dataclass(frozen=True)
class Claim:
    """A declared evaluation, recomputed by one engine.

    Attributes:
        metric: What is measured, as `ROC AUC`.
        declared: What the record says.
        recomputed: What came out; `None` where it could not be computed.
        verdict: `holds`, `fails` or `not checked`.
        reason: Why it could not be computed.
    """

    metric: str
    declared: Optional[float]
    recomputed: Optional[float]
    verdict: str
    reason: Optional[str] = None


@dataclass(frozen=True)
class Output:
    """One output of a run against the reference of the control set."""

    name: str
    largest_difference: Optional[float]
    tolerance: Optional[float]
    verdict: str


@dataclass(frozen=True)
class Run:
    """The control set run through one engine."""

    engine: str
    version: str
    device: str
    file: str
    items: int
    verdict: str
    failure: Optional[str]
    claims: tuple[Claim, ...]
    outputs: tuple[Output, ...]


@dataclass(frozen=True)
class Verification:
    """What verifying a model found.

    Attributes:
        verdict: `holds`, `fails` or `not checked`.
        reasons: Why it is neither.
        runs: One for each engine and file.
        notes: Engines that are not on this machine, and what else was noted.
        evidence: All of it, as `faircat verify` writes it.
    """

    verdict: str
    reasons: tuple[str, ...]
    runs: tuple[Run, ...]
    notes: tuple[str, ...]
    evidence: dict[str, Any]

    @property
    def holds(self) -> bool:
        return self.verdict == "holds"

    @classmethod
    def of(cls, found: dict[str, Any]) -> Verification:
        evidence = found["evidence"]
        return cls(
            _verdict(evidence["verdict"]),
            tuple(evidence["reasons"]),
            tuple(map(_run, evidence["runs"])),
            tuple(found["notes"]),
            evidence,
        )


def _verdict(word: str) -> str:
    return word.replace("-", " ").replace("_", " ")


def _run(it: dict[str, Any]) -> Run:
    return Run(
        it["engine"],
        it["version"],
        it["device"],
        it["file"],
        it["items"],
        _verdict(it["verdict"]),
        it.get("failure"),
        tuple(map(_claim, it["metrics"])),
        tuple(map(_output, it["outputs"])),
    )


def _claim(it: dict[str, Any]) -> Claim:
    return Claim(
        it["metric"],
        it.get("declared"),
        it.get("recomputed"),
        _verdict(it["verdict"]),
        it.get("reason"),
    )


def _output(it: dict[str, Any]) -> Output:
    return Output(
        it["name"], it.get("largest_difference"), it.get("tolerance"), _verdict(it["verdict"])
    )
