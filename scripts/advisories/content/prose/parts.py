"""The parts of a Markdown page: headings, links, pictures, lists, tables, boxes, plain text, each with its line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

ATTRIBUTES = re.compile(r"\{:?(?P<inside>[^{}]*)\}")
ANCHOR = re.compile(r"#(?P<id>[A-Za-z0-9_-]+)")


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

    ``runs`` is the text of every block as a person reads it, for those who look for contacts: see ``run``.
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

    def add_heading(self, line: int, level: int, content: str) -> None:
        """A heading, from what stands after its signs."""
        text, attributes = content, ""
        if "{" in content and (match := _LAST_ATTRIBUTES.search(content)):
            text, attributes = content[: match.start()].rstrip(), match["inside"].strip()
        if anchor := ANCHOR.search(attributes):
            rest = (attributes[: anchor.start()] + attributes[anchor.end() :]).strip()
            self.headings.append(Heading(line, level, text, anchor["id"], rest))
            self.shape.append((line, f"h{level} #{anchor['id']}"))
        else:
            self.headings.append(Heading(line, level, text, None, attributes))
            self.shape.append((line, f"h{level}"))

    def add_attributes(self, line: int, content: str) -> None:
        """Braces in a block that is no heading."""
        for match in ATTRIBUTES.finditer(content) if "{" in content else ():
            self.attributes.append(LineText(line + content.count("\n", 0, match.start()), match[0]))


CONTACT = "\5"  # stands for a contact in ``runs``
_LAST_ATTRIBUTES = re.compile(ATTRIBUTES.pattern + r"$")


def shown_link(target: str, text: str) -> str:
    """What stands for a link in ``runs``: its text, but for contacts, which show what a record vouches for.

    Of a figure only a short value stays, so that a number beside a dialling word is seen even there.
    """
    scheme = target.partition(":")[0]
    if scheme == "contact":
        return CONTACT
    if scheme != "figure":
        return text
    return "\0" if sum(map(str.isdigit, text)) > (6 if text.isdigit() else 4) else f"\1{text}\1"


def without_attributes(text: str) -> str:
    """A block's text as a reader sees it, without what stands in braces."""
    return (ATTRIBUTES.sub("", text) if "{" in text else text).strip()
