"""The files of the content as they are now, each under a name for its bytes, so that what changed can be told."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ..tasks.cache import content_of, digest

TEXTS = (".md", ".yml")


@dataclass(frozen=True)
class Snapshot:
    """Every file and folder below a folder, by path: a name for the file's bytes, or what it is where it is no file."""

    names: Mapping[str, str]
    stamps: Mapping[str, tuple[int, int, int]] = field(repr=False)
    """Size and times, which change whenever a file is written."""

    @classmethod
    def of(cls, folder: Path) -> Snapshot:
        """Read everything; a file that cannot be read is named by the reason."""
        found = sorted(_stamps(str(folder)))
        names = {path: _name(f"{folder}/{path}", mode) for path, mode, _ in found}
        return cls(names, {path: stamp for path, _, stamp in found})

    def is_still_true(self, folder: Path) -> bool:
        """Whether nothing has been written since."""
        return {path: stamp for path, _, stamp in _stamps(str(folder))} == self.stamps

    @cached_property
    def around(self) -> str:
        """A name for all but the texts of the items: what every share of the content may depend on."""
        return digest(
            *(
                part
                for path, name in self.names.items()
                for part in (path, "" if _item(path) and " " not in name else name)
            )
        )

    @cached_property
    def items(self) -> Mapping[str, str]:
        """A name for the texts of every item, by collection and folder."""
        parts: dict[str, list[str]] = {}
        for path, name in self.names.items():
            if item := _item(path):
                parts.setdefault(item, []).extend((path, name))
        return {item: digest(*found) for item, found in parts.items()}


def _item(path: str) -> str:
    """The item whose text a file is; empty for whatever else there may be."""
    folders = path.split("/")
    return "/".join(folders[:2]) if len(folders) == 3 and path.endswith(TEXTS) else ""


Stamp = tuple[int, int, int]


def _stamps(root: str) -> list[tuple[str, int, Stamp]]:
    """Path, kind and stamp of everything in a folder, in no order."""
    stamps = []
    folders = [""]
    for above in folders:  # grows while it is gone through
        with os.scandir(root + above) as entries:
            for entry in entries:
                found = entry.stat(follow_symlinks=False)
                path = f"{above}/{entry.name}"
                stamps.append((path[1:], found.st_mode, (found.st_size, found.st_mtime_ns, found.st_ctime_ns)))
                if stat.S_ISDIR(found.st_mode):
                    folders.append(path)
    return stamps


def _name(file: str, mode: int) -> str:
    if not stat.S_ISREG(mode):
        return f"kind {stat.S_IFMT(mode)}"
    try:
        return hashlib.sha256(content_of(file)).hexdigest()
    except OSError as error:
        return f"unreadable {error.errno}"
