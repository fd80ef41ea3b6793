"""Advice that once could have harmed a reader: the real pages say the right thing, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from support import ROOT

CASES = [
    (case["page"], language, case[language])
    for case in yaml.safe_load(Path(__file__).with_name("advice.yml").read_text("utf-8"))
    for language in ("en", "zh")
]


def _words(page: str, language: str) -> str:
    """The text of a page and then of its facts, if it has any, with links as their words."""
    files = [ROOT / "docs" / page / name for name in (f"index.{language}.md", "facts.yml")]
    texts = [file.read_text("utf-8") for file in files if file.exists()]
    return re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", "\n".join(texts))


@pytest.mark.parametrize(
    ("page", "language", "advice"), CASES, ids=[f"{page}-{language}" for page, language, _ in CASES]
)
def test_the_page_gives_the_right_advice(page: str, language: str, advice: dict[str, list[str]]) -> None:
    words, at = _words(page, language), 0
    for phrase in advice["says"]:
        assert phrase in words[at:]
        at = words.index(phrase, at)
    assert not [phrase for phrase in advice.get("never", ()) if phrase in words]
