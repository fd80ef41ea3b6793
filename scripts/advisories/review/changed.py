"""Which files a branch changes, by git. Used to show an editor only what belongs to the change at hand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..common.errors import AdvisoriesError
from ..common.problems import Problem


class UnknownBaseError(AdvisoriesError):
    """The commit or branch to compare with is not known here."""


def changed_files(root: Path, base: str) -> set[str]:
    """Paths, from ``root``, that differ from where this branch left ``base``; new files included."""
    start = _git(root, "merge-base", "--", base, "HEAD").strip()
    names = _git(root, "diff", "--relative", "--name-only", "-z", start, "--", ".")
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    return {name for name in (names + new).split("\0") if name}


def _git(root: Path, *arguments: str) -> str:
    import subprocess  # takes a moment to load, and most checks compare nothing

    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UnknownBaseError(str(error)) from None
    if done.returncode:
        raise UnknownBaseError(done.stderr.decode("utf-8", "replace").strip().split("\n")[0])
    return done.stdout.decode("utf-8", "replace")


def of_changed(problems: Iterable[Problem], files: set[str]) -> list[Problem]:
    """Problems of changed files and of the items they belong to: a changed original is a problem of its translation."""
    folders = {name.rpartition("/")[0] for name in files if name.count("/") >= 3}
    return [problem for problem in problems if problem.path in files or problem.path.rpartition("/")[0] in folders]
