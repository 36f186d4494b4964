"""Control set and figures of the exported model: `python -m src.models.evaluate`.

The control set is the test split with what ONNX Runtime answers, so that anyone can compute the
figures again.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from record_files.npz import packed

from src.data.digits import Digits
from src.data.files import read_split
from src.models.export import FILE as MODEL
from src.models.export import INPUT, OUTPUT, run_onnx
from src.models.metrics import evaluate, uncertainties
from src.paths import data_folder, run_folder

CONTROL_SET, FIGURES = "control-set.npz", "evaluation.json"


def control_arrays(test: Digits, found: NDArray[np.float32]) -> dict[str, NDArray[Any]]:
    """The arrays of the control set by name."""
    return {
        INPUT: test.pixels.astype(np.float32),
        "label": test.label,
        f"reference_{OUTPUT}": found,
    }


def figures(found: NDArray[np.float32], label: NDArray[np.int64]) -> dict[str, Any]:
    """Value and uncertainty of every metric, and the number of items."""
    spread = uncertainties(found, label)
    return {
        "items": len(label),
        "metrics": {
            name: {"value": value, "uncertainty": spread[name]}
            for name, value in evaluate(found, label).items()
        },
    }


def main(arguments: list[str] | None = None) -> int:
    """Write both files; 2 where the model or the test split is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=data_folder())
    parser.add_argument("--run", type=Path, default=run_folder())
    options = parser.parse_args(arguments)
    try:
        test = read_split(options.data, "test")
        if not (options.run / MODEL).is_file():
            raise FileNotFoundError(f"{options.run / MODEL} is missing: make it with `make export`")
        found = run_onnx(options.run / MODEL, test.pixels)
    except (OSError, ValueError) as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 2
    control = packed(control_arrays(test, found), level=9, permissions=0o644)
    (options.run / CONTROL_SET).write_bytes(control)
    told = figures(found, test.label)
    (options.run / FIGURES).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    for name, figure in told["metrics"].items():
        print(f"{name:20} {figure['value']:.4f} ± {figure['uncertainty']:.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
