"""The files of a built site, and what their names say."""

from __future__ import annotations

import os
from collections.abc import Iterable
from enum import Enum, auto
from pathlib import Path, PurePosixPath


class FileKind(Enum):
    """What may lie in a folder."""

    FILE = auto()
    LINK = auto()
    OTHER = auto()  # folders, and what no web server would send


def places_below(site: Path) -> list[tuple[str, FileKind]]:
    """Paths of everything in a site, in order; none where there is no site."""
    found = []
    for folder, folders, files in os.walk(site):
        for name in (*folders, *files):
            path = os.path.join(folder, name)
            kind = FileKind.FILE if os.path.isfile(path) else FileKind.OTHER
            found.append((os.path.relpath(path, site), FileKind.LINK if os.path.islink(path) else kind))
    return sorted(found, key=lambda place: place[0])


def names_of(places: Iterable[tuple[str, FileKind]]) -> frozenset[str]:
    """What a page may call the files of its site: by path, by name, by name without the ending."""
    names = {path: PurePosixPath(path).name for path, _ in places}
    bare = (name.rpartition(".")[0] for name in names.values())
    return frozenset((*names, *names.values(), *filter(None, bare)))


def subject(path: str) -> list[str]:
    """A key by which files of one folder's name stand together, such as the pages on one country in all languages."""
    return path.rsplit("/", 2)[-2:]
