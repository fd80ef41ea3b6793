"""Two builds of one commit are the same bytes: at another path, with another hash seed, clock zone and locale."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support import CONTENT_DAY, ROOT, TODAY, build_command, content_of, epoch_of, make_project

from advisories.data.signing import VARIABLE
from advisories.handbook import fonts

FONTS = ROOT / ".cache" / "fonts"
MACHINES = {
    "one": {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8"},
    "two/of another depth": {"PYTHONHASHSEED": "4093", "TZ": "America/New_York", "LC_ALL": "C"},
}


def run(command: list[str], machine: dict[str, str], today: str) -> None:
    environment = {**os.environ, **machine, "SOURCE_DATE_EPOCH": today}
    environment.pop(VARIABLE, None)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


def built_twice(folder: Path, docs: Path, today: str, *more: str) -> list[Path]:
    """Two copies of one project, each built on a machine of its own."""
    projects = [make_project(folder / name, docs) for name in MACHINES]
    for project, machine in zip(projects, MACHINES.values(), strict=True):
        run(build_command(project, *more), machine, today)
    return projects


def same(one: Path, other: Path) -> dict[str, str]:
    """The files of both folders, which must be the same bytes; stamps are notes of a machine to itself."""
    left, right = (
        {name: value for name, value in content_of(folder).items() if not name.startswith(".stamps/")}
        for folder in (one, other)
    )
    assert set(left) == set(right)
    assert [name for name in left if left[name] != right[name]] == []
    return left


def kinds(files: dict[str, str]) -> set[str]:
    return {Path(name).suffix for name in files}


def test_published_site_is_the_same_bytes(tmp_path: Path) -> None:
    one, two = built_twice(tmp_path, ROOT / "tests/service/docs", epoch_of(TODAY), "--publish")
    assert {".html", ".gz", ".br", ".xml", ".ics", ".vcf", ".json"} <= kinds(same(one / "site", two / "site"))
    assert any(name.startswith("pagefind/") for name in content_of(one / "site"))
    assert same(one / "dist/headers", two / "dist/headers")


@pytest.mark.slow
def test_real_site_and_a_printed_country_are_the_same_bytes(tmp_path: Path) -> None:
    one, two = built_twice(tmp_path, ROOT / "docs", epoch_of(CONTENT_DAY))
    assert len(same(one / "site", two / "site")) > 3000
    if fonts.wrong(FONTS):
        pytest.skip("fonts are missing: run `make fonts`")
    for project, machine in zip((one, two), MACHINES.values(), strict=True):
        script = [sys.executable, str(project / "scripts/export_pdf.py"), "countries/japan", "--fonts", str(FONTS)]
        run(script, machine, epoch_of(CONTENT_DAY))
    assert ".pdf" in kinds(same(one / "dist/pdf", two / "dist/pdf"))
