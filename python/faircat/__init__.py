"""faircat: catalogues of AI models and datasets, whose claims are checked by running the models.

    import faircat
    catalog = faircat.open(".")
    model = catalog.models["hbb-in-pythia-8498"]
    scores = model.run(tracks, vertices)

Nothing but the standard library is imported until it is needed.
"""

from __future__ import annotations

from ._native import VERSION
from .catalog import Catalog, Works, open  # noqa: A004 - it is faircat.open
from .errors import ContractError, Diagnostic, Error, NotFoundError
from .results import Output, Outputs, Verification
from .works import Dataset, Model, Work

__version__ = VERSION

__all__ = [
    "Catalog",
    "ContractError",
    "Dataset",
    "Diagnostic",
    "Error",
    "Model",
    "NotFoundError",
    "Output",
    "Outputs",
    "Verification",
    "Work",
    "Works",
    "__version__",
    "open",
]
