"""What stands beside each ``contact:`` link of a page: the words of its block, and whatever labels it from around.

The rules judge by it whether words and contact belong together; a reviewer is shown what has changed in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from operator import attrgetter

from ..page_files import Page
from ..reading import REMEMBERED
from . import prose
from .parts import CONTACT, Heading, LineText, Link, Prose

LONGEST_LABEL = 40  # characters; what is longer is a sentence and labels nothing
ENDS_AS_LABEL = (":", "：")
TARGET = "contact:"


@dataclass(frozen=True)
class LabelledRow:
    """One block, or the cells of a table's row, with what labels it."""

    cells: tuple[LineText, ...]
    head: tuple[str, ...]
    """The cells above, in the table's first row."""
    above: tuple[str, ...]
    """A short line before it, a line that leads to it and what stands between them, then the title of its box."""
    headings: tuple[Heading, ...]
    """The headings over it, the nearest first, the page's title last."""


@dataclass(frozen=True)
class Beside:
    """A contact link and its surroundings; other contacts of its block are ``CONTACT``."""

    link: Link
    before: str
    after: str
    labels: tuple[str, ...]
    """What labels it, the nearest first: cells of its row, the head of its column, what leads to it, its box."""
    headings: tuple[Heading, ...]

    @property
    def section(self) -> str:
        """The anchor of the nearest heading that has one."""
        return next((heading.id for heading in self.headings if heading.id), "")

    @property
    def said(self) -> str:
        """All of it in one line, from the outside inwards, as a reviewer reads it."""
        above = [*(heading.text for heading in reversed(self.headings)), *reversed(self.labels)]
        own = f"{self.before}[{self.link.text}]({self.link.target}){self.after}"
        return " > ".join(_readable(words) for words in (*above, own))


def _readable(words: str) -> str:
    return words.replace(CONTACT, "☎").replace("\1", "").replace("\0", "…").replace("\n", " ").strip()


@lru_cache(REMEMBERED)
def contact_links(page: Page) -> tuple[Beside, ...]:
    """Every contact link of a page, in order."""
    return tuple(_in_order(prose(page))) if TARGET in page.body else ()


def _in_order(found: Prose) -> Iterator[Beside]:
    links = iter([link for link in found.links if link.target.startswith(TARGET)])
    for row in _rows(found):
        for index, words in enumerate(row.cells):
            pieces = words.text.split(CONTACT)
            others = [cell.text for cell in (*reversed(row.cells[:index]), *row.cells[index + 1 :])]
            labels = tuple(filter(None, (*others, *row.head[index : index + 1], *row.above)))
            for number, link in zip(range(1, len(pieces)), links, strict=False):
                before, after = CONTACT.join(pieces[:number]), CONTACT.join(pieces[number:])
                yield Beside(link, before, after, labels, row.headings)


def _rows(found: Prose) -> Iterator[LabelledRow]:
    """Every block in order; those on one line are cells of a table."""
    rows = [tuple(cells) for _, cells in groupby(found.runs, attrgetter("line"))]
    tables = {line for line, shape in found.shape if shape.startswith("table")}  # where each begins
    kinds = {block.line: block.kind for block in found.blocks if not block.kind.startswith("box ")}
    top: tuple[LineText, ...] = ()
    lead = ""
    for before, cells in pairwise([(LineText(-1, ""),), *rows]):
        line, kind = cells[0].line, kinds.get(cells[0].line, "")
        is_below = kind == "cell" and len(cells) == len(top) and line not in tables
        top = top if is_below else cells
        is_heading = kind == "heading"
        label, leads = ("", is_heading) if is_heading else _label(before, kinds)
        lead = label if leads else lead
        head = tuple(words.text for words in top) if is_below else ()
        above = tuple(filter(None, dict.fromkeys((label, lead, _box_title(found, line)))))
        yield LabelledRow(cells, head, above, _headings_over(found, line))


def _label(cells: tuple[LineText, ...], kinds: dict[int, str]) -> tuple[str, bool]:
    """What the block before says, if it labels the next one, and whether it leads all that follow it."""
    text, kind = cells[0].text.strip(), kinds.get(cells[0].line)
    has_colon = text.endswith(ENDS_AS_LABEL)
    is_short = len(text) <= LONGEST_LABEL and CONTACT not in text and not text.endswith((".", "。"))
    if kind not in ("paragraph", "item") or not (has_colon or is_short):
        return "", False
    return text, has_colon or kind == "paragraph"


def _box_title(found: Prose, line: int) -> str:
    """The title of the box around a line."""
    above = [box for box in found.boxes if box.line < line]
    return above[-1].title if above and above[-1].kind else ""


def _headings_over(found: Prose, line: int) -> tuple[Heading, ...]:
    over: list[Heading] = []
    for heading in reversed(found.headings):
        if heading.line < line and (not over or heading.level < over[-1].level):
            over.append(heading)
    return tuple(over)
