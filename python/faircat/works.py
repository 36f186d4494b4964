"""A work of a catalogue: a model, a dataset, or another."""

from __future__ import annotations

import dataclasses
import json
import os
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Optional, Union
from urllib.parse import urlsplit

from . import _native, _root
from . import inputs as _inputs
from ._native import Folder, RunnableModel
from ._shown import plain
from .errors import DataWarning, Error, NotFoundError, in_file
from .results import Benchmark, File, Outputs, Signature, Verification

if TYPE_CHECKING:
    from .catalog import Catalog
    from .design_space import DesignSpace
    from .explaining import Explanation

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
        asked = json.loads(_native.asked())
        for principle in _objects(found.get("principles")):
            for indicator in _objects(principle.get("indicators")):
                # A site of another version may ask what this one does not know.
                indicator.update(asked.get(str(indicator.get("id")), {}))
        return found

    def cite(self, style: str = "bibtex") -> str:
        """Tell how the work is cited, in a format: `bibtex`, `cff` or `csl`."""
        return self.export(style)

    def export(self, format: str) -> str:
        """Tell the record in a format of single files, as `croissant` or `codemeta`."""
        with self._still_there():
            return bytes(self._catalog._native.told_as(self.id, str(format))).decode()

    @property
    def files(self) -> tuple[File, ...]:
        """The files that the record describes, here or elsewhere.

        Of several with one name, the second is called `data.csv (2)`.
        """
        artifacts = self.metadata.get("artifacts", [])
        return tuple(_with_names(File.of(number, it) for number, it in enumerate(artifacts)))

    def fetch(
        self,
        *names: str,
        cache: bool = True,
        force: bool = False,
        allow_private: bool = False,
        timeout: int = 4 * 3600,
    ) -> dict[str, Path]:
        """Bring files to this machine.

        Each is checked against the size and the checksums of the record; a transfer that broke off
        goes on. The cache is that of the program, `${XDG_CACHE_HOME:-~/.cache}/faircat/artifacts`.

        Args:
            *names: Names of files, or their paths or addresses in the record; all by default.
            cache: Take what was fetched before.
            force: Fetch again what is in the cache.
            allow_private: Ask in private networks too, as a catalogue does that was opened so; only
                for records whose authors you trust.
            timeout: Seconds that one file may take.

        Returns:
            Where each lies, by what it was asked for with, or by its name. The files are not yours
            to change.
        """
        wanted = {name: self._file(name) for name in names or [it.name for it in self.files]}
        how = (allow_private or self._catalog.allow_private, timeout)
        anew = force or not cache
        root, id = self._place()
        found = {}
        with self._still_there():
            for name, file in wanted.items():
                kept = self._kept(file, anew)
                if kept is None or file.sha256:
                    reuse = kept is not None or not anew
                    kept = Path(_native.fetch(root, id, file._number, reuse, *how))
                found[name] = kept
        return found

    def _kept(self, file: File, anew: bool) -> Optional[Path]:
        """Where it is now, if it is of a site on this disk; else `None`."""
        native = self._catalog._native
        return None if isinstance(native, Folder) else native.kept(file.url, file.sha256, anew)

    def _file(self, name: str) -> File:
        """The file of that name; else the first at that path or address."""
        files = self.files
        by_name = [it for it in files if it.name == name]
        by_place = [it for it in files if name and name in (it.path, it.url)]
        for found in (*by_name, *by_place):
            return found
        known = ", ".join(it.name for it in files)
        remedy = f"it has {known}" if files else "its record describes none"
        raise NotFoundError.of("no-file", f"`{self.id}` has no file `{name}`", remedy)

    @contextmanager
    def _still_there(self) -> Iterator[None]:
        """Say so where a folder has lost the record after it was opened."""
        try:
            yield
        except NotFoundError as problem:
            if problem.diagnostics[0].code not in ("unknown-record", "no-catalog"):
                raise
            message = f"`{self.id}` is no longer in `{self._catalog.source}`"
            raise NotFoundError.of(
                "unknown-record", message, "open the catalogue again"
            ) from problem
        except Error as problem:
            raise self._by_address(problem) from problem.__cause__

    def _by_address(self, problem: Error) -> Error:
        """The problem with the record's place on its site, not with what was made of it here."""
        native = self._catalog._native
        is_of_record = any((it.file or "").startswith("catalog/") for it in problem.diagnostics)
        if isinstance(native, Folder) or not is_of_record:
            return problem
        id, place = self._place()[1], f"{native.source}{self.id}/"
        told = []
        for it in problem.diagnostics:
            said = dataclasses.replace(it, message=it.message.replace(id, self.id))
            if (it.file or "").startswith(f"catalog/{id}"):
                said = dataclasses.replace(said, file=place, line=0, column=0)
            told.append(said)
        return type(problem)(told)

    def _place(self) -> tuple[str, str]:
        """A folder with the record in it, and its name there."""
        native = self._catalog._native
        if isinstance(native, Folder):
            return self._catalog.source, self.id
        return native.place(self._folder, self.slug)

    def __repr__(self) -> str:
        return plain(f"<{type(self).__name__.lower()} {self.slug}: {self.title}>")

    def _repr_html_(self) -> str:
        from ._cards import card

        return card(self)

    def __reduce__(self) -> tuple[type[Work], tuple[Catalog, str, str]]:
        """Pickle where it is: another process opens it there, and runs nothing of a file."""
        return type(self), (self._catalog, self._folder, self.slug)


class Model(Work):
    """A model, which can be run and verified."""

    def __init__(self, catalog: Catalog, folder: str, slug: str) -> None:
        super().__init__(catalog, folder, slug)
        self._runnable: Optional[RunnableModel] = None

    def _opened(self, unverified: bool = False) -> RunnableModel:
        if self._runnable is None or unverified:
            root, id = self._with_files()
            with self._still_there():
                opened = RunnableModel(root, id, unverified)
            if unverified:
                return opened
            self._runnable = opened
        return self._runnable

    def _with_files(self) -> tuple[str, str]:
        """A folder with the record in it, whose ONNX files are here, and its name there."""
        if not isinstance(self._catalog._native, Folder):
            self.fetch(*(it.name for it in self.files if it.is_onnx))
        return self._place()

    def _with_control_set(self) -> RunnableModel:
        """The model to run, with its control set here where the record names one elsewhere."""
        data = self.metadata.get("model", {}).get("control_set", {}).get("data")
        if any(data is not None and it.url == data for it in self.files):
            self.fetch(data)
        return self._opened()

    @property
    def signature(self) -> Signature:
        """What it takes and gives: names, shapes, features and units."""
        return _signature(self._opened())

    def run(
        self,
        *arrays: Any,
        engine: str = "auto",
        device: str = "cpu",
        batch: Optional[int] = None,
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
                path of a data file, of ROOT also as `events.root:TREE`; or a mapping or table of
                named arrays.
            engine: Name of an engine; `auto` takes the best that can.
            device: `cpu` or `cuda`.
            batch: Items that are run at once; by default 128, and a model is refused whose rows
                depend on the others of their block.
            threads: Threads that a run may use; all processors by default.
            timeout: Seconds that loading the model may take, and each batch.
            unverified: Use files also where they are not those that the record describes.
            **named: Inputs, or features of inputs, by name.

        Returns:
            The array of the only output, or all outputs by name.

        Raises:
            faircat.ContractError: The data are not what the record asks for.
            faircat.Error: The model or an engine cannot be used.

        Warns:
            faircat.DataWarning: What a reader of the outputs should know of the data, as that some
                lie outside of the ranges of the training data; `notes` of all outputs has it too.
        """
        native = self._opened(unverified)
        how = (None if engine == "auto" else engine, device, batch, threads, timeout)
        path = _inputs.path_of(arrays, named)
        if path is not None and not _root.is_root(path):
            with in_file(os.fspath(path)):
                given = native.run_file(os.fspath(path), unverified, how)
        else:
            # That of what runs: unverified files may have another than the record's.
            signature = _signature(native)
            if path is not None:
                features = {it.name: [one.name for one in it.features] for it in signature.inputs}
                arrays = (_root.branches_for(path, features),)
            pairs = _inputs.pairs(signature, arrays, named, native.used, native.defaults())
            given = native.run(_inputs.of_items(signature, pairs), how)
        outputs = Outputs(*given)
        for note in outputs.notes:
            warnings.warn(note, DataWarning, stacklevel=2)
        return next(iter(outputs.values())) if len(outputs) == 1 else outputs

    def verify(
        self,
        engines: Union[str, Sequence[str]] = (),
        device: str = "cpu",
        threads: Optional[int] = None,
        timeout: int = _DEFAULT_SECONDS,
    ) -> Verification:
        """Recompute the model's claims on its control set, by every engine of this machine.

        Nothing is written; `faircat verify` writes the evidence.
        """
        found = self._with_control_set().verify(_listed(engines), device, threads, timeout)
        return Verification.of(json.loads(found))

    def explain(self, *jet: Any, of: Union[int, str, None] = None) -> Explanation:
        """Tell how much each value of one item speaks for an answer, by LRP with gamma.

        The network is the interaction network; its rules and sources are in the manual's chapter on
        the network. Relevances are in units of the logit that they share out.

        Args:
            *jet: The inputs of one item, in the order of the signature or as one mapping, each
                `[features, places]`, with or without an axis of length 1 before.
            of: The class to explain, by its name or its place; by default the answer.

        Raises:
            faircat.ContractError: No single item, or one that does not fit.
            faircat.NotFoundError: There is no such class.
            faircat.Error: The model is no interaction network.
        """
        from .explaining import explain

        return explain(self, jet, of)

    def benchmark(
        self,
        engines: Union[str, Sequence[str]] = (),
        device: str = "cpu",
        batch: Union[int, Sequence[int]] = (1, 128),
        threads: Optional[int] = None,
        repeats: int = 10,
        timeout: int = _DEFAULT_SECONDS,
    ) -> Benchmark:
        """Measure how fast the model runs, by engine, file and size of batch.

        Items are those of the control set; zeros where there is none. Rates are items per second,
        latencies seconds per batch, memory bytes. Nothing is written; `faircat bench --save` does.
        """
        found = self._with_control_set().benchmark(
            _listed(engines), device, _listed(batch), threads, repeats, timeout
        )
        return Benchmark(json.loads(found))

    def design_space(self, **how: Any) -> DesignSpace:
        """Measure the model in every combination of `design_space.measure`'s arguments."""
        from .design_space import measure

        return measure(self, **how)


def _signature(native: RunnableModel) -> Signature:
    return Signature.of(json.loads(native.signature()))


def _listed(given: Any) -> list[Any]:
    """Several in a list, and one alone as well."""
    is_one = isinstance(given, str) or not isinstance(given, Iterable)
    return [given] if is_one else list(given)


class Dataset(Work):
    """A dataset."""

    def fetch(
        self,
        *names: str,
        split: Optional[str] = None,
        cache: bool = True,
        force: bool = False,
        allow_private: bool = False,
        timeout: int = 4 * 3600,
    ) -> dict[str, Path]:
        """Bring files to this machine; as `Work.fetch`.

        Args:
            *names: Names of files; all by default.
            split: Only files whose name or description names this split, as `test`.
            cache: Take what was fetched before.
            force: Fetch again what is in the cache.
            allow_private: Ask in private networks too.
            timeout: Seconds that one file may take.
        """
        if split is not None:
            of_split = [it.name for it in self.files if it.is_of(str(split))]
            if not of_split:
                raise NotFoundError.of(
                    "no-file",
                    f"no file of `{self.id}` is said to be of the split `{split}`",
                    f"it has {', '.join(it.name for it in self.files)}",
                )
            names = (*names, *of_split)
        return super().fetch(
            *names, cache=cache, force=force, allow_private=allow_private, timeout=timeout
        )

    def to_pandas(self, name: Optional[str] = None) -> Any:
        """Read one file as a `pandas.DataFrame`: the one of that name, or the first of data.

        CSV, Parquet, JSON lines, NumPy, HDF5 and ROOT (by uproot) are read; of the latter three
        arrays of more than one axis become columns of lists.
        """
        from ._frames import frame

        files = self.files
        data = [it.name for it in files if it.role == "data"]
        if name is None and not data:
            raise NotFoundError.of("no-file", f"`{self.id}` has no file of data")
        name = data[0] if name is None else name
        # What a file is called need not say what is in it.
        places = {it.name: urlsplit(it.path or it.url or it.name).path for it in files}
        return frame(self.fetch(name)[name], places.get(name, name))

    def plot(self, name: Optional[str] = None, columns: Sequence[str] = ()) -> Any:
        """Draw how the values of columns of numbers are distributed; needs matplotlib.

        Args:
            name: Name of a file, as of `to_pandas`.
            columns: Names of columns; without them the first twelve of single numbers.

        Returns:
            The figure.

        Raises:
            faircat.NotFoundError: No such file, or no such column of numbers.
        """
        from .plots import distributions

        frame = self.to_pandas(name)
        numbers = list(frame.select_dtypes("number").columns)
        missing = [it for it in columns if it not in numbers]
        if missing or not numbers:
            known = ", ".join(map(str, numbers)) or "none"
            what = f"no column of numbers `{missing[0]}`" if missing else "no column of numbers"
            message = f"the file of `{self.id}` has {what}"
            raise NotFoundError.of("no-column", message, f"it has {known}")
        return distributions(frame[list(columns or numbers[:12])], self.title)


def _with_names(files: Iterator[File]) -> Iterator[File]:
    """The files, each with a name of its own."""
    given: set[str] = set()
    for file in files:
        name, count = file.name, 1
        while name in given:
            count += 1
            name = f"{file.name} ({count})"
        given.add(name)
        yield dataclasses.replace(file, name=name)


def _objects(value: object) -> list[dict[str, Any]]:
    """Tell the objects of a list that somebody else may have written."""
    return [it for it in value if isinstance(it, dict)] if isinstance(value, list) else []
