"""A change of content must not touch what runs, nor bring what only programs make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ..common.command_line import in_workflow
from ..common.problems import escaped, speaking_languages
from ..tasks.derived_state import DerivedStateError, refuse

CONTENT = "docs/"
PROSE = (".md", "LICENSE", "LICENSE-CONTENT")


def findings(listing: str, folders: Iterable[Path] = ()) -> list[str]:
    """One line for each guarded file among the paths, which NUL separates, and for what came with a checkout."""
    paths = [path for path in listing.split("\0") if path]
    guarded = machinery(paths) if any(path.startswith(CONTENT) for path in paths) else []
    lines = [f"{_mark(path)}a change of content must not touch this file; send it apart" for path in guarded]
    return lines + [line for folder in folders for line in _derived(folder)]


def _derived(folder: Path) -> Iterator[str]:
    try:
        refuse(folder.resolve())
    except DerivedStateError as error:
        yield from (f"{_mark(str(error.values['file']))}{error.said(language)}" for language in speaking_languages())


def _mark(path: str) -> str:
    return f"::error file={escaped(path, ':,')},title=not-content::" if in_workflow() else f"{path}: "


def machinery(paths: Iterable[str]) -> list[str]:
    """The paths that are neither content nor a text about the project."""
    return [path for path in paths if not path.startswith(CONTENT) and not ("/" not in path and path.endswith(PROSE))]
