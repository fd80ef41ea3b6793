r"""Reads, in one pass over its lines, a page that uses the plainest Markdown only, as nearly every page does.

Headings, paragraphs of one line, flat lists with ``- `` or ``1. ``, and links of this site, with a blank line between
blocks. Whatever else a line holds or begins with, the page is left to ``markdown``, a real parser; of a plain page
both say the same, only this is many times faster.
"""

from __future__ import annotations

import re

from .parts import Block, Link, Prose, Words, shown_link, without_attributes

_TEXT = r"[^\\`*_!\[\]<&\0-\x1f\x7f-\x9f]"  # neither begins nor ends anything
_TARGET = r"(?:contact|figure|page|source):[a-z0-9/-]+(?:#[a-z0-9-]+)?|#[A-Za-z0-9_-]+"
LINK = re.compile(rf"\[({_TEXT}+)\]\(({_TARGET})\)")
LINE = re.compile(
    r"(?:(?P<signs>#{1,6}) |(?P<bullet>- )|(?P<number>[0-9]{1,9}\. ))?"
    r"(?![-+#>~|=:\s]|[0-9]{1,9}[.)](?:\s|$))"
    rf"(?P<content>(?:{_TEXT}++|!(?!\[)|\[{_TEXT}++\]\((?:{_TARGET})\))++)(?<![\s#])"
)
LISTS = ("bullet list", "ordered list")


def read(lines: list[str]) -> Prose | None:
    """The parts of a page, or ``None`` where it is not plain."""
    found = Prose()
    kind, start, items = "", 0, 0  # of the block or list above
    after_blank = True
    for number, line in enumerate(lines):
        if not line:
            after_blank = True
            continue
        match = LINE.fullmatch(line)
        before, kind = kind, _kind(match) if match else ""
        if match is None or not (after_blank or (kind == before and kind in LISTS)):
            return None
        if kind != before or kind not in LISTS:
            _end(found, before, start, items)
            start, items = number, 0
        items += 1
        _block(found, number, kind, match)
        after_blank = False
    _end(found, kind, start, items)
    return found


def _kind(match: re.Match[str]) -> str:
    if match["signs"]:
        return "heading"
    return "bullet list" if match["bullet"] else "ordered list" if match["number"] else "paragraph"


def _end(found: Prose, kind: str, start: int, items: int) -> None:
    if kind in LISTS:
        found.shape.append((start, f"{kind} of {items}"))


def _block(found: Prose, line: int, kind: str, match: re.Match[str]) -> None:
    content = match["content"]
    if kind == "heading":
        found.add_heading(line, len(match["signs"]), content)
    else:
        found.add_attributes(line, content)
    run = visible = content
    if "[" in content:
        found.links.extend(Link(line, text, target) for text, target in LINK.findall(content))
        run = LINK.sub(lambda link: shown_link(link[2], link[1]), content)
        visible = LINK.sub(r"\1", content)
    found.runs.append(Words(line, run))
    found.blocks.append(Block(line, "item" if kind in LISTS else kind, without_attributes(visible)))
