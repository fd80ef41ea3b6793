"""What a Markdown page consists of, with lines: headings, links, pictures, lists, tables, boxes, plain text.

The rules and the comparison of translations read this; rendering is Python-Markdown's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..pages import Page, once_per_page
from . import plain
from .parts import Block, Box, Prose

BOX = re.compile(r"^///(?: *(?P<kind>[A-Za-z-]+)? *(?:\| *(?P<title>.*?) *)?)?$")


@once_per_page
def prose(page: Page) -> Prose:
    """The parts of a page's body; read once."""
    return read(page.body)


def read(body: str) -> Prose:
    """The parts of a text in Markdown; boxes, which no parser knows, are taken out first."""
    boxes: list[Box] = []
    lines = list(_without_boxes(body, boxes)) if "///" in body else body.split("\n")
    found = plain.read(lines) or _read_markdown(lines)
    found.boxes = boxes
    found.shape = sorted(
        [(box.line, f"box {box.kind or 'end'}") for box in boxes] + found.shape, key=lambda one: one[0]
    )
    blocks = [Block(box.line, f"box {box.kind}", box.title) for box in boxes]
    found.blocks = sorted(blocks + found.blocks, key=lambda block: block.line)
    return found


def _read_markdown(lines: list[str]) -> Prose:
    from . import markdown  # few pages need the parser, and it takes long to load

    return markdown.read(lines)


def _without_boxes(body: str, boxes: list[Box]) -> Iterator[str]:
    for number, line in enumerate(body.split("\n")):
        if line.lstrip().startswith("///"):
            match = BOX.match(line.strip())
            boxes.append(
                Box(number, match["kind"] or "", match["title"] or "") if match else Box(number, line.strip(), "")
            )
            yield ""
        else:
            yield line
