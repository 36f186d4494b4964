"""What a user hands to a model, as arrays by name."""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Optional, Union

from ._lists import as_array, is_awkward, is_records
from .errors import ContractError

if TYPE_CHECKING:
    import numpy as np

    from .results import Array, Signature

_TYPES = {
    *("float32", "float64", "bool"),
    *("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"),
}
#: What is said of data that are no numbers.
_GIVE = "give a dense array of real numbers, as NumPy's float32, whose rows are equally long"


def path_of(
    arrays: tuple[Any, ...], named: Mapping[str, Any]
) -> Union[str, os.PathLike[str], None]:
    """The path of a data file, where that is all that was given."""
    if len(arrays) == 1 and not named and isinstance(arrays[0], (str, os.PathLike)):
        return arrays[0]
    return None


def pairs(
    signature: Signature,
    arrays: tuple[Any, ...],
    named: Mapping[str, Any],
    used: Callable[[list[str]], list[str]],
    defaults: Sequence[str] = (),
) -> list[tuple[str, Any]]:
    """Name and array of each, as the native module takes them.

    `used` tells of names those that hold something of the inputs: a table may hold more than a
    model takes, as truths, texts or times, and that is not looked at. Inputs that have `defaults`
    may be named, too.
    """
    names = [it.name for it in signature.inputs]
    if not arrays and not named:
        remedy = f"the inputs are {', '.join(names)}"
        raise ContractError.of("missing-input", "no data were given", remedy)
    features = {it.name: [feature.name for feature in it.features] for it in signature.inputs}
    of_features = (feature for of_one in features.values() for feature in of_one)
    _known(named, [*names, *of_features, *defaults])
    given = dict(named)
    if len(arrays) == 1:
        columns = _columns(arrays[0])
        if columns is not None:
            _once(given, columns)
            given.update(columns)
            meant = set(used(list(given)))
            given = {name: value for name, value in given.items() if name in meant}
            given = _items(given, features)
            arrays = ()
    if len(arrays) > len(names):
        raise ContractError.of(
            "input-contract",
            f"{len(arrays)} arrays were given, but the model has {len(names)} inputs",
            f"they are {', '.join(names)}",
        )
    by_place = dict(zip(names, arrays))
    _once(given, by_place)
    given.update(by_place)
    declared = {it.name: it for it in signature.inputs}
    return [(name, _native(name, value, declared.get(name))) for name, value in given.items()]


def of_items(signature: Signature, given: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """What `pairs` gives, if its arrays are of items.

    Raises:
        faircat.ContractError: One is of a single item, without an axis of items before.
    """
    declared = {it.name: it.shape for it in signature.inputs}
    for name, array in given:
        shape = getattr(array, "shape", ())
        if name in declared and _is_one_item(shape, declared[name]):
            raise ContractError.of(
                "input-contract",
                f"`{name}` has the shape {list(shape)}, without an axis of items before that",
                "give an array of items, also where there is only one: `array[None]`",
            )
    return given


def _items(given: dict[str, Any], features: Mapping[str, list[str]]) -> dict[str, Any]:
    """The columns; awkward ones of an input's features together as its items."""
    columns = {
        name: as_array(name, value, None) for name, value in given.items() if name not in features
    }
    if not any(map(is_awkward, columns.values())):
        return given
    from ._awkward import items

    return items({**given, **columns}, features)


def _known(named: Mapping[str, Any], names: list[str]) -> None:
    """Refuse keywords that are no input and no feature of one."""
    for name in named:
        if name not in names:
            near = difflib.get_close_matches(name, names, 1)
            remedy = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(names)}"
            raise ContractError.of("input-contract", f"there is no input `{name}`", remedy)


def _once(given: Mapping[str, Any], more: Mapping[str, Any]) -> None:
    for name in more:
        if name in given:
            raise ContractError.of("input-contract", f"`{name}` was given twice")


def _columns(value: Any) -> Optional[dict[str, Any]]:
    """The named arrays of a mapping or a table; `None` for anything else."""
    if hasattr(value, "collect_schema") and hasattr(value, "collect"):  # of polars
        kind = type(value).__name__
        raise ContractError.of(
            "input-contract", f"a {kind} has no data yet", "give what its `collect()` gives"
        )
    if isinstance(value, Mapping):
        return dict(value)
    if is_records(value):
        return {name: value[name] for name in value.fields}
    names = getattr(value, "column_names", None)  # of pyarrow
    if names is None:
        names = getattr(value, "columns", None)  # of pandas and polars
    if names is not None:
        return {str(name): value[name] for name in names}
    fields = getattr(getattr(value, "dtype", None), "names", None)  # of NumPy's records
    return {name: value[name] for name in fields} if fields else None


def _native(name: str, value: Any, declared: Optional[Array]) -> Any:
    """The array as NumPy has it, or the lists of an awkward array."""
    import numpy as np

    value = as_array(name, _of_tensors(name, value), declared)
    if is_awkward(value):
        from ._awkward import lists

        found = lists(name, value, [it.name for it in declared.features] if declared else [])
        if found is not None:
            return found
    array = _array(name, value)
    if array.dtype.name in ("float16", "bfloat16"):
        array = array.astype(np.float32)
    if array.dtype.name not in _TYPES:
        message = f"`{name}` holds {array.dtype}, not numbers that models take"
        raise ContractError.of("input-contract", message, _GIVE)
    if _has_masked(value):
        message = f"`{name}` has masked values, which stand for no number"
        raise ContractError.of(
            "input-contract", message, "leave such rows out, or put numbers in by `filled(…)`"
        )
    native = array.dtype.newbyteorder("=")
    return np.require(array, dtype=native, requirements=["C", "A"])


def _is_one_item(found: tuple[int, ...], declared: tuple[str, ...]) -> bool:
    """Whether the sizes are those of one item alone, where no count of items could be meant."""
    sizes = [int(it) if it.isdigit() else None for it in declared[1:]]
    return len(found) == len(sizes) > 1 and all(
        wanted in (None, has) for has, wanted in zip(found, sizes)
    )


def _of_tensors(name: str, value: Any) -> Any:
    """A column of Arrow's tensors of one shape as one array; anything else as it is."""
    if type(value).__module__.split(".")[0] != "pyarrow":
        return value
    if hasattr(value, "chunks") and hasattr(value.type, "shape"):
        value = value.combine_chunks()
    if not hasattr(value, "to_numpy_ndarray"):
        return value
    if value.null_count:
        message = f"`{name}` has rows without a tensor"
        raise ContractError.of("input-contract", message, "leave such rows out")
    return value.to_numpy_ndarray()


def _array(name: str, value: Any) -> np.ndarray[Any, Any]:
    """What NumPy makes of the value, or why it makes nothing of it."""
    import numpy as np

    try:
        return np.asarray(_on_host(value))
    # Each library has its own kinds of errors for what has no array.
    except (TypeError, ValueError, RuntimeError, BufferError) as problem:
        said = (str(problem).splitlines() or [type(problem).__name__])[0]
        message = f"`{name}` is no array of numbers: {said}"
        raise ContractError.of("input-contract", message, _GIVE) from problem


def _has_masked(value: Any) -> bool:
    """Whether a masked array of NumPy, or one in a list of them, has something masked."""
    import numpy as np

    if isinstance(value, (list, tuple)):
        return any(map(_has_masked, value))
    return isinstance(value, np.ma.MaskedArray) and bool(np.ma.is_masked(value))


def _on_host(value: Any) -> Any:
    """A tensor of PyTorch on a GPU, or one that is trained, as one that NumPy takes."""
    if hasattr(value, "detach") and hasattr(value, "cpu"):
        tensor = value.detach().cpu()
        # NumPy has no such numbers; single precision holds each of them.
        return tensor.float() if str(tensor.dtype) == "torch.bfloat16" else tensor
    return value
