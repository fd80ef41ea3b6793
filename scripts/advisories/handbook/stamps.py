"""Has anything changed since the last run of the same command? Answered without reading the site.

Imports nothing heavy: when nothing has changed, an export ends here.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

INPUTS = ("docs", "scripts", "overrides/assets", "mkdocs.yml", "requirements.lock")


def digest(parts: list[str]) -> str:
    """SHA-256 of some strings."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def tree_state(root: Path, code: Path) -> str:
    """SHA-256 of every file that can change a document."""
    whole = hashlib.sha256()
    for file in sorted(_inputs(root, code)):
        whole.update(f"{file}\0".encode())
        whole.update(file.read_bytes())
    return whole.hexdigest()


def _inputs(root: Path, code: Path) -> list[Path]:
    places = [base / name for base in dict.fromkeys((root, code)) for name in INPUTS if (base / name).exists()]
    files = [file for place in places for file in ([place] if place.is_file() else place.rglob("*"))]
    return [file for file in files if file.is_file() and "__pycache__" not in file.parts]


def listing(out: Path) -> str:
    """Names and sizes of everything that was made, so that a file that was taken away is made again."""
    files = sorted(file for file in out.rglob("*") if file.suffix in (".pdf", ".zip", ".json"))
    return digest([f"{file.relative_to(out)} {file.stat().st_size}" for file in files])


def is_current(stamp: Path, state: str, out: Path) -> bool:
    """Whether the last run of the same command saw the same files and left these results."""
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == f"{state} {listing(out)}"
