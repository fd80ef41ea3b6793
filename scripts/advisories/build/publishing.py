"""Publishing is all or nothing: a new folder takes the old one's place in one step, or nothing changes.

A build writes into ``<site>.new-<pid>`` beside the site. A killed build leaves the site whole and at most such a
folder, which the next build removes. Only one build at a time holds the lock; it falls with the process.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from ..common.errors import AdvisoriesError

AT_FDCWD = -100
RENAME_EXCHANGE = 2  # linux/fs.h: swap two names in one step


class BuildLockedError(AdvisoriesError):
    """Another build of the same site is running."""


@contextlib.contextmanager
def lock(file: Path) -> Iterator[int]:
    """Hold the lock, and give its descriptor, so that a child that outlives its parent holds it on."""
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BuildLockedError(file) from None
        yield descriptor
    finally:
        os.close(descriptor)


def recover(site: Path) -> list[Path]:
    """Undo what a killed build left: end an interrupted swap, remove stray folders. Call it with the lock held."""
    olds, news = (sorted(site.parent.glob(f"{site.name}.{mark}-*")) for mark in ("old", "new"))
    if olds and not site.exists():
        olds.pop().rename(site)
    strays = [*olds, *news]
    for stray in strays:
        shutil.rmtree(stray)
    return strays


def fresh_folder(site: Path) -> Path:
    """The name of the folder this process builds into."""
    return site.with_name(f"{site.name}.new-{os.getpid()}")


def swap(new: Path, site: Path) -> None:
    """Let ``new`` take the place of ``site``, and remove what was there."""
    if not site.exists():
        new.rename(site)
        return
    if exchange(new, site):
        shutil.rmtree(new)
        return
    old = site.with_name(f"{site.name}.old-{os.getpid()}")
    site.rename(old)  # killed here: the next build renames it back
    try:
        new.rename(site)
    except OSError:
        old.rename(site)
        raise
    shutil.rmtree(old)


def remove(folder: Path) -> None:
    """Remove a folder of this build, whatever state it is in."""
    if folder.exists():
        shutil.rmtree(folder, ignore_errors=True)


def exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step; false where the system or the file system cannot."""
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "renameat2"):
        return False
    if library.renameat2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(number, os.strerror(number), str(other))


def why_not(site: Path, sources: tuple[Path, ...]) -> str | None:
    """The reason why this folder must not be replaced by a site, if there is one."""
    if site.is_symlink() or (site.exists() and not site.is_dir()):
        return f"{site} is not a plain folder"
    for source in sources:
        if source == site or site in source.parents:
            return f"{site} would replace {source}, which the site is made from"
    if site.is_dir() and any(site.iterdir()) and not (site / "index.html").exists():
        return f"{site} holds something that is no built site"
    return None


def in_words(error: OSError) -> str:
    """One line a person can act on."""
    where = f" ({error.filename})" if error.filename else ""
    words = {
        errno.ENOSPC: "the disk is full; free some space and build again",
        errno.EDQUOT: "the disk quota is used up; free some space and build again",
        errno.EROFS: "the file system is read-only; choose another folder with --site-dir",
        errno.EACCES: "no permission to write here; choose another folder with --site-dir",
    }
    return words.get(error.errno or 0, error.strerror or str(error)) + where
