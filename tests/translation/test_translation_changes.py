"""What changed since a translation was made is told in words, from the history of the file."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from support import make_docs

import review
from advisories.translation.changes import word_difference

PAGE = "docs/audiences/students/index.en.md"
TRANSLATION = "docs/audiences/students/index.zh.md"


def git(folder: Path, *arguments: str) -> None:
    name = ("-c", "user.name=Editor", "-c", "user.email=editor@service.example", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *name, *arguments], cwd=folder, check=True, capture_output=True)


def site(folder: Path) -> Path:
    root = make_docs(folder).parent
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "first")
    return root


def test_changed_words_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = site(tmp_path)
    page = root / PAGE
    page.write_text(page.read_text(encoding="utf-8").replace("Copy your papers.", "Copy all papers."), encoding="utf-8")
    git(root, "commit", "-qam", "second")
    assert review.main(["translations", "--config", str(root / "mkdocs.yml")]) == 0
    assert (
        capsys.readouterr().out
        == f"{TRANSLATION}: 1 changed paragraphs in {PAGE}\n  {PAGE}:11: Copy [-your-]{{+all+}} papers.\n"
    )


def test_nothing_behind_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert review.main(["translations", "--config", str(site(tmp_path) / "mkdocs.yml")]) == 0
    assert capsys.readouterr().out == "no translation is behind\n"


def test_unknown_revision_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = make_docs(tmp_path, {PAGE: ("Copy your papers.", "Copy all papers.")}).parent
    assert review.main(["translations", "--config", str(root / "mkdocs.yml"), str(root / TRANSLATION)]) == 0
    assert "is not in the history" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("before", "now", "shown"),
    [
        ("a b c", "a c", "a [-b -]c"),
        ("致电12308", "致电12380", "致电[-12308-]{+12380+}"),
        ("不要开车", "不要停车", "不要[-开-]{+停+}车"),
        ("", "new", "{+new+}"),
    ],
)
def test_words_are_compared(before: str, now: str, shown: str) -> None:
    assert word_difference(before, now) == shown
