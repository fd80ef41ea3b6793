"""Writes ``RULES.md`` and ``RULES.<language>.md``: every rule with a wrong and a right example.

They are made from ``messages.yml`` and ``tests/rules/cases``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from ..common.command_line import ROOT
from ..common.problems import guide_name, messages, speaking_languages

CASES = ROOT / "tests" / "rules" / "cases"
MOST_LINES, LONGEST_LINE = 6, 110
RULE = re.compile(r"\[([a-z0-9-]+)\]$")


def guides() -> dict[str, str]:
    """File name → list of rules, in each of the checker's languages."""
    return {guide_name(language): "\n".join([_head(language), *rules(language)]) for language in speaking_languages()}


def _head(language: str) -> str:
    words = messages()["languages"][language]["guide"]
    others = " · ".join(
        f"[{messages()['languages'][other]['guide']['name']}]({guide_name(other)})"
        for other in speaking_languages()
        if other != language
    )
    return f"# {words['heading']}\n\n{others} · {words['introduction']}\n"


def rules(language: str) -> Iterator[str]:
    """Every rule in the order of ``messages.yml``: name, meaning, a wrong and a right example."""
    examples = cases_by_rule()
    words = messages()["languages"][language]["guide"]
    for name, entry in messages()["rules"].items():
        meaning = re.sub(r"\{[a-z_]+\}", "…", entry[language])
        yield f"## `{name}`\n"
        yield words["must"].format(mark=words[entry["severity"]], must=meaning) + "\n"
        if name in examples:
            yield from _example(examples[name], words)
        if "example" in entry and not isinstance(_edit(examples.get(name)), list):
            yield f"{words['right']}\n"
            yield from _fenced(entry["example"])


def cases_by_rule() -> dict[str, dict[str, Any]]:
    """For every rule the test case that shows it best: the one with the fewest other findings."""
    best: dict[str, tuple[int, dict[str, Any]]] = {}
    for file in sorted(CASES.glob("*.yml")):
        for case in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
            said = [match[1] for line in case["says"] if (match := RULE.search(line))]
            for rule in set(said):
                if rule not in best or len(said) < best[rule][0]:
                    best[rule] = (len(said), {**case, "rule": rule})
    return {rule: case for rule, (_, case) in best.items()}


def _edit(case: Mapping[str, Any] | None) -> Any:
    """The edit that breaks the rule: a pair of texts, a whole file, or ``None`` for a file that is taken away."""
    return case["edit"][_path(case)] if case else None


def _path(case: Mapping[str, Any]) -> str:
    line = next(line for line in case["says"] if line.endswith(f"[{case['rule']}]"))
    return str(next((path for path in case["edit"] if line.startswith(f"{path}:")), next(iter(case["edit"]))))


def _example(case: Mapping[str, Any], words: Mapping[str, str]) -> Iterator[str]:
    edit = _edit(case)
    yield words["wrong"].format(path=_path(case)) + "\n"
    if edit is None:
        yield words["no_file"] + "\n"
    elif isinstance(edit, str):
        yield from _fenced(edit or words["whole_file"])
    else:
        yield from _fenced(edit[1])
        yield words["right"] + "\n"
        yield from _fenced(edit[0])


def _fenced(text: str) -> Iterator[str]:
    lines = text.strip("\n").split("\n")
    shown = [line if len(line) <= LONGEST_LINE else line[:LONGEST_LINE] + " …" for line in lines[:MOST_LINES]]
    yield "~~~~text\n" + "\n".join(shown + ["…"] * (len(lines) > MOST_LINES)) + "\n~~~~\n"
