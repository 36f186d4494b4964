"""A work of a catalogue: a model, a dataset, or another."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, Optional, Union

from . import inputs as _inputs
from ._native import RunnableModel
from .errors import Error
from .results import Outputs, Signature, Verification

if TYPE_CHECKING:
    from .catalog import Catalog

__all__ = ["Dataset", "Model", "Work"]

_DEFAULT_SECONDS = 300


class Work:
    """A work by its record.

    Attributes:
        slug: Its name within its kind.
        id: `models/hbb-in-pythia`, its name within the catalogue.
    """

    def __init__(self, catalog: Catalog, folder: str, slug: str) -> None:
        self._catalog = catalog
        self._folder = folder
        self.slug = slug
        self._metadata: Optional[dict[str, Any]] = None

    @property
    def id(self) -> str:
        return f"{self._folder}/{self.slug}"

    @property
    def metadata(self) -> dict[str, Any]:
        """Every field of the record, under the names that it has there."""
        if self._metadata is None:
            text = self._catalog._native.record(self._folder, self.slug)
            self._metadata = json.loads(text or "{}")
        return self._metadata

    @property
    def title(self) -> str:
        return str(self.metadata.get("title", self.slug))

    @property
    def scorecard(self) -> dict[str, Any]:
        """The FAIR scorecard: what each principle asks, and what was found."""
        found: dict[str, Any] = json.loads(self.export("scorecard"))
        return found

    def cite(self, style: str = "bibtex") -> str:
        """Tell how the work is cited, in a format: `bibtex`, `cff` or `csl`."""
        return self.export(style)

    def export(self, format: str) -> str:
        """Tell the record in a format of single files, as `croissant` or `codemeta`."""
        return bytes(self._catalog._native.told_as(self.id, format)).decode()

    def __repr__(self) -> str:
        return f"<{type(self).__name__.lower()} {self.slug}: {self.title}>"


class Model(Work):
    """A model, which can be run and verified."""

    def __init__(self, catalog: Catalog, folder: str, slug: str) -> None:
        super().__init__(catalog, folder, slug)
        self._runnable: Optional[RunnableModel] = None

    def _native(self, unverified: bool = False) -> RunnableModel:
        if unverified:
            return RunnableModel(self._catalog.source, self.id, True)
        if self._runnable is None:
            self._runnable = RunnableModel(self._catalog.source, self.id, False)
        return self._runnable

    @property
    def signature(self) -> Signature:
        """What it takes and gives: names, shapes, features and units."""
        return Signature.of(json.loads(self._native().signature()))

    def run(
        self,
        *arrays: Any,
        engine: str = "auto",
        device: str = "cpu",
        batch: int = 128,
        threads: Optional[int] = None,
        timeout: int = _DEFAULT_SECONDS,
        unverified: bool = False,
        **named: Any,
    ) -> Union[Any, Outputs]:
        """Run the model.

        The record's contract is enforced: order and units of features, element types, shapes,
        finite numbers, and how lists of items are filled up or cut.

        Args:
            *arrays: The inputs in the order of the signature, rows along the first axis; or the
                path of a data file; or a mapping or table of named arrays.
            engine: Name of an engine; `auto` takes the best that can.
            device: `cpu` or `cuda`.
            batch: Items that are run at once.
            threads: Threads that a run may use; all processors by default.
            timeout: Seconds that loading the model may take, and each batch.
            unverified: Use files also where they are not those that the record describes.
            **named: Inputs, or features of inputs, by name.

        Returns:
            The array of the only output, or all outputs by name.

        Raises:
            faircat.ContractError: The data are not what the record asks for.
            faircat.Error: The model or an engine cannot be used.
        """
        native = self._native(unverified)
        how = (None if engine == "auto" else engine, device, batch, threads, timeout)
        path = _inputs.path_of(arrays, named)
        if path is not None:
            given = native.run_file(os.fspath(path), unverified, how)
        else:
            given = native.run(_inputs.pairs(self.signature, arrays, named), how)
        outputs = Outputs(*given)
        return next(iter(outputs.values())) if len(outputs) == 1 else outputs

    def verify(
        self,
        engines: tuple[str, ...] = (),
        device: str = "cpu",
        threads: Optional[int] = None,
        timeout: int = _DEFAULT_SECONDS,
    ) -> Verification:
        """Recompute the model's claims on its control set, by every engine of this machine.

        Nothing is written; `faircat verify` writes the evidence.
        """
        found = self._native().verify(list(engines), device, threads, timeout)
        return Verification.of(json.loads(found))


class Dataset(Work):
    """A dataset."""

    def run(self) -> None:
        raise Error.of("no-model", f"`{self.id}` is a dataset", "name a model")
