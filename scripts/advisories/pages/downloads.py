"""Printed matter that pages offer: what ``print.py`` made, copied into the site, or the word that none is there.

Only a build that has just printed may offer it: a PDF left over from an earlier day could carry a number that has been
withdrawn since.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from ..tasks.cache import digest

FOLDER = "downloads"


@dataclass(frozen=True)
class Download:
    """One file a reader may fetch: what it is, in which languages, how long, how large, checked when."""

    address: str
    kind: str
    languages: tuple[str, ...]
    pages: int
    kilobytes: int
    checked: date


class Downloads:
    """The printed matter of one build; empty where nothing was printed for it."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    @cached_property
    def _manifest(self) -> Mapping[str, Any]:
        if self.folder is None:
            return {}
        manifest: Mapping[str, Any] = json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))
        return manifest

    def of(self, key: str) -> Sequence[Download]:
        """Files of a pack or a country, by kind and languages; the archive of all of them last."""
        rows = [(file, row) for file, row in self._manifest.get("files", {}).items() if row["pack"] == key]
        found = [_download(file, row) for file, row in sorted(rows)]
        pack = self._manifest.get("packs", {}).get(key, {})
        if pack.get("zip"):
            day = date.fromisoformat(pack["checked"])
            found.append(Download(f"{FOLDER}/{pack['zip']}", "zip", (), 0, _kilobytes(pack["zip_bytes"]), day))
        return found

    def digest(self, key: str) -> str:
        """A name for what ``of`` answers."""
        return digest(repr(self.of(key)))

    def copy_to(self, site: Path) -> int:
        """Put every file into the site; returns how many there are."""
        if self.folder is None:
            return 0
        archives = [pack["zip"] for pack in self._manifest["packs"].values() if pack.get("zip")]
        files = [*self._manifest["files"], *archives]
        for file in files:
            target = site / FOLDER / file
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self.folder / file, target)
        return len(files)


def _download(file: str, row: Mapping[str, Any]) -> Download:
    return Download(
        address=f"{FOLDER}/{file}",
        kind=row["kind"],
        languages=tuple(row["languages"]),
        pages=row["pages"],
        kilobytes=_kilobytes(row["bytes"]),
        checked=date.fromisoformat(row["checked"]),
    )


def _kilobytes(size: int) -> int:
    return -(-size // 1024)
