"""The files of a built site, and what their names say."""

from __future__ import annotations

import os
from collections.abc import Iterator
from enum import Enum, auto


class Kind(Enum):
    """What may lie in a folder."""

    FILE = auto()
    LINK = auto()
    OTHER = auto()  # folders, and what no web server would send


def below(folder: str, above: str = "") -> Iterator[tuple[str, Kind]]:
    """Paths of everything below a folder."""
    with os.scandir(folder) as entries:
        for entry in entries:
            path = above + entry.name
            if entry.is_symlink():
                yield path, Kind.LINK
            elif entry.is_file():
                yield path, Kind.FILE
            else:
                yield path, Kind.OTHER
                if entry.is_dir():
                    yield from below(entry.path, f"{path}/")


def subject(path: str) -> list[str]:
    """A key by which files of one folder's name stand together, such as the pages on one country in all languages."""
    return path.rsplit("/", 2)[-2:]


def last_names(path: str) -> tuple[str, str]:
    """The name of a file, and the name without its ending."""
    name = path.rpartition("/")[2]
    return name, name.rpartition(".")[0] or name
