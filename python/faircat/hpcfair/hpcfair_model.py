"""`model` of the paper: HPCFAIR's functions for models and workflows (sections III.C and III.E)."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Union

import faircat
from faircat._program import output_of, program_words
from faircat.works import Model

from . import catalogue, metadata, training
from .fetching import fetched
from .saving import save

__all__ = [
    "convert",
    "get_metadata",
    "list_models",
    "load",
    "run",
    "save",
    "search",
    "search_workflows",
]

Named = Union[str, Model]


def __dir__() -> list[str]:
    """What the paper has, and no more."""
    return __all__


def list_models() -> list[str]:
    """All models of the catalogue."""
    return list(catalogue.works("models"))


def search(keyword: str) -> list[str]:
    """Models in whose names, summary, keywords or tasks the regular expression is found."""
    return catalogue.matching("models", keyword)


def search_workflows(keyword: str) -> list[str]:
    """Workflows, as `search` finds models."""
    return catalogue.matching("workflows", keyword)


def get_metadata(model_name: str | Sequence[str]) -> list[metadata.ModelMetadata]:
    """Metadata of a model or workflow, or of several."""
    names = [model_name] if isinstance(model_name, str) else model_name
    return [of_name(name) for name in names]


def of_name(name: str) -> metadata.ModelMetadata:
    """Metadata of a model, or of the workflow of that name."""
    try:
        return metadata.of_model(catalogue.named("models", name))
    except faircat.NotFoundError as none:
        try:
            return metadata.of_workflow(catalogue.named("workflows", name))
        except faircat.NotFoundError:
            raise none from None


def load(
    model_name: str, cache: bool = True, force: bool = False, *, allow_private: bool = False
) -> Model:
    """A model, with its files on this machine and checked against the record.

    Args:
        model_name: Slug, title or other title.
        cache: Use what was fetched before.
        force: Fetch anew, also what is in the cache.
        allow_private: Ask in private networks too; only for records whose authors you trust.
    """
    model: Model = catalogue.named("models", model_name)
    if any(not it.get("path") for it in metadata.artifacts(model, "weights")):
        fetched(model, force=force or not cache, allow_private=allow_private)
    return model


def run(task: str, model_name: Named | Sequence[Named], dataset_path: Any, **kwargs: Any) -> Any:
    """Train a model, or run it.

    Args:
        task: `train` or `inference`.
        model_name: A model, its name, or for inference several, each of which gets the outputs of
            the one before.
        dataset_path: For training, the folder or file that the project gets as `DATA`. For
            inference a data file, or arrays as `Model.run` takes them.
        **kwargs: For training, `log_dir` (where the run is saved), `target` and variables of the
            project's Makefile. For inference, `config` (an engine) and arguments of `Model.run`.

    Returns:
        For training, a `TrainedRecord`; for inference, what the model gives.
    """
    if task == "train":
        if not isinstance(model_name, (str, Model)):
            raise faircat.Error.of(
                "several-models", "several models were named", "train one at a time"
            )
        return training.train(of_named(model_name), dataset_path, **kwargs)
    if task == "inference":
        chain = [model_name] if isinstance(model_name, (str, Model)) else list(model_name)
        if not chain:
            raise faircat.Error.of("no-model", "no model was named", "name one or several")
        return inferred([of_named(it) for it in chain], dataset_path, **kwargs)
    raise faircat.Error.of("unknown-task", f"there is no task `{task}`", "use train or inference")


def of_named(model: Named) -> Model:
    """A model, given itself or by name."""
    return load(model) if isinstance(model, str) else model


def inferred(models: list[Model], data: Any, config: str = "auto", **kwargs: Any) -> Any:
    """Outputs of the last model; each gets what the one before gives."""
    kwargs.pop("log_dir", None)
    for model in models:
        data = model.run(data, engine=config, **kwargs)
    return data


def convert(
    from_format: str,
    to_format: str,
    src_path: str | os.PathLike[str],
    dest_path: str | os.PathLike[str],
    architecture: str = "interaction-network",
) -> Path:
    """Turn a model of one format into another, and save it: PyTorch state dicts into ONNX.

    The state dict is interpreted and never run as a pickle.
    """
    formats = (from_format.casefold(), to_format.casefold())
    if formats[0] not in ("pytorch", "pth", "pt") or formats[1] != "onnx":
        raise faircat.Error.of(
            "no-conversion",
            f"{from_format} is not converted to {to_format}",
            "convert pytorch to onnx here; for TensorFlow use tf2onnx or onnx-tf where they run",
        )
    dest = Path(dest_path)
    words = ["convert", "--architecture", architecture]
    try:
        # Beside its place at first: an older file there is not what was made.
        with tempfile.TemporaryDirectory(prefix=".convert-", dir=dest.absolute().parent) as folder:
            made = Path(folder) / "model.onnx"
            output_of(program_words(), *words, "--out", str(made), "--", os.fspath(src_path))
            if not made.is_file() or not made.stat().st_size:
                raise no_onnx(src_path)
            made.replace(dest)
    except OSError as problem:
        raise faircat.Error.of(
            "conversion", f"{dest} cannot be written: {problem.strerror}", "choose another folder"
        ) from problem
    return dest


def no_onnx(src_path: str | os.PathLike[str]) -> faircat.Error:
    """What is said where a program ended well and wrote nothing."""
    return faircat.Error.of(
        "conversion",
        f"of {os.fspath(src_path)} no ONNX model was made",
        "see that FAIRCAT, if it is set, names the program faircat",
    )
