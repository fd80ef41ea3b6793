"""What a PDF says and how it looks, for tests."""

from __future__ import annotations

import io
import re
from typing import Any

import pikepdf
import pypdfium2


def pages_of(content: bytes) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(content) as document:
        return [document[number].get_textpage().get_text_range() for number in range(len(document))]


def text_of(content: bytes) -> str:
    """All text, line ends as blanks, since a line may end anywhere."""
    return re.sub(r"\s+", " ", " ".join(pages_of(content)).replace("\ufffe", "").replace("\u00ad", ""))


def squeezed(text: str) -> str:
    """A text without any blanks: for languages whose lines may end anywhere."""
    return re.sub(r"[\s\ufffe\u00ad-]+", "", text)


def picture(content: bytes, page: int, scale: float = 1.0) -> Any:
    """One page as a picture."""
    with pypdfium2.PdfDocument(content) as document:
        return document[page].render(scale=scale).to_pil().convert("RGB")


def opened(content: bytes) -> pikepdf.Pdf:
    """The file itself."""
    return pikepdf.open(io.BytesIO(content))
