"""A work as a small card, which notebooks show."""

from __future__ import annotations

import html
import json
import math
from typing import TYPE_CHECKING, Any

from ._shown import plain
from .errors import Error

if TYPE_CHECKING:
    from .works import Work

__all__ = ["card"]

_CLAIMS = "model-R1-claims-hold"
# Somebody else's site may say what fills the notebook.
_LONGEST = 500
_SAID = {"pass": "yes", "fail": "yes, and they do not hold"}


def card(work: Work) -> str:
    """Title, with a link to the work's page, and what decides whether one looks further."""
    known = work.metadata
    own = known.get("model") or known.get("dataset") or {}
    rows = {
        "kind": known.get("kind"),
        "name": work.id,
        "version": known.get("version"),
        "licence": known.get("license"),
        "items": _items(own),
        "figure": _figure(own.get("evaluations") or []),
        "checked": _checked(work) if known.get("model") else None,
    }
    told = "".join(
        f'<tr><th style="text-align: left">{name}</th>'
        f'<td style="text-align: left">{_shown(value)}</td></tr>'
        for name, value in rows.items()
        if value
    )
    return f"<table><caption>{_title(work)}</caption><tbody>{told}</tbody></table>"


def _shown(value: object) -> str:
    text = plain(str(value))
    return html.escape(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")


def _title(work: Work) -> str:
    title = _shown(work.title)
    place = _page(work)
    return f'<a href="{html.escape(place)}">{title}</a>' if place else title


def _page(work: Work) -> str:
    """The work's page on its site, or the one that its record names; empty where there is none."""
    place = f"{work._catalog.source.rstrip('/')}/{work.id}/"
    named = str(work.metadata.get("url") or "")
    found = (it for it in (place, named) if it.startswith(("https://", "http://")))
    return plain(next(found, ""))


def _items(of: dict[str, Any]) -> str:
    """How many items a dataset has, and what they are."""
    count, item = of.get("number_of_items"), of.get("item") or "item"
    return f"{count:,} ({item})" if isinstance(count, int) else ""


def _figure(evaluations: list[dict[str, Any]]) -> str:
    """The first figure that the record claims, if it can of those that can be checked."""
    known = [it for it in evaluations if isinstance(it.get("value"), (int, float))]
    first = next((it for it in known if it.get("control_set")), next(iter(known), None))
    if first is None:
        return ""
    unit = first.get("unit")
    value = _with_spread(first["value"], first.get("uncertainty"))
    words = f"{first.get('metric')} {value}{f' {unit}' if unit and unit != '1' else ''}"
    of = ", ".join(str(first[it]) for it in ("dataset", "split", "condition") if first.get(it))
    return f"{words} ({of})" if of else words


def _with_spread(value: float, spread: float | None) -> str:
    """A value to the second digit of its uncertainty; without one, to six digits."""
    if not isinstance(spread, (int, float)) or not 0 < spread < math.inf:
        return f"{value:.6g}"
    places = max(0, 1 - math.floor(math.log10(spread)))
    return f"{value:.{places}f} ± {spread:.{places}f}"


def _checked(work: Work) -> str:
    """Whether the claims were recomputed, as the scorecard says; empty where it says nothing."""
    try:
        found = json.loads(work.export("scorecard"))
    except Error:
        # What is shown in passing asks nothing of a site that cannot be reached now.
        return ""
    for principle in _objects(found, "principles"):
        for it in _objects(principle, "indicators"):
            if it.get("id") == _CLAIMS:
                said = _SAID.get(str(it.get("verdict")), "no")
                return f"{said}: {it.get('evidence', '')}"
    return ""


def _objects(of: Any, name: str) -> list[dict[str, Any]]:
    value = of.get(name) if isinstance(of, dict) else None
    return [it for it in value if isinstance(it, dict)] if isinstance(value, list) else []
