"""`run_parallel.py`: many files, one command each, and what happens when some fail."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import beside
import pytest

PROJECT = Path(__file__).parents[1]
SPEC = importlib.util.spec_from_file_location("run_parallel", PROJECT / "run_parallel.py")
run_parallel = importlib.util.module_from_spec(SPEC)
sys.modules["run_parallel"] = run_parallel
SPEC.loader.exec_module(run_parallel)

#: Stands in for faircat: copies its input, or fails where this holds the word `broken`.
STAND_IN = """#!/bin/sh
if grep -q broken "$3"; then echo "cannot read $3" >&2; exit 2; fi
echo "$@" > "$(dirname "$5")/arguments-$(basename "$3")"
cp "$3" "$5"
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """An executable that behaves like `faircat run MODEL INPUT --out FILE`."""
    path = tmp_path / "stand-in"
    path.write_text(STAND_IN)
    path.chmod(0o755)
    return path


def inputs(folder: Path, **files: str) -> list[str]:
    """Files with these contents."""
    for name, content in files.items():
        (folder / f"{name}.npz").write_text(content)
    return [str(folder / f"{name}.npz") for name in files]


def run(program: Path, out: Path, config: str, files: list[str], *rest: str) -> int:
    """The command with a configuration of `config/parallel/`."""
    path = str(PROJECT / "config" / "parallel" / config)
    options = ["--config", path, "--out", str(out), "--faircat", str(program)]
    return run_parallel.main(["hbb-in-pythia", *files, *options, *rest])


def test_every_file_has_its_result(program: Path, tmp_path: Path) -> None:
    files = inputs(tmp_path, one="1", two="2", three="3")
    out = tmp_path / "out"
    assert run(program, out, "threads.toml", files, "--", "--engine", "native") == 0
    assert [(out / f"{name}.npz").read_text() for name in ("one", "two", "three")] == list("123")
    words = (out / "arguments-one.npz").read_text().split()
    assert words[:2] == ["run", "hbb-in-pythia"]
    assert words[-2:] == ["--engine", "native"]


def test_worker_processes_get_the_work_from_the_command(program: Path, tmp_path: Path) -> None:
    files = inputs(tmp_path, one="1", two="2")
    out = tmp_path / "out"
    script = [sys.executable, str(PROJECT / "run_parallel.py"), "hbb-in-pythia", *files]
    options = ["--config", str(PROJECT / "config/parallel/local.toml"), "--out", str(out)]
    done = subprocess.run(
        [*script, *options, "--faircat", str(program)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "2 of 2 files have a result" in done.stdout
    assert [(out / f"{name}.npz").read_text() for name in ("one", "two")] == list("12")


def test_a_failure_is_told_and_leaves_no_file(
    program: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    files = inputs(tmp_path, good="1", bad="broken")
    out = tmp_path / "out"
    assert run(program, out, "threads.toml", files) == 1
    said = capfd.readouterr()
    assert "bad.npz: failed with exit code 2" in said.out
    assert "cannot read" in said.err
    assert "1 of 2 files have a result" in said.out
    assert sorted(path.name for path in out.glob("*.npz") if path.name[0] != "a") == ["good.npz"]


def test_a_second_run_does_only_what_is_missing(
    program: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    files = inputs(tmp_path, one="1", two="broken")
    out = tmp_path / "out"
    assert run(program, out, "threads.toml", files) == 1
    (tmp_path / "two.npz").write_text("2")
    capfd.readouterr()
    assert run(program, out, "threads.toml", files) == 0
    assert "2 files, 1 of them done already" in capfd.readouterr().out


def test_two_files_of_one_name_are_refused(
    program: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "other").mkdir()
    files = inputs(tmp_path, one="1") + inputs(tmp_path / "other", one="2")
    assert run(program, tmp_path / "out", "threads.toml", files) == 2
    assert "would both be written to" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[executor]\nkind = "cloud"\n', "executor.kind is 'cloud'; it is one of threads, local"),
        ('[executor]\nkind = "threads"\ncores = 2\n', "unexpected keyword argument 'cores'"),
        (
            '[executor]\nkind = "globus-compute"\n',
            "globus-compute-sdk|executor.endpoint is missing",
        ),
        ("executor = [\n", "parallel.toml"),
    ],
)
def test_a_wrong_configuration_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "parallel.toml"
    path.write_text(text)
    with pytest.raises(ValueError, match=message):
        run_parallel.configuration(path, tmp_path)


def test_slurm_jobs_are_asked_for_as_configured(tmp_path: Path) -> None:
    config = run_parallel.configuration(PROJECT / "config" / "parallel" / "slurm.toml", tmp_path)
    provider = config.executors[0].provider
    assert (provider.partition, provider.max_blocks) == ("main", 10)
    assert config.executors[0].max_workers_per_node == 4


def test_with_the_real_program(tmp_path: Path) -> None:
    binary = os.environ.get("FAIRCAT_BINARY") or shutil.which("faircat")
    control = PROJECT.parents[1] / "catalog/models/hbb-in-pythia/control/control-set.npz"
    if binary is None or not control.is_file():
        beside.skip("no faircat program (FAIRCAT_BINARY) or no control set to run it on")
    out = tmp_path / "out"
    files = [str(shutil.copy(control, tmp_path / f"part-{i}.npz")) for i in range(2)]
    root = ["--", "--root", str(PROJECT.parents[1])]
    assert run(Path(binary), out, "threads.toml", files, *root) == 0
    assert len(list(out.glob("part-*.npz"))) == 2
