"""Tables of medians and ratios, as Markdown; the same as JSON, and two such files beside each other."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .measuring import Run
from .rounds import COLD, FULL, OURS, WARM, Result

MB = 1_000_000
NOTHING = "–"

Data = dict[str, Any]


def as_data(results: Mapping[str, Result]) -> Data:
    """Medians of every contestant, by kind of build: what ``--json`` writes and ``--against`` reads."""
    return {
        name: {
            "bytes": result.bytes,
            "pages": result.pages,
            "builds": {kind: _medians(runs) for kind, runs in result.runs.items()},
        }
        for name, result in results.items()
    }


def _medians(runs: Sequence[Run]) -> Data:
    seconds = [run.cost.seconds for run in runs]
    steps = runs[0].steps
    return {
        "runs": len(runs),
        "seconds": statistics.median(seconds),
        "fastest": min(seconds),
        "slowest": max(seconds),
        "cpu": statistics.median(run.cpu for run in runs),
        "memory": max(run.cost.memory for run in runs),
        "steps": {
            step: {
                "seconds": statistics.median(run.steps[step].seconds for run in runs),
                "memory": max(run.steps[step].memory for run in runs),
            }
            for step in steps
        },
    }


def table(data: Data) -> str:
    """One line a contestant and kind of build; the ratio is its time to our cold build's."""
    unit = data[OURS]["builds"][COLD]["seconds"]
    rows = [
        [
            name, kind, f"{build['seconds']:.2f}", f"{build['fastest']:.2f}–{build['slowest']:.2f}",
            f"{build['seconds'] / unit:.2f}", f"{build['cpu']:.2f}", _mega(build["memory"]), _mega(one["bytes"]),
            str(one["pages"]),
        ]
        for name, one in data.items()
        for kind, build in one["builds"].items()
    ]  # fmt: skip
    heads = ["", "build", "s, median", "s, range", "ratio", "CPU s", "peak MB", "output MB", "pages"]
    return markdown(heads, rows)


def steps(data: Data) -> str:
    """The steps of our builds, cold and warm, with everything that we make."""
    builds = data[FULL if FULL in data else OURS]["builds"]
    names = dict.fromkeys(step for build in builds.values() for step in build["steps"])
    rows = [[step, *(_step(builds, kind, step) for kind in (COLD, WARM))] for step in names]
    return markdown(["step of this project", f"s, {COLD}", f"s, {WARM}"], rows)


def _step(builds: Data, kind: str, step: str) -> str:
    found = builds.get(kind, {}).get("steps", {}).get(step)
    return f"{found['seconds']:.2f}" if found else NOTHING


def against(old: Data, new: Data) -> str:
    """What became faster and what slower since an earlier file; a ratio below 1 is faster."""
    rows = [
        [name, kind, f"{before['seconds']:.2f}", f"{build['seconds']:.2f}",
         f"{build['seconds'] / before['seconds']:.2f}", _ratio(build["memory"], before["memory"])]
        for name, one in new.items()
        for kind, build in one["builds"].items()
        if (before := old.get(name, {}).get("builds", {}).get(kind))
    ]  # fmt: skip
    return markdown(["", "build", "s before", "s now", "ratio", "ratio of memory"], rows)


def _ratio(new: float, old: float) -> str:
    return f"{new / old:.2f}" if old else NOTHING


def _mega(number: int) -> str:
    return f"{number / MB:.1f}" if number else NOTHING


def markdown(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table with columns of even width."""
    lines = [list(heads), *(list(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    shown = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in lines
    ]
    return "\n".join([shown[0], "| " + " | ".join("-" * width for width in widths) + " |", *shown[1:]])
