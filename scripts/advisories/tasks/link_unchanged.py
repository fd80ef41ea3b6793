"""Files of a new site that are as in the published one: linked to it instead of written again.

Most of a site stays when a page changes. To make its files anew and to remove the old ones takes longer than to find
out that they are the same, the more so where a file system passes over what was removed of late (ext4 does).
A link is made only to a file whose bytes have just been compared, so what is published never depends on what was there.

A linked file must not be opened for writing, since that would change the published one: ``write`` puts a new file in
its place.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class _Sites:
    """The folder that is written, the published one, and the permissions of a file made now."""

    new: str
    published: str
    mode: int


_sites: _Sites | None = None


@contextmanager
def beside(published: Path, new: Path) -> Iterator[None]:
    """Let what is written below ``new`` in this block, and in its workers, be taken from the published site."""
    global _sites
    os.umask(mask := os.umask(0))  # the only way to ask for it
    _sites = _Sites(f"{new}/", f"{published}/", stat.S_IFREG | (0o666 & ~mask)) if published.is_dir() else None
    try:
        yield
    finally:
        _sites = None


def write(path: str, data: bytes) -> None:
    """Make a file that holds these bytes, and the folders above it; replaces one that is there."""
    try:
        _make(path, data)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        _make(path, data)
    except FileExistsError:
        os.unlink(path)
        _make(path, data)


def _make(path: str, data: bytes) -> None:
    if not (_sites and _stands(_sites, path, data)):
        with open(path, "xb") as stream:
            stream.write(data)


def _stands(sites: _Sites, path: str, data: bytes) -> bool:
    """Link the published file, if it is the same."""
    published = sites.published + path.removeprefix(sites.new)
    if not path.startswith(sites.new) or not _is(published, data, sites.mode):
        return False
    try:
        os.link(published, path)
    except (FileExistsError, FileNotFoundError):
        raise
    except OSError:  # the file system has no links, or no more of this one
        return False
    return True


def _is(path: str, data: bytes, mode: int) -> bool:
    """Whether there is a plain file with these bytes and permissions."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        found = os.fstat(file)
        return found.st_mode == mode and found.st_size == len(data) and os.read(file, len(data) + 1) == data
    finally:
        os.close(file)
