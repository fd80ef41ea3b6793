"""What a published file says: its texts, its links and its code, whatever its format.

For the audit of the output. Large identical parts, such as the head and foot of every page, are met again and
again; a caller that keeps what it has seen (``Seen``) reads them once.
"""

from __future__ import annotations

import csv
import gzip
import html
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from ..contacts.patterns import is_worth_a_look
from .seen import Piece, Seen, Sort

SCRIPT = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
TAG = re.compile(r"(<!--.*?-->|<[a-zA-Z/!?][^<>\"']*(?:\"[^\"]*\"[^<>\"']*|'[^']*'[^<>\"']*)*>)", re.DOTALL)
BLOCK = re.compile(r"<(?=(?:p|li|div|h[1-6]|section|tr|td|dt|dd|link|meta|script|article|button)[ >])")
PAIRS = (("<!--", "-->"), ("<script", "</script"), ("<style", "</style"), ("<![cdata[", "]]>"))
A_START, A_END = re.compile(r"<a\b(?!-)"), re.compile(r"</a\s*>")
TAG_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:-]*)")
ATTRIBUTE = re.compile(r"([a-zA-Z_:@][\w:.-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
ANCHOR = re.compile(r"href=[\"']?(tel:|mailto:)([^\"'\s>]*)[^>]*>(.*?)</a>", re.DOTALL | re.IGNORECASE)
LINK_START = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//|\.{0,2}/|[?#])", re.IGNORECASE)
WITHIN_A_LINE = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "samp", "small",
    "span", "strong", "sub", "time", "u", "var", "wbr",
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
HASHES = frozenset(("hash", "sha256", "revision", "checksum", "integrity", "version", "etag"))
SIZES = frozenset(("bytes",))
"""Keys of JSON whose number is the size of a file: a pack for a country with many topics has a million bytes."""

ONE_LINK = re.compile(r"(?:[a-z]+:|//)\S+$")
CARD_STRUCTURE = re.compile(r"(?:DT[A-Z]*|REV|UID|CREATED|LAST-MODIFIED|VERSION|PRODID|SEQUENCE)[;:]")
SUM = re.compile(r"^[0-9a-f]{64} [ *]\S+$", re.MULTILINE)
FOLD = re.compile(r"\r?\n[ \t]")
PAGEFIND = b"pagefind_dcd"

NOT_READ = {
    "png": "picture", "jpg": "picture", "jpeg": "picture", "webp": "picture", "gif": "picture", "ico": "picture",
    "woff": "font", "woff2": "font", "wasm": "program", "pagefind": "program", "pf_index": "words of the search index",
    "pf_meta": "sizes of the search index", "pf_filter": "filters of the search index", "br": "compressed copy",
}  # fmt: skip
"""Files that hold no text for a reader. A compressed copy is made from a file that is read."""


@lru_cache(maxsize=32768)
def _separator(tag: str) -> str:
    """What stands for a tag between two texts: nothing inside a line, else a line break."""
    match = TAG_NAME.match(tag)
    name = match[1].lower() if match else ""
    if name == "data":
        return "\1"
    if name in ("br", "sup"):
        return "\n" if 'class="ref"' in tag else " "
    return "" if name in WITHIN_A_LINE else "\n"


def of_markup(text: str, seen: Seen) -> Iterator[Piece]:
    """HTML, XML and SVG: what a reader sees, attributes, comments, structured data, scripts and styles."""
    first, *others = BLOCK.split(text)
    blocks = {first, *map("<".__add__, others)}
    if all(map(_is_closed, blocks.difference(seen.done["block"]))):
        return seen.read("block", blocks, _of_block)
    return seen.read("page", (text,), _of_block)


def _is_closed(block: str) -> bool:
    """Whether a block means the same by itself: nothing in it began before or goes on after."""
    small = block.lower()
    if _may_span(small) and any(small.count(one) != small.count(end) for one, end in PAIRS):
        return False
    if ("tel:" in small or "mailto:" in small) and len(A_START.findall(small)) != len(A_END.findall(small)):
        return False
    return "<" not in "".join(_split(block)[::2])


def _may_span(small: str) -> bool:
    """Whether something in a text in small letters may have begun before it or go on after it."""
    return "<!" in small or "-->" in small or "]]>" in small or "script" in small or "style" in small


@lru_cache(maxsize=4096)
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


def _of_block(text: str) -> Iterator[Piece]:
    """The texts, tags and scripts of a part of a page."""
    if "tel:" in text or "mailto:" in text:
        yield from ((Sort.ANCHOR, match[0]) for match in ANCHOR.finditer(text))
    if _has_script(text):
        for match in SCRIPT.finditer(text):
            yield from _of_script(match[2], match[3])
    if "<!" in text:
        for match in CDATA.finditer(text):
            yield from _of_block(match[1])
    parts = list(_split(text))
    for found in filter(None, map(_of_tag, parts[1::2])):
        yield from found
    parts[1::2] = map(_separator, parts[1::2])
    yield from _of_lines("".join(parts))


def _of_lines(words: str) -> Iterator[Piece]:
    if is_worth_a_look(words):
        for line in (html.unescape(words) if "&" in words else words).split("\n"):
            if is_worth_a_look(line):
                yield Sort.TEXT, " ".join(line.split())


@lru_cache(maxsize=32768)
def _of_tag(tag: str) -> tuple[Piece, ...]:
    return tuple(_in_tag(tag))


def _in_tag(tag: str) -> Iterator[Piece]:
    if tag.startswith("<!--"):
        yield Sort.TEXT, tag[4:-3]
        return
    for name, *values in ATTRIBUTE.findall(tag):
        value = html.unescape(next(filter(None, values), ""))
        if not value or name.lower() in STRUCTURAL:
            continue
        if name.lower() in LINKS or (name.lower() != "content" and LINK_START.match(value)):
            yield from ((Sort.LINK, one.strip()) for one in (value.split(",") if name == "srcset" else (value,)))
        else:
            yield (Sort.CODE if name.lower() == "style" or name.lower().startswith("on") else Sort.TEXT), value


def _of_script(attributes: str, body: str) -> Iterator[Piece]:
    if "json" in attributes:
        yield from of_json(body, Seen())
    elif body.strip():
        yield Sort.CODE, body


class _Pairs(tuple[tuple[str, Any], ...]):
    """A JSON object as it is written, a key that stands twice included."""


def of_json(text: str, seen: Seen) -> Iterator[Piece]:
    """Every text and long number of a JSON document, and its keys; hashes and checksums are left out."""
    keys: set[str] = set()
    values: set[str] = set()
    _collect(json.loads(text, strict=False, object_pairs_hook=_Pairs, parse_int=str), keys, values)
    yield from seen.read("key", keys, _of_key)
    yield from seen.read("string", values, _of_string)


def _collect(node: Any, keys: set[str], values: set[str]) -> None:
    """All keys and all texts of a JSON document."""
    if isinstance(node, str):
        values.add(node)
    elif isinstance(node, _Pairs):
        for key, value in node:
            keys.add(key)
            is_size = key in SIZES and isinstance(value, str) and value.isdigit()
            if not is_size and not (key in HASHES and isinstance(value, str)):
                _collect(value, keys, values)
    elif isinstance(node, list):
        for value in node:
            _collect(value, keys, values)


def _of_key(key: str) -> Iterator[Piece]:
    if is_worth_a_look(key):
        yield Sort.CODE, f'"{key}"'


def _of_string(words: str) -> Iterator[Piece]:
    if not is_worth_a_look(words):
        return
    if ONE_LINK.match(words):
        yield Sort.LINK, words
    else:
        yield from ((Sort.TEXT, line) for line in words.split("\n"))


def of_search_fragment(data: bytes) -> Iterator[Piece]:
    """What Pagefind keeps of a page: JSON behind a signature, compressed."""
    text = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
    for sort, words in of_json(text.removeprefix(PAGEFIND).decode("utf-8", "replace"), Seen()):
        yield (Sort.RUN if sort is Sort.TEXT else sort), words


def of_card(text: str, seen: Seen) -> Iterator[Piece]:
    """vCard and iCalendar: folded lines joined (RFC 6350, 3.2), dates and identifiers left out."""
    return seen.read("card", FOLD.sub("", text).replace("\r\n", "\n").split("\n"), _of_card_line)


def _of_card_line(line: str) -> Iterator[Piece]:
    if is_worth_a_look(line) and not CARD_STRUCTURE.match(line):
        line = line.replace("\\n", "\n").replace("\\N", "\n").replace("\\,", ",").replace("\\;", ";")
        yield from ((Sort.TEXT, part) for part in line.split("\n"))


def of_table(text: str, seen: Seen) -> Iterator[Piece]:
    """CSV: every cell by itself, so that an address is read as one."""
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    return seen.read("string", (cell for row in rows for cell in row), _of_string)


def of_text(text: str, seen: Seen) -> Iterator[Piece]:
    """Plain text."""
    return seen.read("line", text.split("\n"), _of_line)


def _of_line(line: str) -> Iterator[Piece]:
    if is_worth_a_look(line):
        yield Sort.TEXT, line


def of_sums(text: str, seen: Seen) -> Iterator[Piece]:
    """Files without an ending, such as the manifest: plain text; a sum with the name of a file says nothing."""
    return of_text(SUM.sub("", text), seen)


def of_signature(text: str, seen: Seen) -> Iterator[Piece]:
    """A signature or public key: its comments without the key's number; the rest are random bytes in base64."""
    comments = (line for line in text.split("\n") if " comment: " in line)
    return seen.read("line", (re.sub(r"\bkey [0-9A-F]{16}$", "key", line) for line in comments), _of_line)


def of_code(text: str, seen: Seen) -> Iterator[Piece]:
    """Scripts and style sheets."""
    yield Sort.CODE, text


def pieces(name: str, data: bytes, seen: Seen) -> Iterable[Piece] | None:
    """What a file says, or ``None`` for a format that holds no text for a reader; ValueError for an unknown one."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending in NOT_READ:
        return None
    if ending == "pf_fragment":
        return of_search_fragment(data)
    if ending == "gz":
        return pieces(name.removesuffix(".gz"), gzip.decompress(data), seen)
    if ending in READERS:
        return READERS[ending](data.decode("utf-8", "replace"), seen)
    raise ValueError(ending)


READERS: dict[str, Callable[[str, Seen], Iterator[Piece]]] = {
    **dict.fromkeys(("html", "xml", "svg", "xhtml", "rss", "atom"), of_markup),
    **dict.fromkeys(("json", "webmanifest", "geojson", "map"), of_json),
    **dict.fromkeys(("css", "js", "mjs"), of_code),
    **dict.fromkeys(("ics", "vcf"), of_card),
    **dict.fromkeys(("minisig", "pub"), of_signature),
    **dict.fromkeys(("md", "txt"), of_text),
    "csv": of_table,
    "": of_sums,
}
