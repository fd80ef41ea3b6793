"""Measuring and taking turns, with small programs in place of generators."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.measuring import MeasurementError, measure
from benchmarks.peers import SITE, Contestant
from benchmarks.rounds import COLD, WARM, compare

BUILDS = """
import os, pathlib, time
log = pathlib.Path("log")
page = pathlib.Path("page.md").read_text()
log.open("a").write(f"{os.path.exists('cache')} {len(page)}\\n")
pathlib.Path("cache").mkdir(exist_ok=True)
print("build: check …", flush=True)
size = bytearray(40_000_000)
time.sleep(0.4)
print("build: check done in 0.4 s", flush=True)
pathlib.Path("site").mkdir(exist_ok=True)
pathlib.Path("site/index.html").write_text(page)
"""


@pytest.fixture
def contestant(tmp_path: Path) -> Contestant:
    (tmp_path / "page.md").write_text("text")
    return Contestant("small", tmp_path, ([sys.executable, "-c", BUILDS],), ("cache",), tmp_path / "page.md")


def test_cold_builds_find_nothing_and_warm_ones_an_edited_page(contestant: Contestant) -> None:
    result = compare([contestant], rounds=1)["small"]
    assert {kind: len(runs) for kind, runs in result.runs.items()} == {COLD: 1, WARM: 1}
    log = [line.split() for line in (contestant.folder / "log").read_text().splitlines()]
    assert [line[0] for line in log] == ["False", "True"] * 2
    assert [int(line[1]) > 4 for line in log] == [False, True] * 2
    assert (contestant.folder / "page.md").read_text() == "text"
    assert result.pages == 1
    assert result.bytes > 4


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="memory is read from Linux's /proc")
def test_a_step_has_its_time_and_the_memory_of_the_whole_session(contestant: Contestant) -> None:
    run = measure(contestant.commands, contestant.folder, {})
    step = run.steps["check"]
    assert 0.3 <= step.seconds <= run.cost.seconds
    assert 40_000_000 < step.memory <= run.cost.memory
    assert run.cpu > 0


def test_turns_are_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    both = [Contestant(name, tmp_path, ([sys.executable, "-c", ""],)) for name in ("a", "b")]
    compare(both, rounds=2)
    assert [line.split(": ")[2][0] for line in capsys.readouterr().err.splitlines()] == ["a", "b"] * 3


def test_a_build_that_fails_is_no_measurement(tmp_path: Path) -> None:
    with pytest.raises(MeasurementError, match="ended with 3: no room"):
        measure(([sys.executable, "-c", "print('no room'); raise SystemExit(3)"],), tmp_path, {})


def test_clean_removes_output_and_caches(contestant: Contestant) -> None:
    for name in (SITE, "cache"):
        (contestant.folder / name).mkdir()
    contestant.clean()
    assert sorted(file.name for file in contestant.folder.iterdir()) == ["page.md"]
