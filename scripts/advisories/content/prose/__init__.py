"""What a Markdown page consists of, with lines: headings, links, pictures, lists, tables, boxes, plain text.

The rules and the comparison of translations read this; rendering is Python-Markdown's business.
"""

from __future__ import annotations

import re
from functools import lru_cache
from operator import itemgetter

from ..page_files import Page
from ..reading import REMEMBERED
from .markdown import read_blocks
from .parts import Block, Box, Prose

BOX = re.compile(r"^///(?: *+(?P<kind>[A-Za-z-]++)? *+(?:\| *+(?P<title>(?:.*[^ \n])?) *+)?)?$")

_LINE = itemgetter(0)  # of a part


@lru_cache(REMEMBERED)
def prose(page: Page) -> Prose:
    """The parts of a page's body; read once."""
    return read(page.body)


def read(body: str) -> Prose:
    """The parts of a text in Markdown; boxes, which no parser knows, are taken out first."""
    boxes: list[Box] = []
    lines = body.split("\n")
    if "///" in body:
        _take_out(boxes, lines)
    found = read_blocks(lines)
    found.boxes = boxes
    shape = [(box.line, f"box {box.kind or 'end'}") for box in boxes]
    found.shape = sorted(shape + found.shape, key=_LINE)
    blocks = [Block(box.line, f"box {box.kind}", box.title) for box in boxes]
    found.blocks = sorted(blocks + found.blocks, key=_LINE)
    return found


def _take_out(boxes: list[Box], lines: list[str]) -> None:
    """Move the boxes from the lines, which become empty."""
    for number, line in enumerate(lines):
        if "///" in line and (sign := line.strip()).startswith("///"):
            match = BOX.match(sign)
            boxes.append(Box(number, match["kind"] or "", match["title"] or "") if match else Box(number, sign, ""))
            lines[number] = ""
