"""Packages that are imported when something is asked for that needs them."""

from __future__ import annotations

import importlib
from typing import Any

from .errors import Error


def needed(module: str, what: str) -> Any:
    """Import a module.

    Args:
        module: Its name, as `matplotlib.pyplot`.
        what: What needs it, for the message.

    Raises:
        faircat.Error: It is not here; the hint tells how to get it.
    """
    try:
        return importlib.import_module(module)
    except ImportError as problem:
        package = module.split(".")[0]
        raise Error.of(
            "no-package", f"{what} needs `{package}`: {problem}", f"pip install {package}"
        ) from problem
