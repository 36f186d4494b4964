from __future__ import annotations

import hashlib
import io
from pathlib import Path

import numpy as np
import pytest
import yaml
from record_files import artifacts, checksum, machine, npz, record_yaml


def test_equal_arrays_give_equal_bytes_that_numpy_reads() -> None:
    arrays = {"x": np.arange(6, dtype=np.float32).reshape(2, 3), "label": np.array([0, 1])}
    content = npz.packed(arrays, level=9, permissions=0o644)
    assert content == npz.packed(arrays, level=9, permissions=0o644)
    assert content != npz.packed(arrays, level=9, permissions=0o600)
    with np.load(io.BytesIO(content), allow_pickle=False) as read:
        assert list(read) == ["x", "label"]
        for name, values in arrays.items():
            np.testing.assert_array_equal(read[name], values)


def test_a_record_is_written_for_people(tmp_path: Path) -> None:
    record = {"kind": "dataset", "tags": ["a", "1", "'2"], "description": "One.\nTwo.\n"}
    file = tmp_path / "datasets" / "record.yaml"
    record_yaml.write(file, record, "Made by a test:\nchange that.", 80)
    text = file.read_text(encoding="utf-8")
    assert text == (
        "# Made by a test:\n# change that.\nkind: dataset\ntags:\n  - a\n  - \"1\"\n  - '''2'\n"
        "description: |\n  One.\n  Two.\n"
    )
    assert yaml.safe_load(text) == record


def test_numbers_are_grouped_as_on_the_pages() -> None:
    grouped = [record_yaml.grouped(number) for number in (0, 9999, 10_000, 1_234_567)]
    assert grouped == ["0", "9999", "10\u202f000", "1\u202f234\u202f567"]


def test_checksum_and_size_are_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"abc")
    digest = hashlib.sha256(b"abc").hexdigest()
    assert checksum.size_and_sha256(file) == {"size": 3, "sha256": digest}


def test_the_machine_has_a_name_and_its_packages_versions() -> None:
    told = machine.describe(["numpy"])
    assert told["packages"] == {"numpy": np.__version__}
    assert told["processor"] and told["cores"] >= 1


def test_a_record_names_its_files_and_their_licence(tmp_path: Path) -> None:
    artifacts.write_licence(tmp_path, "Copyright $year\n", "2026")
    assert (tmp_path / "LICENSE").read_text(encoding="utf-8") == "Copyright 2026\n"
    entry = artifacts.licence(tmp_path)
    assert list(entry) == [
        *("role", "path", "format", "media_type", "description"),
        *("size", "sha256"),
    ]
    assert (entry["role"], entry["path"], entry["size"]) == ("documentation", "LICENSE", 15)
    other = artifacts.artifact(tmp_path, "LICENSE", role="data", format="text")
    assert other == {"role": "data", "path": "LICENSE", "format": "text"} | {
        key: entry[key] for key in ("size", "sha256")
    }


def test_what_happened_to_a_record_stays(tmp_path: Path) -> None:
    file = tmp_path / "record.yaml"
    made = {"title": "One", "identifiers": ["doi:10.1234/data"]}
    record_yaml.write(file, made, "Ours.", 80)
    deposited = file.read_text(encoding="utf-8").replace("title: One", "title: Two") + (
        '  - "doi:10.5281/zenodo.42"\nextensions:\n  deposit: {zenodo: {id: "42"}}\n'
        "status: withdrawn\nwithdrawn: {date: 2026-01-01, reason: Wrong}\n"
    )
    file.write_text(deposited, encoding="utf-8")
    record_yaml.write(file, made, "Ours.", 80)
    record = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert record["title"] == "One"
    assert record["identifiers"] == ["doi:10.1234/data", "doi:10.5281/zenodo.42"]
    assert record["extensions"] == {"deposit": {"zenodo": {"id": "42"}}}
    assert record["status"] == "withdrawn" and record["withdrawn"]["reason"] == "Wrong"


def test_what_people_add_to_a_record_stays(tmp_path: Path) -> None:
    file = tmp_path / "record.yaml"
    record_yaml.write(file, {"title": "One"}, "Ours.", 80)
    added = "text_language: en\r\ntranslations:\r\n  - {language: de, title: Eins}\r\n"
    windows = file.read_text(encoding="utf-8").replace("\n", "\r\n") + added
    file.write_bytes(windows.encode())
    record_yaml.write(file, {"title": "Two"}, "Ours.", 80)
    assert yaml.safe_load(file.read_text(encoding="utf-8")) == {
        "title": "Two",
        "text_language": "en",
        "translations": [{"language": "de", "title": "Eins"}],
    }
    file.write_text("# Ours.\ntitle: [\n", encoding="utf-8")
    with pytest.raises(record_yaml.OthersRecordError, match="no YAML any more"):
        record_yaml.write(file, {"title": "Three"}, "Ours.", 80)


def test_a_record_of_somebody_else_stays(tmp_path: Path) -> None:
    file = tmp_path / "models" / "photons" / "record.yaml"
    record_yaml.write(file, {"title": "One"}, "Made by one:\nours.", 80)
    record_yaml.write(file, {"title": "Two"}, "Made by one:\nours.", 80)
    before = file.read_bytes()
    for comment in ("Made by two:\nours.", "Made by one:\ntheirs."):
        told = f"somebody else.*let it begin with\n# {comment.splitlines()[0]}\n"
        with pytest.raises(record_yaml.OthersRecordError, match=told):
            record_yaml.write(file, {"title": "Three"}, comment, 80)
    single = file.parent.with_name("photons.yaml")
    with pytest.raises(record_yaml.OthersRecordError, match="a record of this name"):
        record_yaml.write(single, {"title": "Three"}, "Made by one:\nours.", 80)
    assert file.read_bytes() == before and not single.exists()
