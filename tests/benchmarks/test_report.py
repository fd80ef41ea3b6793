"""Tables, comparisons and plots: the arithmetic, and what is shown where nothing is known."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from benchmarks import growth, plot, report
from benchmarks.measuring import Cost, Run
from benchmarks.rounds import COLD, OURS, WARM, Result


def runs(*seconds: float, memory: int = 50_000_000) -> list[Run]:
    return [Run(Cost(one, memory), one * 2, {"check": Cost(one / 4, memory // 2)}) for one in seconds]


def data(ours: float = 2.0) -> report.Data:
    own = Result({COLD: runs(ours, 9.0, 1.0), WARM: runs(0.5)}, 3_000_000, 10)
    return report.as_data({OURS: own, "Peer": Result({COLD: runs(10.0, memory=0)}, 6_000_000, 12)})


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_medians_are_taken_over_all_runs() -> None:
    build = data()[OURS]["builds"][COLD]
    assert (build["runs"], build["seconds"], build["fastest"], build["slowest"]) == (3, 2.0, 1.0, 9.0)
    assert (build["cpu"], build["memory"]) == (4.0, 50_000_000)
    assert build["steps"] == {"check": {"seconds": 0.5, "memory": 25_000_000}}


def test_the_table_relates_everything_to_our_cold_build() -> None:
    _, _, cold, warm, peer = report.table(data()).split("\n")
    assert cells(cold) == [OURS, COLD, "2.00", "1.00–9.00", "1.00", "4.00", "50.0", "3.0", "10"]
    assert cells(warm)[:5] == [OURS, WARM, "0.50", "0.50–0.50", "0.25"]
    assert cells(peer) == ["Peer", COLD, "10.00", "10.00–10.00", "5.00", "20.00", "–", "6.0", "12"]


def test_steps_stand_beside_each_other() -> None:
    assert cells(report.steps(data()).split("\n")[2]) == ["check", "0.50", "0.12"]


def test_two_files_are_compared_build_by_build() -> None:
    lines = report.against({OURS: data(4.0)[OURS]}, data(2.0)).split("\n")[2:]
    assert [cells(line) for line in lines] == [
        [OURS, COLD, "4.00", "2.00", "0.50", "1.00"],
        [OURS, WARM, "0.50", "0.50", "1.00", "1.00"],
    ]


def sizes(*seconds: tuple[int, float]) -> dict[int, dict[str, object]]:
    step = {"check": {"seconds": 1.0, "memory": 0}}
    return {pages: {"seconds": value, "memory": 80_000_000, "steps": step} for pages, value in seconds}


def test_growth_is_time_per_page_beside_the_size_before() -> None:
    lines = growth.table(sizes((100, 1.0), (1000, 10.5))).split("\n")[2:]
    assert [cells(line) for line in lines] == [
        ["whole build", "100", "1.00", "–", "80"],
        ["whole build", "1000", "10.50", "1.05", "80"],
        ["check", "100", "1.00", "–", "–"],
        ["check", "1000", "1.00", "0.10", "–"],
    ]


def test_linear_growth_is_a_straight_line() -> None:
    drawing = plot.svg("Seconds", "s", {"a <b>": [(100, 1.0), (1000, 10.0), (10000, 100.0)], "empty": [(100, 0.0)]})
    root = ET.fromstring(drawing)
    dots = [(float(dot.attrib["cx"]), float(dot.attrib["cy"])) for dot in root.iter() if dot.tag.endswith("circle")]
    (x1, y1), (x2, y2), (x3, y3) = dots
    assert x2 - x1 == pytest.approx(x3 - x2, abs=0.2)
    assert y1 - y2 == pytest.approx(y2 - y3, abs=0.2) != 0
    assert "a <b>" in "".join(root.itertext())
    assert "empty" not in drawing


def test_a_plot_needs_something_to_show() -> None:
    with pytest.raises(ValueError, match="nothing to plot"):
        plot.svg("Seconds", "s", {"a": [(100, 0.0)]})
