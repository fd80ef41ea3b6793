"""The files of a built site, and what their names say."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from enum import Enum, auto
from pathlib import Path


class FileKind(Enum):
    """What may lie in a folder."""

    FILE = auto()
    LINK = auto()
    OTHER = auto()  # folders, and what no web server would send


def places_below(site: Path) -> list[tuple[str, FileKind]]:
    """Paths of everything in a site, in order; none where there is no site."""
    return sorted(_below(str(site))) if site.is_dir() else []


def names_of(places: Iterable[tuple[str, FileKind]]) -> frozenset[str]:
    """What a page may call the files of its site."""
    return frozenset(name for path, _ in places for name in (path, *_last_names(path)))


def _below(folder: str, above: str = "") -> Iterator[tuple[str, FileKind]]:
    """Paths of everything below a folder."""
    with os.scandir(folder) as entries:
        for entry in entries:
            path = above + entry.name
            if entry.is_symlink():
                yield path, FileKind.LINK
            elif entry.is_file():
                yield path, FileKind.FILE
            else:
                yield path, FileKind.OTHER
                if entry.is_dir():
                    yield from _below(entry.path, f"{path}/")


def subject(path: str) -> list[str]:
    """A key by which files of one folder's name stand together, such as the pages on one country in all languages."""
    return path.rsplit("/", 2)[-2:]


def _last_names(path: str) -> tuple[str, str]:
    """The name of a file, and the name without its ending."""
    name = path.rpartition("/")[2]
    return name, name.rpartition(".")[0] or name
