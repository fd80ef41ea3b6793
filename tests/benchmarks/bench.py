"""Measure building against other generators, on a made-up corpus: medians, ratios, memory, size; or growth.

Every contestant gets the same pages in both languages and builds them in turn, search included, after a round that
does not count. Cold: nothing is kept from an earlier build. Peers live under .cache/bench, from pinned versions.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import growth, plot, report
from benchmarks.corpus import Corpus
from benchmarks.measuring import MeasurementError
from benchmarks.peers import PEERS, Contestant, PeerAbsentError, prepare, version
from benchmarks.rounds import FULL, compare, ours

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache" / "bench"


def main(arguments: list[str] | None = None) -> int:
    """Parse arguments, measure, print Markdown; 1 = a build failed."""
    options = parser().parse_args(arguments)
    CACHE.mkdir(parents=True, exist_ok=True)
    old = json.loads(options.against.read_text(encoding="utf-8")) if options.against else None
    try:
        data = grown(options) if options.growth else compared(options)
    except (MeasurementError, OSError, ValueError) as reason:
        print(f"bench: {reason}", file=sys.stderr)
        return 1
    if old:
        print(f"\nAgainst {options.against}:\n\n{report.against(old['results'], data['results'])}")
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def parser() -> argparse.ArgumentParser:
    """The command line of this verb."""
    result = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    result.add_argument("--pages", type=int, default=1000, help="pages in both languages together (default 1000)")
    result.add_argument("--seed", type=int, default=1, help="another seed, other texts")
    result.add_argument("--rounds", type=int, default=5, help="rounds that count (default 5)")
    result.add_argument("--warm-up", type=int, default=1, help="rounds before them that do not count (default 1)")
    ids = [peer.id for peer in PEERS]
    result.add_argument("--peers", nargs="*", choices=ids, default=ids, help="peers to measure; none: only ourselves")
    result.add_argument("--json", type=Path, help="also write the figures to this file")
    result.add_argument("--against", type=Path, help="compare with a file that --json wrote earlier")
    result.add_argument("--growth", type=_sizes, help="sizes such as 100,1000,10000: only ourselves, at each size")
    result.add_argument("--plot", type=Path, default=ROOT / "dist" / "growth", help="folder of the growth plots")
    return result


def _sizes(words: str) -> list[int]:
    return [int(word) for word in words.split(",")]


def compared(options: argparse.Namespace) -> dict[str, Any]:
    """Build with everybody, print the tables."""
    with TemporaryDirectory(dir=CACHE) as name:
        contestants, absent = _contestants(Corpus(options.pages, options.seed), Path(name), options.peers)
        results = report.as_data(compare(contestants, options.rounds, options.warm_up))
    data = {"about": _about(options), "absent": absent, "results": results}
    print(f"{_heading(data['about'])}\n\n{report.table(results)}\n\n{report.steps(results)}")
    for peer, reason in absent.items():
        print(f"\nAbsent: {peer}: {reason}")
    return data


def _contestants(corpus: Corpus, folder: Path, ids: list[str]) -> tuple[list[Contestant], dict[str, str]]:
    own = ours(corpus, folder / "ours")
    contestants, absent = [own, ours(corpus, folder / "full", FULL)], {}
    for peer in PEERS:
        if peer.id in ids:
            try:
                contestants.append(prepare(peer, own.folder / "mkdocs.yml", folder / peer.id, CACHE))
            except PeerAbsentError as reason:
                absent[peer.name] = str(reason)
    return contestants, absent


def grown(options: argparse.Namespace) -> dict[str, Any]:
    """Build ourselves at every size, print the table, write the plots."""
    found = growth.measure_growth(options.growth, options.seed, (options.rounds, options.warm_up), CACHE)
    print(f"{_heading(_about(options))}\n\n{growth.table(found)}")
    options.plot.mkdir(parents=True, exist_ok=True)
    for field, unit, scale in (("seconds", "s", 1.0), ("memory", "MB", 1.0 / report.MB)):
        lines = {
            step: [(pages, growth.cost(build, step)[field] * scale) for pages, build in found.items()]
            for step in growth.steps_of(found)
        }
        file = options.plot / f"{field}.svg"
        file.write_text(plot.svg(field.capitalize(), unit, lines), encoding="utf-8")
        print(f"\nPlot: {file}")
    return {"about": _about(options), "growth": found, "results": {}}


def _about(options: argparse.Namespace) -> dict[str, Any]:
    return {
        "pages": options.growth or options.pages,
        "seed": options.seed,
        "rounds": options.rounds,
        "warm_up": options.warm_up,
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        "peers": {peer.name: version(peer) for peer in PEERS},
    }


def _heading(about: dict[str, Any]) -> str:
    versions = ", ".join(f"{name} {number}" for name, number in about["peers"].items())
    return (
        f"Pages: {about['pages']}, both languages together; "
        f"rounds: {about['rounds']} after {about['warm_up']} that do not count; "
        f"processors: {about['processors']}; Python {about['python']}; {versions}.\n"
        "Peak: proportional set size of all processes of the build. Ratio: time beside this project's cold build."
    )


if __name__ == "__main__":
    sys.exit(main())
