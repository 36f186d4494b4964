"""The API of HPCFAIR (Verma et al., MLHPC 2021, sections III.C to III.E) on a catalogue of faircat.

The functions have the names and arguments of the paper, in its two modules:

    from faircat import hpcfair
    from faircat.hpcfair import hpcfair_dataset as dataset, hpcfair_model as model

    hpcfair.use(".")
    model.search("jet")
    network = model.load("hbb-in-pythia-8498")
    scores = model.run("inference", network, "jets.npz", config="native")

| paper | here |
|---|---|
| III.A JSON-LD metadata with `@id`, `@title`, `hpc:…` | `get_metadata`; `ModelMetadata.json_ld` |
| III.A.1 uniqueness check on saving | `model.save` refuses a name, identifier or network twice |
| III.A.2 "force" load, else the cache | `model.load(name, cache=True, force=False)` |
| III.C `model.list_models()` | the same |
| III.C `model.get_metadata(model_name)`, one or a list | the same, for workflows too (listing 5) |
| III.C `model.search(keyword)`, a regex | the same: name, titles, summary, keywords, tasks |
| III.C `model.run("train", model, dataset_path, **kwargs)` | `make train export` of the project \
that the record names; a record with the run's provenance comes back |
| III.C `model.run("inference", model, dataset_path, **kwargs)` | the same; `config` is an \
engine |
| III.C `model.convert(from_format, to_format, src_path, dest_path)` | PyTorch to ONNX; TensorFlow \
is refused, and the error says what to use |
| III.C models and steps as Pickle | never run: steps are ONNX, and `run("inference", [a, b], …)` \
chains them |
| III.D `dataset.list_datasets()`, `get_metadata`, `search` | the same |
| III.D `dataset.list_supporting_files(dataset_name)` | artifacts that are code: name, \
description, format; what a script takes is in its description |
| III.D `dataset.load_dataset(dataset_name, src_path, dest_path)` | the same, checked by SHA-256; \
where a login is needed, the error has the record's conditions; of `**kwargs` it takes \
`fromPath` and `force` |
| III.D `dataset.apply(dataset_name, data_path, script_name, **kwargs)` | the same, only with a \
script whose SHA-256 is the record's |
| III.E workflows, `model.search_workflows` | the same; `ModelMetadata.stepsToRun` |
| IV.E design space (listing 6) | `config` of `run`, and `faircat.design_space.measure` |
"""

from . import hpcfair_dataset, hpcfair_model
from .catalogue import use

__all__ = ["hpcfair_dataset", "hpcfair_model", "use"]


def __dir__() -> list[str]:
    """What the paper has, and no more."""
    return __all__
