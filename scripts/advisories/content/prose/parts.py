"""The parts of a Markdown page: headings, links, pictures, lists, tables, boxes, plain text, each with its line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Heading(NamedTuple):
    """A heading; ``id`` is its explicit anchor, ``attributes`` whatever else stands in its braces."""

    line: int
    level: int
    text: str
    id: str | None
    attributes: str


class Link(NamedTuple):
    """A link: what is read, where it leads, and the title that appears on hover."""

    line: int
    text: str
    target: str
    title: str = ""

    @property
    def scheme(self) -> str:
        """The part before the first colon, in small letters; empty for an address without one."""
        scheme, colon, _ = self.target.partition(":")
        return scheme.lower() if colon else ""


class EmbeddedPicture(NamedTuple):
    """An embedded picture."""

    line: int
    alternative: str
    target: str
    title: str = ""


class Box(NamedTuple):
    """A ``///`` block; ``kind`` is empty for the closing line."""

    line: int
    kind: str
    title: str


class LineText(NamedTuple):
    """Some text of a page and its line."""

    line: int
    text: str


class Block(NamedTuple):
    """What a reader sees of one paragraph, list item, table cell, heading or box title, links and code included."""

    line: int
    kind: str
    text: str


@dataclass
class Prose:
    """The parts of one page, each with its line counted from 0.

    ``runs`` is the text of every block as a person reads it, for those who look for contacts: ``markdown.shown_link``.
    """

    headings: list[Heading] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    pictures: list[EmbeddedPicture] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    html: list[LineText] = field(default_factory=list)
    code: list[LineText] = field(default_factory=list)
    runs: list[LineText] = field(default_factory=list)
    attributes: list[LineText] = field(default_factory=list)
    shape: list[tuple[int, str]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


CONTACT = "\5"  # stands for a contact in ``runs``
