"""Results kept from one build to the next, each under a name made of everything it was made from.

Safe to delete at any time. An entry that is damaged, or was never written by this module, counts as absent.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import sysconfig
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CODE = (".py", ".yml", ".html", ".json", ".css", ".js", ".svg")
AT_ONCE = 1 << 20  # bytes
DAY = 24 * 60 * 60
KEPT = 14 * DAY
"""Seconds after its last use at which an entry is removed."""


@dataclass(frozen=True)
class Store:
    """A folder of results; without a folder nothing is kept."""

    folder: Path | None

    def get(self, name: str) -> bytes | None:
        """The result of that name, if it is there and whole."""
        if self.folder is None:
            return None
        file = self._file(name)
        try:
            data = file.read_bytes()
            used = file.stat().st_mtime
        except OSError:
            return None
        seal, result = data[:32], data[32:]
        if seal != _seal(name, result):
            return None
        if time.time() - used > DAY:
            _touch(file)
        return result

    def put(self, name: str, result: bytes) -> None:
        """Keep a result; whoever reads at the same time sees the old file or the new one, whole.

        Where it cannot be written, it is made again in the next build.
        """
        if self.folder is None:
            return
        with contextlib.suppress(OSError):
            write_whole(self._file(name), _seal(name, result) + result)

    def remember(self, name: str, make: Callable[[], bytes]) -> bytes:
        """The result of that name, made now if it is not there."""
        found = self.get(name)
        if found is None:
            self.put(name, found := make())
        return found

    def tidy(self) -> int:
        """Remove what nothing has used for two weeks, and what killed builds left; returns how many files."""
        if self.folder is None or not self.folder.is_dir():
            return 0
        oldest = time.time() - KEPT
        unused = [file for file in self.folder.rglob("*") if file.is_file() and file.stat().st_mtime < oldest]
        for file in unused:
            file.unlink(missing_ok=True)
        return len(unused)

    def _file(self, name: str) -> Path:
        return (self.folder or Path()) / name[:2] / name[2:]


NOTHING_KEPT = Store(None)


def write_whole(file: Path, data: bytes) -> None:
    """Write a file, and the folders above it, so that whoever reads at the same time sees the old one or the new one.

    Whoever writes it at the same time, in this process or in another, does so under another name. Raises ``OSError``,
    and leaves nothing behind then.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f"{file.name}.{os.urandom(8).hex()}.new")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(file)
    except BaseException:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise


def digest(*parts: str | bytes) -> str:
    """A name for what is made of these parts, in this order."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()[:40]


def digest_of_folder(folder: Path, endings: Collection[str]) -> str:
    """A name for the paths and the content of a folder's files, at any depth, that have one of these endings."""
    found = (f"{top}/{name}" for top, _, names in os.walk(folder) for name in names if name.endswith(tuple(endings)))
    return digest(*(part for file in sorted(found) for part in (file.removeprefix(str(folder)), content_of(file))))


def content_of(file: str) -> bytes:
    """The bytes of a file: ``open`` asks the system more than is needed for thousands of small ones."""
    handle = os.open(file, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        parts = [os.read(handle, AT_ONCE)]
        while parts[-1]:
            parts.append(os.read(handle, AT_ONCE))
    finally:
        os.close(handle)
    return b"".join(parts)


def packed(files: Mapping[str, bytes]) -> bytes:
    """Files by path as one result: a line of JSON with paths and sizes, then the files one after the other."""
    head = json.dumps([(name, len(data)) for name, data in files.items()])
    return b"".join([head.encode(), b"\n", *files.values()])


def unpacked(data: bytes) -> dict[str, bytes]:
    """The reverse of ``packed``."""
    start = data.index(b"\n") + 1
    files: dict[str, bytes] = {}
    for name, size in json.loads(data[: start - 1]):
        files[name] = data[start : start + size]
        start += size
    return files


@cache
def program() -> str:
    """A name for what makes every result: this project's code, the libraries and the Python that runs it."""
    libraries = sorted(folder.name for folder in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    return digest(sys.version, *libraries, digest_of_folder(Path(__file__).parents[2], CODE))


def _seal(name: str, result: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\0" + result).digest()


def _touch(file: Path) -> None:
    with contextlib.suppress(OSError):  # removed or not ours: the result is good all the same
        os.utime(file)
