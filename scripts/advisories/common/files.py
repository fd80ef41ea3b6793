"""Writing files."""

from __future__ import annotations

from pathlib import Path


def write(file: Path, data: bytes) -> None:
    """Write a file, and make the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
