"""faircat: catalogues of AI models and datasets, whose claims are checked by running the models.

    import faircat
    catalog = faircat.open(".")
    model = catalog.models["hbb-in-pythia-8498"]
    scores = model.run(tracks, vertices)

Nothing but the standard library is imported until it is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._native import VERSION
from .catalog import Catalog, Works, open  # noqa: A004 - it is faircat.open
from .errors import ContractError, DataWarning, Diagnostic, Error, NotFoundError
from .results import Benchmark, File, Output, Outputs, Verification
from .tables import Table
from .works import Dataset, Model, Work

if TYPE_CHECKING:
    from .recording import record_from

__version__ = VERSION

__all__ = [
    "Benchmark",
    "Catalog",
    "ContractError",
    "DataWarning",
    "Dataset",
    "Diagnostic",
    "Error",
    "File",
    "Model",
    "NotFoundError",
    "Output",
    "Outputs",
    "Table",
    "Verification",
    "Work",
    "Works",
    "__version__",
    "open",
    "record_from",
]


def __dir__() -> list[str]:
    """All that is here, `record_from` too before it was asked for."""
    return sorted({*globals(), *__all__})


def __getattr__(name: str) -> Any:
    """`record_from`, which needs NumPy, when it is asked for."""
    if name == "record_from":
        from .recording import record_from

        return record_from
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
