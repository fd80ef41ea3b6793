"""How time and memory grow with the number of pages: this project alone, built cold at several sizes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from .corpus import Corpus
from .report import MB, NOTHING, as_data, markdown
from .rounds import COLD, FULL, compare, ours

WHOLE = "whole build"


def measure_growth(sizes: Sequence[int], seed: int, rounds: tuple[int, int], folder: Path) -> dict[int, dict[str, Any]]:
    """Per size: medians of the whole build and of each step; ``rounds`` that count, and before them that do not."""
    found = {}
    for pages in sorted(sizes):
        with TemporaryDirectory(dir=folder) as place:
            contestant = ours(Corpus(pages, seed), Path(place) / "corpus", FULL)
            contestant = replace(contestant, edited=None)
            found[pages] = as_data(compare([contestant], *rounds))[FULL]["builds"][COLD]
    return found


def steps_of(growth: dict[int, dict[str, Any]]) -> list[str]:
    """The whole build first, then its steps."""
    return [WHOLE, *next(iter(growth.values()))["steps"]]


def cost(build: dict[str, Any], step: str) -> dict[str, float]:
    """Seconds and bytes of a step, or of the whole build."""
    found: dict[str, float] = build if step == WHOLE else build["steps"].get(step, {"seconds": 0.0, "memory": 0})
    return found


def table(growth: dict[int, dict[str, Any]]) -> str:
    """Seconds and memory per step and size; the factor is time per page beside that of the size before."""
    rows = []
    for step in steps_of(growth):
        before: tuple[int, float] | None = None
        for pages, build in growth.items():
            one = cost(build, step)
            factor = _factor(before, pages, one["seconds"])
            memory = f"{one['memory'] / MB:.0f}" if one["memory"] else NOTHING
            rows.append([step, str(pages), f"{one['seconds']:.2f}", factor, memory])
            before = pages, one["seconds"]
    return markdown(["step", "pages", "s", "per page, to the size before", "peak MB"], rows)


def _factor(before: tuple[int, float] | None, pages: int, seconds: float) -> str:
    if not before or not before[1]:
        return NOTHING
    return f"{(seconds / pages) / (before[1] / before[0]):.2f}"
