"""Which files a branch changes, by git. Used to show an editor only what belongs to the change at hand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..common.git import git
from ..common.problems import Problem


def changed_files(root: Path, base: str) -> set[str]:
    """Paths, from ``root``, that differ from where this branch left ``base``, new ones too. Raises ``GitError``."""
    start = _git(root, "merge-base", "--", base, "HEAD").strip()
    names = _git(root, "diff", "--relative", "--name-only", "-z", start, "--", ".")
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    return {name for name in (names + new).split("\0") if name}


def _git(root: Path, *arguments: str) -> str:
    return git(root, *arguments).decode("utf-8", "replace")


def of_changed(problems: Iterable[Problem], files: set[str]) -> list[Problem]:
    """Problems of changed files and of the items they belong to: a changed original is a problem of its translation."""
    folders = {name.rpartition("/")[0] for name in files if name.count("/") >= 3}
    return [problem for problem in problems if problem.path in files or problem.path.rpartition("/")[0] in folders]
