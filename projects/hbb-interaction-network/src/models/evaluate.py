"""Command: what all finished runs reach on their test sets, in one file.

Example: `python -m src.models.evaluate --runs RUNS --out RUNS/evaluation.json`. Each run has
computed its metrics and their uncertainties at its end; here they stand side by side.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any


def collect(runs: Path) -> dict[str, Any]:
    """Metrics of every finished run by its name; `FileNotFoundError` where there is none."""
    found = {
        path.parent.name: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(runs.glob("*/training.json"))
    }
    if not found:
        raise FileNotFoundError(f"no finished run in {runs}: `make train` makes them")
    return {
        name: {"jets": sum(run["jets"]["test"].values()), **run["test"]}
        for name, run in found.items()
    }


def lines(evaluation: dict[str, Any]) -> list[str]:
    """The metrics as a person reads them."""
    return [
        f"{name}: {metric} {figure['value']:.6g} ± {figure['uncertainty']:.2g}"
        for name, run in evaluation.items()
        for metric, figure in run["metrics"].items()
    ]


def main(arguments: list[str] | None = None) -> int:
    """Runs the command; 2 where there is no finished run."""
    parser = argparse.ArgumentParser(prog="python -m src.models.evaluate", description=__doc__)
    parser.add_argument("--runs", type=Path, required=True, help="folder of the runs")
    parser.add_argument("--out", type=Path, required=True, help="file of the metrics")
    options = parser.parse_args(arguments)
    try:
        evaluation = collect(options.runs)
    except (OSError, ValueError, KeyError) as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 2
    options.out.write_text(json.dumps(evaluation, indent=1) + "\n", encoding="utf-8")
    print("\n".join(lines(evaluation)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
