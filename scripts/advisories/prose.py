"""What a Markdown page consists of, with lines: headings, links, pictures, lists, tables, boxes, plain text.

Made from markdown-it-py's tokens, so that a rule sees what a reader will see and can still name the line.
The rules and the comparison of translations read this; rendering is Python-Markdown's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from .reading import Page

BOX = re.compile(r"^///(?: *(?P<kind>[A-Za-z-]+)? *(?:\| *(?P<title>.*?) *)?)?$")
ATTRIBUTES = re.compile(r"\{:?(?P<inside>[^{}]*)\}")
ANCHOR = re.compile(r"#(?P<id>[A-Za-z0-9_-]+)")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``id`` is its explicit anchor, ``attributes`` whatever else stands in its braces."""

    line: int
    level: int
    text: str
    id: str | None
    attributes: str


@dataclass(frozen=True, slots=True)
class Link:
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


@dataclass(frozen=True, slots=True)
class Picture:
    """An embedded picture."""

    line: int
    alternative: str
    target: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A ``///`` block; ``kind`` is empty for the closing line."""

    line: int
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Words:
    """A run of visible text outside links, or of code."""

    line: int
    text: str
    code: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """What a reader sees of one paragraph, list item, table cell, heading or box title, links and code included."""

    line: int
    kind: str
    text: str


@dataclass
class Prose:
    """The parts of one page, each with its line counted from 0."""

    headings: list[Heading] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    html: list[Words] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    runs: list[Words] = field(default_factory=list)
    attributes: list[Words] = field(default_factory=list)
    shape: list[tuple[int, str]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


BLOCKS = {
    "paragraph_open": "paragraph",
    "list_item_open": "item",
    "heading_open": "heading",
    "th_open": "cell",
    "td_open": "cell",
}

_PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")
_PARSER.validateLink = lambda url: True  # type: ignore[method-assign]  # rules must see javascript: links


@lru_cache(maxsize=8192)
def prose(page: Page) -> Prose:
    """The parts of a page's body; parsed once per page."""
    return _Reader(page.body).read()


class _Reader:
    def __init__(self, body: str) -> None:
        self.found = Prose()
        self.body = "\n".join(self.without_boxes(body))

    def without_boxes(self, body: str) -> Iterator[str]:
        for number, line in enumerate(body.split("\n")):
            if line.lstrip().startswith("///"):
                match = BOX.match(line.strip())
                box = Box(number, match["kind"] or "", match["title"] or "") if match else Box(number, line.strip(), "")
                self.found.boxes.append(box)
                if box.title:
                    self.found.words.append(Words(number, box.title))
                self.found.blocks.append(Block(number, f"box {box.kind}", box.title))
                self.found.shape.append((number, f"box {box.kind or 'end'}"))
                yield ""
            else:
                yield line

    def read(self) -> Prose:
        tokens = _PARSER.parse(self.body)
        self.blocks(tokens)
        self.found.shape.sort(key=lambda part: part[0])
        self.found.blocks.sort(key=lambda block: block.line)
        return self.found

    def blocks(self, tokens: list[Token]) -> None:
        line = 0
        block = ""
        counts: list[tuple[int, str, int]] = []
        for index, token in enumerate(tokens):
            line = token.map[0] if token.map else line
            if token.type in BLOCKS:
                block = "item" if block == "item" and token.type == "paragraph_open" else BLOCKS[token.type]
            if token.type == "inline":
                self.inline(token, line, tokens[index - 1])
                self.found.blocks.append(Block(line, block, _visible(token)))
                block = ""
            elif token.type in ("html_block",):
                self.found.html.append(Words(line, token.content.strip()))
            elif token.type in ("fence", "code_block"):
                self.found.words.append(Words(line, token.content, code=True))
                self.found.shape.append((line, "code"))
            elif token.type in ("bullet_list_open", "ordered_list_open", "table_open"):
                counts.append((line, token.type.removesuffix("_open"), 0))
            elif token.type in ("list_item_open", "tr_open") and counts:
                start, kind, count = counts[-1]
                counts[-1] = (start, kind, count + 1)
            elif token.type in ("bullet_list_close", "ordered_list_close", "table_close") and counts:
                start, kind, count = counts.pop()
                self.found.shape.append((start, f"{kind.replace('_', ' ')} of {count}"))

    def inline(self, token: Token, line: int, opener: Token) -> None:
        if opener.type == "heading_open":
            self.heading(token, line, int(opener.tag[1:]))
        elif ATTRIBUTES.search(token.content):
            for match in ATTRIBUTES.finditer(token.content):
                offset = token.content.count("\n", 0, match.start())
                self.found.attributes.append(Words(line + offset, match[0]))
        self.children(token.children or [], line)
        self.found.runs.append(Words(line, _run(token.children or [])))

    def heading(self, token: Token, line: int, level: int) -> None:
        text, attributes = token.content, ""
        if match := re.search(ATTRIBUTES.pattern + r"$", token.content):
            text, attributes = token.content[: match.start()].rstrip(), match["inside"].strip()
        anchor = ANCHOR.search(attributes)
        rest = ANCHOR.sub("", attributes, count=1).strip()
        self.found.headings.append(Heading(line, level, text, anchor["id"] if anchor else None, rest))
        self.found.shape.append((line, f"h{level}" + (f" #{anchor['id']}" if anchor else "")))

    def children(self, children: list[Token], line: int) -> None:
        link: tuple[int, str, str, list[str]] | None = None
        for child in children:
            if child.type == "link_open":
                link = (line, str(child.attrGet("href") or ""), str(child.attrGet("title") or ""), [])
            elif child.type == "link_close" and link:
                self.found.links.append(Link(link[0], "".join(link[3]), link[1], link[2]))
                link = None
            elif child.type in ("softbreak", "hardbreak"):
                line += 1
            elif child.type == "html_inline":
                self.found.html.append(Words(line, child.content))
            elif child.type == "image":
                source, title = str(child.attrGet("src") or ""), str(child.attrGet("title") or "")
                self.found.pictures.append(Picture(line, child.content, source, title))
            elif child.type in ("text", "code_inline"):
                self.text(child, line, link)

    def text(self, child: Token, line: int, link: tuple[int, str, str, list[str]] | None) -> None:
        if link:
            link[3].append(child.content)
        elif child.content:
            self.found.words.append(Words(line, child.content, child.type == "code_inline"))


def _run(children: list[Token]) -> str:
    """A block's text as a reader sees it, through emphasis and links; what a contact link shows is left out.

    Of a figure only a short value stays, so that a number beside a dialling word is seen even there.
    """
    parts: list[str] = []
    outside = 0
    scheme = ""
    for child in children:
        if child.type == "link_open":
            outside, scheme = len(parts), str(child.attrGet("href") or "").partition(":")[0]
        elif child.type == "link_close":
            shown = "".join(parts[outside:])
            if scheme == "contact" or (scheme == "figure" and sum(map(str.isdigit, shown)) > 4):
                parts[outside:] = ["\0"]
            elif scheme == "figure":
                parts[outside:] = [f"\1{shown}\1"]
            scheme = ""
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type in ("text", "code_inline", "image"):
            parts.append(child.content)
    return "".join(parts)


def _visible(token: Token) -> str:
    text = "".join(
        child.content if child.type in ("text", "code_inline", "image") else " " * child.type.endswith("break")
        for child in token.children or []
    )
    return ATTRIBUTES.sub("", text).strip()
