"""The forms in which all problems of a check are given: for a person, a code host, or another program.

A code host shows few annotations a step; what exceeds them stands in the log and, whole, in the job's summary.
https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby

from .problems import Problem, Severity, as_annotation, as_text, messages, sentence, summary

MOST_ANNOTATIONS = 10  # of each severity, per step


def as_sarif(problems: Iterable[Problem], language: str, guide: str = "") -> str:
    """SARIF 2.1.0, which code hosts and editors read."""
    found = list(problems)
    rules = sorted({problem.rule for problem in found})
    driver = {"name": "check", "rules": [_sarif_rule(rule, language, guide) for rule in rules]}
    results = [_sarif_result(problem, rules.index(problem.rule), language) for problem in found]
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results, "columnKind": "unicodeCodePoints"}],
    }  # fmt: skip
    return json.dumps(log, ensure_ascii=False, indent=2)


def _sarif_rule(rule: str, language: str, guide: str) -> dict[str, object]:
    entry = messages()["rules"][rule]
    level = {"level": str(entry["severity"])}
    described: dict[str, object] = {
        "id": rule, "shortDescription": {"text": entry[language]}, "defaultConfiguration": level,
    }  # fmt: skip
    if "://" in guide:  # helpUri must be absolute (SARIF 2.1.0, 3.49.12)
        described["helpUri"] = f"{guide}#{rule}"
    elif guide:
        described["help"] = {"text": f"{guide}#{rule}"}
    return described


def _sarif_result(problem: Problem, index: int, language: str) -> dict[str, object]:
    place = {"artifactLocation": {"uri": problem.path}, "region": {"startLine": problem.line}}
    return {
        "ruleId": problem.rule, "ruleIndex": index, "level": problem.severity.value,
        "message": {"text": sentence(problem, language)}, "locations": [{"physicalLocation": place}],
    }  # fmt: skip


def as_annotations(problems: Iterable[Problem], language: str, guide: str = "") -> Iterator[str]:
    """The first of each severity as annotations, errors first; the others as lines of the log."""
    found = sorted(problems, key=lambda problem: problem.severity is not Severity.ERROR)
    for _, group in groupby(found, lambda problem: problem.severity):
        for number, problem in enumerate(group):
            form = as_annotation if number < MOST_ANNOTATIONS else as_text
            yield form(problem, language, guide)


def as_markdown(problems: Iterable[Problem], language: str, items: int) -> str:
    """The whole list for a job's summary: one part per file."""
    found = list(problems)
    lines = [f"### {summary(found, language, items)}", ""]
    for path, group in groupby(found, lambda problem: problem.path):
        lines += [f"`{path}`", ""]
        lines += [f"- {_row(problem, language)}" for problem in group]
        lines.append("")
    return "\n".join(lines)


def _row(problem: Problem, language: str) -> str:
    mark = messages()["languages"][language][problem.severity]
    text = sentence(problem, language).replace("\\", "\\\\")
    for sign in "`*_{}[]<>#|!@":
        text = text.replace(sign, f"\\{sign}")
    return f"{problem.line}: {mark}{text} `{problem.rule}`"
