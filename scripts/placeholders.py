"""List what must be replaced before the site is published: reserved host names (RFC 2606) and ``@OWNER``.

MAINTAINERS.md says what to put there. Exit status 1 while anything is left; publishing runs this first.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WHERE = ("mkdocs.yml", "docs/*.yml", ".github/CODEOWNERS", ".github/**/*.yml")
PLACEHOLDER = re.compile(r"@OWNER\b|[\w.@/:-]+\.example(?![\w.-])")


def main(arguments: list[str] | None = None) -> int:
    """Print one line for each placeholder."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--folder", type=Path, default=ROOT, help="the repository")
    folder = parser.parse_args(arguments).folder
    found = [
        f"{path}:{number}: replace {text}: {line}"
        for path in files(folder)
        for number, text, line in placeholders((folder / path).read_text(encoding="utf-8"))
    ]
    print("\n".join(found) or "no placeholder is left")
    if found:
        print(f"{len(found)} placeholders are left; MAINTAINERS.md says what to put there", file=sys.stderr)
    return int(bool(found))


def files(folder: Path) -> list[str]:
    """The files that may hold placeholders: settings, registers, and what the code host reads."""
    found = {file for pattern in WHERE for file in folder.glob(pattern)}
    return sorted(file.relative_to(folder).as_posix() for file in found)


def placeholders(text: str) -> Iterator[tuple[int, str, str]]:
    """Line number, placeholder and line, without comments."""
    for number, line in enumerate(text.splitlines(), 1):
        setting = re.sub(r"(^|\s)#.*", "", line).strip()
        for match in PLACEHOLDER.finditer(setting):
            yield number, match[0], setting


if __name__ == "__main__":
    sys.exit(main())
