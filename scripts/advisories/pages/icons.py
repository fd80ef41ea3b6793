"""The site's sign as bitmaps for home screens: ``assets/icon.svg`` on its own ground, which reaches every edge.

A home screen cuts the picture to a shape of its own (maskable icons); the sign's rounded corners vanish in the ground.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import typst
from lxml import etree
from PIL import Image

SIZES = (192, 512)
DRAWING = Path(__file__).parents[3] / "overrides" / "assets" / "icon.svg"
POINTS = 32  # the width of the page on which it is drawn
POINTS_PER_INCH = 72


@cache
def ground() -> str:
    """The colour behind the sign, such as ``#0d4f5c``."""
    return str(etree.parse(DRAWING).getroot().find("{*}rect").get("fill"))


def png(size: int) -> bytes:
    """A square picture; the same size gives the same bytes."""
    page = f'#set page(width: {POINTS}pt, height: {POINTS}pt, margin: 0pt, fill: rgb("{ground()}"))'
    source = f'{page}\n#image("icon.svg", width: 100%)'
    files: Any = {"main.typ": source.encode(), "icon.svg": DRAWING.read_bytes()}
    drawn: Any = typst.Compiler(files, ignore_system_fonts=True).compile(
        format="png", ppi=size * POINTS_PER_INCH / POINTS
    )
    out = io.BytesIO()
    Image.open(io.BytesIO(drawn)).convert("RGB").quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()
