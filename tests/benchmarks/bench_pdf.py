"""Measure printing against WeasyPrint on the same pages: interleaved runs, medians, ratios; also an unchanged run.

A handbook of some 300 pages is made from the content with its topics copied as often as that takes; then 40 pocket
cards. WeasyPrint is set up in its own environment under .cache/ and is tuned: TrueType fonts, no dotted leaders, no
garbage collection, tags as ours. It needs Debian's libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PEER = ROOT / ".cache" / "bench-weasyprint"
WEASYPRINT = "weasyprint==70.0"
COLLECTIONS = ("topics", "events", "audiences")
COPIES = 3  # of each topic, with which the handbook comes near 300 pages
CARDS = 40
DAY = "1795219200"
LIMITS = {"handbook": 0.12, "cards": 0.3}  # highest ratio of our wall time to the peer's
UNCHANGED = 0.5  # seconds
KB_A_PAGE = 9.0
GIGABYTES = 0.6


@dataclass
class Runs:
    """Wall and processor seconds of some runs, and their largest memory in gigabytes."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    memory: float = 0.0

    def run(self, command: list[str]) -> None:
        """One run in a fresh process."""
        environment = {**os.environ, "SOURCE_DATE_EPOCH": DAY, "PYTHONPATH": str(ROOT / "scripts")}
        started = time.perf_counter()
        with tempfile.TemporaryFile() as errors:
            child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors, env=environment)
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            if child.returncode:
                errors.seek(0)
                raise SystemExit(f"bench_pdf: {' '.join(command[:2])} failed:\n{errors.read().decode()[-2000:]}")
        self.wall.append(time.perf_counter() - started)
        self.cpu.append(usage.ru_utime + usage.ru_stime)
        self.memory = max(self.memory, usage.ru_maxrss / 1024 / 1024)

    def __str__(self) -> str:
        return f"{statistics.median(self.wall):6.2f} s ({statistics.median(self.cpu):6.2f} s of processor time)"


def main(arguments: list[str] | None = None) -> int:
    """Set up the peer, run both in turn, print what was measured; 1 = a limit was missed."""
    result = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    result.add_argument("--rounds", type=int, default=3)
    options = result.parse_args(arguments)
    set_up_peer()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        config = make_site(scratch / "site")
        measured = [
            compare("handbook", config, scratch, pages_of(config), options.rounds),
            compare("cards", config, scratch, countries_of(config), options.rounds),
        ]
    return int(not all(measured))


def set_up_peer() -> None:
    """An environment of its own that also sees ours, for the Markdown."""
    if (PEER / "ready").is_file():
        return
    shutil.rmtree(PEER, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", str(PEER)], check=True)
    subprocess.run([str(PEER / "bin" / "pip"), "install", "--quiet", WEASYPRINT], check=True)
    packages = next((PEER / "lib").glob("python*/site-packages"))
    (packages / "ours.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
    (PEER / "ready").touch()


def make_site(folder: Path) -> Path:
    """The content with copies of its topics; returns its configuration."""
    shutil.copytree(ROOT / "docs", folder / "docs")
    for topic in sorted(one for one in (folder / "docs" / "topics").iterdir() if one.is_dir()):
        for number in range(2, COPIES + 1):
            shutil.copytree(topic, topic.with_name(f"{topic.name}-{number}"))
    return Path(shutil.copy(ROOT / "mkdocs.yml", folder / "mkdocs.yml"))


def folders(config: Path, kind: str) -> list[str]:
    """Keys of the items of a collection."""
    return [f"{kind}/{one.name}" for one in sorted((config.parent / "docs" / kind).iterdir()) if one.is_dir()]


def pages_of(config: Path) -> list[str]:
    """Keys of the handbook's pages."""
    return [key for kind in COLLECTIONS for key in folders(config, kind)]


def countries_of(config: Path) -> list[str]:
    """Keys of the countries that get a card."""
    return folders(config, "countries")[:CARDS]


def compare(kind: str, config: Path, scratch: Path, keys: list[str], rounds: int) -> bool:
    """Runs taken in turn: ours cold, the peer, ours with nothing changed; whether all limits were kept."""
    together = keys if kind == "handbook" else ["topics/emergency-contacts", *keys]  # one document, not one for each
    export = [sys.executable, str(ROOT / "scripts" / "print.py"), *together, "--lang", "both"]
    export += ["--only", kind, "--config", str(config)]
    peer = [str(PEER / "bin" / "python"), str(Path(__file__).with_name("bench_pdf_peer.py")), str(config)]
    ours, theirs, again = Runs(), Runs(), Runs()
    for number in range(rounds):
        out = ["--out", str(scratch / f"{kind}{number}")]
        ours.run([*export, *out])
        theirs.run([*peer, str(scratch / f"{kind}.pdf"), *keys])
        again.run([*export, *out])
    weight = size_of("ours", next(scratch.glob(f"{kind}0/**/*.pdf")))
    size_of("WeasyPrint", scratch / f"{kind}.pdf")
    ratio = statistics.median(ours.wall) / statistics.median(theirs.wall)
    work = statistics.median(ours.cpu) / statistics.median(theirs.cpu)
    print(f"{kind}: {ours}, WeasyPrint {theirs}; ratio {ratio:.3f}, of processor time {work:.3f}")
    print(f"{kind}: nothing changed {again}; peak memory {ours.memory:.2f} GB", flush=True)
    light = kind != "handbook" or weight <= KB_A_PAGE
    return ratio <= LIMITS[kind] and light and statistics.median(again.wall) <= UNCHANGED and ours.memory <= GIGABYTES


def size_of(name: str, file: Path) -> float:
    """Print pages and weight of a file; kilobytes a page."""
    import pikepdf

    with pikepdf.open(file) as pdf:
        count = len(pdf.pages)
    weight = file.stat().st_size / count / 1024
    print(f"{name:12} {count:4} pages  {weight:5.1f} KB a page")
    return weight


if __name__ == "__main__":
    sys.exit(main())
