"""Which line of the content a finding of the audit comes from, told on the pull request in the words of editors.

The audit reads the built site and knows no line of the content; the value it found is looked for there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from ..common.problems import escaped, messages, speaking_languages
from ..contacts.phones import digits
from .audit_report import AuditFinding

MOST = 20  # annotations; the code host shows fewer, and the log names every finding
FEWEST_DIGITS = 5  # by which a line may be known where the value stands otherwise there


class Line(NamedTuple):
    """A line of the content: its file, its number from 1, and what it says."""

    file: Path
    number: int
    text: str


def lines_of(docs: Path) -> list[Line]:
    """Every line of every page and facts file."""
    files = sorted(file for file in docs.rglob("*") if file.suffix in (".md", ".yml") and not file.is_symlink())
    texts = ((file, file.read_text(encoding="utf-8", errors="replace")) for file in files if file.is_file())
    return [Line(file, number, line) for file, text in texts for number, line in enumerate(text.split("\n"), 1)]


def source_of(finding: AuditFinding, lines: Sequence[Line]) -> Line | None:
    """The line that holds the value, of the item on whose page it was found where several do."""
    value, number = finding.value.lower(), digits(finding.value)
    same = [line for line in lines if value in line.text.lower()]
    if not same and len(number) >= FEWEST_DIGITS:
        same = [line for line in lines if number in digits(line.text)]
    parts = _parts(finding.path)
    return max(same, key=lambda line: len(parts & _parts(str(line.file))), default=None)


def _parts(path: str) -> set[str]:
    """Folders, name and language: what a page and the files it is made from have in common."""
    return set(re.split(r"[/\\.]", path))


def findings_as_annotations(findings: Iterable[AuditFinding], docs: Path, root: Path) -> Iterator[str]:
    """A workflow command of GitHub for each line to mend, in every language; files are named as seen from ``root``."""
    lines = lines_of(docs)
    by_line: dict[tuple[str, Line | None], AuditFinding] = {}
    for finding in findings:
        by_line.setdefault((finding.value, source_of(finding, lines)), finding)
    for (_, line), finding in islice(by_line.items(), MOST):
        yield _annotation(finding, line, root)


def _annotation(finding: AuditFinding, line: Line | None, root: Path) -> str:
    texts = (messages()["languages"][language]["build"]["unvouched"] for language in speaking_languages())
    said = " · ".join(text.format(value=finding.value, page=finding.path) for text in texts)
    place = f"file={escaped(str(line.file.relative_to(root)), ':,')},line={line.number}," if line else ""
    return f"::error {place}title=build::{escaped(said)}"
