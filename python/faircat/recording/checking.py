"""The record with its claims, as the program computes them, and holds them."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from .._said import diagnostics_of
from ..errors import Diagnostic
from . import claims, yaml_text
from .errors import RecordingError, refused
from .program import run

#: Widths within which outputs may agree with the framework's own: single precision, and less.
TOLERANCES = (1e-5, 1e-4, 1e-3)
#: Shares of the references that a tolerance may cover, as the program has them.
MOST_ROWS, MOST_OF_A_PLACE = 0.05, 0.5


@dataclass(frozen=True)
class Draft:
    """A record without its claims.

    Attributes:
        folder: Where it lies, `…/catalog/models/SLUG`.
        head: Fields of every record.
        body: The section `model:`.
        of: What the claims are of: dataset, split, condition.
    """

    folder: Path
    head: dict[str, Any]
    body: dict[str, Any]
    of: dict[str, Any]

    @property
    def root(self) -> Path:
        return self.folder.parents[2]

    def write(self, evaluations: list[dict[str, Any]], tolerance: float) -> None:
        """The record with these claims."""
        control = {**self.body["control_set"], "tolerance": tolerance}
        model = {**self.body, "evaluations": evaluations, "control_set": control}
        whole = {key: it for key, it in {**self.head, "model": model}.items() if it is not None}
        (self.folder / "record.yaml").write_text(yaml_text.text(whole), encoding="utf-8")
        shutil.rmtree(self.folder / "evidence", ignore_errors=True)


def checked_claims(
    draft: Draft, metrics: list[str], engine: str
) -> tuple[dict[str, float], dict[str, str]]:
    """Write the record with what the program computes, and let it verify that.

    Returns:
        Values by metric, and why others have none.

    Raises:
        RecordingError: The record is not sound, the engine does not run the model, or gives
            something else than the framework.
    """
    draft.write(claims.asked(metrics, draft.of), TOLERANCES[-1])
    said = verified(draft, engine)[1]
    if not claims.was_run(draft.folder):
        raise not_run(said, engine)
    if reason := claims.failure(draft.folder):
        raise refused(
            f"the engine {engine} does not run the model: {reason}", f"try {another(engine)}"
        )
    found, left_out, apart = claims.answered(draft.folder, draft.of)
    if not found:
        raise RecordingError(without_value(draft, left_out))
    draft.write(found, tolerance_for(draft.folder, apart))
    holds, said = verified(draft, engine)
    if not holds:
        raise refused(f"the claims do not hold:\n{said}")
    formatted = run(["fmt", f"models/{draft.folder.name}"], draft.root)
    if formatted.returncode != 0:
        raise refused(formatted.stderr)
    return {it["metric"]: it["value"] for it in found}, left_out


def not_run(said: str, engine: str) -> RecordingError:
    """The error of a record that the program refuses, or whose model no engine runs."""
    if problems := [it for it in diagnostics_of(said) if it.severity == "error"]:
        return RecordingError([*refused("the program refuses the record").diagnostics, *problems])
    reasons = re.findall(r"^ *because: (.*)$", said, flags=re.MULTILINE)
    is_of_engine = any(it.startswith(f"{engine} ") for it in reasons)
    return refused(
        "; ".join(reasons) or f"the program runs nothing: {said}",
        f"try {another(engine)}" if is_of_engine else "see what `faircat verify` says of a record",
    )


def another(engine: str) -> str:
    """An engine that may run what this one does not, as it is asked for."""
    return "engine='tract'" if engine == "onnxruntime" else "engine='onnxruntime'"


def without_value(draft: Draft, left_out: dict[str, str]) -> list[Diagnostic]:
    """Why none of the metrics has a value; of names that are not read, the program has others."""
    remedy = "without `metrics` the usual ones are taken; the manual lists all in manual/verify/"
    reasons = "; ".join(
        why if f"`{name}`" in why else f"{name}: {why}" for name, why in left_out.items()
    )
    message = f"none of the metrics has a value: {reasons}"
    said = run(["check"], draft.root).stdout
    unread = [
        Diagnostic("error", "not-recorded", it.message, hint=it.hint)
        for it in diagnostics_of(said)
        if it.code == "claim" and any(f"`{name}`" in it.message for name in left_out)
    ]
    return [*refused(message, remedy).diagnostics, *unread]


def verified(draft: Draft, engine: str) -> tuple[bool, str]:
    """Whether the claims hold, and what the program says."""
    done = run(["verify", draft.folder.name, "--engine", engine], draft.root)
    return done.returncode == 0, (done.stdout + done.stderr).strip()


def tolerance_for(folder: Path, apart: float) -> float:
    """The width within which outputs agree that are so far apart.

    The program multiplies it by the largest reference above 1, and decides nothing by one that
    covers too many of the others: targets that are small, or of several sizes, have less.

    Raises:
        RecordingError: There is none.
    """
    found = references(folder)
    scale = max(1.0, *(float(np.abs(it).max()) for it in found))
    usual = next((it for it in TOLERANCES if apart <= it * scale), None)
    if usual is None:
        raise refused(
            f"the ONNX model is {apart:.3g} from what the framework itself gives",
            "its training data may need double precision, or its export is wrong",
        )
    widest = min(map(says_something, found)) / scale
    if usual <= widest:
        return usual
    if 2 * apart > widest * scale:
        raise refused(
            f"the ONNX model is {apart:.3g} from what the framework itself gives, which is no "
            "rounding for the smallest of its outputs",
            "give targets of like sizes, as in other units, or record one model for each",
        )
    return float(f"{widest / 2:.0e}")


def says_something(values: np.ndarray[Any, Any]) -> float:
    """The largest difference that is below what most of the values are, by row and by place."""
    sizes = np.abs(values.astype(np.float64)).reshape(len(values), -1)
    is_scaled = bool(sizes.max() > 1)
    places = list(sizes.T) if is_scaled else []
    shares = [(sizes.max(axis=1), MOST_ROWS if is_scaled else MOST_OF_A_PLACE)]
    shares += [(place, MOST_OF_A_PLACE) for place in places]
    limits = [
        float(np.quantile(of[of > 0], share, method="lower")) for of, share in shares if of.any()
    ]
    return min(limits, default=np.inf) / 2


def references(folder: Path) -> list[np.ndarray[Any, Any]]:
    """The reference outputs of a control set that are rounded; places of classes are not."""
    with np.load(folder / "control-set.npz", allow_pickle=False) as arrays:
        found = [arrays[name] for name in arrays.files if name.startswith("reference_")]
    return [it for it in found if it.dtype.kind == "f"]
