r"""Reads, in one pass over its lines, a page that uses the plainest Markdown only, as nearly every page does.

Headings, paragraphs of one line, flat lists with ``- `` or ``1. ``, tables between pipes, and links of this site, with
a blank line between blocks. Whatever else a line holds or begins with, the page is left to ``markdown``, a real parser;
of a plain page both say the same, only this is many times faster.
"""

from __future__ import annotations

import re

from .parts import Block, Link, Prose, Words, shown_link, without_attributes

_TEXT = r"[^\\`*_!\[\]<&\0-\x1f\x7f-\x9f]"  # neither begins nor ends anything
_TARGET = r"(?:contact|figure|page|source):[a-z0-9/-]+(?:#[a-z0-9-]+)?|#[A-Za-z0-9_-]+"
LINK = re.compile(rf"\[({_TEXT}+)\]\(({_TARGET})\)")
_CONTENT = rf"(?:{_TEXT}++|!(?!\[)|\[{_TEXT}++\]\((?:{_TARGET})\))++"
LINE = re.compile(
    r"(?:(?P<signs>#{1,6}) |(?P<bullet>- )|(?P<number>[0-9]{1,9}\. ))?"
    r"(?![-+#>~|=:\s]|[0-9]{1,9}[.)](?:\s|$))"
    rf"(?P<content>{_CONTENT})(?<![\s#])"
)
CELL = re.compile(rf"(?:(?!\s){_CONTENT}(?<!\s))?")
RULE = re.compile(r"\|(?: *:?-+:? *\|)+")  # below a table's first row
LISTS = ("bullet list", "ordered list")


def read(lines: list[str]) -> Prose | None:
    """The parts of a page, or ``None`` where it is not plain."""
    found = Prose()
    kind, start, items = "", 0, 0  # of the block or list above
    after_blank = True
    number = 0
    while number < len(lines):
        line = lines[number]
        if not line:
            after_blank = True
        elif line[0] == "|" and after_blank and (rows := _table(lines, number)):
            _end(found, kind, start, items)
            kind, after_blank = "table", False
            _rows(found, number, rows)
            number += len(rows)  # and the rule below the first
        else:
            match = LINE.fullmatch(line)
            if match is None:
                return None
            signs, bullet, figure, content = match.groups()
            before, kind = kind, _kind(signs, bullet, figure)
            is_item = kind in LISTS
            if not (after_blank or (is_item and kind == before)):
                return None
            if kind != before or not is_item:
                _end(found, before, start, items)
                start, items = number, 0
            items += 1
            if signs:
                found.add_heading(number, len(signs), content)
            _block(found, number, "item" if is_item else kind, content)
            after_blank = False
        number += 1
    _end(found, kind, start, items)
    return found


def _kind(signs: str | None, bullet: str | None, number: str | None) -> str:
    if signs:
        return "heading"
    return "bullet list" if bullet else "ordered list" if number else "paragraph"


def _end(found: Prose, kind: str, start: int, items: int) -> None:
    if kind in LISTS:
        found.shape.append((start, f"{kind} of {items}"))


def _block(found: Prose, line: int, kind: str, content: str) -> None:
    if kind != "heading":
        found.add_attributes(line, content)
    run = visible = content
    if "[" in content:
        pieces = LINK.split(content)  # what stands before a link, its text, its target, what stands after it …
        texts, targets = pieces[1::3], pieces[2::3]
        found.links.extend([Link(line, text, target) for text, target in zip(texts, targets, strict=True)])
        del pieces[2::3]
        visible = "".join(pieces)
        pieces[1::2] = map(shown_link, targets, texts)
        run = "".join(pieces)
    found.runs.append(Words(line, run))
    found.blocks.append(Block(line, kind, without_attributes(visible)))


# --- tables --------------------------------------------------------------------------------------------------------


def _table(lines: list[str], first: int) -> list[list[str]]:
    """The rows of cells from this line to the next empty one; none where they are not a plain table."""
    if first + 1 >= len(lines) or not RULE.fullmatch(lines[first + 1]):
        return []
    end = [*lines, ""].index("", first)
    rows = [_cells(line) for line in (lines[first], *lines[first + 2 : end])]
    width = lines[first + 1].count("|") - 1
    return rows if all(len(row) == width for row in rows) else []


def _cells(line: str) -> list[str]:
    """The cells of a row; none where it is not plain."""
    if len(line) < 2 or line[0] != "|" or line[-1] != "|":
        return []
    cells = [cell.strip(" ") for cell in line[1:-1].split("|")]
    return cells if all(map(CELL.fullmatch, cells)) else []


def _rows(found: Prose, first: int, rows: list[list[str]]) -> None:
    for index, row in enumerate(rows):
        line = first + index + (index > 0)  # past the rule
        for cell in row:
            _block(found, line, "cell", cell)
    found.shape.append((first, f"table of {len(rows)}"))
