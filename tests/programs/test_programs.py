"""The programs that people type: few, and each says what it is for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT

PROGRAMS = ("build", "check", "new", "print", "publish", "recheck", "review", "serve")
COMMANDS = {
    "new": ("country", "topic", "event", "audience", "pack", "guides", "schemas", "picture"),
    "publish": ("audit", "compress", "key", "verify", "placeholders", "mark-preview"),
    "recheck": ("links",),
    "review": ("contacts", "approvals", "guard", "due", "translations", "accept"),
}


def run(*arguments: str) -> str:
    command = [sys.executable, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT / "scripts")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_there_are_eight_beside_the_hooks() -> None:
    assert sorted(file.stem for file in (ROOT / "scripts").glob("*.py")) == sorted([*PROGRAMS, "hooks"])


@pytest.mark.parametrize("program", list(COMMANDS))
def test_every_command_is_offered_with_its_purpose(program: str) -> None:
    lines = [line.split() for line in run(f"{program}.py", "--help").splitlines() if line.startswith("    ")]
    named = {words[0] for words in lines}
    assert set(COMMANDS[program]) <= named


def test_a_preview_is_marked_without_any_library(tmp_path: Path) -> None:
    """Where previews are deployed nothing is installed: neither site-packages (-S) nor this folder (-I) are seen."""
    (tmp_path / "index.html").write_text("<html><head></head><body>x</body></html>", encoding="utf-8")
    assert "1 pages marked" in run("-I", "-S", "publish.py", "mark-preview", str(tmp_path))
    assert "numbers not verified" in (tmp_path / "index.html").read_text(encoding="utf-8")
