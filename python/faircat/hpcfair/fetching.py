"""Files of works to this machine, by the program: resumed, checked, and kept in its cache."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path

import faircat
from faircat._program import output_of, program_words
from faircat._user_cache import user_cache
from faircat.works import Work

from .metadata import artifacts


def fetched(
    work: Work, dest: Path | None = None, force: bool = False, allow_private: bool = False
) -> Path:
    """The folder with all files of a work.

    Raises:
        faircat.Error: A file could not be had, or none is offered; the hint has the conditions.
    """
    if not artifacts(work):
        raise faircat.Error.of("no-files", f"`{work.id}` offers no files", conditions(work))
    target = dest or user_cache() / "fetched" / of_catalogue(work)
    target.mkdir(parents=True, exist_ok=True)
    root, id = work._place()
    # Whatever a site on this disk has, the program finds in the cache from here on.
    kept = [work._kept(file, force) for file in work.files]
    options = ["--root", root, "--dest", str(target)]
    options += ["--force"] if force and None in kept else []
    options += ["--allow-private"] if allow_private or work._catalog.allow_private else []
    try:
        output_of(program_words(), "fetch", id, *options)
    except faircat.Error as problem:
        raise type(problem)([with_conditions(it, work) for it in problem.diagnostics]) from problem
    return target / id.rpartition("/")[2]


def with_conditions(problem: faircat.Diagnostic, work: Work) -> faircat.Diagnostic:
    """The problem with what somebody has to do to get the files."""
    remedies = [it for it in (problem.hint, conditions(work)) if it]
    return dataclasses.replace(problem, hint="; ".join(remedies))


def of_catalogue(work: Work) -> str:
    """A folder name for each catalogue, as two may have works of one name."""
    source = str(work._catalog.source)
    return hashlib.sha256(source.encode()).hexdigest()[:12]


def conditions(work: Work) -> str:
    """What somebody has to do to get the files."""
    access = work.metadata.get("access") or {}
    words = access.get("conditions") or "no conditions are told"
    address = work.metadata.get("url")
    return f"{words}; see {address}" if address else str(words)
