"""Content that nobody touches grows old: it is still published, says its age, and shows no number that is too old."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from support import CONTENT_DAY, ROOT, SERVICE, TODAY, build_command, catalogue, epoch_of, lines, make_project

from advisories import rules
from advisories.common.settings import read_settings
from advisories.content.catalogue import load
from advisories.public.projection import Projection

YEARS = (1, 3, 5, 10)
PASSPORT = "docs/topics/lost-passport/index"
NUMBER = "+44 20 7946 0018"
LINK = f"[{NUMBER}](contact:united-kingdom/embassy/consular-protection)"


def later(day: date, years: int) -> date:
    return day.replace(year=day.year + years)


@pytest.fixture(scope="module")
def real() -> object:
    return load(read_settings(ROOT / "mkdocs.yml"))


@pytest.mark.parametrize("years", YEARS)
def test_the_real_content_has_no_error_when_nobody_touches_it(real: object, years: int) -> None:
    problems = rules.problems(real, later(CONTENT_DAY, years))  # type: ignore[arg-type]
    assert [problem.path for problem in problems if problem.severity == "error"] == []


def test_the_hotline_stays_and_says_when_it_was_last_confirmed(tmp_path: Path) -> None:
    found = catalogue(tmp_path)
    assert Projection(found, TODAY).hotlines()[0].last_confirmed is None
    hotline = Projection(found, later(TODAY, 10)).hotlines()[0]
    assert hotline.phones[0].number == "+442079460000"
    assert hotline.phones[0].stale
    assert hotline.last_confirmed == hotline.phones[0].seen


def test_a_link_to_a_contact_grown_too_old_is_no_error(tmp_path: Path) -> None:
    aged = lines(tmp_path, edits(), today=later(TODAY, 4))
    assert [line for line in aged if "lost-passport" in line and "[translation-behind]" not in line] == []


def edits() -> dict[str, tuple[str, str]]:
    """The service with a number of a country in its text."""
    return {
        f"{PASSPORT}.en.md": (
            "Call the [Freedonia Line]",
            f"In the United Kingdom call {LINK}. Call the [Freedonia Line]",
        ),
        f"{PASSPORT}.zh.md": ("联系[Freedonia Line]", f"在英国拨打{LINK}。联系[Freedonia Line]"),
    }


@pytest.fixture(scope="module")
def aged(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """Builds the service as it is published, years later, and audits it; returns the folder of the project."""
    project = make_project(tmp_path_factory.mktemp("aged") / "project", SERVICE / "docs")
    for path, (old, new) in edits().items():
        file = project / path
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    def build(years: int) -> Path:
        environment = {**os.environ, "SOURCE_DATE_EPOCH": epoch_of(later(TODAY, years))}
        command = build_command(project, "--site-dir", str(project / f"site-{years}"))
        run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout + run.stderr
        return project / f"site-{years}"

    return build


@pytest.mark.parametrize("years", YEARS)
def test_old_content_is_published_and_shows_no_number_that_is_too_old(aged: Callable[[int], Path], years: int) -> None:
    site = aged(years)
    shown = {file for file in site.rglob("*") if file.is_file() and holds(file, "7946 0018", "79460018")}
    assert bool(shown) is (years < 3)
    for language, words in (("", "no longer confirmed"), ("zh/", "长期未能核实")):
        page = (site / f"{language}topics/lost-passport/index.html").read_text(encoding="utf-8")
        assert (words in page) is (years >= 3)
        assert "+44 20 7946 0000" in page  # the hotline, with its age
        assert re.search(r'class="hotline__notice"><strong>[^<]*20(25|26)', page)


def test_where_all_alerts_are_past_the_page_says_so_and_that_newer_ones_may_be_missing(
    aged: Callable[[int], Path],
) -> None:
    site = aged(1)
    for language, none, last in (
        ("", "This site does not carry current alerts for United Kingdom.", "of 10 February 2026 and is past"),
        ("zh/", "本站未收录英国的现行安全提醒。", "发布于2026年2月10日，已经失效"),
    ):
        page = (site / f"{language}countries/united-kingdom/index.html").read_text(encoding="utf-8")
        assert none in page
        assert last in page


def holds(file: Path, *texts: str) -> bool:
    content = file.read_bytes()
    return any(text.encode() in content for text in texts)
