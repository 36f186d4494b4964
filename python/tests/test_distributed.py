"""`faircat.distributed`: many files, one task each, on real executors, and what goes wrong."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy
import psutil
import pytest

import faircat
from faircat import distributed
from faircat.distributed import Progress, Report, identity, manifest

CATALOG = Path(__file__).parents[2]
MODEL = "hbb-in-pythia-8498"

#: Stands in for the program: copies its input with the word `done`, fails where this holds
#: `broken`, and is slow where it holds `slow`. It notes its process and each file that it is given.
STAND_IN = """#!/bin/sh
if [ "$1" = --version ]; then echo "stand-in 1"; exit; fi
echo "$$" >> "$(dirname "$0")/processes"
echo "$3" >> "$(dirname "$0")/started"
if grep -q broken "$3"; then echo "error: cannot read $3" >&2; exit 1; fi
if grep -q slow "$3"; then printf half > "$5"; sleep 3; fi
{ echo done; cat "$3"; } > "$5"
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """An executable that behaves like `faircat run MODEL INPUT --out FILE`."""
    path = tmp_path / "stand-in"
    path.write_text(STAND_IN)
    path.chmod(0o755)
    return path


@pytest.fixture
def network(tmp_path: Path) -> Path:
    """A file of a network; nothing reads what is in it."""
    path = tmp_path / "model.onnx"
    path.write_bytes(b"network")
    return path


def inputs(folder: Path, **files: str) -> list[Path]:
    """Files with these contents."""
    for name, content in files.items():
        (folder / f"{name}.npz").write_text(content)
    return [folder / f"{name}.npz" for name in files]


def started(program: Path) -> list[str]:
    """Names of the files that the program was given so far."""
    noted = program.parent / "started"
    return [Path(line).name for line in noted.read_text().split()] if noted.exists() else []


def wait_until(is_so: Callable[[], bool]) -> None:
    """Ask again and again, for longer than a slow machine needs."""
    end = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < end, f"it never is: {is_so}"
        time.sleep(0.01)


def have_ended(program: Path) -> bool:
    """Whether the stand-in runs nowhere, also where who started it was killed and waits no more."""
    for word in (program.parent / "processes").read_text().split():
        try:
            if psutil.Process(int(word)).status() != psutil.STATUS_ZOMBIE:
                return False
        except psutil.NoSuchProcess:
            continue
    return True


def run(network: Path, program: Path, files: list[Path], executor: Any = 2, **more: Any) -> Report:
    """The stand-in over files, quietly."""
    options: dict[str, Any] = {"out": program.parent / "out", "progress": False, **more}
    return distributed.run(network, files, executor, program=program, **options)


def threads() -> Any:
    return ThreadPoolExecutor(2)


def processes() -> Any:
    return ProcessPoolExecutor(2)


def parsl_threads(folder: Path) -> Any:
    import parsl

    executor = parsl.executors.ThreadPoolExecutor(max_threads=2)
    return parsl.Config(executors=[executor], run_dir=str(folder / "parsl"), usage_tracking=0)


def parsl_workers(folder: Path) -> Any:
    import parsl

    executor = parsl.HighThroughputExecutor(
        max_workers_per_node=2,
        address="127.0.0.1",
        encrypted=False,
        heartbeat_period=1,
        heartbeat_threshold=5,
        provider=parsl.providers.LocalProvider(init_blocks=1, max_blocks=1),
    )
    return parsl.Config(executors=[executor], run_dir=str(folder / "parsl"), usage_tracking=0)


@pytest.fixture
def dask_cluster(tmp_path: Path) -> Iterator[Any]:
    import distributed as dask

    with dask.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, local_directory=tmp_path / "dask"
    ) as cluster:
        yield cluster


@pytest.mark.parametrize("made", [threads, processes])
def test_executors_of_the_standard_library(made: Any, network: Path, program: Path) -> None:
    with made() as executor:
        assert_runs(executor, network, program)


@pytest.mark.parametrize("made", [parsl_threads, parsl_workers])
def test_parsl(made: Any, network: Path, program: Path) -> None:
    assert_runs(made(program.parent), network, program)


def test_dask(dask_cluster: Any, network: Path, program: Path) -> None:
    assert_runs(dask_cluster, network, program)
    with dask_cluster.get_client() as client:
        assert run(network, program, inputs(program.parent, four="4"), client).progress.done == 1


def test_a_client_that_its_user_has_goes_on(
    dask_cluster: Any, network: Path, program: Path
) -> None:
    import distributed as dask

    with dask.Client(dask_cluster) as client:
        assert run(network, program, inputs(program.parent, one="1"), dask_cluster).failed == []
        assert client.status == "running"
        assert client.submit(sum, [1, 2]).result() == 3
        assert dask.default_client() is client


def assert_runs(executor: Any, network: Path, program: Path) -> None:
    """Two files get their outputs, and one that fails is told."""
    files = inputs(program.parent, one="1", bad="broken", two="2")
    report = run(network, program, files, executor)
    assert [file.source for file in report] == files
    assert [output.read_text() for output in report.outputs] == ["done\n1", "done\n2"]
    assert [(file.source.stem, file.message) for file in report.failed] == [
        ("bad", f"error: cannot read {files[1]}")
    ]
    left = sorted(path.name for path in (program.parent / "out").iterdir())
    assert left == [".lock", "manifest.jsonl", "one.npz", "two.npz"]


def test_what_stands_is_not_made_again(network: Path, program: Path) -> None:
    files = inputs(program.parent, one="1", two="broken", three="3")
    assert len(run(network, program, files).failed) == 1
    (program.parent / "started").unlink()
    files[1].write_text("2")
    report = run(network, program, files)
    assert (report.progress.kept, report.progress.done) == (2, 1)
    assert started(program) == ["two.npz"]
    names = [json.loads(line)["output"] for line in manifest_lines(program)]
    assert names == ["one.npz", "three.npz", "two.npz"]


def manifest_lines(program: Path) -> list[str]:
    return (program.parent / "out" / manifest.NAME).read_text().splitlines()


def test_whatever_changed_is_made_again(network: Path, program: Path) -> None:
    files = inputs(program.parent, one="1", two="2", three="3")
    run(network, program, files)
    (program.parent / "started").unlink()
    files[0].write_text("other")
    (program.parent / "out" / "two.npz").write_text("damaged")
    (program.parent / "out" / "three.npz").unlink()
    assert run(network, program, files).progress.done == 3
    assert run(network, program, files).progress.kept == 3
    assert run(network, program, files, engine="tract").progress.done == 3
    network.write_bytes(b"another network")
    assert run(network, program, files, engine="tract").progress.done == 3


def test_equal_work_gives_an_equal_manifest(network: Path, program: Path) -> None:
    files = inputs(program.parent, one="1", two="2", three="3")
    run(network, program, files)
    first = manifest_lines(program)
    run(network, program, files[::-1], out=program.parent / "again")
    again = (program.parent / "again" / manifest.NAME).read_text().splitlines()
    assert first == again
    assert json.loads(first[0])["model_sha256"] == identity.sha256(str(network))


def test_what_runs_is_known_by_its_record_alone(root: Path) -> None:
    only = "import sys; assert sys.argv[1:] == ['--version']; print('faircat 0')"
    catalogue = str(root / "tests/fixtures/verified")
    found = identity.digests([sys.executable, "-c", only], "good", catalogue)
    assert found["program"] == "faircat 0"
    assert found["model_sha256"].startswith("f141b51695ff")
    other = identity.digests([sys.executable, "-c", only], "models/outdated", catalogue)
    assert other["contract_sha256"] == found["contract_sha256"]


def test_a_manifest_that_was_cut_off_or_is_none_costs_only_its_lines(
    network: Path, program: Path
) -> None:
    files = inputs(program.parent, one="1", two="2")
    run(network, program, files)
    path = program.parent / "out" / manifest.NAME
    lines = path.read_text().splitlines()
    path.write_text("[1]\nnull\n\x00\n" + lines[0] + "\n" + lines[1][:20])
    report = run(network, program, files)
    assert (report.progress.kept, report.progress.done) == (1, 1)
    assert manifest_lines(program) == lines


def test_a_line_after_one_that_was_cut_off_is_whole(tmp_path: Path) -> None:
    (tmp_path / manifest.NAME).write_text('{"output": "on')
    manifest.add(tmp_path, "two", {"source_sha256": "2"})
    assert manifest.read(tmp_path) == {"two": {"output": "two", "source_sha256": "2"}}


def test_files_of_one_name_and_an_output_over_its_input_are_refused(
    network: Path, program: Path
) -> None:
    (program.parent / "other").mkdir()
    one, other = inputs(program.parent, one="1") + inputs(program.parent / "other", one="2")
    with pytest.raises(ValueError, match="would both be written to"):
        run(network, program, [one, other])
    with pytest.raises(ValueError, match="would be overwritten"):
        run(network, program, [one], out=program.parent)
    assert one.read_text() == "1"


def test_two_runs_into_one_folder_are_refused(network: Path, program: Path) -> None:
    files = inputs(program.parent, one="slow")
    first = threading.Thread(target=run, args=(network, program, files))
    first.start()
    wait_until(lambda: bool(started(program)))
    with pytest.raises(ValueError, match="another run writes to"):
        run(network, program, files)
    first.join()


def test_a_file_that_is_missing_and_a_program_that_is_missing_are_told(
    network: Path, program: Path
) -> None:
    files = [*inputs(program.parent, one="1"), program.parent / "none.npz"]
    report = run(network, program, files)
    assert [file.message for file in report.failed] == [f"{files[1]}: No such file or directory"]
    with pytest.raises(ValueError, match="install faircat, or give `program`"):
        distributed.run(network, files, out=program.parent, program="/no/such/program")
    with pytest.raises(faircat.Error, match="executor is of"):
        run(network, program, files, executor="four")


def test_progress_has_rates(network: Path, program: Path) -> None:
    seen: list[Progress] = []
    files = inputs(program.parent, one="1", two="broken", three="3")
    run(network, program, files, 1, progress=seen.append)
    assert [progress.ended for progress in seen] == [1, 2, 3]
    assert (seen[-1].done, seen[-1].failed, seen[-1].bytes_read) == (2, 1, 2)
    assert str(seen[-1]).startswith("3/3 files, 1 failed, ")
    assert "files/s" in str(seen[-1])


def kill_soon(program: Path, parents: Any) -> threading.Thread:
    """Kill the worker that started the program for a slow file, once."""

    def kill() -> None:
        wait_until(lambda: "slow.npz" in started(program))
        os.kill(parents(), signal.SIGKILL)

    thread = threading.Thread(target=kill)
    thread.start()
    return thread


def worker_of(program: Path) -> int:
    """The process that started the stand-in for a slow file."""
    for process in psutil.process_iter(["cmdline", "ppid"]):
        words = process.info["cmdline"] or []
        if str(program) in words and any(word.endswith("slow.npz") for word in words):
            return int(process.info["ppid"])
    raise AssertionError("no worker runs the slow file")


def test_parsl_loses_a_worker(network: Path, program: Path) -> None:
    assert_survives(parsl_workers(program.parent), network, program)


def test_dask_loses_a_worker(dask_cluster: Any, network: Path, program: Path) -> None:
    assert_survives(dask_cluster, network, program)


def assert_survives(executor: Any, network: Path, program: Path) -> None:
    """The file of a killed worker is run again, and nothing half-written is left."""
    files = inputs(program.parent, one="1", slow="slow", three="3")
    killer = kill_soon(program, lambda: worker_of(program))
    report = run(network, program, files, executor)
    killer.join()
    assert report.failed == []
    assert started(program).count("slow.npz") == 2
    assert (program.parent / "out" / "slow.npz").read_text() == "done\nslow"
    # What the killed worker started goes on, and could still write.
    wait_until(lambda: have_ended(program))
    left = sorted(path.name for path in (program.parent / "out").iterdir())
    assert left == [".lock", "manifest.jsonl", "one.npz", "slow.npz", "three.npz"]


def test_a_broken_pool_is_told_and_the_next_run_goes_on(network: Path, program: Path) -> None:
    files = inputs(program.parent, slow="slow", one="1", two="2")
    with ProcessPoolExecutor(1) as executor:
        killer = kill_soon(program, lambda: worker_of(program))
        report = run(network, program, files, executor)
        killer.join()
    assert {file.source.stem for file in report.failed} >= {"slow"}
    assert "the worker was lost" in report.failed[0].message
    assert run(network, program, files).failed == []


def test_the_real_program(tmp_path: Path) -> None:
    control = CATALOG / "catalog/models" / MODEL / "control/control-set.npz"
    arrays = numpy.load(control)
    for part in range(2):
        rows = slice(part * 50, part * 50 + 50)
        kept = {name: arrays[name][rows] for name in ("tracks", "vertices")}
        numpy.savez(tmp_path / f"part-{part}.npz", **kept)
    files = sorted(tmp_path.glob("part-*.npz"))
    options: dict[str, Any] = {"root": CATALOG, "progress": False}
    report = distributed.run(MODEL, files, 2, out=tmp_path / "out", **options)
    assert report.failed == [], str(report)
    scores = [numpy.load(output)["probabilities"] for output in report.outputs]
    reference = arrays["reference_probabilities"][:100]
    assert numpy.abs(numpy.concatenate(scores) - reference).max() < 1e-5
    assert distributed.run(MODEL, files, 2, out=tmp_path / "out", **options).progress.kept == 2
    with pytest.raises(ValueError, match="no-such-model"):
        distributed.run("no-such-model", files, 2, out=tmp_path / "out", **options)


@pytest.mark.parametrize(
    "line",
    [
        "[" * 100_000,
        '{"output": ' * 50_000,
        '{"output": 3}',
        '{"output": "one.npz", "source_sha256": ["1"]}',
        '{"output": "one.npz", "model": null}',
        '{"output": "../../one.npz"}',
        '{"output": "' + "n" * 5000 + '"}',
        '{"output": "one\\u0000.npz"}',
        '{"output": "\\ud800"}',
        "9" * 10_000,
    ],
    ids=lambda line: line[:20],
)
def test_a_damaged_line_of_a_manifest_is_no_entry(line: str, network: Path, program: Path) -> None:
    files = inputs(program.parent, one="1", two="2")
    run(network, program, files)
    path = program.parent / "out" / manifest.NAME
    whole = path.read_text()
    path.write_text(f"{line}\n{whole}")
    assert run(network, program, files).progress.kept == 2
    assert path.read_text() == whole
    path.write_text(f"{whole}{line}\n")
    assert run(network, program, files).progress.kept == 2
    assert path.read_text() == whole


@pytest.mark.parametrize(
    "suffix", ["/../../x.npz", "/x.npz", "", ".", "npz", ".npz/", ".exe", "..npz", ".npz\0", None]
)
def test_a_suffix_is_an_ending_and_no_path(suffix: Any, network: Path, program: Path) -> None:
    files = inputs(program.parent, one="1")
    with pytest.raises(faircat.Error, match=r"give one of \.npz") as raised:
        run(network, program, files, suffix=suffix)
    assert isinstance(raised.value, ValueError)
    assert not started(program)
    assert not (program.parent / "out").exists()
    assert run(network, program, files, suffix=".parquet").outputs[0].name == "one.parquet"
