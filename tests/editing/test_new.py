"""New items: whatever kind is started, the checker finds no error in it, only what is still to be written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support import HERE, TODAY, make_docs

import new
from advisories import rules
from advisories.common.problems import as_text, speaking_languages
from advisories.common.settings import read_settings
from advisories.content.catalogue import load
from advisories.content.territories import find
from advisories.editing.scaffold import talk

LANGUAGES = ("en", "zh")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISORIES_LANG", "en")


STARTS = [
    ("country", "Japan", "countries/japan"), ("country", "日本", "countries/japan"), ("country", "KR", "countries/republic-of-korea"),
    ("topic", "lost-luggage", "topics/lost-luggage"), ("event", "2024-04-open-day", "events/2024-04-open-day"),
    ("audience", "sailors", "audiences/sailors"), ("pack", "sailors-evening", "training/sailors-evening"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "name", "key"), STARTS, ids=[f"{kind} {name}" for kind, name, _ in STARTS])
def test_template_breaks_no_rule(
    kind: str, name: str, key: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = make_docs(tmp_path)
    assert new.main([kind, name, "--no-input", "--config", str(config)]) == 0
    assert capsys.readouterr().out.count(f"written: docs/{key}/") == 3
    found = rules.problems(load(read_settings(config)), TODAY)
    assert [as_text(problem, "en") for problem in found if problem.rule != "unfinished"] == []
    assert {problem.path.rpartition("/")[0] for problem in found} == {f"docs/{key}"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["topic", "Lost Luggage"], "new: name must consist of small letters"),
        (["topic", "lost-passport"], "new: name must be new: docs/topics/lost-passport exists already"),
        (["country", "United Kingdom"], "new: name must be new"), (["country", "Freedonia"], "new: country must be a code"),
        (["country", ""], "new: country must be"), (["event", "open-day"], "new: name of an event must begin with its month"),
        (["event", "2024-13-open-day"], "new: name of an event"), (["topic", "../x"], "new: name must consist"), (["topic", ""], "new: name must"),
    ],
)  # fmt: skip
def test_wrong_name_gives_one_line(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = make_docs(tmp_path)
    assert new.main([*arguments, "--no-input", "--config", str(config)]) == 1
    error = capsys.readouterr().err
    assert error.startswith(said)
    assert error.count("\n") == 1


def test_answers_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = make_docs(tmp_path)
    answers = iter(["Lost luggage", "行李丢失", "bag-suitcase", "nonsense", "documents"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda question: next(answers))
    assert new.main(["topic", "lost-luggage", "--config", str(config)]) == 0
    folder = tmp_path / "docs/topics/lost-luggage"
    assert "# 行李丢失\n" in (folder / "index.zh.md").read_text(encoding="utf-8")
    facts = (folder / "facts.yml").read_text(encoding="utf-8")
    assert "category: documents" in facts
    assert "icon: bag-suitcase" in facts


def test_it_speaks_the_editor_s_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = str(make_docs(tmp_path))
    assert new.main(["topic", "lost-luggage", "--no-input", "--lang", "zh", "--config", config]) == 0
    assert "已写好：docs/topics/lost-luggage/facts.yml\n" in capsys.readouterr().out
    assert new.main(["topic", "lost-luggage", "--no-input", "--lang", "zh", "--config", config]) == 1
    assert capsys.readouterr().err == "new: 名称不能重复：docs/topics/lost-luggage已经存在\n"


def test_every_sentence_exists_in_every_language_with_the_same_gaps() -> None:
    tables = [talk(language) for language in speaking_languages()]
    gaps = [{key: re.findall(r"\{\w+\}", text) for key, text in table.items()} for table in tables]
    assert all(one == gaps[0] for one in gaps)


def test_third_language_gets_a_page_too(tmp_path: Path) -> None:
    config = make_docs(tmp_path)
    text = config.read_text(encoding="utf-8")
    last = "{locale: zh, name: 简体中文, build: true}"
    config.write_text(
        text.replace(last, f"{last}\n        - {{locale: fr, name: Français, build: true}}"), encoding="utf-8"
    )
    assert new.main(["country", "Japon", "--no-input", "--config", str(config)]) == 0
    assert "# Japon\n" in (tmp_path / "docs/countries/japan/index.fr.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("wanted", "slug", "region"),
    [
        ("japan", "japan", "asia"), ("IS", "iceland", "europe"), ("马尔代夫", "maldives", "asia"), ("chile", "chile", "south-america"),
        ("Côte d’Ivoire", "cote-d-ivoire", "africa"), ("fiji", "fiji", "oceania"), ("MX", "mexico", "north-america"),
    ],
)  # fmt: skip
def test_countries_are_found_by_code_name_and_slug(wanted: str, slug: str, region: str) -> None:
    place = find(wanted, LANGUAGES)
    assert place is not None
    assert (place.slug, place.region) == (slug, region)


def test_proposed_regions_are_those_of_the_real_pages() -> None:
    catalogue = load(read_settings(HERE.parent / "mkdocs.yml"))
    wrong = []
    for entry in catalogue.countries:
        place = find(str(entry.file.data["code"]), LANGUAGES)
        if place is None or (place.slug, place.region) != (entry.slug, entry.file.data["region"]):
            wrong.append((entry.slug, place))
    assert wrong == []
