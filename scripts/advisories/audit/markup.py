"""HTML, XML and SVG for the audit of the output: what a reader sees, attributes, comments, scripts and styles.

A page is read in blocks, so that those which many pages share are read once.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from ..contacts.detect.patterns import may_hold_contact
from .fragments import Fragment, FragmentKind, FragmentMemo
from .json_texts import SCHEME, of_json

SCRIPT = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
TAG = re.compile(r"(<!--.*?-->|<[a-zA-Z/!?][^<>\"']*(?:\"[^\"]*\"[^<>\"']*|'[^']*'[^<>\"']*)*>)", re.DOTALL)
BLOCK = re.compile(r"<(?=(?:p|li|div|h[1-6]|section|tr|td|dt|dd|link|meta|script|article|button)[ >])")
PAIRS = (("<!--", "-->"), ("<script", "</script"), ("<style", "</style"), ("<![cdata[", "]]>"))
A_START, A_END = re.compile(r"<a\b(?!-)"), re.compile(r"</a\s*>")
TAG_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:-]*)")
ATTRIBUTE = re.compile(r"([a-zA-Z_:@][\w:.-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
ANCHOR = re.compile(r"href\s*=\s*[\"']?(tel:|mailto:)([^\"'\s>]*)[^>]*>(.*?)</a>", re.DOTALL | re.IGNORECASE)
LINK_START = re.compile(rf"\s*(?:{SCHEME}:|//|\.{{0,2}}/|[?#])", re.IGNORECASE)
WITHIN_A_LINE = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "label",
    "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "time", "tspan", "tt", "u", "var", "wbr",
))  # fmt: skip
STRUCTURAL = frozenset((
    "aria-controls", "aria-describedby", "aria-labelledby", "class", "colspan", "cx", "cy", "d", "datetime", "dir",
    "fill", "for", "height", "hreflang", "id", "integrity", "lang", "media", "nonce", "offset", "points",
    "popovertarget", "preserveaspectratio", "r", "rel", "role", "rx", "ry", "sizes", "stroke", "stroke-dasharray",
    "stroke-width", "tabindex", "transform", "type", "version", "viewbox", "width", "x", "x1", "x2", "xml:lang", "y",
    "y1", "y2",
))  # fmt: skip
LINKS = frozenset(
    ("href", "src", "action", "formaction", "poster", "cite", "xlink:href", "data", "srcset", "ping", "background")
)
ON_THIS_SITE = re.compile(r"(?!.*//)[\w./-]*(?:#([\w-]*))?", re.ASCII)
"""Links without a host, a query or a scheme that dials: only their fragment may say anything."""


def of_markup(text: str, memo: FragmentMemo) -> Iterator[Fragment]:
    """What a page says."""
    first, *others = BLOCK.split(text)
    blocks = {first, *map("<".__add__, others)}
    if all(map(_is_closed, blocks - memo.done["block"])):
        return memo.read("block", blocks, of_block)
    return memo.read("page", (text,), of_block)


def _is_closed(block: str) -> bool:
    """Whether a block means the same by itself: nothing in it began before or goes on after."""
    small = block.lower()
    if any(small.count(one) != small.count(end) for one, end in PAIRS):
        return False
    if _may_dial(small) and not _has_whole_anchors(small):
        return False
    return "<" not in "".join(_split(block)[::2])


def _has_whole_anchors(block: str) -> bool:
    """Whether every link that begins in a block also ends in it."""
    small = block.lower()
    return len(A_START.findall(small)) == len(A_END.findall(small))


def _may_dial(text: str) -> bool:
    small = text.lower()
    return "tel:" in small or "mailto:" in small


def of_block(text: str) -> Iterator[Fragment]:
    """The texts, tags and scripts of a part of a page."""
    if _may_dial(text):
        yield from _anchors(text)
    if _has_script(text):
        for match in SCRIPT.finditer(text):
            yield from _of_script(match[2], match[3])
    if "<!" in text:
        for match in CDATA.finditer(text):
            yield from of_block(match[1])
    parts = list(_split(text))
    for tag in parts[1::2]:
        yield from _in_tag(tag)
    parts[1::2] = map(_separator, parts[1::2])
    yield from _of_lines("".join(parts))


def _anchors(text: str) -> Iterator[Fragment]:
    return ((FragmentKind.ANCHOR, match[0]) for match in ANCHOR.finditer(text))


@lru_cache(maxsize=1024)  # first asked whether a block is closed, then what it says
def _split(text: str) -> Sequence[str]:
    """Words and tags in turn; scripts and quoted parts are left out, and line breaks, which mean nothing."""
    if "<!" in text:
        text = CDATA.sub("", text)
    if _has_script(text):
        text = SCRIPT.sub(r"<\1\2>", text)
    return TAG.split(text.replace("\n", " "))


def _has_script(text: str) -> bool:
    small = text.lower()
    return "<script" in small or "<style" in small


def _of_script(attributes: str, body: str) -> Iterator[Fragment]:
    if "json" in attributes:
        yield from of_json(body, FragmentMemo())
    elif body.strip():
        yield FragmentKind.CODE, body


def _of_lines(words: str) -> Iterator[Fragment]:
    if may_hold_contact(words):
        for line in (html.unescape(words) if "&" in words else words).split("\n"):
            if may_hold_contact(line):
                yield FragmentKind.TEXT, " ".join(line.split())


def _separator(tag: str) -> str:
    """Nothing inside a line, else a line break."""
    match = TAG_NAME.match(tag)
    name = match[1].lower() if match else ""
    if name == "data":
        return "\1"
    if name in ("br", "sup"):
        return "\n" if 'class="ref"' in tag else " "
    return "" if name in WITHIN_A_LINE or "-" in name else "\n"  # an element of nobody's is within a line, too


def _in_tag(tag: str) -> Iterator[Fragment]:
    if tag.startswith("<!--"):
        yield FragmentKind.TEXT, tag[4:-3]
        return
    for written, *values in ATTRIBUTE.findall(tag) if "=" in tag else ():
        name = written.lower()
        if name not in STRUCTURAL and (value := next(filter(None, values), "")):
            yield from _in_attribute(name, html.unescape(value) if "&" in value else value)


def _in_attribute(name: str, value: str) -> Iterable[Fragment]:
    if name in LINKS or (name != "content" and LINK_START.match(value)):
        links = value.split(",") if name == "srcset" else (value,)
        said = [(FragmentKind.TEXT, value)] if name not in LINKS and " " in value and may_hold_contact(value) else []
        return [*((FragmentKind.LINK, link.strip()) for link in links if not _stays_here(link)), *said]
    if name == "style" or name.startswith("on"):
        return ((FragmentKind.CODE, value),)
    return ((FragmentKind.TEXT, value),) if may_hold_contact(value) else ()


def _stays_here(link: str) -> bool:
    """Whether a link leads to another page of the site and says nothing besides."""
    match = ON_THIS_SITE.fullmatch(link)
    return match is not None and not (match[1] and may_hold_contact(match[1]))
