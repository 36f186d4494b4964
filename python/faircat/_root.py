"""Trees of ROOT files, by uproot, as named arrays."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any, Optional, Union

from ._optional import needed
from .errors import ContractError, Error, NotFoundError

Place = Union[str, "os.PathLike[str]"]


def is_root(place: Place) -> bool:
    """Whether the path is that of a ROOT file, or of a tree in it, as `events.root:Events`."""
    return _divided(place)[0].lower().endswith(".root")


def branches_for(place: Place, inputs: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The branches of a tree whose names a record has: of inputs, or of their features.

    Branches of one number an entry become NumPy arrays `[entry]`, others awkward arrays.

    Args:
        place: The file, or the file and a tree in it.
        inputs: Names of the features of each input.

    Raises:
        faircat.ContractError: The tree has none of them.
    """
    tree = tree_of(place)
    wanted = {*inputs, *(it for features in inputs.values() for it in features)}
    there = list(tree.keys())
    found = {name: _array(tree[name]) for name in there if name in wanted}
    if not found:
        raise ContractError.of(
            "input-contract",
            f"the tree of {os.fspath(place)} has no branch that the model takes",
            f"name branches {', '.join(sorted(wanted)[:8])}; there are "
            f"{', '.join(there[:8]) or 'none'}",
        )
    return found


def frame(place: Place, tree: Optional[str] = None) -> Any:
    """A tree as a data frame; branches of several numbers an entry become columns of lists."""
    pd = needed("pandas", "a data frame")
    found = tree_of(place, tree)
    columns = {}
    for name in found.keys():  # noqa: SIM118 - uproot's own
        array = _array(found[name])
        columns[name] = array if array.ndim == 1 else array.tolist()
    return pd.DataFrame(columns)


def tree_of(place: Place, tree: Optional[str] = None) -> Any:
    """The tree that is named, or the only one of the file."""
    path, named = _divided(place)
    tree = tree or named
    needed("awkward", "a ROOT file")
    uproot = needed("uproot", "a ROOT file")
    try:
        file = uproot.open({path: None})
    except (OSError, ValueError, KeyError) as problem:
        said = (str(problem).strip().splitlines() or [type(problem).__name__])[0]
        raise Error.of(
            "data-kind",
            f"{path} cannot be read as a ROOT file: {said}",
            "check the path, and that the file is whole",
        ) from problem
    kinds = {it.split(";")[0]: kind for it, kind in file.classnames().items()}
    trees = [it for it, kind in kinds.items() if "TTree" in kind or "RNTuple" in kind]
    if tree is None and len(trees) == 1:
        return file[trees[0]]
    if tree in trees:
        return file[tree]
    there = ", ".join(trees) or "none"
    what = f"{path} has no tree `{tree}`" if tree else f"{path} has {len(trees)} trees"
    remedy = f"name one as `{path}:TREE`; there are {there}"
    raise NotFoundError.of("no-tree", what, remedy)


def _divided(place: Place) -> tuple[str, Optional[str]]:
    """Path and tree of `events.root:Events`."""
    text = os.fspath(place)
    path, found, tree = text.rpartition(":")
    return (path, tree) if found and path.lower().endswith(".root") else (text, None)


def _array(branch: Any) -> Any:
    """One number an entry as NumPy's, all else as awkward arrays, whether of TTree or RNTuple."""
    import awkward

    found = branch.array(library="ak")
    flat = found.ndim == 1 and not awkward.fields(found)
    return awkward.to_numpy(found) if flat else found
