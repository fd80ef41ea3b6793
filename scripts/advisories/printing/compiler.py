"""Typst source → PDF: a hermetic compile, then object streams and an identifier that depends on the content only."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import typst

from . import fonts
from .errors import PrintingError
from .print_files import scratch

STANDARDS: list[Any] = ["ua-1", "a-2a"]
SECONDS = 86400
CODE = re.compile(r"\\u\{([0-9a-fA-F]+)\}|U\+([0-9A-Fa-f]{4,6})")
QUOTED = re.compile(r"[\"'`“‘]+([^\"'`“”‘’]+)[\"'`”’]+")


@dataclass(frozen=True)
class TypstDocument:
    """One document, ready to be set: its main source, the files it uses, and what others say about it."""

    kind: str
    pack: str
    languages: tuple[str, ...]
    paper: str
    title: str
    main: str
    day: date
    files: Mapping[str, bytes] = field(default_factory=dict)
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pdf:
    """A finished file."""

    content: bytes
    pages: int


class PdfCompiler:
    """Compiles documents; keep one, since it holds the fonts."""

    def __init__(self, font_folder: Path) -> None:
        self.fonts = fonts.load(font_folder)
        self.families = {str(font.family).replace(" ", "") for font in self.fonts.fonts()}

    def print(self, document: TypstDocument) -> Pdf:
        """The finished PDF, or an error that names what is wrong."""
        raw = self.compile(document)
        return self.finish(document, raw)

    def compile(self, document: TypstDocument) -> bytes:
        """Typst's own output; declared and checked as PDF/UA-1 and PDF/A-2a."""
        inputs = {"main.typ": document.main.encode(), **document.files}
        compiler = typst.Compiler(inputs, font_paths=self.fonts, ignore_system_fonts=True, package_path="/nonexistent")
        seconds = (document.day.toordinal() - date(1970, 1, 1).toordinal()) * SECONDS
        try:
            content = compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=seconds)
        except typst.TypstError as error:
            raise PrintingError(f"{document.kind}: {_reason(error)}") from error
        assert isinstance(content, bytes)
        return content

    def finish(self, document: TypstDocument, raw: bytes) -> Pdf:
        """Smaller, with a fixed identifier, and only with our fonts."""
        output = io.BytesIO()
        with scratch(raw) as file, pikepdf.open(file, access_mode=pikepdf.AccessMode.mmap) as pdf:
            if foreign := sorted(font_families(pdf) - self.families):
                raise PrintingError(f"{document.kind}: set in a wrong font: {', '.join(foreign)}")
            pages = len(pdf.pages)
            pdf.save(output, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        return Pdf(output.getvalue(), pages)


def font_families(pdf: pikepdf.Pdf) -> set[str]:
    """Families of the fonts in a file, without the subset's prefix and the weight."""
    families = set()
    for page in pdf.pages:
        resources: Any = page.get("/Resources", {})
        for font in resources.get("/Font", {}).values():
            name = str(font.get("/BaseFont", "/?"))[1:].split("+")[-1]
            families.add(name.removesuffix("-Identity-H").rpartition("-")[0] or name)
    return families


def _reason(error: Any) -> str:
    hints = "; ".join(error.hints)
    where = "; ".join(error.trace[:1])
    return " ".join(part for part in (error.message, f"({hints})" if hints else "", where) if part)


def missing_sign(message: str) -> Iterator[str]:
    """Signs that a message about missing glyphs names."""
    if "display" not in message and "glyph" not in message:
        return
    for match in CODE.finditer(message):
        yield chr(int(match[1] or match[2], 16))
    for match in QUOTED.finditer(message):
        yield match[1]
