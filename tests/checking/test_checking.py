"""Several processes find what one finds."""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from support import HERE, ROOT, TODAY, catalogue, make_docs

from advisories import checking, rules
from advisories.checking import crew
from advisories.common.settings import Settings, read_settings
from advisories.content.catalogue import load
from advisories.content.files import shares
from advisories.rules.common import merged
from advisories.rules.registry import Check

NUMBER = "+442079460018"
BROKEN = HERE / "broken" / "mkdocs.yml"


def many_mistakes(folder: Path) -> Settings:
    """The fictional service beside the broken content: mistakes within items, between items and in registers."""
    make_docs(folder)
    fact = "docs/countries/united-kingdom/facts.yml"
    text = (folder / fact).read_text(encoding="utf-8")
    (folder / "docs/countries/france").mkdir()
    (folder / "docs/countries/france/facts.yml").write_text(text, encoding="utf-8")
    for language in ("en", "zh"):
        page = (folder / f"docs/countries/united-kingdom/index.{language}.md").read_text(encoding="utf-8")
        page += "\n[there](page:audiences/students#nowhere) [call](contact:hotline/none)\n"
        (folder / f"docs/countries/france/index.{language}.md").write_text(page, encoding="utf-8")
    (folder / "docs/stray.txt").write_text("x", encoding="utf-8")
    return read_settings(folder / "mkdocs.yml")


@pytest.mark.parametrize("processes", [2, 3])
def test_several_processes_find_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int) -> None:
    monkeypatch.setattr(crew, "FEW", 0)
    for settings in (read_settings(BROKEN), many_mistakes(tmp_path)):
        content = load(settings)
        serial = rules.problems(content, TODAY)
        together = checking.checked(settings, TODAY, processes)
        assert len(serial) > 5
        assert together == checking.Checked(serial, len(content.entries))


@pytest.mark.parametrize("processes", [1, 2])
def test_of_very_much_content_nothing_is_held_and_the_same_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    monkeypatch.setattr(crew, "FEW", 0)
    settings = many_mistakes(tmp_path)
    expected = checking.checked(settings, TODAY, 1)
    monkeypatch.setattr(crew, "LARGE", 0)
    let_go: list[int] = []
    monkeypatch.setattr(crew, "forget", lambda: let_go.append(1))
    assert checking.checked(settings, TODAY, processes) == expected
    assert len(let_go) >= (crew.SHARES if processes == 1 else 1)  # another process tells nobody


@pytest.mark.slow
def test_real_content_is_the_same_together() -> None:
    settings = read_settings(ROOT / "mkdocs.yml")
    assert checking.checked(settings, TODAY, 2) == checking.checked(settings, TODAY, 1)


def test_the_first_record_of_a_number_is_named_whichever_share_tells_of_it(tmp_path: Path) -> None:
    one = Check(catalogue(tmp_path), TODAY).common
    records = ("zambia/embassy/office", "albania/embassy/office", "hotline/main")
    parts = [replace(one, numbers=((NUMBER, record),)) for record in records]
    for known, first in ((3, "hotline/main"), (2, "albania/embassy/office")):
        for order in permutations(parts[:known]):
            assert merged(order).of_digits["442079460018"][0] == first


def test_a_process_that_is_lost_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read_settings(BROKEN)
    expected = checking.checked(settings, TODAY, 1)
    monkeypatch.setattr(crew, "FEW", 0)
    monkeypatch.setattr(crew, "_help", lambda *arguments: os._exit(9))
    assert checking.checked(settings, TODAY, 2) == expected


def test_every_item_is_in_one_share() -> None:
    settings = read_settings(ROOT / "mkdocs.yml")
    parts = shares(settings, 3)
    items = [key for part in parts for key in part.items]
    folders = [folder for folder in settings.docs_dir.glob("*/*") if folder.is_dir()]
    assert sorted(items) == sorted(f"{folder.parent.name}/{folder.name}" for folder in folders)
    assert [part.is_first for part in parts] == [True, False, False]
    assert max(len(part.items) for part in parts) < 2 * min(len(part.items) for part in parts)


def test_what_stands_once_is_compared_between_shares(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = many_mistakes(tmp_path)
    whole = [problem for problem in checking.checked(settings, TODAY, 1).problems if problem.rule.endswith("-once")]
    assert {problem.rule for problem in whole} == {"country-once", "email-once", "mission-once", "phone-once"}
    monkeypatch.setattr(crew, "SHARES", 1)
    assert whole == [one for one in checking.checked(settings, TODAY, 1).problems if one.rule.endswith("-once")]
