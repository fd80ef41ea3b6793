"""The papers name what is there."""

from __future__ import annotations

import re

import pytest
from support import ROOT
from test_architecture import LAYERS

PAPERS = (
    "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CONTRIBUTING.zh.md", "REVIEWING.md", "OPERATIONS.md",
    "tests/benchmarks/README.md",
)  # fmt: skip
PATH = re.compile(r"`((?:[\w.-]+/)+[\w.-]*|[\w-]+\.(?:md|py|toml|yml))(?: [^`]*)?`")
MADE = re.compile(
    r"(?:site|dist|node_modules|\.cache|\.venv|words|change|base|index|facts|minisign)\b|docs/events/2024-04-open-day/"
)
"""What programs, editors and code hosts make; what stands for files of a kind."""
PACKAGE = ROOT / "scripts" / "advisories"


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_architecture_lists_the_layers_in_their_order() -> None:
    assert tuple(re.findall(r"^[0-9]+\. `([a-z]+)`: ", text_of("ARCHITECTURE.md"), re.MULTILINE)) == LAYERS


@pytest.mark.parametrize("name", PAPERS)
def test_paths_that_a_paper_names_exist(name: str) -> None:
    paths = {path for path in PATH.findall(text_of(name)) if not MADE.match(path) and "…" not in path}
    homes = (ROOT, PACKAGE, ROOT / "docs", ROOT / "overrides", PACKAGE / "language" / "en")
    assert [path for path in sorted(paths) if not any((home / path).exists() for home in homes)] == []


@pytest.mark.parametrize("name", PAPERS)
def test_links_of_a_paper_lead_to_files(name: str) -> None:
    targets = re.findall(r"\]\((?!https?:|page:|source:|figure:|contact:)([^)#\s]+)", text_of(name))
    here = (ROOT / name).parent
    missing = [target for target in targets if not (here / target).exists() and not (ROOT / target).exists()]
    assert [target for target in missing if target not in ("photo.jpg",)] == []


def test_readme_is_short() -> None:
    assert text_of("README.md").count("\n") <= 61
    assert text_of("ARCHITECTURE.md").count("\n") <= 160
