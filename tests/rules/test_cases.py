"""Every case in ``cases/*.yml``: one change to the fictional service, and all that the checker says about it.

A case with ``says: []`` is the rule's passing side; the unchanged service is a passing case of every rule.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from support import Edit, lines

from advisories.common.problems import messages
from advisories.rules import all_rules

CASES = Path(__file__).with_name("cases")


def load_cases() -> list[Any]:
    found = []
    for file in sorted(CASES.glob("*.yml")):
        for case in yaml.safe_load(file.read_text(encoding="utf-8")):
            found.append(pytest.param(case, id=f"{file.stem}: {case['case']}"))
    return found


def edits(case: dict[str, Any]) -> dict[str, Edit]:
    result: dict[str, Edit] = {}
    for path, edit in case["edit"].items():
        result[path] = tuple(edit) if isinstance(edit, list) else edit
    return result


@pytest.mark.parametrize("case", load_cases())
def test_checker_says_exactly_this(case: dict[str, Any], tmp_path: Path) -> None:
    assert lines(tmp_path, edits(case)) == case["says"]


def test_unchanged_service_breaks_no_rule(tmp_path: Path) -> None:
    assert lines(tmp_path) == []


BYTES = {"regular-file", "readable-file", "file-size", "picture-size", "picture-pixels", "picture-clean", "utf-8"}
"""Rules whose failing case no YAML can hold; see test_reading.py."""


def test_every_rule_has_a_failing_case() -> None:
    said = {line.rsplit("[", 1)[1].rstrip("]") for param in load_cases() for line in param.values[0]["says"]}
    assert set(messages()["rules"]) - said - BYTES == set()


def test_every_rule_has_words_and_every_word_a_rule() -> None:
    entries = messages()["rules"]
    assert set(all_rules()) <= set(entries)
    for name, entry in entries.items():
        assert set(messages()["languages"]) <= set(entry), name


def test_every_rule_says_what_it_is() -> None:
    assert [name for name, function in all_rules().items() if not (function.__doc__ or "").endswith(".")] == []
