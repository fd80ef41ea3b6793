"""Pictures from contributors: what they really are, how large, and what hides in them.

A picture is fit to publish when it is a still JPEG, PNG or WebP of modest size that holds pixels and nothing else: no
camera data, no place, no comments, nothing behind its end. ``reencoded`` makes one from anything Pillow can read.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from .files import MOST_PIXELS, PICTURES

LONGEST_SIDE = 6000
WIDEST = 1600
"""Pixels to which ``reencoded`` scales a larger picture."""
PNG_CHUNKS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
WEBP_CHUNKS = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}

Image.MAX_IMAGE_PIXELS = MOST_PIXELS * 2


@dataclass(frozen=True)
class PictureFile:
    """What a file turned out to be."""

    format: str  # JPEG, PNG, WEBP, or empty for what cannot be read
    width: int = 0
    height: int = 0
    extra: str = ""  # the first thing in it that is no pixel

    @property
    def too_large(self) -> bool:
        """More pixels than a page needs and a phone can bear."""
        return self.width * self.height > MOST_PIXELS or max(self.width, self.height) > LONGEST_SIDE


def look(data: bytes) -> PictureFile:
    """Read the header, the structure and, where that is small enough, every pixel."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as image:
                found = PictureFile(str(image.format), image.width, image.height, _extra(data, str(image.format)))
                if getattr(image, "n_frames", 1) > 1:
                    return PictureFile(found.format, found.width, found.height, "animation")
                if not found.too_large:
                    image.load()
                return found
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError):
        return PictureFile("")


def _extra(data: bytes, form: str) -> str:
    return {"PNG": _extra_png, "JPEG": _extra_jpeg, "WEBP": _extra_webp}[form](data)


def _extra_png(data: bytes) -> str:
    position = 8
    while position + 8 <= len(data):
        size, name = int.from_bytes(data[position : position + 4], "big"), data[position + 4 : position + 8]
        if name not in PNG_CHUNKS:
            return name.decode("latin-1")
        position += 12 + size
        if name == b"IEND":
            return "" if position == len(data) else "data behind the end"
    return "no end"


def _extra_jpeg(data: bytes) -> str:
    position = 2
    while position + 4 <= len(data) and data[position] == 0xFF:
        marker, size = data[position + 1], int.from_bytes(data[position + 2 : position + 4], "big")
        if 0xE1 <= marker <= 0xEF or marker == 0xFE:
            return "COM" if marker == 0xFE else f"APP{marker - 0xE0}"
        if marker == 0xDA:
            break
        position += 2 + size
    return "" if data.endswith(b"\xff\xd9") and data.count(b"\xff\xd9") == 1 else "data behind the end"


def _extra_webp(data: bytes) -> str:
    if int.from_bytes(data[4:8], "little") + 8 != len(data):
        return "data behind the end"
    position = 12
    while position + 8 <= len(data):
        name, size = data[position : position + 4], int.from_bytes(data[position + 4 : position + 8], "little")
        if name not in WEBP_CHUNKS:
            return name.decode("latin-1")
        position += 8 + size + size % 2
    return ""


def eight_bits(image: Image.Image) -> Image.Image:
    """The picture, greys of 16 bits in 8: Pillow would make nearly all of them white."""
    return image.point(lambda level: level / 256).convert("L") if image.mode.startswith("I") else image


def reencoded(file: Path) -> bytes:
    """The picture anew: upright, at most ``WIDEST`` pixels wide, without anything that is no pixel."""
    with Image.open(file) as image:
        upright = eight_bits(ImageOps.exif_transpose(image))
        form = PICTURES[file.suffix]
        plain = upright.convert("RGB" if form == "JPEG" or "A" not in upright.getbands() else "RGBA")
        plain.thumbnail((WIDEST, WIDEST))
        clean = Image.new(plain.mode, plain.size)
        clean.paste(plain)
        out = io.BytesIO()
        clean.save(out, form, quality=82, optimize=True)
        return out.getvalue()
