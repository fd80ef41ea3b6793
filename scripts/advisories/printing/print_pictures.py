"""Pictures as the compiler takes them, no larger than a page can show."""

from __future__ import annotations

import base64
import io
from functools import lru_cache
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from ..content.pictures import eight_bits
from .errors import PrintingError

LARGEST_PIXELS = 100_000_000
PRINTED_PIXELS = 1400
JPEG_QUALITY = 82
WRAPPED = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
    '<image width="{width}" height="{height}" href="data:image/jpeg;base64,{data}"/></svg>'
)


@lru_cache(maxsize=256)
def picture(file: Path, path: str, line: int) -> bytes:
    """A picture as JPEG in an SVG, no larger than a page can show; the compiler takes only text files from memory."""
    if not file.is_file():
        raise PrintingError(f"picture {file.name!r} does not exist", path, line)
    try:
        with Image.open(file) as image:
            if image.width * image.height > LARGEST_PIXELS:
                raise PrintingError(
                    f"picture {file.name!r} has {image.width} × {image.height} pixels: make it smaller", path, line
                )
            image.draft("RGB", (PRINTED_PIXELS, PRINTED_PIXELS))
            small = on_paper(image)
            small.thumbnail((PRINTED_PIXELS, PRINTED_PIXELS * 2))
            output = io.BytesIO()
            small.save(output, "JPEG", quality=JPEG_QUALITY, optimize=True)
            width, height = small.size
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise PrintingError(f"picture {file.name!r} cannot be read: {error}", path, line) from error
    data = base64.b64encode(output.getvalue()).decode()
    return WRAPPED.format(width=width, height=height, data=data).encode()


def on_paper(image: Image.Image) -> Image.Image:
    """As it looks on paper: what is transparent shows the paper, not the colour that is hidden there."""
    if not image.has_transparency_data:
        return eight_bits(image).convert("RGB")
    paper = Image.new("RGBA", image.size, "white")
    paper.alpha_composite(image.convert("RGBA"))
    return paper.convert("RGB")
