"""Texts and links of a PDF for the audit, where a PDF library is installed; without one a PDF is reported as unread."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterable, Iterator
from typing import Any

from .site_texts import NOT_READ, Piece, Sort

DATES = ("CreationDate", "ModDate")  # written without separators, D:20260301000000Z (ISO 32000-1, 7.9.4)
UNREAD = "PDF; pypdfium2 is not installed"


def is_readable() -> bool:
    """Whether PDFs can be read here."""
    return importlib.util.find_spec("pypdfium2") is not None


def pieces(data: bytes) -> Iterable[Piece] | None:
    """What the PDF shows, page by page; ``None`` without a library."""
    return _pieces(data) if is_readable() else None


def _pieces(data: bytes) -> Iterator[Piece]:
    pypdfium2: Any = importlib.import_module("pypdfium2")
    document = pypdfium2.PdfDocument(data)
    for name, value in document.get_metadata_dict().items():
        if name not in DATES:
            yield Sort.TEXT, value
    for page in document:
        for line in page.get_textpage().get_text_bounded().splitlines():
            yield Sort.TEXT, line


def reason(suffix: str) -> str:
    """Why a file was not read."""
    return UNREAD if suffix == ".pdf" else NOT_READ[suffix.lstrip(".").lower()]
