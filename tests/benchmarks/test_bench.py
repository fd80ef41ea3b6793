"""The benchmark from end to end, this project alone, as small as it gets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import bench


@pytest.mark.slow
def test_the_smallest_corpus_is_built_and_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = tmp_path / "old.json"
    arguments = ["--pages", "10", "--rounds", "1", "--warm-up", "0", "--peers"]
    assert bench.main([*arguments, "--json", str(old)]) == 0
    build = json.loads(old.read_text(encoding="utf-8"))["results"]["this project"]
    assert build["pages"] >= 10
    assert {"check", "pages", "audit"} <= set(build["builds"]["cold"]["steps"])
    assert bench.main(["--growth", "10", "--rounds", "1", "--warm-up", "0", "--plot", str(tmp_path / "plot")]) == 0
    assert (tmp_path / "plot" / "seconds.svg").is_file()
    assert "per page" in capsys.readouterr().out


def test_a_corpus_that_is_too_small_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["--pages", "4", "--peers"]) == 1
    assert "at least 10 pages" in capsys.readouterr().err
