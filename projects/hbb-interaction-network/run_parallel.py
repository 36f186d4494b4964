"""Run a catalogued model over many files at once, with Parsl.

`faircat run` is started once for each file, by local threads, by processes on this machine, by
jobs of a Slurm cluster, by pods of a Kubernetes cluster or by a Globus Compute endpoint; a TOML
file says which (see `config/parallel/`). Files whose result is there already are left out, so that
the same command goes on where it was stopped.

Example: `python run_parallel.py hbb-in-pythia jets/*.h5 --out scores
--config config/parallel/local.toml`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tomllib
from collections.abc import Iterator
from concurrent.futures import Future, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import parsl
from parsl.app.python import PythonApp
from parsl.config import Config
from parsl.executors import HighThroughputExecutor
from parsl.executors.base import ParslExecutor
from parsl.executors.threads import ThreadPoolExecutor
from parsl.launchers import SrunLauncher
from parsl.providers import LocalProvider, SlurmProvider

LABEL = "faircat"
#: Where Parsl's own programs are, which it looks for on the path.
PROGRAMS = str(Path(sys.executable).parent)


@dataclass(frozen=True)
class Task:
    """One file: the command, the file that it writes, and the name that this gets at the end."""

    source: Path
    command: list[str]
    partial: Path
    result: Path


def run_one(command: list[str], partial: str, result: str) -> tuple[int, float, str]:
    """Start a command where Parsl puts it; exit code, seconds, and the end of what it said.

    Its output file gets its name only when it is whole. Everything needed is imported here, because
    the function travels to other machines by itself.
    """
    import subprocess
    import time
    from pathlib import Path

    began = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        Path(partial).replace(result)
    else:
        Path(partial).unlink(missing_ok=True)
    return done.returncode, time.monotonic() - began, (done.stderr or done.stdout)[-2000:]


def tasks(
    program: str, model: str, sources: list[Path], out: Path, suffix: str, options: list[str]
) -> list[Task]:
    """A task for each file; `ValueError` where a file is missing or two would have one result."""
    missing = [str(source) for source in sources if not source.is_file()]
    if missing:
        raise ValueError(f"no such file: {', '.join(missing)}")
    made: dict[str, Task] = {}
    for source in (path.resolve() for path in sources):
        result = out.resolve() / f"{source.stem}{suffix}"
        partial = result.with_name(f".{source.stem}.partial{suffix}")
        if result.name in made:
            other = made[result.name].source
            raise ValueError(f"{source} and {other} would both be written to {result}")
        command = [program, "run", model, str(source), "--out", str(partial), *options]
        made[result.name] = Task(source, command, partial, result)
    return list(made.values())


def configuration(path: Path, out: Path) -> Config:
    """Parsl's configuration from a TOML file: a table `executor` with `kind` and its settings.

    Raises `ValueError`, naming the file, where the kind is unknown or a setting is not one of it.
    """
    try:
        table = dict(tomllib.loads(path.read_text(encoding="utf-8")).get("executor", {}))
        kind = table.pop("kind", None)
        if kind not in EXECUTORS:
            raise ValueError(f"executor.kind is {kind!r}; it is one of {', '.join(EXECUTORS)}")
        executor = EXECUTORS[kind](table)
    except (tomllib.TOMLDecodeError, TypeError, ValueError) as problem:
        raise ValueError(f"{path}: {problem}") from problem
    return Config(
        executors=[executor],
        run_dir=str(out / "parsl"),
        retries=1,
        initialize_logging=False,
        usage_tracking=0,
    )


def threads(settings: dict[str, Any]) -> ParslExecutor:
    """Threads of this process, each waiting for one command: `workers`."""
    return ThreadPoolExecutor(label=LABEL, max_threads=settings.pop("workers", 2), **settings)


def local(settings: dict[str, Any]) -> ParslExecutor:
    """Worker processes on this machine: `workers`, and settings of Parsl's local provider."""
    workers = settings.pop("workers", 2)
    provider = LocalProvider(init_blocks=1, max_blocks=1, **settings)
    return pilot(workers, provider, address="127.0.0.1")


def slurm(settings: dict[str, Any]) -> ParslExecutor:
    """Jobs of Slurm: `workers` on each node, and settings of Parsl's Slurm provider."""
    workers = settings.pop("workers", 1)
    return pilot(workers, SlurmProvider(launcher=SrunLauncher(), **settings))


def kubernetes(settings: dict[str, Any]) -> ParslExecutor:
    """Pods of Kubernetes: `workers` in each, and settings of Parsl's provider, with `image`."""
    from parsl.providers import KubernetesProvider

    workers = settings.pop("workers", 1)
    return pilot(workers, KubernetesProvider(**settings))


def globus_compute(settings: dict[str, Any]) -> ParslExecutor:
    """An endpoint of Globus Compute: `endpoint`, its identifier. Needs `globus-compute-sdk`."""
    from parsl.executors.globus_compute import GlobusComputeExecutor

    try:
        from globus_compute_sdk import Executor
    except ImportError as problem:
        raise ValueError("install globus-compute-sdk to use an endpoint") from problem
    endpoint = settings.pop("endpoint", None)
    if not endpoint:
        raise ValueError("executor.endpoint is missing: the identifier of the endpoint")
    return GlobusComputeExecutor(Executor(endpoint_id=endpoint, **settings), label=LABEL)


def pilot(workers: int, provider: Any, **settings: Any) -> HighThroughputExecutor:
    """Parsl's pilot jobs on what `provider` gives."""
    return HighThroughputExecutor(
        label=LABEL, max_workers_per_node=workers, provider=provider, encrypted=False, **settings
    )


#: Kinds of executors and what makes them of their settings.
EXECUTORS = {
    "threads": threads,
    "local": local,
    "slurm": slurm,
    "kubernetes": kubernetes,
    "globus-compute": globus_compute,
}


def run_all(config: Config, todo: list[Task]) -> Iterator[tuple[Task, int, float, str]]:
    """Every task with exit code, seconds and messages, in the order in which they end.

    A task that Parsl itself could not run has the exit code −1.
    """
    os.environ["PATH"] = os.pathsep.join([PROGRAMS, os.environ.get("PATH", os.defpath)])
    with parsl.load(config):
        app = PythonApp(run_one, executors=[LABEL])
        futures: dict[Future, Task] = {
            app(task.command, str(task.partial), str(task.result)): task for task in todo
        }
        for future in as_completed(futures):
            try:
                code, seconds, said = future.result()
            except (
                Exception
            ) as problem:  # Parsl raises errors of many kinds, those of remote hosts too.
                code, seconds, said = -1, 0.0, str(problem)
            yield futures[future], code, seconds, said


def parse(arguments: list[str] | None) -> tuple[argparse.Namespace, list[str]]:
    """The command's arguments, and those after `--`, which go to `faircat run`."""
    words = sys.argv[1:] if arguments is None else arguments
    cut = words.index("--") if "--" in words else len(words)
    parser = argparse.ArgumentParser(
        prog="run_parallel.py",
        description=__doc__,
        epilog="Arguments after -- go to `faircat run`, as --engine or --batch.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("model", help="model of the catalogue")
    parser.add_argument("files", type=Path, nargs="+", help="inputs, one result for each")
    parser.add_argument("--config", type=Path, required=True, help="TOML file of the executor")
    parser.add_argument("--out", type=Path, required=True, help="folder of the results")
    parser.add_argument("--suffix", default=".npz", help="of the results, which sets their format")
    parser.add_argument("--faircat", default="faircat", help="program, on every machine")
    return parser.parse_args(words[:cut]), words[cut + 1 :]


def main(arguments: list[str] | None = None) -> int:
    """Runs the command; 0 when every file has its result, 1 where some failed, 2 for bad input."""
    options, rest = parse(arguments)
    try:
        options.out.mkdir(parents=True, exist_ok=True)
        program = shutil.which(options.faircat) or options.faircat
        every = tasks(program, options.model, options.files, options.out, options.suffix, rest)
        config = configuration(options.config, options.out)
    except (OSError, ValueError) as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 2
    todo = [task for task in every if not task.result.exists()]
    print(f"{len(every)} files, {len(every) - len(todo)} of them done already", flush=True)
    failed = 0
    for number, (task, code, seconds, said) in enumerate(run_all(config, todo), start=1):
        state = f"{seconds:.1f} s" if code == 0 else f"failed with exit code {code}"
        print(f"{number}/{len(todo)} {task.source.name}: {state}", flush=True)
        if code != 0:
            failed += 1
            print(said.rstrip(), file=sys.stderr, flush=True)
    print(f"{len(every) - failed} of {len(every)} files have a result in {options.out}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
