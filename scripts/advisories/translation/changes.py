"""What changed in the original since a translation was made from it, in words.

A translation names its original's revision, a content hash. The text of that revision is looked for in the history of
the file; two texts are then compared paragraph by paragraph and word by word.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..common.characters import HAN
from ..common.git import GitError, git
from ..content.catalogue import revision
from ..content.page_files import Page, read_page
from ..content.reading import UnreadableError

WORD = re.compile(rf"[{HAN}]|[A-Za-z0-9_'’-]+|\s+|[^\w\s]")
OLD, NEW = ("[-", "-]"), ("{+", "+}")


@dataclass(frozen=True)
class ChangedParagraph:
    """One changed paragraph: its line in the present text, and its words with what went and what came."""

    line: int
    words: str


def text_at(file: Path, language: str, wanted: str) -> Page | None:
    """The page as it was at a revision, from git's history of the file; ``None`` where history has none."""
    for commit, path in _history(file):
        shown = _git(file.parent, "show", f"{commit}:{path}")
        try:
            page = read_page(shown, path, language) if shown else None
        except UnreadableError:
            continue
        if page is not None and revision(page) == wanted:
            return page
    return None


def _history(file: Path) -> Iterator[tuple[str, str]]:
    """Commits that touched the file, newest first, and its path at each; renames are followed."""
    log = _git(file.parent, "log", "--follow", "--format=commit %H", "--name-only", "--", file.name)
    commit = ""
    for line in log.split("\n"):
        if line.startswith("commit "):
            commit = line.removeprefix("commit ")
        elif line.strip() and commit:
            yield commit, line.strip()


def _git(folder: Path, *arguments: str) -> str:
    """What git says; nothing where it cannot tell."""
    try:
        return git(folder, *arguments).decode("utf-8", "replace").replace("\r\n", "\n")
    except GitError:
        return ""


def changes(before: Page, now: Page) -> list[ChangedParagraph]:
    """Every paragraph that differs, in the order of the present text."""
    old, new = _paragraphs(before), _paragraphs(now)
    matcher = difflib.SequenceMatcher(None, [text for _, text in old], [text for _, text in new], autojunk=False)
    found = []
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag != "equal":
            line = new[j][0] if j < len(new) else now.body_line + now.body.count("\n")
            here, there = "\n".join(text for _, text in old[i:i_end]), "\n".join(text for _, text in new[j:j_end])
            found.append(ChangedParagraph(line, word_difference(here, there)))
    return found


def _paragraphs(page: Page) -> list[tuple[int, str]]:
    lines = [(page.front_matter.line(("description",)), page.description)]
    lines += [(page.body_line + number, line.rstrip()) for number, line in enumerate(page.body.split("\n"))]
    return [(number, line) for number, line in lines if line]


def word_difference(before: str, now: str) -> str:
    """Both texts in one: ``Call the [-old-]{+new+} number``. Chinese is compared sign by sign."""
    old, new = WORD.findall(before), WORD.findall(now)
    parts = []
    for tag, i, i_end, j, j_end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, came = "".join(old[i:i_end]), "".join(new[j:j_end])
        if tag == "equal":
            parts.append(came)
        else:
            parts.append((gone and f"{OLD[0]}{gone}{OLD[1]}") + (came and f"{NEW[0]}{came}{NEW[1]}"))
    return "".join(parts)
