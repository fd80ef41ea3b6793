"""What programs make beside the content: it is believed when it is there, so it must not come with a commit.

Nobody can review it, and what it holds would be published unread: verdicts of the audit, finished pages, PDF files,
compiled code. ``.gitignore`` keeps it out by mistake only.
"""

from __future__ import annotations

import re
import shlex
import shutil
from functools import cache
from pathlib import Path

from ..common.errors import AdvisoriesError
from ..common.git import GitError, git
from ..common.problems import messages
from .cache import Cache

CACHE = ".cache"
FOLDERS = (CACHE, ".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".venv", "dist", "site")
"""Beside ``mkdocs.yml``."""
BELIEVED = (f"{CACHE}/build", f"{CACHE}/templates", "dist/pdf")
"""What is used without being made again or compared with what it was made from."""
CODE = ".pyc"
"""The ending of compiled code, which Python runs wherever it lies."""
_FOLDER = re.compile(f"(?:{'|'.join(map(re.escape, FOLDERS))})(?:/|$)", re.IGNORECASE)


class DerivedStateError(AdvisoriesError):
    """Something that programs make has come with a commit, or lies where a link leads."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message, values)
        self.message = message
        self.values = values

    def said(self, language: str) -> str:
        """One line for a person: what it is, and what to do."""
        text: str = messages()["languages"][language]["derived"][self.message]
        return text.format(**self.values)


def store_beside(config_file: Path, name: str) -> Cache:
    """What programs keep of a site from one run to the next; raises ``DerivedStateError``."""
    root = config_file.resolve().parent
    refuse(root)
    return Cache(root / CACHE / name)


@cache
def refuse(root: Path) -> bool:
    """Raise ``DerivedStateError`` where such a file came with a commit; false where git does not know the folder."""
    if (root / CACHE).is_symlink():
        raise DerivedStateError("link", file=CACHE)
    if (tracked := _tracked(root)) is None:
        return False
    if found := [path for path in tracked if is_derived(path)]:
        places = sorted({path.split("/")[0] if _FOLDER.match(path) else path for path in found})
        raise DerivedStateError("tracked", file=found[0], count=len(found), places=shlex.join(places))
    return True


def forget(root: Path) -> None:
    """Remove what would be believed: nobody can say where it comes from, and it is to be published."""
    for name in BELIEVED:
        shutil.rmtree(root / name, ignore_errors=True)


def is_derived(path: str) -> bool:
    """Whether only programs make what has this path, seen from ``mkdocs.yml``; some systems take .CACHE for .cache."""
    return _FOLDER.match(path) is not None or path.lower().endswith(CODE)


def _tracked(root: Path) -> list[str] | None:
    """Every path below the folder that git has in its index; ``None`` where git cannot tell."""
    try:  # a folder of another owner, as in a container, is read too: listing its files runs nothing
        listing = git(root, "-c", "safe.directory=*", "ls-files", "-z")
    except GitError:
        return None
    return [path for path in listing.decode(errors="replace").split("\0") if path]
