"""The guides list every rule as it is; the lists are written by a script, so that nobody has to remember."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support import TODAY, lines

import contributing
from advisories.common.problems import messages, speaking_languages
from advisories.model import MODELS
from advisories.rules.pages import BOXES, LINK_SCHEMES


@pytest.mark.parametrize("language", speaking_languages())
def test_guide_lists_every_rule_as_it_is(language: str) -> None:
    text = contributing.guide(language).read_text(encoding="utf-8")
    assert contributing.with_parts(text, language) == text, "run scripts/contributing.py"
    assert re.findall(r"^#### `(.+)`$", text, re.MULTILINE) == list(messages()["rules"])


@pytest.mark.parametrize("language", speaking_languages())
def test_guide_names_every_scheme_box_and_required_key(language: str) -> None:
    text = contributing.guide(language).read_text(encoding="utf-8")
    assert [scheme for scheme in LINK_SCHEMES if f"]({scheme}:" not in text] == []
    assert [box for box in BOXES if box not in text] == []
    required = {name for model in MODELS.values() for name, field in model.model_fields.items() if field.is_required()}
    assert [name for name in sorted(required) if f"{name}:" not in text] == []


@pytest.mark.parametrize("language", speaking_languages())
@pytest.mark.parametrize("kind", ["event", "topic", "country"])
def test_page_copied_from_the_guide_lacks_only_what_the_checker_tells(kind: str, language: str, tmp_path: Path) -> None:
    """Somebody with a browser only pastes three files, writes over every ✎ and date, and reads the answer."""
    text = contributing.guide(language).read_text(encoding="utf-8")
    folder = contributing.STARTS[kind][0]
    pasted = dict(re.findall(rf"`(docs/{folder}/[a-z.]+)`\n\n~~~~text\n(.*?)\n~~~~\n", text, re.DOTALL))
    assert len(pasted) == 3
    files = {path: filled_in(words, language) for path, words in pasted.items()}
    (said,) = lines(tmp_path / "first", files, language=language)
    assert "[translated-from]" in said
    path, value = f"docs/{folder}/index.zh.md", re.findall(r"en@[0-9a-f]{12}", said)[0]
    files[path] = files[path].replace("\n---\n", f"\ntranslated-from: {value}\n---\n", 1)
    assert lines(tmp_path / "second", files, language=language) == []


def filled_in(text: str, language: str) -> str:
    """What an editor writes; in this test the words of the template themselves, without the mark."""
    for old, new in (
        ("code: ✎", "code: JP"), ("region: ✎", "region: asia"), ("category: ✎", "category: documents"),
        ("YYYY-MM-DD", str(TODAY)), ("✎ address of the copy you read", "https://mirror.example/copy"), ("✎ ", ""), ("✎", ""),
    ):  # fmt: skip
        text = text.replace(old, new)
    return text


def test_a_drifted_guide_is_found_and_repaired() -> None:
    text = contributing.guide("en").read_text(encoding="utf-8")
    drifted = text.replace("#### `no-html`", "#### `no-tags`")
    assert drifted != text
    assert contributing.with_parts(drifted, "en") == text


def test_examples_come_from_the_cases() -> None:
    cases = contributing.cases_by_rule()
    assert cases["same-figures"]["edit"]
    assert all(case["rule"] == rule for rule, case in cases.items())
