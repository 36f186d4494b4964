"""Files to tasks, tasks to an executor, and what comes back into manifest, progress and report."""

from __future__ import annotations

import queue
import shutil
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Union

from .._program import Program, program_words
from ..errors import Error
from . import manifest
from .adapters import Submit, submitting
from .errors import RunError
from .identity import digests, named
from .one_file import Done, Task, do
from .progress import Progress, Watcher, watcher
from .report import FileResult, Report

Name = Union[str, Path]

#: What `faircat run` writes, by the endings of the files.
ENDINGS = (
    ".npz", ".npy", ".h5", ".hdf5", ".json", ".jsonl", ".ndjson", ".csv", ".parquet",
)  # fmt: skip


def run(
    model: Any,
    files: Iterable[Name],
    executor: Any = None,
    *,
    out: Name,
    root: Name | None = None,
    engine: str | None = None,
    device: str = "cpu",
    batch: int | None = None,
    threads: int = 1,
    suffix: str = ".npz",
    retries: int = 1,
    progress: bool | Watcher = True,
    program: Program = None,
) -> Report:
    """Run a model over files, one task for each, and write one output for each into `out`.

    `model`: a slug, an `.onnx` file, or a model of a catalogue.
    `files`: data files, as `faircat run` takes them: npz, HDF5, JSON, CSV, Parquet. They and `out`
    must be at the same path on every worker.
    `executor`: a number of processes on this machine, an executor of `concurrent.futures`, a
    `parsl.Config` or `DataFlowKernel`, a `distributed.Client` or a cluster of Dask.
    `batch`: items that are run at once, as of `faircat run`.
    `suffix`: of the outputs, which says their format. `threads`: of each task.
    `retries`: how often a file whose worker was lost is tried again; one that the program
    refuses is not.
    `program`: `faircat` on every worker; without it that of FAIRCAT, or this package's own.

    An output that `manifest.jsonl` in `out` knows is made again only if the file, the network, its
    contract, engine, device, program or the output itself are other than they were. A file that
    fails is in the report, and the others are run. `RunError`, a `faircat.Error` and `ValueError`,
    where nothing can be run at all.
    """
    command = program_words(program)
    try:
        name, folder = named(model, root)
        made_by = {"model": name, "engine": engine or "auto", "device": device}
        made_by.update(digests(command, name, folder))
    except Error as problem:
        raise RunError(problem.diagnostics) from problem
    options = ["--device", device, "--threads", str(threads)]
    options += ["--batch", str(batch)] if batch else []
    options += ["--engine", engine] if engine else []
    options += ["--root", folder] if folder else []
    full = (*command, "run", name, "{source}", "--out", "{output}", *options)
    target = Path(out).resolve()
    sources = paired(files, target, suffix)
    with locked(target):
        earlier = manifest.read(target)
        tasks = [
            Task(str(source), str(output), full, made_by, earlier.get(output.name))
            for source, output in sources
        ]
        return done(tasks, executor, target, retries, watcher(progress))


def paired(files: Iterable[Name], out: Path, suffix: str) -> list[tuple[Path, Path]]:
    """Every file and its output in `out`; `RunError` where two would share one."""
    if suffix not in ENDINGS:
        # Anything else, as `/../../x.npz`, could lead out of the folder.
        raise RunError.of(
            "bad-suffix", f"`suffix` is {suffix!r}", f"give one of {', '.join(ENDINGS)}"
        )
    if isinstance(files, (str, Path)):
        files = [files]
    taken: dict[str, Path] = {}
    for source in (Path(file).resolve() for file in files):
        name = f"{source.stem}{suffix}"
        if name in taken:
            raise RunError.of(
                "one-output",
                f"{source} and {taken[name]} would both be written to {out / name}",
                "give files of different names, or run them into two folders",
            )
        if out / name == source:
            raise RunError.of(
                "one-output", f"{source} would be overwritten by its output", "choose another `out`"
            )
        taken[name] = source
    return [(source, out / name) for name, source in taken.items()]


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """The folder of the outputs, for this run alone; what a killed run left half-written goes."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        opened = (out / ".lock").open("w")
    except OSError as problem:
        raise RunError.of(
            "unwritable", f"{out} cannot be written: {problem.strerror}", "choose another `out`"
        ) from problem
    with opened as lock:
        if not alone(lock):
            raise RunError.of(
                "in-use", f"another run writes to {out}", "wait for it, or choose another `out`"
            )
        shutil.rmtree(out / ".partial", ignore_errors=True)
        try:
            yield
        finally:
            shutil.rmtree(out / ".partial", ignore_errors=True)
            manifest.settle(out)


def alone(lock: Any) -> bool:
    """Whether nobody else holds the lock; always, where the system has none."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def done(tasks: list[Task], executor: Any, out: Path, retries: int, tell: Watcher) -> Report:
    """Run all tasks; each that ends goes into the manifest before the next is looked at."""
    state, began = Progress(total=len(tasks)), time.monotonic()
    results: dict[int, FileResult] = {}
    with submitting(executor) as submit:
        for number, ended in as_they_end(submit, tasks, retries):
            task = tasks[number]
            if ended.entry is not None and not ended.kept:
                manifest.add(out, Path(task.output).name, ended.entry)
            results[number] = result(task, ended)
            state = replace(after(state, ended), seconds=time.monotonic() - began)
            tell(state)
    return Report(tuple(results[number] for number in range(len(tasks))), state)


def as_they_end(submit: Submit, tasks: list[Task], retries: int) -> Iterator[tuple[int, Done]]:
    """Number of each task and what became of it, in the order in which they end."""
    ended: queue.SimpleQueue[tuple[int, Future[Done]]] = queue.SimpleQueue()
    tries = [0] * len(tasks)
    pending: dict[int, Future[Done]] = {}

    def begin(number: int) -> None:
        tries[number] += 1
        future = submit(do, tasks[number])
        pending[number] = future
        future.add_done_callback(lambda it: ended.put((number, it)))

    try:
        for number in range(len(tasks)):
            begin(number)
        while pending:
            number, future = ended.get()
            del pending[number]
            outcome = of_future(future)
            if outcome is not None:
                yield number, outcome
            elif tries[number] <= retries and began_again(begin, number):
                continue
            else:
                yield number, Done(None, message=lost(future))
    finally:
        for future in pending.values():
            future.cancel()


def began_again(begin: Any, number: int) -> bool:
    """Whether the executor takes the task once more; a broken pool of processes does not."""
    try:
        begin(number)
    except RuntimeError:
        return False
    return True


def of_future(future: Future[Done]) -> Done | None:
    """What the worker said; nothing where it was lost."""
    if future.cancelled() or future.exception() is not None:
        return None
    return future.result()


def lost(future: Future[Done]) -> str:
    """Why a worker did not answer."""
    if future.cancelled():
        return "the executor cancelled the task"
    problem = future.exception()
    return f"the worker was lost: {type(problem).__name__}: {problem}"


def after(state: Progress, ended: Done) -> Progress:
    """The state with one more file."""
    if ended.entry is None:
        return replace(state, failed=state.failed + 1)
    if ended.kept:
        return replace(state, kept=state.kept + 1)
    return replace(state, done=state.done + 1, bytes_read=state.bytes_read + ended.size)


def result(task: Task, ended: Done) -> FileResult:
    """One file of the report."""
    output = None if ended.entry is None else Path(task.output)
    return FileResult(Path(task.source), output, ended.kept, ended.seconds, ended.message)
