"""Has anything changed since the last run of the same command? Answered without reading the site.

Imports nothing heavy: when nothing has changed, an export ends here.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

CONTENT = ("docs", "words", "mkdocs.yml")
CODE = ("scripts", "overrides/assets", "requirements.lock")


def digest(parts: list[str]) -> str:
    """SHA-256 of some strings."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def tree_state(root: Path, code: Path) -> str:
    """SHA-256 of every file that can change a document: the content below ``root``, the program below ``code``."""
    whole = hashlib.sha256()
    for file in sorted(_inputs(root, code)):
        whole.update(f"{file}\0".encode(errors="surrogateescape"))
        with open(file, "rb") as stream:
            whole.update(stream.read())
    return whole.hexdigest()


def _inputs(root: Path, code: Path) -> Iterator[str]:
    for place in (*(root / name for name in CONTENT), *(code / name for name in CODE)):
        if place.is_file():
            yield str(place)
        for folder, folders, names in os.walk(place):  # of thousands of files, paths would take twice the time
            folders[:] = (name for name in folders if name != "__pycache__")
            yield from (file for name in names if os.path.isfile(file := os.path.join(folder, name)))


def listing(out: Path) -> str:
    """Names and sizes of everything that was made, so that a file that was taken away is made again."""
    files = sorted(file for file in out.rglob("*") if file.suffix in (".pdf", ".zip", ".json"))
    return digest([f"{file.relative_to(out)} {file.stat().st_size}" for file in files])


def is_current(stamp: Path, state: str, out: Path) -> bool:
    """Whether the last run of the same command saw the same files and left these results."""
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == f"{state} {listing(out)}"
