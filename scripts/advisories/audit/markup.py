"""HTML, XML and SVG for the audit of the output: what a reader sees, attributes, comments, scripts and styles.

A page is read in blocks, so that those which many pages share are read once. The blocks of a page that are new are
taken apart together, which needs a fraction of the time.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from ..contacts.detect.patterns import may_hold_contact
from .fragments import Fragment, FragmentKind, FragmentMemo
from .json_texts import SCHEME, of_json_once

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

SPANNING = re.compile(r"<!|</?script|</?style|-->|\]\]>")
"""What stands in a tag, in small letters, where something other than markup may begin or end."""

SILENT_TAG = re.compile(
    r"</?[a-z][a-z0-9-]*(?: (?:class|id|lang|hreflang|role|type)=\"[^\"]*\""
    r"| href=\"(?:\.{0,2}/)?(?:\.\./)*(?:[A-Za-z0-9_-]+/)*\")*>"
)
"""A tag of ``STRUCTURAL`` attributes and links to pages of the site only, as most are."""

MOST_TAGS = 32768
"""Tags that are remembered."""

BORDER, SAYS, DIALS, SPANS = "\0\2\3\4"
"""Signs that no page holds: between two blocks, and for tags that say something, dial, or may span."""

SIGNS = re.compile(f"[{SAYS}{DIALS}{SPANS}]")


def of_markup(text: str, memo: FragmentMemo) -> Iterator[Fragment]:
    """What a page says."""
    first, *others = BLOCK.split(text)
    blocks = {first, *map("<".__add__, others)}
    new = blocks - memo.done["block"]
    found = of_blocks(new)
    if found is None:
        return memo.read("page", (text,), of_block)
    memo.done["block"].update(block for block in new if not found[block])
    return memo.read("block", blocks, found.__getitem__)


# --- many blocks ---------------------------------------------------------------------------------------------------


def of_blocks(blocks: Set[str]) -> Mapping[str, Iterable[Fragment]] | None:
    """What each block says; ``None`` where one of them does not mean the same by itself."""
    if (parts := _taken_apart(blocks)) is not None:
        return _together(blocks, parts)
    return {block: of_block(block) for block in blocks} if all(map(_is_closed, blocks)) else None


def _taken_apart(blocks: Set[str]) -> list[str] | None:
    """The words and tags of all blocks in turn; ``None`` where it cannot be told at once which tag is whose."""
    whole = BORDER.join(blocks)
    parts = TAG.split(whole.replace("\n", " "))
    words = "".join(parts[::2])
    if ">" in words and ("-->" in words or "]]>" in words):
        return None
    if "<" in words or not words.count(BORDER) == whole.count(BORDER) == max(0, len(blocks) - 1):
        return None
    return None if any(sign in whole for sign in (SAYS, DIALS, SPANS)) else parts


def _together(blocks: Set[str], parts: list[str]) -> Mapping[str, Iterable[Fragment]] | None:
    """What each block says, from the words and tags of all; those with scripts and the like are read by themselves."""
    words_dial = _may_dial("".join(parts[::2]))
    tags = list(map(_TAGS.__getitem__, parts[1::2]))
    parts[1::2] = [tag.stands_for_it for tag in tags]
    of_tags = (tag.says for tag in tags if tag.says)
    found: dict[str, Iterable[Fragment]] = {}
    for block, words in zip(blocks, "".join(parts).split(BORDER), strict=False):
        signs = SIGNS.findall(words)
        fragments = [fragment for says in islice(of_tags, signs.count(SAYS)) for fragment in says] if signs else []
        if SPANS in signs:
            if not _is_closed(block):
                return None
            found[block] = of_block(block)
            continue
        if DIALS in signs or (words_dial and _may_dial(block)):
            if not _has_whole_anchors(block):
                return None
            fragments += _anchors(block)
        if may_hold_contact(said := SIGNS.sub("", words) if signs else words):
            fragments += _of_lines(said)
        found[block] = fragments
    return found


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


# --- one block -----------------------------------------------------------------------------------------------------


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


@lru_cache(maxsize=16)
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
        yield from of_json_once(body)
    elif body.strip():
        yield FragmentKind.CODE, body


def _of_lines(words: str) -> Iterator[Fragment]:
    if may_hold_contact(words):
        for line in (html.unescape(words) if "&" in words else words).split("\n"):
            if may_hold_contact(line):
                yield FragmentKind.TEXT, " ".join(line.split())


# --- one tag -------------------------------------------------------------------------------------------------------


class _Tag(NamedTuple):
    """A tag: what stands for it between two texts, and what it says itself."""

    stands_for_it: str
    says: tuple[Fragment, ...]


class _Tags(dict[str, _Tag]):
    """Tags, filled as they are met."""

    def __missing__(self, tag: str) -> _Tag:
        if len(self) == MOST_TAGS:
            self.clear()
        says = tuple(_in_tag(tag))
        signs = (SAYS if says else "") + (DIALS if _may_dial(tag) else "") + (SPANS if _may_span(tag) else "")
        self[tag] = result = _Tag(_separator(tag) + signs, says)
        return result


def _may_span(tag: str) -> bool:
    """Whether something other than markup goes on after a tag, or ends before it."""
    small = tag.lower()
    return SPANNING.search(small) is not None


_TAGS = _Tags()


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
    if SILENT_TAG.fullmatch(tag):
        return
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
