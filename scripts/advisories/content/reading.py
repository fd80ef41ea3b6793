"""Reading of untrusted text files: bytes → text, every refusal with its line."""

from __future__ import annotations

import re
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from ..common.characters import is_hidden
from ..common.errors import AdvisoriesError
from ..common.problems import Problem
from ..tasks.cache import content_of

LARGEST_TEXT = 512 * 1024  # bytes; the largest real facts.yml is a tenth of it
LARGEST_PAGE = 48 * 1024  # bytes; the largest real page is an eighth of it
LONGEST_LINE = 2000  # characters; a paragraph is one line
MOST_SIGNS = 1200  # of one kind on a page: Markdown parsers need long for thousands of open brackets

# Everything but plain ASCII, Latin letters, common punctuation and Han: the few that need a closer look.
SUSPECT = re.compile(
    r"[^\n -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u3001-\u303f\u3041-\u3096\u3099-\u30ff"
    r"\u4e00-\u9fff\uff01-\uff0f\uff1a-\uff5e]"
)

ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}|[0abtvfreN_LP])")
"""A character written as YAML allows it within double quotes (YAML 1.1, 5.6), so that an editor does not see it."""

REMEMBERED = 4096
"""Files whose meaning is remembered, so that a preview reads again only what was saved."""


class UnreadableError(AdvisoriesError):
    """A file that cannot be read at all; carries the problem to report."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.rule)
        self.problem = problem


def read_text(file: Path, path: str) -> str:
    """The text of a file, which must be a small, plain UTF-8 file; ``path`` is how messages name it."""
    found = file.lstat()
    if not stat.S_ISREG(found.st_mode):
        raise UnreadableError(Problem("regular-file", path, 1, "file", file.name))
    limit = LARGEST_PAGE if file.suffix == ".md" else LARGEST_TEXT
    if found.st_size > limit:
        raise UnreadableError(Problem("file-size", path, 1, "file", None, {"limit": str(limit // 1024)}))
    data = content_of(str(file))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableError(Problem("utf-8", path, line, "file", f"byte {data[error.start]:#04x}")) from None
    if not text.strip():
        raise UnreadableError(Problem("empty-file", path, 1, "file"))
    text = text.replace("\r\n", "\n")
    lines = text.split("\n")
    if max(map(len, lines)) > LONGEST_LINE:
        long_line = next(number for number, line in enumerate(lines, 1) if len(line) > LONGEST_LINE)
        raise UnreadableError(Problem("long-line", path, long_line, "line", None, {"limit": str(LONGEST_LINE)}))
    if file.suffix == ".md" and (sign := next((sign for sign in "[<*_`&!>{(\\#" if text.count(sign) > MOST_SIGNS), "")):
        raise UnreadableError(Problem("too-many-signs", path, 1, "page", sign, {"limit": str(MOST_SIGNS)}))
    return text


def hidden_characters(text: str, path: str) -> Iterator[Problem]:
    """Characters a reader cannot see, and digits of other scripts: each with its code point and line."""
    for match in SUSPECT.finditer(text):
        if (rule := _refused_character(match[0])) is not None:
            name = unicodedata.name(match[0], "control character")
            line = text.count("\n", 0, match.start()) + 1
            yield Problem(rule, path, line, "text", f"U+{ord(match[0]):04X} {name}")
    if "\\" in text:
        for match in ESCAPE.finditer(text if path.endswith(".yml") else _front_matter(text)):
            yield Problem("hidden-character", path, text.count("\n", 0, match.start()) + 1, "text", match[0])


def _front_matter(text: str) -> str:
    return text[: text.find("\n---", 3)] if text.startswith("---") else ""


def _refused_character(character: str) -> str | None:
    if character == "\t":
        return "no-tab"
    if is_hidden(character):
        return "hidden-character"
    if character.isdecimal() and not character.isascii():
        return "plain-digits"
    return None
