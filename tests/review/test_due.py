"""What is due, and when."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support import Edit, make_docs

import review

GB = "docs/countries/united-kingdom/facts.yml"


def run(folder: Path, capsys: pytest.CaptureFixture[str], edits: dict[str, Edit] | None = None, *options: str) -> str:
    assert review.main(["due", "--config", str(make_docs(folder, edits)), *options]) == 0
    return capsys.readouterr().out


def test_nothing_is_due_in_the_service(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, capsys) == "status on 2026-03-01: nothing is due\n"


def test_old_contacts_are_due(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = run(tmp_path, capsys, {GB: ("seen: 2026-02-15", "seen: 2025-02-15")})
    assert f"{GB}: contact: united-kingdom/embassy/office: +442079460019 (since 2026-02-15)" in out
    assert "countries/united-kingdom: 5 contact" in out


def test_expired_contacts_are_told_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "5 contact-expired" in run(tmp_path, capsys, {GB: ("seen: 2026-02-15", "seen: 2022-02-15")})


def test_pages_are_due_for_review(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = run(tmp_path, capsys, {GB: ("reviewed: 2026-02-20", "reviewed: 2025-02-20")}, "--format", "json")
    found = json.loads(out)
    assert found["due"] == [
        {
            "task": "review",
            "item": "countries/united-kingdom",
            "what": "reviewed 2025-02-20",
            "since": "2026-02-20",
            "path": GB,
        }
    ]
    assert found["items"] == {"countries/united-kingdom": {"review": 1}}


def test_translations_behind_are_due(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edits: dict[str, Edit] = {"docs/audiences/students/index.en.md": ("Copy your papers.", "Copy all.")}
    out = run(tmp_path, capsys, edits, "--format", "markdown")
    assert "## Translations behind their original (1)" in out
    assert "- [ ] `audiences/students`: `zh is behind`" in out


def test_withheld_contacts_are_listed_on_demand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "+441314960018 (check-first)" in run(tmp_path, capsys, None, "--withheld")


def test_what_falls_due_soon_is_listed_on_demand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "contact" in run(tmp_path, capsys, None, "--days", "400")
