"""Typed blocks → Typst code. One ``TypstWriter`` writes one chapter in one language.

Sources become marks that lead to the list at the chapter's end; links to pages that are in the same document lead
inside it, others to the live site; names of the index are marked where they stand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import cast

from . import blocks as typed
from . import code
from .document_builder import picture_name
from .look import look
from .notes import Endnotes
from .print_context import IndexNames, PrintContext

PRINTED = re.compile(r'"((?:[^"\\\\]|\\\\.)*)"')
LONGEST_KEPT_LIST = 1400  # bytes of code; a longer list may break over a page


@dataclass
class IndexMarks:
    """Marks the names that the index of one document lists, and remembers how often each was marked."""

    names: IndexNames
    used: Counter[str] = field(default_factory=Counter)

    def marks(self, text: str) -> str:
        """Code for the marks of the names in a text, each once."""
        keys = dict.fromkeys(self.names.keys[name] for name in self.names.pattern.findall(text))
        return "".join(f"{self.mark(key)};" for key in keys)

    def mark(self, key: str) -> str:
        """Code for the mark of a page; nothing for a page that the index does not list."""
        if key not in self.names.listed:
            return ""
        self.used[key] += 1
        return code.call("ix", code.text(key))


class TypstWriter:
    """Writes articles; ``inside`` are the keys of pages that the same document prints."""

    def __init__(
        self, context: PrintContext, language: str, notes: Endnotes, inside: Iterable[str], terms: IndexMarks
    ) -> None:
        self.context = context
        self.language = language
        self.notes = notes
        self.inside = frozenset(inside)
        self.terms = terms
        self.key = notes.key or ""
        self.pictures: set[tuple[str, str]] = set()

    # -- labels

    def label(self, key: str, anchor: str = "") -> str:
        """The label of a chapter, or of a heading in this language."""
        return f"{key}#{anchor}@{self.language}" if anchor else key

    # -- parts of a page

    def section(self, section: typed.Section) -> str:
        style = look()["sections"].get(section.id, "")
        heading = code.call("hd", "2", code.text(self.label(self.key, section.id)), self.inlines(section.title))
        return code.call("section", code.text(style), heading, self.blocks(section.blocks))

    def lead(self, article: typed.Article) -> str:
        """What stands before the first section."""
        return self.blocks(article.lead)

    def blocks(self, blocks: Iterable[typed.Block]) -> str:
        return code.block(self.block(block) for block in blocks)

    def block(self, block: typed.Block) -> str:
        return cast("str", getattr(self, f"_{type(block).__name__.lower()}")(block))

    def _paragraph(self, block: typed.Paragraph) -> str:
        if len(block.inlines) == 1 and isinstance(block.inlines[0], typed.Image):
            return self._picture(block.inlines[0])
        return code.call("p", self.inlines(block.inlines))

    def _subheading(self, block: typed.Subheading) -> str:
        label = self.label(self.key, block.id) if block.id else ""
        return code.call("hd", str(block.level), code.text(label), self.inlines(block.inlines))

    def _listing(self, block: typed.Listing) -> str:
        items = [self._item(item) for item in block.items]
        keep = code.value(weight(items) < LONGEST_KEPT_LIST)
        return code.call("ol", keep, str(block.start), *items) if block.ordered else code.call("ul", keep, *items)

    def _item(self, blocks: tuple[typed.Block, ...]) -> str:
        first = blocks[0] if blocks else None
        if isinstance(first, typed.Paragraph):
            return code.block([self.inlines(first.inlines), *(self.block(block) for block in blocks[1:])])
        return self.blocks(blocks)

    def _admonition(self, block: typed.Admonition) -> str:
        title = self.inlines(block.title) if block.title else "none"
        return code.call("boxed", code.text(block.kind), title, self.blocks(block.blocks))

    def _datatable(self, block: typed.DataTable) -> str:
        rows = [code.array(self.inlines(cell) for cell in row) for row in block.rows]
        head = code.array(self.inlines(cell) for cell in block.head)
        widths = code.array(widths_of(block))
        return code.call("tbl", code.value(block.alignments), widths, head, *rows)

    def _codeblock(self, block: typed.CodeBlock) -> str:
        return code.call("listing", code.block(self._lines(block.text)))

    def _lines(self, text: str) -> Iterable[str]:
        for number, line in enumerate(text.split("\n")):
            if number:
                yield "linebreak()"
            yield code.text(line)

    def _quote(self, block: typed.Quote) -> str:
        return code.call("quoted", self.blocks(block.blocks))

    def _rule(self, _block: typed.Rule) -> str:
        return "hr()"

    # -- inlines

    def inlines(self, inlines: Iterable[typed.Inline]) -> str:
        """Words and what stands between them."""
        return code.block(self.inline(inline) for inline in inlines)

    def inline(self, inline: typed.Inline) -> str:
        if isinstance(inline, typed.TextRun):
            return self.terms.marks(inline.text) + code.text(inline.text)
        if isinstance(inline, typed.Styled):
            return code.call(inline.style, self.inlines(inline.inlines))
        if isinstance(inline, typed.InlineCode):
            return code.call("code", code.text(inline.text))
        if isinstance(inline, typed.Hyperlink):
            return self._link(inline)
        if isinstance(inline, typed.Cite):
            return self.notes.marks(inline.sources)
        return "linebreak()" if isinstance(inline, typed.Break) else self._picture(inline)

    def _link(self, link: typed.Hyperlink) -> str:
        words = self.inlines(link.inlines)
        scheme, _, rest = link.target.partition(":")
        if scheme == "tel":
            return code.call("tel", code.text(link.target), words)
        if link.target.startswith("#"):
            return code.call("go", code.text(self.label(self.key, link.target[1:])), words)
        if scheme != "page":
            return code.call("link", code.text(link.target), words)
        key, _, anchor = rest.partition("#")
        mark = self.terms.mark(key)
        if key in self.inside:
            return ";".join(part for part in (mark, code.call("go", code.text(key), words)) if part)
        address = self.context.site.addresses.absolute(key, self.language) + (f"#{anchor}" if anchor else "")
        return ";".join(part for part in (mark, code.call("link", code.text(address), words)) if part)

    def _picture(self, picture: typed.Image) -> str:
        self.pictures.add((self.key, picture.file))
        name = picture_name(self.key, picture.file)
        return code.call("pic", code.text(name), code.text(picture.alternative))


def weight(parts: Iterable[str]) -> int:
    """About how long some code will be in print: bytes of its text, since Han signs take more room and more bytes.

    With a picture it is too long to be kept on one page: what is kept and does not fit would run off the paper.
    """
    codes = list(parts)
    pictures = sum(part.count('pic("') for part in codes)
    return sum(len("".join(PRINTED.findall(part)).encode()) for part in codes) + pictures * LONGEST_KEPT_LIST


def widths_of(table: typed.DataTable) -> list[str]:
    """Columns by the length of what they hold, so that a column of numbers stays narrow."""
    longest = []
    for column in range(len(table.head)):
        cells = [typed.plain(row[column]) for row in (table.head, *table.rows) if column < len(row)]
        longest.append(max((len(cell.encode("utf-8")) for cell in cells), default=1))
    return ["auto" if length <= 12 else f"{min(max(length, 20), 90)}fr" for length in longest]
