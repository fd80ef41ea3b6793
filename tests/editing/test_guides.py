"""The lists of rules are as the checker has them, and the guide leads to templates that pass it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support import ROOT, TODAY, lines

import new
from advisories.common.problems import guide_name, messages, speaking_languages
from advisories.editing import guides
from advisories.editing.scaffold import KINDS, TEMPLATES
from advisories.model import MODELS
from advisories.rules.pages import BOXES, LINK_SCHEMES

FOLDERS = {"event": "events/2024-04-open-day", "topic": "topics/lost-luggage", "country": "countries/japan"}


def contributing(language: str) -> str:
    """The guide for editors."""
    return (ROOT / guide_name(language).replace("RULES", "CONTRIBUTING")).read_text(encoding="utf-8")


@pytest.mark.parametrize("language", speaking_languages())
def test_every_rule_is_listed_as_it_is(language: str) -> None:
    text = (ROOT / guide_name(language)).read_text(encoding="utf-8")
    assert text == guides.guides()[guide_name(language)], "run scripts/new.py guides"
    assert re.findall(r"^## `(.+)`$", text, re.MULTILINE) == list(messages()["rules"])


@pytest.mark.parametrize("language", speaking_languages())
def test_guide_names_every_scheme_box_and_required_key(language: str) -> None:
    text = contributing(language)
    assert [scheme for scheme in LINK_SCHEMES if f"]({scheme}:" not in text] == []
    assert [box for box in BOXES if box not in text] == []
    required = {name for model in MODELS.values() for name, field in model.model_fields.items() if field.is_required()}
    assert [name for name in sorted(required) if f"{name}:" not in text] == []


@pytest.mark.parametrize("language", speaking_languages())
def test_guide_is_short_and_leads_to_every_template(language: str) -> None:
    text = contributing(language)
    assert len(text.encode()) < 10_000
    for kind in KINDS:
        for name in ("facts.yml", "index.en.md", "index.zh.md"):
            assert (TEMPLATES / kind / name).is_file()
            assert f"(scripts/templates/{kind}/{name})" in text


@pytest.mark.parametrize("language", speaking_languages())
@pytest.mark.parametrize("kind", list(FOLDERS))
def test_page_copied_from_the_templates_lacks_only_what_the_checker_tells(
    kind: str, language: str, tmp_path: Path
) -> None:
    """Somebody with a browser only pastes three files, writes over every ✎ and date, and reads the answer."""
    folder = f"docs/{FOLDERS[kind]}"
    files = {f"{folder}/{file.name}": filled_in(file) for file in (TEMPLATES / kind).iterdir()}
    assert len(files) == 3
    (said,) = lines(tmp_path / "first", files, language=language)
    assert "[translated-from]" in said
    path, value = f"{folder}/index.zh.md", re.findall(r"en@[0-9a-f]{12}", said)[0]
    files[path] = files[path].replace("\n---\n", f"\ntranslated-from: {value}\n---\n", 1)
    assert lines(tmp_path / "second", files, language=language) == []


def filled_in(file: Path) -> str:
    """What an editor writes; in this test the words of the template themselves, without the mark."""
    text = file.read_text(encoding="utf-8")
    for old, new_words in (
        ("✎code", "JP"), ("✎region", "asia"), ("✎category", "documents"), ("✎icon", "passport"), ("✎start", str(TODAY)),
        ("YYYY-MM-DD", str(TODAY)), ("✎ address of the copy you read", "https://mirror.example/copy"), ("✎ ", ""), ("✎", ""),
    ):  # fmt: skip
        text = text.replace(old, new_words)
    return text


def test_a_drifted_guide_is_found_and_repaired(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = guides.guides()
    (tmp_path / "RULES.md").write_text(texts["RULES.md"].replace("## `no-html`", "## `no-tags`"), encoding="utf-8")
    (tmp_path / "RULES.zh.md").write_text(texts["RULES.zh.md"], encoding="utf-8")
    assert new.rewrite(tmp_path, texts, check=True) == 1
    assert capsys.readouterr().out == "RULES.md is out of date\n"
    assert new.rewrite(tmp_path, texts, check=False) == 0
    assert (tmp_path / "RULES.md").read_text(encoding="utf-8") == texts["RULES.md"]


def test_examples_come_from_the_cases() -> None:
    cases = guides.cases_by_rule()
    assert cases["same-figures"]["edit"]
    assert all(case["rule"] == rule for rule, case in cases.items())
