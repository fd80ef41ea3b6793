"""What must be replaced before the site is published: reserved host names (RFC 2606) and ``@OWNER``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

WHERE = ("mkdocs.yml", "docs/*.yml", ".github/CODEOWNERS", ".github/**/*.yml")
PLACEHOLDER = re.compile(r"@OWNER\b|[\w.@/:-]+\.example(?![\w.-])")


def remaining(folder: Path) -> list[str]:
    """One line for each placeholder in a repository."""
    return [
        f"{path}:{number}: replace {text}: {line}"
        for path in files(folder)
        for number, text, line in placeholders((folder / path).read_text(encoding="utf-8"))
    ]


def files(folder: Path) -> list[str]:
    """The files that may hold placeholders: settings, registers, and what the code host reads."""
    places = {file for pattern in WHERE for file in folder.glob(pattern)}
    return sorted(file.relative_to(folder).as_posix() for file in places)


def placeholders(text: str) -> Iterator[tuple[int, str, str]]:
    """Line number, placeholder and line, without comments."""
    for number, line in enumerate(text.splitlines(), 1):
        setting = re.sub(r"(^|\s)#.*", "", line).strip()
        for match in PLACEHOLDER.finditer(setting):
            yield number, match[0], setting
