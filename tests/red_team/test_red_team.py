"""Ways to slip a false contact past the checker (``cases.yml``): each is refused with path, line and rule."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from support import TODAY, apply, make_docs

from advisories import rules
from advisories.common.problems import Severity
from advisories.common.settings import read_settings
from advisories.contacts.detect.patterns import contact_matches
from advisories.content.catalogue import load

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("cases.yml").read_text(encoding="utf-8"))
TEXTS: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("texts.yml").read_text(encoding="utf-8"))
CONTACTS = "docs/contacts.yml"
NUMERIC_NAME = [
    (f"docs/topics/lost-passport/index.{language}.md", ("[Freedonia Line]", "[60000]")) for language in ("en", "zh")
]


def errors(folder: Path, case: dict[str, Any] | None = None) -> list[str]:
    """Path, line and rule of every error, the hotline being called by digits."""
    config = make_docs(folder, {CONTACTS: ("short_name: Freedonia Line", 'short_name: "60000"'), **dict(NUMERIC_NAME)})
    if case:
        apply(folder / case["file"], (case["old"], case["new"]))
    found = rules.problems(load(read_settings(config)), TODAY)
    return [f"{one.path}:{one.line} [{one.rule}]" for one in found if one.severity is Severity.ERROR]


def test_the_service_itself_is_clean(tmp_path: Path) -> None:
    assert errors(tmp_path) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_it_is_refused(case: dict[str, Any], tmp_path: Path) -> None:
    assert case["refused"] in errors(tmp_path, case)


@pytest.mark.parametrize("text", TEXTS["seen"])
def test_what_a_reader_would_dial_or_open_is_seen(text: str) -> None:
    assert list(contact_matches(text)) != []


@pytest.mark.parametrize("text", TEXTS["harmless"])
def test_what_nobody_would_dial_or_open_is_left_in_peace(text: str) -> None:
    assert list(contact_matches(text)) == []
