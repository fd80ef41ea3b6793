"""Reads the content of another git revision with today's code; nothing of that revision is ever run."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..catalogue import Catalogue, load
from ..settings import read_settings

WORKTREE = "worktree"


class NoRevision(Exception):
    """Git does not know the revision, or it holds no site."""


@contextmanager
def catalogue_of(root: Path, revision: str) -> Iterator[Catalogue]:
    """The catalogue of a revision of the repository at ``root``, or of its files as they lie there."""
    if revision == WORKTREE:
        yield load(read_settings(root / "mkdocs.yml"))
        return
    with tempfile.TemporaryDirectory() as folder:
        _unpack(root, revision, Path(folder))
        try:
            settings = read_settings(Path(folder, "mkdocs.yml"))
        except (OSError, ValueError, KeyError) as error:
            raise NoRevision(f"{revision}: mkdocs.yml cannot be read ({error})") from None
        if not settings.docs_dir.resolve().is_relative_to(Path(folder).resolve()):
            raise NoRevision(f"{revision}: docs_dir lies outside the repository")
        yield load(settings)


def _unpack(root: Path, revision: str, folder: Path) -> None:
    """Write the regular files of a revision; a link becomes a file that the catalogue refuses."""
    command = ["git", "-C", str(root), "archive", "--format=tar", "--end-of-options", revision]
    archive = subprocess.run(command, capture_output=True)
    if archive.returncode:
        raise NoRevision(archive.stderr.decode(errors="replace").strip())
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as tar:
        for member in tar:
            file = (folder / member.name).resolve()
            if not file.is_relative_to(folder.resolve()) or member.isdir():
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            content = tar.extractfile(member) if member.isfile() else None
            file.write_bytes(content.read() if content else b"")
