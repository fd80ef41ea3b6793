"""The manifest: SHA-256 of every published file, in the form that ``sha256sum --check`` reads, and its signature.

Written last, when no other file will change: after search, compression and PDFs. Without a key the manifest says in
its first line that it is unsigned, and a signature of an earlier build is removed.
"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from ..common.files import sha256_of
from ..tasks.cache import content_of
from .output import stamp
from .signing import SecretKey

MANIFEST = "SHA256SUMS"
SIGNATURE = "SHA256SUMS.minisig"
PUBLIC_KEY = "minisign.pub"
UNSIGNED = "# Unsigned: with these sums alone nobody can tell a genuine copy from another one."
NEVER_LISTED = frozenset({MANIFEST, SIGNATURE})


def seal(folder: Path, now: datetime, key: SecretKey | None) -> None:
    """Write manifest and signature of a finished folder; they replace those of an earlier call."""
    public = folder / PUBLIC_KEY
    if key:
        public.write_text(key.public(), encoding="utf-8")
    else:
        public.unlink(missing_ok=True)
        (folder / SIGNATURE).unlink(missing_ok=True)
    text = as_text(sums(folder), signed=key is not None)
    (folder / MANIFEST).write_text(text, encoding="utf-8", newline="\n")
    if key:
        comment = f"file:{MANIFEST}\tbuilt:{stamp(now)}\thashed"
        (folder / SIGNATURE).write_text(key.sign(text.encode(), comment), encoding="utf-8", newline="\n")


def sums(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below the folder, by its path with forward slashes, sorted."""
    every = (f"{top}/{name}" for top, _, files in os.walk(folder) for name in files)
    files = {file[len(str(folder)) + 1 :]: file for file in every if os.path.isfile(file)}
    return {name: digest(files[name]) for name in sorted(files) if name not in NEVER_LISTED}


def digest(file: str | Path) -> str:
    """SHA-256 of a file, in hexadecimal digits."""
    return sha256_of(content_of(str(file)))


def as_text(files: dict[str, str], *, signed: bool) -> str:
    """The manifest; a name that would break its lines is refused."""
    broken = next((name for name in files if "\n" in name or "\r" in name or "\\" in name), None)
    if broken:
        raise ValueError(f"a published file has a name that no manifest can hold: {broken!r}")
    lines = [f"{value}  {name}" for name, value in files.items()]
    return "\n".join([*([] if signed else [UNSIGNED]), *lines]) + "\n"


def read(text: str) -> dict[str, str]:
    """The sums of a manifest by path; raises ``ValueError`` for a line that is not one, and for a path outside."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        value, separator, name = line.partition("  ")
        parts = name.split("/")
        if not separator or len(value) != 64 or name.startswith("/") or "\\" in name or {"", ".", ".."} & set(parts):
            raise ValueError(f"the manifest has a line that is not one: {line[:80]!r}")
        found[name] = value
    return found
