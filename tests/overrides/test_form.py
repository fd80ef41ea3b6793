"""The form of templates, scripts and styles where no tool holds it."""

from __future__ import annotations

import re

from support import ROOT

FILES = [file for file in sorted((ROOT / "overrides").rglob("*")) if file.suffix in {".html", ".js", ".css"}]


def test_lines_fit_into_120_columns() -> None:
    lines = ((file, number, line) for file in FILES for number, line in enumerate(file.read_text().splitlines(), 1))
    assert [f"{file.relative_to(ROOT)}:{number}" for file, number, line in lines if len(line) > 120] == []


def test_templates_compute_nothing() -> None:
    """A list is handed over by Python, or made by a filter, never filled by a statement whose value is thrown away."""
    throwing = [file.name for file in FILES if re.search(r"{%-?\s*set _\b|{%-?\s*do\b", file.read_text())]
    assert throwing == []
