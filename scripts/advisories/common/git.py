"""Git, asked for what it holds; nothing of a repository is run by it."""

from __future__ import annotations

from pathlib import Path

from .errors import AdvisoriesError

LONGEST = 60
"""Seconds that an answer may take."""
SAFE = ("-c", "core.fsmonitor=false", "-c", "core.quotepath=off")
"""No program that the repository's configuration names is started; names of files are given as they are."""


class GitError(AdvisoriesError):
    """Git is not there, does not answer, or does not know what it was asked for."""


def git(folder: Path, *arguments: str, given: bytes | None = None) -> bytes:
    """What a command of git prints in a folder; ``given`` is what it reads. Raises ``GitError``."""
    import subprocess  # takes a moment to load, and most runs ask nothing

    command = ["git", "-C", str(folder), *SAFE, *arguments]
    try:
        done = subprocess.run(command, input=given, capture_output=True, check=False, timeout=LONGEST)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise GitError(str(error)) from None
    if done.returncode:
        raise GitError(done.stderr.decode("utf-8", "replace").strip().split("\n")[0])
    return done.stdout
