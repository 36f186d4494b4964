"""Executors of others as one of `concurrent.futures`: all that `run` asks of them is `submit`.

Parsl's `ParslPoolExecutor`, Globus Compute's `Executor` and `mpi4py.futures` are such executors
already and need no adapter.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Callable

from .errors import RunError

Submit = Callable[..., "Future[Any]"]


@contextmanager
def submitting(executor: Any) -> Iterator[Submit]:
    """How a function is given to `executor`; what was started for that ends with the block.

    Threads of this process suffice on one machine, as each waits for a program.
    """
    if executor is None or isinstance(executor, int):
        if executor is not None and executor < 1:
            hint = "give a number from 1"
            raise RunError.of("bad-executor", f"executor is {executor}", hint)
        with ThreadPoolExecutor(executor or os.cpu_count()) as pool:
            yield pool.submit
    elif isinstance(executor, Executor):
        yield executor.submit
    elif is_of(executor, "parsl", "Config"):
        with parsl_loaded(executor) as kernel:
            yield parsl(kernel)
    elif is_of(executor, "parsl", "DataFlowKernel"):
        yield parsl(executor)
    elif is_of(executor, "distributed", "Client"):
        yield dask(executor)
    elif is_of(executor, "distributed", "Cluster"):
        from distributed import Client

        # What `get_client` gives may be a client that its user works with, and goes on to.
        with Client(executor, set_as_default=False) as client:
            yield dask(client)
    else:
        raise RunError.of(
            "bad-executor",
            f"executor is of {type(executor)}",
            "give a number of processes, an executor of concurrent.futures, parsl.Config, "
            "parsl.DataFlowKernel, distributed.Client or a cluster of Dask",
        )


def is_of(executor: Any, package: str, name: str) -> bool:
    """Whether a class of the executor has this name, without an import of what may be absent."""
    classes = type(executor).__mro__
    return any(c.__name__ == name and c.__module__.split(".")[0] == package for c in classes)


@contextmanager
def parsl_loaded(config: Any) -> Iterator[Any]:
    """Parsl with a configuration, ended afterwards.

    Its workers are programs beside Python's, which it looks for on the path.
    """
    from parsl.dataflow.dflow import DataFlowKernel

    beside = str(Path(sys.executable).parent)
    path = os.environ.get("PATH", os.defpath)
    if beside not in path.split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([beside, path])
    with DataFlowKernel(config) as kernel:
        try:
            yield kernel
        finally:
            os.environ["PATH"] = path


def parsl(kernel: Any) -> Submit:
    """Parsl takes functions as apps; the executors are those of the user's configuration."""
    from parsl.app.python import PythonApp

    def submit(function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        make: Any = PythonApp
        app: Future[Any] = make(function, data_flow_kernel=kernel)(*arguments)
        return app

    return submit


def dask(client: Any) -> Submit:
    """Dask's own executor; `pure=False`, as what writes files is not to be remembered."""
    submit: Submit = client.get_executor(pure=False).submit
    return submit
