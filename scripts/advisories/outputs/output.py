"""Writing the files of a build: a list of what was written, and texts that every format can carry."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from ..common.files import write
from ..language.words import Words
from ..tasks.cache import NO_CACHE, Cache

"""Everything that XML 1.0 cannot carry, and the control characters it discourages (section 2.2)."""


@dataclass
class Output:
    """The folder of a build; remembers every file that was written into it, as paths below it."""

    folder: Path
    store: Cache = NO_CACHE
    files: list[str] = field(default_factory=list)

    def present(self, path: str) -> str:
        """The text of a file that another part of the build has written; empty where there is none."""
        file = self.folder / path
        return file.read_text(encoding="utf-8") if file.is_file() else ""

    def text(self, path: str, text: str) -> None:
        """Write a text file in UTF-8, line ends as they are."""
        self.bytes(path, text.encode())

    def json(self, path: str, data: Any) -> None:
        """Write JSON (RFC 8259) in few bytes; characters stand as they are."""
        self.text(path, json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n")

    def bytes(self, path: str, data: bytes) -> None:
        write(self.folder / path, data)
        self.files.append(path)


def say(words: Words, key: str, **values: object) -> str:
    """The site's own words as plain text, not as HTML."""
    return words.entries[key].format(**values)


def moment(day: date) -> str:
    """The beginning of a day in UTC (RFC 3339). Sources name days, not hours: the hour means nothing."""
    return f"{day.isoformat()}T00:00:00Z"


def stamp(now: datetime) -> str:
    """A moment in UTC (RFC 3339), to the second."""
    return now.strftime("%Y-%m-%dT%H:%M:%SZ")


def later(now: datetime, days: int) -> str:
    """A moment so many days later, as ``stamp``."""
    return stamp(now + timedelta(days=days))
