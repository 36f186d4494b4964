"""The package in processes that others start: forked ones, and those of no active environment."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import faircat

FORKS = "fork" in multiprocessing.get_all_start_methods()


def control(root: Path, model: faircat.Model) -> dict[str, np.ndarray]:
    file = root / "catalog" / "models" / model.slug / "control" / "control-set.npz"
    with np.load(file, allow_pickle=False) as arrays:
        return {it.name: arrays[it.name][:16] for it in model.signature.inputs}


def in_child(work: Callable[[], object], seconds: int = 60) -> None:
    """Do `work` in a process that is forked now; it must end by itself."""
    child = multiprocessing.get_context("fork").Process(target=work)
    child.start()
    child.join(seconds)
    ended = child.exitcode
    child.kill()
    assert ended == 0, "it waits for threads of its parent" if ended is None else ended


@pytest.mark.filterwarnings("ignore:This process.*is multi-threaded:DeprecationWarning")
@pytest.mark.skipif(not FORKS, reason="this system does not fork")
@pytest.mark.parametrize(
    "what", ["open", "cite", "verify", "tract", "native", "onnxruntime", "twice"]
)
def test_a_forked_process_has_threads_of_its_own(
    root: Path, model: faircat.Model, what: str
) -> None:
    jets, engines = control(root, model), ("tract", "native", "onnxruntime")
    engine = what if what in engines else "native"
    expected = model.run(jets, engine=engine, threads=2)
    model.cite()

    def ran() -> None:
        found = model.run(jets, engine=engine, threads=2)
        np.testing.assert_array_equal(found["probabilities"], expected["probabilities"])

    works: dict[str, Callable[[], object]] = {
        "open": lambda: len(faircat.open(root).models),
        "cite": model.cite,
        "verify": lambda: model.verify(engines="native"),
        "twice": lambda: in_child(ran),
    }
    in_child(works.get(what, ran))
    # What the parent had goes on as it was.
    ran()


def test_onnx_runtime_is_that_of_this_python(root: Path, tmp_path: Path) -> None:
    """A notebook's kernel has no active environment, and another Python in its path."""
    slug, package = "hbb-in-pythia-2842", Path(faircat.__file__).parents[1]
    code = (
        f"import faircat; model = faircat.open({str(root)!r}).models[{slug!r}]; "
        "found = model.verify(engines='onnxruntime'); print(found.verdict, found.notes)"
    )
    named = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PYTHONPATH": str(package)}
    environment = {**named, "XDG_CACHE_HOME": str(tmp_path)}
    for name in ("VIRTUAL_ENV", "CONDA_PREFIX", "ORT_DYLIB_PATH"):
        assert name not in environment
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert done.stdout.startswith("holds"), done.stdout + done.stderr
    # The program that the package starts looks there too.
    command = [sys.executable, "-m", "faircat", "verify", slug, "--engine", "onnxruntime"]
    done = subprocess.run(
        [*command, "--root", os.fspath(root), "--check"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "was not found" not in done.stdout + done.stderr
