"""Builds all contestants in turn, again and again, so that a slow minute of the machine hits everybody alike."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from . import facts, own_layout
from .corpus import Corpus
from .measuring import Run, measure
from .peers import SITE, Contestant

OURS = "this project"
FULL = "this project, with API, feeds and cards"
COLD, WARM = "cold", "one page edited"
EPOCH = (facts.DAY - date(1970, 1, 1)).days * 86400
ENVIRONMENT = {
    "SOURCE_DATE_EPOCH": str(EPOCH),
    "NO_MKDOCS_2_WARNING": "1",
    "PYTHONDONTWRITEBYTECODE": "",  # none of the programs is compiled anew each time, whatever this machine is set to
}
ADDED = "\nRead this page again before you leave.\n"


@dataclass
class Result:
    """Every run of one contestant, and what its last cold build wrote."""

    runs: dict[str, list[Run]] = field(default_factory=dict)
    bytes: int = 0
    pages: int = 0


def ours(corpus: Corpus, folder: Path, name: str = OURS) -> Contestant:
    """This project, as publishing calls it: check, pages with search, audit, swap.

    With API, feeds and cards, which no peer makes, only as ``FULL``.
    """
    config = own_layout.write(corpus, folder, {} if name == FULL else {"site_url": ""})
    script = own_layout.ROOT / "scripts" / "build.py"
    command = [sys.executable, str(script), "--config", str(config), "--site-dir", str(folder / SITE)]
    edited = folder / "docs/topics/lost-passport/index.en.md"
    return Contestant(name, folder, (command,), (".cache", "dist"), edited)


def compare(contestants: Sequence[Contestant], rounds: int, warm_up: int = 1) -> dict[str, Result]:
    """Build everything ``rounds`` times in turn, after ``warm_up`` rounds that do not count."""
    results = {one.name: Result() for one in contestants}
    for number in range(1 - warm_up, rounds + 1):
        for one in contestants:
            for kind, run in _builds(one):
                print(f"bench: round {number}/{rounds}: {one.name}, {kind}: {run.cost.seconds:.2f} s", file=sys.stderr)
                if number > 0:
                    results[one.name].runs.setdefault(kind, []).append(run)
    for one in contestants:
        results[one.name].bytes, results[one.name].pages = size(one.folder / SITE)
    return results


def _builds(contestant: Contestant) -> Iterator[tuple[str, Run]]:
    """A cold build and, where something is kept between builds, one after a page was edited."""
    contestant.clean()
    yield COLD, _measured(contestant)
    if contestant.edited:
        with _edit(contestant.edited):
            yield WARM, _measured(contestant)


def _measured(contestant: Contestant) -> Run:
    """One build; what others have written is on the disk before it begins, and does not go there meanwhile."""
    os.sync()
    return measure(contestant.commands, contestant.folder, ENVIRONMENT)


@contextmanager
def _edit(page: Path) -> Iterator[None]:
    """The page with one paragraph more; afterwards as it was."""
    before = page.read_text(encoding="utf-8")
    page.write_text(before + ADDED, encoding="utf-8")
    try:
        yield
    finally:
        page.write_text(before, encoding="utf-8")


def size(site: Path) -> tuple[int, int]:
    """Bytes of all files of a site, and the number of its HTML pages."""
    files = [file for file in site.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files), sum(file.suffix == ".html" for file in files)
