"""Reads any page by markdown-it-py's tokens, so that a rule sees what a reader will see and can name the line."""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from .parts import CONTACT, Block, EmbeddedPicture, Heading, LineText, Link, Prose

ATTRIBUTES = re.compile(r"\{:?(?P<inside>[^{}]*)\}")
LAST_ATTRIBUTES = re.compile(rf"{ATTRIBUTES.pattern}$")
ANCHOR = re.compile(r"#(?P<id>[A-Za-z0-9_-]+)")
BLOCKS = {
    "paragraph_open": "paragraph",
    "list_item_open": "item",
    "heading_open": "heading",
    "th_open": "cell",
    "td_open": "cell",
}


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # rules must see javascript: links
    return parser


def read_blocks(lines: list[str]) -> Prose:
    """The parts of a page, boxes apart."""
    reader = _Reader()
    reader.blocks(_parser().parse("\n".join(lines)))
    return reader.found


class _Reader:
    def __init__(self) -> None:
        self.found = Prose()

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
                self.found.html.append(LineText(line, token.content.strip()))
            elif token.type in ("fence", "code_block"):
                self.found.code.append(LineText(line, token.content))
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
            self.heading(line, int(opener.tag[1:]), token.content)
        else:
            for match in ATTRIBUTES.finditer(token.content):
                before = token.content.count("\n", 0, match.start())
                self.found.attributes.append(LineText(line + before, match[0]))
        self.children(token.children or [], line)
        self.found.runs.append(LineText(line, _run(token.children or [])))

    def heading(self, line: int, level: int, text: str) -> None:
        attributes = ""
        if match := LAST_ATTRIBUTES.search(text):
            text, attributes = text[: match.start()].rstrip(), match["inside"].strip()
        anchor = ANCHOR.search(attributes)
        rest = ANCHOR.sub("", attributes, count=1).strip()
        self.found.headings.append(Heading(line, level, text, anchor["id"] if anchor else None, rest))
        self.found.shape.append((line, f"h{level} #{anchor['id']}" if anchor else f"h{level}"))

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
                self.found.html.append(LineText(line, child.content))
            elif child.type == "image":
                source, title = str(child.attrGet("src") or ""), str(child.attrGet("title") or "")
                self.found.pictures.append(EmbeddedPicture(line, child.content, source, title))
            elif child.type in ("text", "code_inline") and link:
                link[3].append(child.content)
            elif child.type == "code_inline":
                self.found.code.append(LineText(line, child.content))


def _run(children: list[Token]) -> str:
    """A block's text as a person reads it, through emphasis and links."""
    parts: list[str] = []
    outside = 0
    target = ""
    for child in children:
        if child.type == "link_open":
            outside, target = len(parts), str(child.attrGet("href") or "")
        elif child.type == "link_close":
            parts[outside:] = [shown_link(target, "".join(parts[outside:]))]
            target = ""
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
