"""Writing files, and the sums that published formats name."""

from __future__ import annotations

import hashlib
from pathlib import Path


def write(file: Path, data: bytes) -> None:
    """Write a file, and make the folders above it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def sha256_of(data: bytes) -> str:
    """SHA-256 (FIPS 180-4) in hexadecimal digits, as lists of files name it."""
    return hashlib.sha256(data).hexdigest()
