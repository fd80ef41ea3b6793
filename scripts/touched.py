"""Mark a change that touches content and machinery at once: configuration, scripts, templates, workflows, lock files.

Reads the changed paths from standard input, separated by NUL: ``git diff --name-only -z BASE | touched.py``.
Exit status 1 where a change of content also touches what runs; a change of the machinery alone is for its owners.
Also 1 where the folder that is named, a checkout of the change, holds what only programs may make, such as a cache.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from advisories.common.problems import speaking_languages
from advisories.tasks.derived_state import DerivedStateError, refuse

CONTENT = "docs/"
PROSE = (".md", "LICENSE", "LICENSE-CONTENT")


def main(folders: Iterable[str] = ()) -> int:
    """Print one line a guarded file; annotations inside a GitHub workflow."""
    paths = [path for path in sys.stdin.read().split("\0") if path]
    guarded = machinery(paths) if any(path.startswith(CONTENT) for path in paths) else []
    for path in guarded:
        print(f"{_mark(path)}a change of content must not touch this file; send it apart")
    return int(bool(guarded) or any(map(_is_refused, folders)))


def _is_refused(folder: str) -> bool:
    try:
        refuse(Path(folder).resolve())
    except DerivedStateError as error:
        for language in speaking_languages():
            print(f"{_mark(str(error.values['file']))}{error.said(language)}")
        return True
    return False


def _mark(path: str) -> str:
    if os.environ.get("GITHUB_ACTIONS") != "true":
        return f"{path}: "
    for sign, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C")):
        path = path.replace(sign, code)
    return f"::error file={path},title=not-content::"


def machinery(paths: Iterable[str]) -> list[str]:
    """The paths that are neither content nor a text about the project."""
    return [path for path in paths if not path.startswith(CONTENT) and not ("/" not in path and path.endswith(PROSE))]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
