"""The guides list every rule as it is; the lists are written by a script, so that nobody has to remember."""

from __future__ import annotations

import re

import pytest

import contributing
from advisories.model import MODELS
from advisories.problems import messages, speaking_languages
from advisories.rules.pages import BOXES, LINK_SCHEMES


@pytest.mark.parametrize("language", speaking_languages())
def test_guide_lists_every_rule_as_it_is(language: str) -> None:
    text = contributing.guide(language).read_text(encoding="utf-8")
    assert contributing.with_rules(text, language) == text, "run scripts/contributing.py"
    assert re.findall(r"^#### `(.+)`$", text, re.MULTILINE) == list(messages()["rules"])


@pytest.mark.parametrize("language", speaking_languages())
def test_guide_names_every_scheme_box_and_required_key(language: str) -> None:
    text = contributing.guide(language).read_text(encoding="utf-8")
    assert [scheme for scheme in LINK_SCHEMES if f"]({scheme}:" not in text] == []
    assert [box for box in BOXES if box not in text] == []
    required = {name for model in MODELS.values() for name, field in model.model_fields.items() if field.is_required()}
    assert [name for name in sorted(required) if f"{name}:" not in text] == []


def test_a_drifted_guide_is_found_and_repaired() -> None:
    text = contributing.guide("en").read_text(encoding="utf-8")
    drifted = text.replace("#### `no-html`", "#### `no-tags`")
    assert drifted != text
    assert contributing.with_rules(drifted, "en") == text


def test_examples_come_from_the_cases() -> None:
    cases = contributing.cases_by_rule()
    assert cases["same-figures"]["edit"]
    assert all(case["rule"] == rule for rule, case in cases.items())
