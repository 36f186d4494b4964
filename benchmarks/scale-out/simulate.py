"""How `faircat.distributed` scales: real workers of Parsl, whose tasks sleep instead of computing.

A task sleeps for as long as its jets would take at a rate that was measured, so that a machine with
few cores shows what a run costs beside the work: start-up, hand-over, checksums and the manifest.
The times are fitted by

    T(N) = s + w N + t ceil(F / N)

with N workers, F files, t seconds a file on its worker (measured there), s seconds to start Parsl
and to end it, and w seconds to start a worker on the cores of this machine, which all of them
share. On a cluster workers start on cores of their own, which leaves Amdahl's law with the serial
seconds s + w.

    python simulate.py --jets 10000000 --jets-per-file 40000 --rate 16700 --workers 4,8,16,32,64
"""

from __future__ import annotations

import argparse
import json
import stat
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import parsl

from faircat import distributed

STAND_IN = """#!/bin/sh
if [ "$1" = --version ]; then echo "sleeper 1"; exit; fi
sleep {seconds}
cp "$3" "$5"
"""


def workers(number: int, folder: Path) -> Any:
    """Processes of this machine, which Parsl starts as it would on a cluster."""
    executor = parsl.HighThroughputExecutor(
        max_workers_per_node=number,
        cores_per_worker=1e-6,
        address="127.0.0.1",
        encrypted=False,
        provider=parsl.providers.LocalProvider(init_blocks=1, max_blocks=1),
    )
    return parsl.Config(
        executors=[executor], run_dir=str(folder), initialize_logging=False, usage_tracking=0
    )


def prepared(folder: Path, files: int, seconds: float) -> tuple[Path, list[Path]]:
    """The program that sleeps, and small files for it."""
    program = folder / "sleeper"
    program.write_text(STAND_IN.format(seconds=f"{seconds:.4f}"))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    (folder / "model.onnx").write_bytes(b"no network")
    sources = [folder / f"shard-{number:05}.npz" for number in range(files)]
    for number, source in enumerate(sources):
        source.write_text(str(number))
    return program, sources


def timed(number: int, program: Path, sources: list[Path], folder: Path) -> dict[str, float]:
    """One run: seconds in all, and those of the mean task on its worker."""
    began = time.monotonic()
    report = distributed.run(
        folder / "model.onnx",
        sources,
        workers(number, folder / f"parsl-{number}"),
        out=folder / f"out-{number}",
        program=program,
    )
    seconds = time.monotonic() - began
    if report.failed:
        raise SystemExit(str(report))
    task = float(np.mean([file.seconds for file in report]))
    return {"workers": number, "seconds": round(seconds, 2), "task": round(task, 4)}


def model(rows: list[dict[str, float]], files: int) -> dict[str, float]:
    """Seconds to start, in all and for a worker, by least squares of relative errors."""
    number, seconds, task = (
        np.array([row[key] for row in rows]) for key in ("workers", "seconds", "task")
    )
    work = task * np.ceil(files / number)
    columns = np.stack([np.ones(len(rows)), number], axis=1)
    scaled = columns / seconds[:, None]
    fitted, *_ = np.linalg.lstsq(scaled, (seconds - work) / seconds, rcond=None)
    worst = np.abs((columns @ fitted + work) / seconds - 1).max()
    found = {"start": fitted[0], "start_of_a_worker": fitted[1], "worst_error": worst}
    return {name: round(float(value), 4) for name, value in found.items()}


def main() -> None:
    """Run the simulation for each number of workers, and print times and model as JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--jets", type=int, default=10_000_000)
    parser.add_argument("--jets-per-file", type=int, default=40_000)
    parser.add_argument("--rate", type=float, required=True, help="jets a second of one process")
    parser.add_argument("--workers", default="4,8,16,32,64")
    options = parser.parse_args()
    files = -(-options.jets // options.jets_per_file)
    pause = options.jets_per_file / options.rate
    rows = []
    for number in (int(word) for word in options.workers.split(",")):
        with tempfile.TemporaryDirectory() as name:
            program, sources = prepared(Path(name), files, pause)
            rows.append(timed(number, program, sources, Path(name)))
        print(json.dumps(rows[-1]), flush=True)
    print(json.dumps({"files": files, "sleep": round(pause, 4), **model(rows, files)}))


if __name__ == "__main__":
    main()
