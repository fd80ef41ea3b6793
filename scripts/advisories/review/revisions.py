"""Reads the content of another git revision with today's code; nothing of that revision is ever run."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml

from ..common.errors import AdvisoriesError
from ..common.git import git
from ..common.settings import Settings, read_settings
from ..content.catalogue import Catalogue, load

WORKTREE = "worktree"
LINK = b"120000"  # mode of a symbolic link


class RevisionError(AdvisoriesError):
    """The revision holds no site."""


@contextmanager
def catalogue_of(root: Path, revision: str) -> Iterator[Catalogue]:
    """The catalogue of a revision of the repository at ``root``, or of its files as they lie there.

    Raises ``RevisionError`` or, where there is no such revision, ``GitError``.
    """
    if revision == WORKTREE:
        yield load(_settings(root, revision))
        return
    with tempfile.TemporaryDirectory() as folder:
        _unpack(root, revision, Path(folder))
        settings = _settings(Path(folder), revision)
        if not settings.docs_dir.resolve().is_relative_to(Path(folder).resolve()):
            raise RevisionError(f"{revision}: docs_dir lies outside the repository")
        yield load(settings)


def _settings(root: Path, revision: str) -> Settings:
    try:
        return read_settings(root / "mkdocs.yml")
    except (OSError, ValueError, LookupError, TypeError, AttributeError, yaml.YAMLError) as error:
        raise RevisionError(f"{revision}: mkdocs.yml cannot be read ({error})") from None


def _unpack(root: Path, revision: str, folder: Path) -> None:
    """Write the regular files of a revision; a link becomes a file that the catalogue refuses.

    Not by ``git archive``, which leaves out whatever the revision's own ``.gitattributes`` says.
    """
    listing = git(root, "ls-tree", "-r", "-z", "--full-tree", "--end-of-options", revision)
    entries = [entry.split(b"\t", 1) for entry in listing.split(b"\0") if entry]
    files = [(head.split(), name) for head, name in entries]
    blobs = [(mode, sum_, name) for (mode, kind, sum_), name in files if kind == b"blob"]
    contents = _blobs(git(root, "cat-file", "--batch", given=b"\n".join(sum_ for _, sum_, _ in blobs) + b"\n"))
    for (mode, _, name), content in zip(blobs, contents, strict=True):
        file = (folder / os.fsdecode(name)).resolve()
        if file.is_relative_to(folder.resolve()):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(b"" if mode == LINK else content)


def _blobs(batch: bytes) -> Iterator[bytes]:
    """Contents one after the other, each behind a line with its size (git-cat-file, BATCH OUTPUT)."""
    at = 0
    while at < len(batch):
        end = batch.index(b"\n", at)
        size = int(batch[at:end].split()[2])
        yield batch[end + 1 : end + 1 + size]
        at = end + 1 + size + 1
