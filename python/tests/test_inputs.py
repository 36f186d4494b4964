"""Data of other libraries, by the record's contract."""

from __future__ import annotations

import awkward as ak
import numpy as np
import pandas
import polars
import pyarrow
import pytest

import faircat


def test_lists_of_records_are_filled_up(
    model: faircat.Model, inputs: dict[str, np.ndarray]
) -> None:
    counts = {name: [3, 1, 0, 2, 5, 4, 1, 2] for name in inputs}
    cut, lists = {}, {}
    for declared in model.signature.inputs:
        array, many = inputs[declared.name].copy(), counts[declared.name]
        for row, count in enumerate(many):
            array[row, :, count:] = 0
        cut[declared.name] = array
        items = np.concatenate([array[row, :, :count].T for row, count in enumerate(many)])
        fields = {f.name: items[:, place] for place, f in enumerate(declared.features)}
        lists[declared.name] = ak.unflatten(ak.zip({**fields, "more": items[:, 0]}), many)
    expected, found = model.run(cut), model.run(lists)
    for name in expected:
        np.testing.assert_allclose(expected[name], found[name], atol=1e-6)


def test_a_missing_feature_is_named(model: faircat.Model, inputs: dict[str, np.ndarray]) -> None:
    first = next(iter(inputs))
    bad = ak.unflatten(ak.zip({"nonsense": np.zeros(8)}), [1] * 8)
    with pytest.raises(faircat.ContractError, match="no feature `track_ptrel`"):
        model.run({**inputs, first: bad})


def test_words_are_no_numbers(model: faircat.Model, inputs: dict[str, np.ndarray]) -> None:
    first = next(iter(inputs))
    with pytest.raises(faircat.ContractError, match="not numbers"):
        model.run({**inputs, first: np.array(["a"] * 8)})
    with pytest.raises(faircat.ContractError, match="inputs"):
        model.run(*inputs.values(), np.zeros(8))


def test_lists_of_numbers_are_items_of_features(catalog: faircat.Catalog) -> None:
    network = catalog.models["hbb-in-pythia-8498"]
    random = np.random.default_rng(1)
    counts, filled, items, features = [3, 0, 1], [], [], []
    for size, most in ((18, 60), (9, 5)):
        filled.append(np.zeros((3, size, most), np.float32))
        for row, count in enumerate(counts):
            filled[-1][row, :, :count] = random.random((size, count))
        rows = [array[:, :count] for array, count in zip(filled[-1], counts)]
        items.append(ak.Array([row.T.tolist() for row in rows]))
        features.append(ak.Array([row.tolist() for row in rows]))
    expected = network.run(*filled)["logits"]
    np.testing.assert_allclose(network.run(*items)["logits"], expected, atol=1e-6)
    np.testing.assert_allclose(network.run(*features)["logits"], expected, atol=1e-6)
    empty = network.run(ak.Array([[], [], []]), ak.Array([[], [], []]))["logits"]
    np.testing.assert_allclose(empty[1], expected[1], atol=1e-6)
    with pytest.raises(faircat.ContractError, match="may be items or features"):
        network.run(ak.Array([np.zeros((18, 18)).tolist()]), features[1][:1])


def test_awkward_data_keep_what_they_say(
    model: faircat.Model, inputs: dict[str, np.ndarray]
) -> None:
    first = model.signature.inputs[0]
    names = [it.name for it in first.features]
    whole = {name: [[1.0], []] * 4 for name in names}
    cases: list[tuple[object, str]] = [
        ([[1.0 + 1j], []] * 4, "complex128, not real numbers"),
        ([["1"], []] * 4, "not real numbers"),
        ([[None], []] * 4, "None"),
        ([[[1.0]], []] * 4, "lists, not a number"),
    ]
    for values, said in cases:
        bad = ak.zip({**whole, names[0]: values}, depth_limit=2)
        with pytest.raises(faircat.ContractError, match=said) as raised:
            model.run({**inputs, first.name: bad})
        assert raised.value.diagnostics[0].hint
    for bad in (
        ak.Array([[[1j] * len(names)], []] * 4),
        ak.Array([[np.datetime64("2026-01-01")], []] * 4),
        ak.Array([1, "a", [2]]),
        ak.Array([[1, {"x": 2}], []] * 4),
        ak.Array([[[[1.0]]], []] * 4),
    ):
        with pytest.raises(faircat.ContractError) as raised:
            model.run({**inputs, first.name: bad})
        assert raised.value.diagnostics[0].hint


def test_masked_values_are_no_numbers(model: faircat.Model, inputs: dict[str, np.ndarray]) -> None:
    first = next(iter(inputs))
    array = inputs[first]
    whole = model.run({**inputs, first: np.ma.masked_array(array, mask=False)})
    expected = model.run(inputs)
    for name in expected:
        np.testing.assert_array_equal(whole[name], expected[name])
    one = np.zeros(array.shape, bool)
    one.flat[-1] = True
    rows = [np.ma.masked_array(row, mask=mask) for row, mask in zip(array, one)]
    for bad in (np.ma.masked_array(array, mask=True), np.ma.masked_array(array, one), rows):
        with pytest.raises(faircat.ContractError, match="masked values") as raised:
            model.run({**inputs, first: bad})
        assert "filled" in str(raised.value.diagnostics[0].hint)


class Refusing:
    def __array__(self, *_: object, **__: object) -> np.ndarray:
        raise RuntimeError("it is elsewhere\nand far away")


@pytest.mark.parametrize(
    "bad", [[[1], [1, 2]], None, 1j, object(), Refusing(), b"a", np.datetime64("2026-01-01")]
)
def test_what_is_no_array_is_told(
    bad: object, model: faircat.Model, inputs: dict[str, np.ndarray]
) -> None:
    first = next(iter(inputs))
    with pytest.raises(faircat.ContractError) as raised:
        model.run({**inputs, first: bad})
    assert raised.value.diagnostics[0].hint
    assert "far away" not in str(raised.value)


def test_what_else_a_table_holds_is_not_looked_at(
    model: faircat.Model, inputs: dict[str, np.ndarray]
) -> None:
    expected = model.run(inputs)
    more = {"writer": ["anna"] * 8, "bins": np.arange(3.0), "about": "test", "date": None}
    found = model.run({**more, **inputs})
    for name in expected:
        np.testing.assert_array_equal(found[name], expected[name])
    with pytest.raises(faircat.ContractError, match="is missing; the data have") as raised:
        model.run(more)
    assert raised.value.diagnostics[0].code == "missing-input"


def test_frames_of_features_may_have_other_columns(catalog: faircat.Catalog) -> None:
    digits = catalog.models["digits-dense"]
    names = [it.name for it in digits.signature.inputs[0].features]
    values = np.random.default_rng(0).integers(0, 16, (5, 64)).astype(np.float32)
    frame = pandas.DataFrame(values, columns=names)
    expected = digits.run(frame)
    more = frame.assign(writer="anna", when=pandas.Timestamp("2020-01-01"), target=3)
    np.testing.assert_array_equal(digits.run(more[more.columns[::-1]]), expected)
    with pytest.raises(faircat.ContractError, match=f"of its features `{names[0]}` is missing"):
        digits.run(more.drop(columns=names[0]))
    with pytest.raises(faircat.ContractError, match="has no data yet") as raised:
        digits.run(polars.from_pandas(frame).lazy())
    assert "collect" in raised.value.diagnostics[0].hint


def tensors(array: np.ndarray) -> pyarrow.FixedShapeTensorArray:
    return pyarrow.FixedShapeTensorArray.from_numpy_ndarray(np.ascontiguousarray(array))


@pytest.fixture(scope="module")
def tables(model: faircat.Model, inputs: dict[str, np.ndarray]) -> dict[str, object]:
    """The same jets as tables of other libraries hold them."""
    lists = {name: ak.from_regular(ak.Array(array), axis=None) for name, array in inputs.items()}
    records = {
        it.name: ak.zip({f.name: lists[it.name][:, place] for place, f in enumerate(it.features)})
        for it in model.signature.inputs
    }
    by_feature = {
        f.name: lists[it.name][:, place]
        for it in model.signature.inputs
        for place, f in enumerate(it.features)
    }
    events = ak.zip(records, depth_limit=1)
    return {
        "events": ak.with_field(events, np.arange(8), "number"),
        "features of events": ak.zip(by_feature, depth_limit=1),
        "mapping of features": by_feature,
        "arrow, lists": ak.to_arrow_table(ak.zip(lists, depth_limit=1), extensionarray=False),
        "arrow, records": ak.to_arrow_table(events, extensionarray=False),
        "arrow, tensors": pyarrow.table({name: tensors(it) for name, it in inputs.items()}),
        "arrow, chunks of tensors": {
            name: pyarrow.chunked_array([tensors(it[:3]), tensors(it)[3:]])
            for name, it in inputs.items()
        },
        "pandas": pandas.DataFrame({name: list(array) for name, array in inputs.items()}),
        "pandas by arrow": pyarrow.table({n: a.tolist() for n, a in inputs.items()}).to_pandas(),
        "polars": polars.DataFrame({name: array.tolist() for name, array in inputs.items()}),
    }


@pytest.mark.parametrize(
    "kind",
    [
        *("events", "features of events", "mapping of features", "arrow, lists", "arrow, records"),
        *("arrow, tensors", "arrow, chunks of tensors", "pandas", "pandas by arrow", "polars"),
    ],
)
def test_tables_that_hold_inputs_as_columns(
    model: faircat.Model, inputs: dict[str, np.ndarray], tables: dict[str, object], kind: str
) -> None:
    expected, found = model.run(inputs), model.run(tables[kind])
    for name in expected:
        np.testing.assert_allclose(found[name], expected[name], atol=1e-6)


def test_tensors_of_arrow_are_arrays(model: faircat.Model, inputs: dict[str, np.ndarray]) -> None:
    expected = model.run(inputs)
    found = model.run(*map(tensors, inputs.values()))
    for name in expected:
        np.testing.assert_array_equal(found[name], expected[name])
    first, array = next(iter(inputs.items()))
    whole = tensors(array)
    rows = pyarrow.array([array[0].ravel().tolist(), None] * 4, whole.type.storage_type)
    missing = pyarrow.ExtensionArray.from_storage(whole.type, rows)
    with pytest.raises(faircat.ContractError, match="rows without a tensor") as raised:
        model.run({**inputs, first: missing})
    assert raised.value.diagnostics[0].hint


def test_one_item_without_its_axis_is_told(
    model: faircat.Model, inputs: dict[str, np.ndarray]
) -> None:
    alone = [array[0] for array in inputs.values()]
    shape = r"has the shape \[\d+, \d+\], without an axis of items"
    with pytest.raises(faircat.ContractError, match=shape) as raised:
        model.run(*alone)
    assert "`array[None]`" in str(raised.value.diagnostics[0].hint)
    found, expected = model.run(*(it[None] for it in alone)), model.run(inputs)
    for name in expected:
        np.testing.assert_allclose(found[name][0], expected[name][0], atol=1e-6)


def test_awkward_arrays_whose_rows_are_alike(catalog: faircat.Catalog) -> None:
    digits = catalog.models["digits-dense"]
    values = np.random.default_rng(0).integers(0, 16, (5, 64)).astype(np.float32)
    expected = digits.run(values)
    names = [it.name for it in digits.signature.inputs[0].features]
    columns = ak.Array({name: values[:, place] for place, name in enumerate(names)})
    for table in (ak.from_regular(ak.Array(values)), ak.Array(values), columns):
        np.testing.assert_array_equal(digits.run(table), expected)
    with pytest.raises(faircat.ContractError, match="not equally long"):
        digits.run(ak.Array([[1.0, 2.0], [3.0]]))
