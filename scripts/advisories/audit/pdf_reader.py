"""What a PDF says, for the audit: its pages, the targets of its links, its description and its outline.

A page is read in two ways. Quick: line by line, which is right for nearly every page. With care, where the quick
reading found something: the marks of footnotes stand apart from the words and digits before them, and the name of a
host that goes on in the next line is put together.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from ..contacts.detect.contexts import hosts_joined, numbers_joined
from .fragments import Fragment, FragmentKind

DATES = ("CreationDate", "ModDate")  # written without separators, D:20260301000000Z (ISO 32000-1, 7.9.4)
HYPHEN = "\2"  # what the library gives for a hyphen at the end of a line
SMALL, RAISED = 0.8, 0.15  # a mark is smaller than the text before it and stands higher, in parts of its size
PAGE_NUMBER = re.compile(r"(?<![0-9]) *\u2060([0-9]{1,4})(?![0-9+-])")  # in a table of contents, an index or a list
LONGEST_ADDRESS = 2048  # bytes


class PdfPage:
    """One page."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._text = page.get_textpage()

    def quick(self) -> list[Fragment]:
        """Its lines and its links."""
        return self._fragments(self._text.get_text_bounded())

    def careful(self, known: frozenset[str], texts: Iterable[str]) -> list[Fragment]:
        """The same with the marks of footnotes apart, and hosts that are broken over two lines put together.

        An address that is ``known`` and that the page links to says no more than its link, however many lines it takes.
        Each of the ``texts`` that takes several lines is one line.
        """
        text = self._with_marks_apart()
        for link in known.intersection(self._links()):
            text = _shown(link).sub("\n", text)
        return self._fragments(_whole(hosts_joined(_lines(text)), texts))

    def _fragments(self, text: str) -> list[Fragment]:
        lines = numbers_joined(_lines(text)).split("\n")
        return [*((FragmentKind.LINE, line) for line in lines), *((FragmentKind.LINK, link) for link in self._links())]

    def _with_marks_apart(self) -> str:
        """The text with a line break where a footnote's mark begins or ends."""
        text = self._text.get_text_range()
        if len(text) != self._text.count_chars():
            return str(self._text.get_text_bounded())  # signs beyond the basic plane: places do not agree
        raised = _Raised(self._text)
        parts, was_mark = [], False
        for index, character in enumerate(text):
            is_mark = raised.holds(index, character)
            parts.append(f"\n{character}" if is_mark != was_mark else character)
            was_mark = is_mark
        return "".join(parts)

    def _links(self) -> Iterator[str]:
        place, link = ctypes.c_int(0), pdfium.FPDF_LINK()
        while pdfium.FPDFLink_Enumerate(self._page, place, link):
            address = ctypes.create_string_buffer(LONGEST_ADDRESS)
            action = pdfium.FPDFLink_GetAction(link)
            if action and pdfium.FPDFAction_GetURIPath(self._page.pdf, action, address, LONGEST_ADDRESS):
                yield address.value.decode("utf-8", "replace")


class _Raised:
    """Finds raised digits among the characters of a page, asked for in their order."""

    def __init__(self, text: Any) -> None:
        self._text = text
        self._size = self._line = 0.0

    def holds(self, index: int, character: str) -> bool:
        """Whether the character is a digit whose sign stands high, or that is set small on a higher line."""
        if not character.isalnum():
            return False
        across, line = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(self._text, index, across, line)
        size = pdfium.FPDFText_GetFontSize(self._text, index)
        if character.isdigit():
            _, bottom, _, top = self._text.get_charbox(index)
            if bottom - line.value > (top - bottom) / 2 or self._is_small_and_high(size, line.value):
                return True
        self._size, self._line = size, line.value
        return False

    def _is_small_and_high(self, size: float, line: float) -> bool:
        return 0 < size < SMALL * self._size and RAISED < (line - self._line) / self._size < 1


def _shown(address: str) -> re.Pattern[str]:
    """The address as it may be printed: broken anywhere, and with or without its scheme."""
    scheme, _, rest = address.partition("//")
    broken = r"[\s\u200b]*".join(f"[-{HYPHEN}]" if sign == "-" else re.escape(sign) for sign in rest)
    return re.compile(rf"(?<![\w./-])(?:{scheme}//)?{broken}(?![\w/?#&=%-])")


def _whole(page: str, texts: Iterable[str]) -> str:
    """The page with each of the texts in one line, wherever it is broken between words or characters of Han."""
    squeezed = "".join(page.split())
    for words in texts:
        bare = "".join(words.split())
        if bare in squeezed:
            broken = r"\s*".join(map(re.escape, bare))
            page = re.sub(rf"(?<![0-9+]){broken}(?![0-9])", lambda match, words=words: f"\n{words}\n", page)  # type: ignore[misc]
    return page


def _lines(text: str) -> str:
    text = text.replace(HYPHEN, "-").replace("\r\n", "\n").replace("\r", "\n")
    return PAGE_NUMBER.sub(r"\n\1\n", text)


class PdfDocument:
    """A PDF; ValueError for what is none, or holds more than pages."""

    def __init__(self, data: bytes) -> None:
        try:
            self._document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise ValueError(str(error)) from error
        if self._document.count_attachments() or pdfium.FPDFDoc_GetJavaScriptActionCount(self._document) > 0:
            raise ValueError("the PDF holds other files or scripts")

    def close(self) -> None:
        """Give back what the library holds."""
        self._document.close()

    def about(self) -> Iterator[Fragment]:
        """Description and outline."""
        for name, value in self._document.get_metadata_dict().items():
            if name not in DATES:
                yield FragmentKind.TEXT, value
        yield from ((FragmentKind.TEXT, mark.get_title()) for mark in self._document.get_toc())

    def pages(self) -> Iterator[PdfPage]:
        """The pages in order."""
        yield from map(PdfPage, self._document)
