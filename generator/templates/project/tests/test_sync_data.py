"""Data by DOI, with programs in the place of the repositories' clients."""

from __future__ import annotations

from pathlib import Path

import pytest
from record_files import sync_data

PROJECT = """\
title = "A"
slug = "a"
description = "B"
author = "C"
organization = false
orcid = ""
license = "MIT"
data_doi = "{doi}"
code_doi = ""
"""
ZENODO = "10.5281/zenodo.1234"


@pytest.mark.parametrize(
    ("doi", "client", "word"),
    [
        (ZENODO, "zenodo_get", ZENODO),
        ("10.7483/opendata.cms.jgjx.ms7q", "cernopendata-client", "--verify"),
        ("10.34740/KAGGLE/DSV/123", "kaggle", "ada/showers"),
    ],
)
def test_the_form_of_a_doi_names_the_client(
    doi: str, client: str, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = "https://www.kaggle.com/datasets/ada/showers?resource=download"
    monkeypatch.setattr(sync_data, "page_of", lambda doi: page)
    command = sync_data.client_of(doi)(doi, Path("raw"))
    assert command[0] == client and word in command


@pytest.mark.parametrize(
    "doi", ["10.1000/1", "10.5281/zenodo.", "10.5281/zenodo.1 --sandbox", "10.34740/kaggle/x/1"]
)
def test_another_doi_is_refused(doi: str) -> None:
    with pytest.raises(ValueError, match="no client is known"):
        sync_data.client_of(doi)


def test_a_page_that_is_no_data_set_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sync_data, "page_of", lambda doi: "https://example.org/--help/x")
    with pytest.raises(ValueError, match="does not lead to the page of a Kaggle data set"):
        sync_data.kaggle("10.34740/kaggle/ds/1", Path("raw"))


def call(folder: Path, *more: str) -> int:
    places = {"--project": "project.toml", "--manifest": "manifest.txt", "--out": "raw"}
    options = [part for name, path in places.items() for part in (name, str(folder / path))]
    return sync_data.main([*options, *more])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose data a program that stands for zenodo_get brings."""
    (tmp_path / "project.toml").write_text(PROJECT.format(doi=ZENODO))
    client = tmp_path / "bin" / "zenodo_get"
    client.parent.mkdir()
    client.write_text(f'#!/bin/sh\ncp "{tmp_path}/published" a.csv\necho "$@" > asked\n')
    client.chmod(0o755)
    (tmp_path / "published").write_text("1,2\n")
    monkeypatch.setattr(sync_data.sys, "executable", str(client.parent / "python"))
    return tmp_path


def test_data_are_brought_and_keep_their_checksums(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(folder) == 0
    assert (folder / "raw" / "asked").read_text().split()[-1] == ZENODO
    assert "  a.csv\n" in (folder / "manifest.txt").read_text()
    assert call(folder) == 0 and call(folder, "--present") == 0
    assert "2 files, as" in capsys.readouterr().out
    (folder / "published").write_text("1,3\n")
    assert call(folder) == 1
    assert "says: a.csv\n" in capsys.readouterr().err


def test_what_cannot_be_had_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "bin" / "zenodo_get").write_text("#!/bin/sh\nexit 4\n")
    assert call(folder) == 2
    assert "error: zenodo_get ended with 4" in capsys.readouterr().err
    (folder / "raw" / "half.csv").write_text("1,")
    assert call(folder, "--present") == 1 and not (folder / "manifest.txt").exists()
    assert "may not be whole" in capsys.readouterr().err
    (folder / "raw.unfinished").unlink()
    assert call(folder, "--present") == 0
    (folder / "bin" / "zenodo_get").unlink()
    assert call(folder) == 2
    assert "error: zenodo_get is not installed" in capsys.readouterr().err
    (folder / "project.toml").write_text(PROJECT.format(doi=""))
    assert call(folder) == 0
    assert "nothing to bring" in capsys.readouterr().out
    (folder / "project.toml").write_text("title = 1")
    assert call(folder) == 2


def test_a_manifest_of_another_doi_or_with_other_lines_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(folder) == 0
    manifest = folder / "manifest.txt"
    assert manifest.read_text().startswith(f"# doi:{ZENODO}\n")
    (folder / "project.toml").write_text(PROJECT.format(doi=f"https://doi.org/{ZENODO}"))
    assert call(folder) == 0
    (folder / "project.toml").write_text(PROJECT.format(doi=f"{ZENODO}5"))
    assert call(folder) == 2
    assert f"is of {ZENODO}, not of {ZENODO}5: remove it and" in capsys.readouterr().err
    manifest.write_text("")
    assert call(folder, "--present") == 1
    assert "names no file: remove it" in capsys.readouterr().err
    manifest.write_text("0123 a.csv\n")
    assert call(folder, "--present") == 2
    assert "manifest.txt:1: a line is a SHA-256, two spaces" in capsys.readouterr().err
