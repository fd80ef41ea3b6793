"""Results kept from one run to the next, in tables, each under the digest of everything it was made from.

One file of SQLite holds them all. It is safe to delete at any time. An entry that is damaged, or that was never written
by this module, counts as absent; so does every entry where the file cannot be read or written.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
import sysconfig
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TypeVar

Outcome = TypeVar("Outcome")
CODE = (".py", ".yml", ".html", ".json", ".css", ".js", ".svg")
"""Endings of the files that make results."""
DAY = 24 * 60 * 60
UNUSED_DAYS = 14
"""An entry that no run has used for so long is removed."""
LONGEST_WAIT = 5
"""Seconds to wait for another program that writes."""
FILE = "results.sqlite3"
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS results"
    "(name TEXT, key TEXT, seal BLOB, used INTEGER, result BLOB, PRIMARY KEY (name, key))"
)
_BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}


@dataclass(frozen=True)
class Cache:
    """The tables below a folder; without a folder nothing is kept."""

    folder: Path | None

    def table(self, name: str) -> Table:
        """The table of that name, which need not be there yet."""
        return Table(self, name)

    def evict(self) -> int:
        """Remove what nothing has used for two weeks; returns how many entries."""
        old = (_today() - UNUSED_DAYS,)
        return self.transaction(lambda file: file.execute("DELETE FROM results WHERE used < ?", old).rowcount, 0)

    def transaction(self, work: Callable[[sqlite3.Connection], Outcome], otherwise: Outcome) -> Outcome:
        """Do something with the file, wholly or not at all; ``otherwise`` is returned where SQLite refuses it.

        Connections must not be carried over to forked processes: each transaction has its own.
        """
        if self.folder is None:
            return otherwise
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.folder / FILE, timeout=LONGEST_WAIT)) as connection, connection:
                connection.execute("PRAGMA synchronous = OFF")  # what a power cut spoils counts as absent
                connection.execute(_SCHEMA)
                return work(connection)
        except (sqlite3.Error, OSError) as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in _BROKEN:
                with suppress(OSError):
                    (self.folder / FILE).unlink(missing_ok=True)
            return otherwise


NO_CACHE = Cache(None)


@dataclass(frozen=True)
class Table:
    """Results of one kind by key. ``get_all`` and ``put_all`` are one transaction each, whatever the number."""

    cache: Cache
    name: str

    def get(self, key: str) -> bytes | None:
        """The result under that key, if it is there and whole."""
        return self.get_all([key]).get(key)

    def put(self, key: str, result: bytes) -> None:
        """Keep a result, in the place of the one that was there."""
        self.put_all({key: result})

    def get_or_make(self, key: str, make: Callable[[], bytes]) -> bytes:
        """The result under that key, made now if it is not there."""
        if (result := self.get(key)) is None:
            self.put(key, result := make())
        return result

    def get_all(self, keys: Iterable[str]) -> dict[str, bytes]:
        """Those results that are there and whole."""
        return self.cache.transaction(partial(self._read, keys), {})

    def put_all(self, results: Mapping[str, bytes]) -> None:
        """Keep results. Where they cannot be written, they are made again in the next run."""
        rows = ((self.name, key, self._seal(key, result), _today(), result) for key, result in results.items())
        if results:
            self.cache.transaction(
                lambda file: file.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?)", rows), None
            )

    def _read(self, keys: Iterable[str], file: sqlite3.Connection) -> dict[str, bytes]:
        read = "SELECT key, seal, used, result FROM results WHERE name = ? AND key = ?"
        rows = [row for key in keys for row in file.execute(read, (self.name, key))]
        if old := [(_today(), self.name, key) for key, _, used, _ in rows if used != _today()]:
            file.executemany("UPDATE results SET used = ? WHERE name = ? AND key = ?", old)
        return {key: result for key, seal, _, result in rows if seal == self._seal(key, result)}

    def _seal(self, key: str, result: object) -> bytes:
        """What says that an entry is whole, of this table, and of this key."""
        return hashlib.sha256(
            f"{self.name}\0{key}\0".encode() + (result if isinstance(result, bytes) else b"")
        ).digest()


def _today() -> int:
    return int(time.time() // DAY)


def digest(*parts: str | bytes) -> str:
    """A name for what is made of these parts, in this order: 40 hexadecimal digits of SHA-256."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode(errors="surrogateescape") if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()[:40]


def digests_of(places: Iterable[Path], endings: Collection[str] = ("",)) -> dict[str, str]:
    """Path → digest of the content, of files and of all files in folders, at any depth, with one of these endings.

    A file that is gone by the time it is read is left out.
    """
    digests = {}
    for path in sorted(path for place in places for path in _files(place) if path.endswith(tuple(endings))):
        with suppress(OSError):
            digests[path] = digest(content_of(path))
    return digests


def _files(place: Path) -> Iterator[str]:
    if place.is_file():
        yield str(place)
    for top, folders, names in os.walk(place):
        folders[:] = [name for name in folders if name != "__pycache__"]
        yield from (os.path.join(top, name) for name in names)


def digest_of_folder(folder: Path, endings: Collection[str] = ("",)) -> str:
    """A name for the paths and the content of a folder's files, wherever the folder lies."""
    contents = digests_of([folder], endings)
    return digest(*(part for path, name in contents.items() for part in (path.removeprefix(str(folder)), name)))


def content_of(file: str) -> bytes:
    with open(file, "rb", buffering=0) as stream:
        return stream.read()


@cache
def program() -> str:
    """A name for what makes every result: this project's code, the libraries and the Python that runs it."""
    libraries = sorted(folder.name for folder in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    return digest(sys.version, *libraries, digest_of_folder(Path(__file__).parents[2], CODE))
