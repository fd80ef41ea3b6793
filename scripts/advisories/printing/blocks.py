"""Typed blocks: what a page consists of once its Markdown has been read, and before anything is set.

``convert`` makes them from the rendered tree, ``source`` writes them as Typst. Every kind of block that can exist is
listed here; what has no kind cannot be printed and is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class TextRun:
    """A run of text."""

    text: str


@dataclass(frozen=True, slots=True)
class Styled:
    """Emphasis: ``strong`` or ``emph``."""

    style: str
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class InlineCode:
    """Literal text inside a line."""

    text: str


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """A link: ``page:key#anchor``, ``#anchor``, ``tel:…`` or an address."""

    target: str
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Cite:
    """Sources of the words before it; printed as marks."""

    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """A line break that the author asked for."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture beside the page's Markdown, with its alternative text."""

    file: str
    alternative: str


Inline: TypeAlias = TextRun | Styled | InlineCode | Hyperlink | Cite | Break | Image


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading below the section's own."""

    level: int
    id: str
    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A numbered or bulleted list."""

    ordered: bool
    start: int
    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class Admonition:
    """A box with a title: note, tip, warning, danger, or ``details`` for what the site folds away."""

    kind: str
    title: tuple[Inline, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table with a head; alignments are left, center or right."""

    alignments: tuple[str, ...]
    head: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Literal text on lines of its own."""

    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page."""


Block: TypeAlias = Subheading | Paragraph | Listing | Admonition | DataTable | CodeBlock | Quote | Rule


@dataclass(frozen=True, slots=True)
class Section:
    """A second-level heading and what follows it."""

    id: str
    title: tuple[Inline, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """One page in one language."""

    key: str
    language: str
    title: tuple[Inline, ...]
    lead: tuple[Block, ...]
    sections: tuple[Section, ...]

    def only(self, ids: tuple[str, ...]) -> Article:
        """The article with its lead left out and only the named sections, in the page's order."""
        kept = tuple(section for section in self.sections if section.id in ids)
        return Article(self.key, self.language, self.title, (), kept)


def plain(inlines: tuple[Inline, ...]) -> str:
    """The visible text of some inlines, without notes."""
    parts = []
    for inline in inlines:
        if isinstance(inline, TextRun | InlineCode):
            parts.append(inline.text)
        elif isinstance(inline, Styled | Hyperlink):
            parts.append(plain(inline.inlines))
        elif isinstance(inline, Break):
            parts.append(" ")
    return "".join(parts)
