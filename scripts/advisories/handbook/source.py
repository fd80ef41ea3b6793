"""Typed blocks → Typst code. One ``Writer`` writes one chapter in one language.

Sources become footnotes, printed once a chapter; links to pages that are in the same document lead inside it, others
to the live site; names of the index are marked where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from ..public import PublicSource
from . import code
from .blocks import (
    Article,
    Block,
    Box,
    Break,
    Cite,
    Code,
    Heading,
    Inline,
    Link,
    Listed,
    Listing,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Section,
    Styled,
    Table,
    Words,
    plain,
)
from .context import Context
from .look import look

PRINTED = re.compile(r'"((?:[^"\\\\]|\\\\.)*)"')
LONGEST_KEPT_LIST = 1400  # bytes of code; a longer list may break over a page


@dataclass
class Terms:
    """Names that the index lists, and where they were marked; a name is found as a whole word."""

    keys: Mapping[str, str]
    pattern: re.Pattern[str] | None = None

    def __post_init__(self) -> None:
        if self.keys and self.pattern is None:
            names = sorted(self.keys, key=lambda name: (-len(name), name))
            edge = r"(?<![A-Za-z])(?:{})(?![A-Za-z])"
            self.pattern = re.compile(edge.format("|".join(re.escape(name) for name in names)))

    def marks(self, text: str) -> list[str]:
        """Keys of the names in a text, each once."""
        found = self.pattern.findall(text) if self.pattern else []
        return list(dict.fromkeys(self.keys[name] for name in found))


@dataclass
class Notes:
    """Footnotes of one chapter: a source is printed at its first mention, later ones repeat its number."""

    context: Context
    chapter: str
    key: str | None
    languages: Sequence[str]
    known: set[str] = field(default_factory=set)
    below: dict[str, PublicSource] = field(default_factory=dict)

    def table_marks(self, sources: Iterable[PublicSource]) -> str:
        """Code for marks inside a table or a box: its notes stand right below it, as a table's notes do.

        A footnote inside a table makes the compiler lay out the whole page again, for each table.
        """
        return ";fnsep;".join(self._table_mark(source) for source in sources)

    def _table_mark(self, source: PublicSource) -> str:
        self.below.setdefault(source.id, source)
        number = list(self.below).index(source.id) + 1
        return code.call("below-ref", code.text(f"{self.chapter}|{source.id}"), code.text(number))

    def table_notes(self) -> str:
        """Code for the notes below the table; footnotes of the text go on counting after them."""
        notes = [
            code.array([code.text(f"{self.chapter}|{name}"), code.text(number), self.text(source)])
            for number, (name, source) in enumerate(self.below.items(), 1)
        ]
        return code.call("below", *notes) if notes else ""

    def marks(self, names: Iterable[str]) -> str:
        """Code for the footnote marks of some sources."""
        entry = self.context.site.catalogue.entries.get(self.key) if self.key else None
        sources = self.context.site.projection.sources(entry, names)
        return self.of(sources)

    def of(self, sources: Iterable[PublicSource]) -> str:
        """Code for the marks of sources that are at hand."""
        return ";fnsep;".join(mark for source in sources if (mark := self.mark(source)))

    def mark(self, source: PublicSource) -> str:
        """Code for one mark."""
        label = code.text(f"{self.chapter}|{source.id}")
        if source.id in self.below:
            return self._table_mark(source)
        if source.id in self.known:
            return code.call("fnref", label)
        self.known.add(source.id)
        return code.call("fn", label, self.text(source))

    def text(self, source: PublicSource) -> str:
        """Code for the note: title, host, dates; the title in every language of the document."""
        parts = [tongue(language, code.text(source.title[language])) for language in self.languages]
        titles = code.block([';" / ";'.join(parts)])
        if source.url:
            titles = code.call("link", code.text(source.url), titles)
        words = self.context.words[self.languages[0]]
        tail = [words("source.published", day=words.when(source.published))] if source.published else []
        tail.append(words("source.seen", day=words.short_day(source.seen)))
        host = f" {source.host}" if source.host else ""
        last = tongue(self.languages[0], code.text(f"{host} · {words('print.joined').join(str(one) for one in tail)}"))
        return code.block([titles, last])


def tongue(language: str, body: str) -> str:
    """Code for a part in one language."""
    return code.call("tongue", code.text(language), body)


class NoNotes(Notes):
    """For slides and sheets, which print no sources: the handbook does."""

    def mark(self, source: PublicSource) -> str:
        """Nothing."""
        return ""


class Writer:
    """Writes articles; ``inside`` are the keys of pages that the same document prints."""

    def __init__(self, context: Context, language: str, notes: Notes, inside: Iterable[str], terms: Terms) -> None:
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

    def section(self, section: Section) -> str:
        """A section with its heading."""
        style = look()["sections"].get(section.id, "")
        heading = code.call("hd", "2", code.text(self.label(self.key, section.id)), self.inlines(section.title))
        return code.call("section", code.text(style), heading, self.blocks(section.blocks))

    def lead(self, article: Article) -> str:
        """What stands before the first section."""
        return self.blocks(article.lead)

    def blocks(self, blocks: Iterable[Block]) -> str:
        """Some blocks, in order."""
        return code.block(self.block(block) for block in blocks)

    def block(self, block: Block) -> str:
        """One block."""
        return cast("str", getattr(self, f"_{type(block).__name__.lower()}")(block))

    def _paragraph(self, block: Paragraph) -> str:
        if len(block.inlines) == 1 and isinstance(block.inlines[0], Picture):
            return self._picture(block.inlines[0])
        return code.call("p", self.inlines(block.inlines))

    def _heading(self, block: Heading) -> str:
        label = self.label(self.key, block.id) if block.id else ""
        return code.call("hd", str(block.level), code.text(label), self.inlines(block.inlines))

    def _listing(self, block: Listing) -> str:
        items = [self._item(item) for item in block.items]
        keep = code.value(weight(items) < LONGEST_KEPT_LIST)
        return code.call("ol", keep, str(block.start), *items) if block.ordered else code.call("ul", keep, *items)

    def _item(self, blocks: tuple[Block, ...]) -> str:
        first = blocks[0] if blocks else None
        if isinstance(first, Paragraph):
            return code.block([self.inlines(first.inlines), *(self.block(block) for block in blocks[1:])])
        return self.blocks(blocks)

    def _box(self, block: Box) -> str:
        title = self.inlines(block.title) if block.title else "none"
        return code.call("boxed", code.text(block.kind), title, self.blocks(block.blocks))

    def _table(self, block: Table) -> str:
        rows = [code.array(self.inlines(cell) for cell in row) for row in block.rows]
        head = code.array(self.inlines(cell) for cell in block.head)
        widths = code.array(widths_of(block))
        return code.call("tbl", code.value(block.alignments), widths, head, *rows)

    def _listed(self, block: Listed) -> str:
        return code.call("listing", code.block(self._lines(block.text)))

    def _lines(self, text: str) -> Iterable[str]:
        for number, line in enumerate(text.split("\n")):
            if number:
                yield "linebreak()"
            yield code.text(line)

    def _quote(self, block: Quote) -> str:
        return code.call("quoted", self.blocks(block.blocks))

    def _rule(self, _block: Rule) -> str:
        return "hr()"

    # -- inlines

    def inlines(self, inlines: Iterable[Inline]) -> str:
        """Words and what stands between them."""
        return code.block(self.inline(inline) for inline in inlines)

    def inline(self, inline: Inline) -> str:
        """One inline."""
        if isinstance(inline, Words):
            marks = "".join(f"{code.call('ix', code.text(key))};" for key in self.terms.marks(inline.text))
            return marks + code.text(inline.text)
        if isinstance(inline, Styled):
            return code.call(inline.style, self.inlines(inline.inlines))
        if isinstance(inline, Code):
            return code.call("code", code.text(inline.text))
        if isinstance(inline, Link):
            return self._link(inline)
        if isinstance(inline, Cite):
            return self.notes.marks(inline.sources)
        return "linebreak()" if isinstance(inline, Break) else self._picture(inline)

    def _link(self, link: Link) -> str:
        words = self.inlines(link.inlines)
        scheme, _, rest = link.target.partition(":")
        if scheme == "tel":
            return code.call("tel", code.text(link.target), words)
        if link.target.startswith("#"):
            return code.call("go", code.text(self.label(self.key, link.target[1:])), words)
        if scheme != "page":
            return code.call("link", code.text(link.target), words)
        key, _, anchor = rest.partition("#")
        mark = code.call("ix", code.text(key)) if key in self.terms.keys.values() else ""
        if key in self.inside:
            return ";".join(part for part in (mark, code.call("go", code.text(key), words)) if part)
        address = self.context.site.addresses.absolute(key, self.language) + (f"#{anchor}" if anchor else "")
        return ";".join(part for part in (mark, code.call("link", code.text(address), words)) if part)

    def _picture(self, picture: Picture) -> str:
        self.pictures.add((self.key, picture.file))
        name = picture_name(self.key, picture.file)
        return code.call("pic", code.text(name), code.text(picture.alternative), code.text(picture.caption))


def weight(parts: Iterable[str]) -> int:
    """About how long some code will be in print: bytes of its text, since Han signs take more room and more bytes."""
    return sum(len("".join(PRINTED.findall(part)).encode()) for part in parts)


def picture_name(key: str, file: str) -> str:
    """Name of a picture inside the compiled document."""
    return f"/pictures/{key}/{file}.svg"


def widths_of(table: Table) -> list[str]:
    """Columns by the length of what they hold, so that a column of numbers stays narrow."""
    longest = []
    for column in range(len(table.head)):
        cells = [plain(row[column]) for row in (table.head, *table.rows) if column < len(row)]
        longest.append(max((len(cell.encode("utf-8")) for cell in cells), default=1))
    return ["auto" if length <= 12 else f"{min(max(length, 20), 90)}fr" for length in longest]
