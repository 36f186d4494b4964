"""What models take and give, and what checks of them find."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Optional

from .tables import Table

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


@dataclass(frozen=True)
class File:
    """A file that a record describes.

    Attributes:
        name: Its name.
        role: What it is for, as `data` or `weights`.
        format: Its format, in words.
        size: Bytes, where the record says.
        sha256: Checksum, where the record says.
        path: Below the record's folder, where it lies there.
        url: Its address, where it is elsewhere.
        description: What is in it.
    """

    name: str
    role: str
    format: Optional[str] = None
    size: Optional[int] = None
    sha256: Optional[str] = None
    path: Optional[str] = None
    url: Optional[str] = None
    description: Optional[str] = None
    _number: int = field(default=0, repr=False)

    @classmethod
    def of(cls, number: int, found: dict[str, Any]) -> File:
        place = str(found.get("path") or found.get("url") or "")
        name = found.get("name") or place.rstrip("/").rsplit("/", 1)[-1]
        words = ("format", "size", "sha256", "path", "url", "description")
        rest = {word: found.get(word) for word in words}
        return cls(str(name), str(found.get("role", "other")), **rest, _number=number)

    @property
    def is_onnx(self) -> bool:
        place = (self.path or self.url or self.name).lower()
        return self.role == "weights" and place.endswith(".onnx")

    def is_of(self, split: str) -> bool:
        """Whether its name or description has the name of a split as a word."""
        texts = (self.name, self.path, self.description)
        word = rf"(?<![a-z0-9]){re.escape(split.lower())}(?![a-z0-9])"
        return any(re.search(word, text.lower()) for text in texts if text)


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

    def plot(self, axes: Optional[Any] = None) -> Any:
        """Draw each claim against what was recomputed; needs matplotlib. Returns the axes."""
        from .plots import verification

        return verification(self, axes)

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


class Benchmark(Table):
    """Measurements, a row for each engine, file and size of batch."""

    _shown_columns = ("engine", "form", "device", "threads", "batch", "throughput_median")
    _noun = "measurement"
    _printed = 6

    def plot(self, axes: Optional[Any] = None) -> Any:
        """Draw median throughput with its quartiles; needs matplotlib. Returns the axes."""
        from .plots import benchmark

        return benchmark(self, axes)


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
