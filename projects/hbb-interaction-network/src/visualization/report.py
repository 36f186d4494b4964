"""Command: figures and numbers of the jets in a folder of shards, for a person to judge them by.

Example: `python -m src.visualization.report --data data/jets --out reports`. Writes
`simulation.md`, `simulation.json` and the figures.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from ..data.features import CLASSES
from ..data.shards import JetSet, concatenate, find_shards, read_provenance, read_shard, take
from . import figures
from .composition import FLAVOURS, composition, flavours, summary
from .published import BASELINE, NETWORKS, auc_with_error, roc_curve, scores

JETS = 40000
"""The most jets that a report is made of."""

CAPTIONS = {
    "jets": "Kinematics and multiplicities of the jets, by class",
    "tracks": "The 30 features over all tracks, by class",
    "vertices": "The 14 features over all secondary vertices, by class",
    "flavours": "Flavour of the jets, by the heavy hadrons in them",
    "roc": "Published networks, not retrained, on these jets",
}


def load(folder: Path, most: int) -> tuple[JetSet, list[Path]]:
    """The first jets of the shards of a folder, and the shards they come from.

    Raises `FileNotFoundError` where there is no shard.
    """
    parts, used, jets = [], [], 0
    for path in find_shards(folder):
        if jets >= most:
            break
        part = read_shard(path)
        parts.append(take(part, slice(0, most - jets)))
        used.append(path)
        jets += len(part)
    if not parts:
        raise FileNotFoundError(f"{folder}: no shards; `make data` makes them")
    return concatenate(parts), used


def published_results(folder: Path, jets: JetSet) -> tuple[dict[str, Any], list[figures.Roc]]:
    """AUC of the published networks, by flavour for the baseline, and their ROC curves."""
    results, curves = {}, []
    for name, score in scores(folder, jets):
        auc, error = auc_with_error(score, jets.label)
        results[name] = {"auc": auc, "error": error, "auc_on_cms_jets": NETWORKS[name][2]}
        curves.append((name, auc, *roc_curve(score, jets.label)))
        if name == BASELINE:
            results[name]["by_flavour_of_qcd"] = _by_flavour(score, jets)
    return results, curves


def _by_flavour(score: Any, jets: JetSet) -> dict[str, float]:
    """AUC of all signal jets against the QCD jets of one flavour; flavours with 20 or more."""
    flavour, found = flavours(jets), {}
    for number, name in enumerate(FLAVOURS):
        chosen = (jets.label == 1) | (flavour == number)
        if (chosen & (jets.label == 0)).sum() >= 20:
            found[name] = auc_with_error(score[chosen], jets.label[chosen])[0]
    return found


def numbers(jets: JetSet, shards: list[Path], published: dict[str, Any]) -> dict[str, Any]:
    """Everything that the report states, for `simulation.json`."""
    made = [read_provenance(path) for path in shards]
    return {
        "jets": len(jets),
        "shards": len(shards),
        "seeds": [entry["seed"] for entry in made if "seed" in entry],
        "versions": made[0].get("versions", {}),
        "classes": summary(jets),
        "flavours": composition(jets),
        "published_networks": published,
    }


def page(found: dict[str, Any], names: list[str]) -> str:
    """The report as Markdown."""
    parts = [
        "# Simulated jets\n",
        f"{found['jets']:,} jets of {found['shards']} shards. Made by `make report`.\n",
        _table(["", *CLASSES], _rows(found["classes"])),
        "## Flavours\n",
        _table(["", *CLASSES], _rows(found["flavours"])),
    ]
    if found["published_networks"]:
        rows = [
            [name, f"{entry['auc']:.4f} ± {entry['error']:.4f}", f"{entry['auc_on_cms_jets']:.4f}"]
            for name, entry in found["published_networks"].items()
        ]
        flavour = found["published_networks"].get(BASELINE, {}).get("by_flavour_of_qcd", {})
        parts += [
            "## Published networks, not retrained\n",
            _table(["network", "AUC on these jets", "AUC on CMS jets"], rows),
            "The largest of them, by the flavour of the QCD jets:\n",
            _table(["flavour", "AUC"], [[name, f"{auc:.4f}"] for name, auc in flavour.items()]),
        ]
    parts += [f"## {CAPTIONS[name]}\n\n![{CAPTIONS[name]}]({name}.svg)\n" for name in names]
    return "\n".join(parts)


def _rows(columns: dict[str, dict[str, float]]) -> list[list[str]]:
    first = columns[CLASSES[0]]
    return [[key, *(_number(columns[name][key]) for name in CLASSES)] for key in first]


def _number(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:.4g}"


def _table(header: list[str], rows: list[list[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def write(jets: JetSet, shards: list[Path], networks: Path | None, out: Path) -> dict[str, Any]:
    """Writes the report into the folder `out`; what it states."""
    out.mkdir(parents=True, exist_ok=True)
    published, curves = published_results(networks, jets) if networks else ({}, [])
    found = numbers(jets, shards, published)
    drawn = {
        "jets": figures.draw_jets(jets),
        "tracks": figures.draw_tracks(jets),
        "vertices": figures.draw_vertices(jets),
        "flavours": figures.draw_flavours(found["flavours"]),
    }
    if curves:
        drawn["roc"] = figures.draw_roc(curves)
    for name, figure in drawn.items():
        figures.save(figure, out / f"{name}.svg")
    (out / "simulation.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    (out / "simulation.md").write_text(page(found, list(drawn)), encoding="utf-8")
    return found


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """The command's arguments."""
    parser = argparse.ArgumentParser(prog="python -m src.visualization.report", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the shards")
    parser.add_argument("--out", type=Path, required=True, help="folder of the report")
    parser.add_argument("--jets", type=int, default=JETS, help="the most jets to look at")
    parser.add_argument("--networks", type=Path, help="folder of the published networks (.pth)")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    """Runs the command; 0 when the report is written."""
    options = parse(arguments)
    if options.networks is None:
        print("no folder of published networks (--networks): their AUC is left out")
    elif not options.networks.is_dir():
        print(f"{options.networks}: no such folder; the networks' AUC is left out")
        options.networks = None
    try:
        jets, shards = load(options.data, options.jets)
    except (FileNotFoundError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    found = write(jets, shards, options.networks, options.out)
    for name, entry in found["published_networks"].items():
        print(f"{name}: AUC {entry['auc']:.4f} ± {entry['error']:.4f}")
    print(f"{found['jets']} jets: {options.out / 'simulation.md'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
