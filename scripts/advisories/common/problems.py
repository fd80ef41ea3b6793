"""Problems: what a check finds, and how it is said.

A problem is a value. Rules make them, only a verb prints them. The words of every message stand in
``messages.yml``, one entry a rule: severity, an example of a right value, and the sentence in each language
in which the checker speaks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypedDict
from urllib.parse import urlsplit

import yaml

from .characters import UNSEEN

MESSAGES = Path(__file__).with_name("messages.yml")
LONGEST_VALUE = 80


class Severity(StrEnum):
    """Error: would mislead someone in trouble, or could harm a reader. Warning: would be nicer."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """A place, its subject and the offending value, before a rule has put its name to it."""

    path: str
    line: int
    subject: str
    value: str | None = None
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """One rule broken at one place."""

    rule: str
    path: str
    line: int
    subject: str
    value: str | None = None
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """As the rule's entry in ``messages.yml`` says."""
        return Severity(messages()["rules"][self.rule]["severity"])

    @property
    def order(self) -> tuple[str, int, str, str, str, str]:
        """Sorting key: by file, then line; problems of one key are one problem."""
        return (self.path, self.line, self.rule, self.subject, self.value or "", str(sorted(self.params.items())))


class RuleMessage(TypedDict, total=False):
    """One rule's entry in ``messages.yml``; beside these keys it has one sentence per language."""

    severity: str
    example: str


@cache
def messages() -> Mapping[str, Any]:
    """The message catalogue, read once."""
    with MESSAGES.open(encoding="utf-8") as stream:
        catalogue: Mapping[str, Any] = yaml.load(stream, Loader=yaml.CBaseLoader)
    return catalogue


def speaking_languages() -> tuple[str, ...]:
    """Languages in which the checker can speak."""
    return tuple(messages()["languages"])


def guide_name(language: str) -> str:
    """The file that lists every rule in one of the checker's languages; the first language has the plain name."""
    return "RULES.md" if language == speaking_languages()[0] else f"RULES.{language}.md"


BLOBS = {"github.com": "blob/HEAD", "gitlab.com": "-/blob/HEAD"}
"""Where code hosts show a file of a repository in its newest form."""


def guide_address(language: str, repo_url: str = "") -> str:
    """Where the list of rules is read: on the code host, if it is one whose addresses are known; else its file."""
    name = guide_name(language)
    folder = BLOBS.get(urlsplit(repo_url).hostname or "")
    return f"{repo_url.rstrip('/')}/{folder}/{name}" if folder else name


def _signature(problem: Problem, guide: str) -> str:
    """The rule's name and, where there is a list of rules, the place in it that explains the rule."""
    return f"[{problem.rule}]" + (f" {guide}#{problem.rule}" if guide else "")


def named(rule: str, finding: Finding) -> Problem:
    """The finding, signed by its rule."""
    return Problem(rule, finding.path, finding.line, finding.subject, finding.value, finding.params)


def quoted(value: str) -> str:
    """A value between quotes with invisible and foreign-looking characters made visible, cut if very long."""
    short = value if len(value) <= LONGEST_VALUE else value[: LONGEST_VALUE - 1] + "…"
    return "'" + "".join(_visible(character) for character in short).replace("'", "\\'") + "'"


def _visible(character: str) -> str:
    if character.isprintable() and character != "\\" and not UNSEEN.match(character):
        return character
    return character.encode("unicode_escape").decode("ascii") if character != "\\" else "\\\\"


def sentence(problem: Problem, language: str) -> str:
    """``subject must rule, such as "example": 'value'`` in the given language, without place and rule name."""
    words = messages()["languages"][language]
    entry = messages()["rules"][problem.rule]
    example = words["example"].format(example=entry["example"]) if "example" in entry else ""
    text: str = words["sentence"].format(
        subject=problem.subject, must=entry[language].format(**problem.params), example=example
    )
    return text if problem.value is None else words["value"].format(sentence=text, value=quoted(problem.value))


def as_text(problem: Problem, language: str, guide: str = "") -> str:
    """One line a person and an editor's problem matcher can read."""
    mark = messages()["languages"][language][problem.severity]
    return f"{problem.path}:{problem.line}: {mark}{sentence(problem, language)} {_signature(problem, guide)}"


def as_annotation(problem: Problem, language: str, guide: str = "") -> str:
    """A GitHub workflow command; property and message escaped as the runner's toolkit does."""
    message = escaped(f"{sentence(problem, language)} {_signature(problem, guide)}")
    path = escaped(problem.path, ":,")
    return f"::{problem.severity} file={path},line={problem.line},title={problem.rule}::{message}"


def escaped(text: str, besides: str = "") -> str:
    """A text within a workflow command; ``besides``: signs that end a property."""
    return "".join(f"%{ord(sign):02X}" if sign in "%\r\n" + besides else sign for sign in text)


def as_json(problems: Iterable[Problem], language: str, items: int) -> str:
    """All problems as one JSON object, for other programs."""
    rows = [
        {
            "path": problem.path, "line": problem.line, "rule": problem.rule, "severity": problem.severity.value,
            "subject": problem.subject, "value": problem.value, "message": sentence(problem, language),
        }
        for problem in problems
    ]  # fmt: skip
    return json.dumps({"schema_version": "1", "items": items, "problems": rows}, ensure_ascii=False, indent=2)


def summary(problems: Iterable[Problem], language: str, items: int) -> str:
    """The last line of a check: how many errors and warnings in how many items."""
    counts = dict.fromkeys(Severity, 0)
    for problem in problems:
        counts[problem.severity] += 1
    template: str = messages()["languages"][language]["summary"]
    return template.format(errors=counts[Severity.ERROR], warnings=counts[Severity.WARNING], items=items)
