"""What names there are, and what is imported before it is needed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import faircat
from faircat import hpcfair


def test_slugs_are_completed(catalog: faircat.Catalog) -> None:
    assert catalog.models._ipython_key_completions_() == list(catalog.models)
    assert "hbb-jets-pythia" in catalog.datasets._ipython_key_completions_()


def test_names_are_those_for_users() -> None:
    assert {"record_from", "open", "Catalog"} <= set(dir(faircat))
    assert dir(hpcfair) == ["hpcfair_dataset", "hpcfair_model", "use"]
    assert "search_workflows" in dir(hpcfair.hpcfair_model)
    for module in (hpcfair.hpcfair_model, hpcfair.hpcfair_dataset):
        assert dir(module) == sorted(module.__all__)
        assert all(callable(getattr(module, name)) for name in dir(module))


PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
import faircat
faircat.open(sys.argv[2])
print(*sys.modules)
"""


def test_what_sites_need_is_not_imported_for_a_folder(root: Path) -> None:
    package = Path(faircat.__file__).parents[1]
    small = root / "tests" / "fixtures" / "verified"
    # Without `site`, which imports what some package of the environment asks for.
    command = [sys.executable, "-I", "-S", "-c", PROGRAM, str(package), str(small)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    imported = set(done.stdout.split())
    assert "faircat.catalog" in imported
    late = {"urllib.request", "http.client", "ssl", "subprocess", "tempfile", "numpy"}
    assert not late & imported
    assert not {"faircat._sites", "faircat.recording"} & imported


USES: dict[str, Callable[[faircat.Catalog, Any], object]] = {
    "search": lambda it, bad: it.models.search(bad),
    "search by task": lambda it, bad: it.models.search(task=bad),
    "search of others": lambda it, bad: it.federation.search(bad),
    "cite": lambda it, bad: it.models["hbb-in-pythia-2842"].cite(bad),
    "export": lambda it, bad: it.models["hbb-in-pythia-2842"].export(bad),
    "fetch": lambda it, bad: it.models["hbb-in-pythia-2842"].fetch(bad),
    "split": lambda it, bad: it.datasets["hbb-jets-pythia"].fetch(split=bad),
    "open": lambda _, bad: faircat.open(bad),
}


@pytest.mark.parametrize("bad", [3, ["jet"], b"\xff"])
@pytest.mark.parametrize("use", USES)
def test_what_is_no_text_is_an_error_of_faircat(
    catalog: faircat.Catalog, use: str, bad: Any
) -> None:
    with pytest.raises(faircat.Error) as raised:
        USES[use](catalog, bad)
    assert raised.value.diagnostics[0].hint


@pytest.mark.parametrize("use", ["search", "cite", "export", "open", "fetch"])
def test_nothing_is_an_error_of_faircat(catalog: faircat.Catalog, use: str) -> None:
    with pytest.raises(faircat.Error) as raised:
        USES[use](catalog, None)
    assert raised.value.diagnostics[0].hint
