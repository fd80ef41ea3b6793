"""Measure printing against WeasyPrint on the same pages: interleaved runs, medians, ratios; also an unchanged run.

WeasyPrint is set up in its own environment under .cache/ and is tuned: TrueType fonts, no dotted leaders, no garbage
collection, tags as ours. It needs Debian's libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PEER = ROOT / ".cache" / "bench-weasyprint"
WEASYPRINT = "weasyprint==70.0"
COLLECTIONS = ("topics", "events", "audiences")
DAY = "1795219200"


def main(arguments: list[str] | None = None) -> int:
    """Set up the peer, run both in turn, print a table; 1 = a limit was missed."""
    result = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    result.add_argument("--rounds", type=int, default=3)
    result.add_argument("--limit", type=float, default=0.12, help="highest ratio of our time to the peer's")
    options = result.parse_args(arguments)
    set_up_peer()
    keys = [
        f"{kind}/{folder.name}"
        for kind in COLLECTIONS
        for folder in sorted((ROOT / "docs" / kind).iterdir())
        if folder.is_dir()
    ]
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        ours, theirs, again = measure(keys, scratch, options.rounds)
        report(scratch, ours, theirs, again)
    return int(statistics.median(ours) / statistics.median(theirs) > options.limit)


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


def measure(keys: list[str], scratch: Path, rounds: int) -> tuple[list[float], list[float], list[float]]:
    """Seconds of each run, taken in turn: ours cold, the peer, ours with nothing changed."""
    export = [sys.executable, str(ROOT / "scripts" / "export_pdf.py"), *keys, "--lang", "both"]
    peer = [
        str(PEER / "bin" / "python"),
        str(ROOT / "scripts" / "advisories" / "handbook" / "peer.py"),
        str(scratch / "peer.pdf"),
        *keys,
    ]
    ours, theirs, again = [], [], []
    for number in range(rounds):
        out = ["--out", str(scratch / f"out{number}")]
        ours.append(timed([*export, *out]))
        theirs.append(timed(peer))
        again.append(timed([*export, *out]))
    return ours, theirs, again


def timed(command: list[str]) -> float:
    """Wall seconds of a fresh process."""
    started = time.perf_counter()
    environment = {**os.environ, "SOURCE_DATE_EPOCH": DAY}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        raise SystemExit(f"bench_pdf: {' '.join(command[:2])} failed:\n{done.stderr[-2000:]}")
    return time.perf_counter() - started


def report(scratch: Path, ours: list[float], theirs: list[float], again: list[float]) -> None:
    """The table."""
    import pikepdf

    for name, file in (("ours", next(scratch.glob("out0/**/*.pdf"))), ("WeasyPrint", scratch / "peer.pdf")):
        with pikepdf.open(file) as pdf:
            count = len(pdf.pages)
        print(f"{name:12} {count:4} pages  {file.stat().st_size / count / 1024:5.1f} KB a page")
    first, second, third = (statistics.median(one) for one in (ours, theirs, again))
    print(f"cold {first:.2f} s, WeasyPrint {second:.2f} s, ratio {first / second:.3f}; nothing changed {third:.2f} s")
    print(f"peak memory of a child {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024 / 1024:.2f} GB")


if __name__ == "__main__":
    sys.exit(main())
