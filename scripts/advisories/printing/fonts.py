"""The fonts of printed matter: fetched once from a package registry, checked by SHA-256, never in the repository."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import typst

from ..common.files import sha256_of
from .errors import PrintingError
from .look import look

HOW = "run `make fonts` (needs npm and a network once), or put these files there: "


def wanted() -> dict[str, dict[str, str]]:
    """File name → package, member and SHA-256."""
    files: dict[str, dict[str, str]] = look()["files"]
    return files


def wrong(folder: Path) -> list[str]:
    """Names of fonts that are missing in the folder, or are not the pinned files."""
    return [name for name, font in wanted().items() if not _is(folder / name, font["sha256"])]


def _is(file: Path, sha256: str) -> bool:
    return file.is_file() and sha256_of(file.read_bytes()) == sha256


def load(folder: Path) -> Any:
    """The pinned fonts and no other, for the compiler; says how to get them when they are not there."""
    if names := wrong(folder):
        raise PrintingError(f"fonts are missing or not the pinned ones in {folder}; {HOW}{', '.join(names)}")
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
    if strangers := sorted({Path(font.path or "?").name for font in fonts.fonts()} ^ set(wanted())):
        raise PrintingError(f"{folder} must hold the pinned fonts and no others: {', '.join(strangers)}")
    return fonts


def fetch(folder: Path, say: Callable[[str], None]) -> None:
    """Get what is missing with ``npm pack``, check it, and only then put it in place."""
    names = wrong(folder)
    if not names:
        return
    if shutil.which("npm") is None:
        raise PrintingError(f"npm is not installed, and fonts are missing; {HOW}{', '.join(names)} in {folder}")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        for package in sorted({wanted()[name]["package"] for name in names}):
            say(f"fetching {package}")
            _fetch(package, [name for name in names if wanted()[name]["package"] == package], Path(scratch), folder)


def _fetch(package: str, names: Iterable[str], scratch: Path, folder: Path) -> None:
    command = ["npm", "pack", package, "--silent", "--ignore-scripts", "--pack-destination", str(scratch)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise PrintingError(f"{' '.join(command[:3])} failed: {done.stderr.strip()[-300:]}")
    with tarfile.open(scratch / done.stdout.split()[-1]) as archive:
        for name in names:
            member = archive.extractfile(wanted()[name]["member"])
            content = member.read() if member else b""
            if sha256_of(content) != wanted()[name]["sha256"]:
                raise PrintingError(f"{name} of {package} is not the pinned file: its SHA-256 differs")
            (scratch / name).write_bytes(content)
            (scratch / name).replace(folder / name)
