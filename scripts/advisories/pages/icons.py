"""The site's sign as bitmaps for home screens: a life belt on the brand's colour, reaching every edge (maskable)."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

SIZES = (192, 512)
GROUND = "#0d4f5c"
BELT = "#ffffff"
UNITS = 32  # of assets/icon.svg, which shows the same sign
RADIUS, WIDTH = 8, 5
FIRST, LENGTH, STEP = 14.3, 60.2, 90.0  # degrees: four pieces of the belt
FINER = 4  # drawn larger, then made smaller: smooth edges


def png(size: int) -> bytes:
    """A square picture; the same size gives the same bytes."""
    large = size * FINER
    unit = large / UNITS
    picture = Image.new("RGB", (large, large), GROUND)
    draw = ImageDraw.Draw(picture)
    outer = (RADIUS + WIDTH / 2) * unit
    box = (large / 2 - outer, large / 2 - outer, large / 2 + outer, large / 2 + outer)
    for piece in range(4):
        start = FIRST + piece * STEP
        draw.arc(box, start, start + LENGTH, fill=BELT, width=round(WIDTH * unit))
    out = io.BytesIO()
    small = picture.resize((size, size), Image.Resampling.LANCZOS)
    small.quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()
