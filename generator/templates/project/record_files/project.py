"""What a project says of itself, in `config/project.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

# What people write before a DOI.
BEFORE_DOI = re.compile(r"^(https?://(dx\.)?doi\.org/|doi:)", re.IGNORECASE)


@dataclass(frozen=True)
class Project:
    """The answers with which a project began. What there is not is an empty text.

    `organization` says that the author is one, or a group of people.
    """

    title: str
    slug: str
    description: str
    author: str
    organization: bool
    orcid: str
    license: str
    data_doi: str
    code_doi: str


def read(path: Path) -> Project:
    """Read the file; `ValueError` names it and what is wrong with it."""
    try:
        stated = tomllib.loads(path.read_text(encoding="utf-8"))
        for key in ("data_doi", "code_doi"):
            stated[key] = BEFORE_DOI.sub("", stated[key].strip())
        return Project(**stated)
    except KeyError as problem:
        raise ValueError(f"{path}: there is no {problem}") from problem
    except (AttributeError, TypeError, ValueError) as problem:
        raise ValueError(f"{path}: {problem}") from problem
