"""Metadata of works as HPCFAIR shows them (listings 1 to 5): dictionaries with its names."""

from __future__ import annotations

import json
from typing import Any

from faircat.works import Work


class Metadata(dict[str, Any]):
    """A dictionary whose keys are attributes too; `record` and `json_ld` are all that is known."""

    def __init__(self, work: Work, **fields: Any) -> None:
        super().__init__(fields)
        self.record = work.metadata
        self._work = work

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def json_ld(self) -> dict[str, Any]:
        """The record as JSON-LD, which the paper stores."""
        found: dict[str, Any] = json.loads(self._work.export("json-ld"))
        return found

    def __repr__(self) -> str:
        fields = ", ".join(f"{key}={value!r}" for key, value in self.items())
        return f"{type(self).__name__}({fields})"


class ModelMetadata(Metadata):
    """A model or a workflow."""


class DatasetMetadata(Metadata):
    """A dataset."""


def artifacts(work: Work, *roles: str) -> list[dict[str, Any]]:
    """The artifacts of these roles."""
    return [it for it in work.metadata.get("artifacts") or () if not roles or it["role"] in roles]


def name_of(artifact: dict[str, Any]) -> str:
    """What an artifact is called."""
    address = artifact.get("path") or artifact.get("url") or "file"
    return str(artifact.get("name") or address.rstrip("/").rsplit("/", 1)[-1])


def common(work: Work) -> dict[str, Any]:
    """The fields that every sort of metadata has."""
    return {
        "title": work.title,
        "description": work.metadata.get("summary") or work.metadata.get("description"),
        "files": [name_of(it) for it in artifacts(work) if it["role"] != "code"] or None,
        "supporting_files": [name_of(it) for it in artifacts(work, "code")],
        "license": work.metadata.get("license"),
        "citation": work.cite("bibtex"),
        "isTunable": bool(((work.metadata.get("model") or {}).get("training") or {}).get("code")),
    }


def of_model(work: Work) -> ModelMetadata:
    """A model: the fields of listings 2 and 4."""
    model = work.metadata.get("model") or {}
    formats = [it["format"] for it in artifacts(work, "weights") if it.get("format")]
    return ModelMetadata(
        work,
        **common(work),
        modelFormat=formats,
        modelType=model.get("category") or [],
        machineLearningFramework=model.get("framework") or [],
        hyperParams={it["name"]: it["value"] for it in model.get("hyperparameters") or ()},
        metrics=sorted({it["metric"] for it in model.get("evaluations") or ()}),
    )


def of_workflow(work: Work) -> ModelMetadata:
    """A workflow: the fields of listings 3 and 5."""
    flow = work.metadata.get("workflow") or {}
    return ModelMetadata(
        work,
        **common(work),
        stepsToRun=[step["name"] for step in flow.get("steps") or ()],
        associatedDataset=flow.get("inputs") or [],
        associatedModel=flow.get("outputs") or [],
    )


def of_dataset(work: Work) -> DatasetMetadata:
    """A dataset: the fields of listings 1 and 4."""
    splits = (work.metadata.get("dataset") or {}).get("splits") or ()
    return DatasetMetadata(
        work, **common(work), splits={it["name"]: it.get("items") for it in splits}
    )
