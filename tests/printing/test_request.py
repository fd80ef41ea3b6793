"""Whether an export has to be made again."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisories.printing.request import inputs_of

INPUTS = ("site/docs/topics/fire/index.en.md", "site/words/en.yml", "site/mkdocs.yml", "code/scripts/print.py")
OTHERS = ("site/dist/pdf/fire.pdf", "code/docs/index.en.md", "code/scripts/__pycache__/print.pyc")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Content in one folder, a program in another."""
    for name in (*INPUTS, *OTHERS):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("before", encoding="utf-8")
    return tmp_path


def state(root: Path) -> str:
    return inputs_of(root / "site", root / "code")


@pytest.mark.parametrize("name", INPUTS)
def test_whatever_can_change_a_document_changes_the_state(root: Path, name: str) -> None:
    before = state(root)
    (root / name).write_text("after", encoding="utf-8")
    assert state(root) != before


@pytest.mark.parametrize("name", INPUTS)
def test_an_input_that_is_gone_changes_the_state(root: Path, name: str) -> None:
    before = state(root)
    (root / name).unlink()
    assert state(root) != before


@pytest.mark.parametrize("name", OTHERS)
def test_nothing_else_does(root: Path, name: str) -> None:
    before = state(root)
    (root / name).write_text("after", encoding="utf-8")
    assert state(root) == before
