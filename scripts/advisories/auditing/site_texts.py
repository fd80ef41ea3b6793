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
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from pathlib import PurePath

from ..contacts.patterns import is_worth_a_look


class Sort(StrEnum):
    """How a piece has to be read."""

    TEXT = "text"
    LINK = "link"
    CODE = "code"
    RUN = "run"  # a whole page's text run together, its blocks no longer told apart


Piece = tuple[Sort, str]

SCRIPT = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
TAG = re.compile(r"(<!--.*?-->|<[a-zA-Z/!?][^<>\"']*(?:\"[^\"]*\"[^<>\"']*|'[^']*'[^<>\"']*)*>)", re.DOTALL)
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
STRING = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)"(\s*:)?', re.DOTALL)
HASHED = re.compile(r'"(?:hash|sha256|revision|checksum|integrity|version|etag)"\s*:\s*"[^"]*"')
ONE_LINK = re.compile(r"(?:[a-z]+:|//)\S+$")
CARD_STRUCTURE = re.compile(r"^(?:DT[A-Z]*|REV|UID|CREATED|LAST-MODIFIED|VERSION|PRODID|SEQUENCE)[;:].*$", re.MULTILINE)
SUM = re.compile(r"^[0-9a-f]{64} [ *]\S+$", re.MULTILINE)
FOLD = re.compile(r"\r?\n[ \t]")
PAGEFIND = b"pagefind_dcd"

NOT_READ = {
    "png": "picture", "jpg": "picture", "jpeg": "picture", "webp": "picture", "gif": "picture", "ico": "picture",
    "woff": "font", "woff2": "font", "wasm": "program", "pagefind": "program", "pf_index": "words of the search index",
    "pf_meta": "sizes of the search index", "pf_filter": "filters of the search index", "br": "compressed copy",
}  # fmt: skip
"""Files that hold no text for a reader. A compressed copy is made from a file that is read."""


class Separators(dict[str, str]):
    """Tag → what stands for it between two texts: nothing inside a line, else a line break."""

    def __missing__(self, tag: str) -> str:
        self[tag] = result = _separator(tag)
        return result


def _separator(tag: str) -> str:
    match = TAG_NAME.match(tag)
    name = match[1].lower() if match else ""
    if name == "data":
        return "\1"
    if name in ("br", "sup"):
        return "\n" if 'class="ref"' in tag else " "
    return "" if name in WITHIN_A_LINE else "\n"


class Seen:
    """What was read before and was in order: it need not be read again, only counted.

    ``clean`` is filled by whoever reads the pieces, with the kinds of values each holds.
    """

    def __init__(self) -> None:
        self.clean: dict[Piece, tuple[str, ...]] = {}
        self.tags: dict[str, tuple[str, ...]] = {}
        self.lines: dict[str, tuple[str, ...]] = {}
        self.met: Counter[str] = Counter()
        self.separators = Separators()

    def read(self, part: str, found: tuple[Piece, ...], done: dict[str, tuple[str, ...]]) -> Iterator[Piece]:
        """The pieces of a part; if all turn out clean, the part is done."""
        yield from found
        if all(piece in self.clean for piece in found):
            done[part] = tuple(look for piece in found for look in self.clean[piece])
            self.met[part] -= 1

    def repeated(self) -> Counter[str]:
        """How many values stood in parts that were not read again."""
        values: Counter[str] = Counter()
        for done in (self.tags, self.lines):
            for part, looks in done.items():
                for look in looks:
                    values[look] += self.met[part]
        return values


def of_markup(text: str, seen: Seen) -> Iterator[Piece]:
    """HTML, XML and SVG: what a reader sees, attributes, comments, structured data, scripts and styles."""
    if "<script" in text or "<style" in text:
        for match in SCRIPT.finditer(text):
            yield from _of_script(match[2], match[3])
        text = SCRIPT.sub(r"<\1\2>", text)
    if "<![CDATA[" in text:
        for match in CDATA.finditer(text):
            yield from of_markup(match[1], seen)
        text = CDATA.sub("", text)
    parts = TAG.split(text)
    tags = parts[1::2]
    parts[1::2] = [seen.separators[tag] for tag in tags]
    words = "".join(parts)
    every_tag, every_line = set(tags), set((html.unescape(words) if "&" in words else words).split("\n"))
    seen.met.update(every_tag)
    seen.met.update(every_line)
    for tag in every_tag.difference(seen.tags):
        yield from seen.read(tag, tuple(_of_tag(tag)), seen.tags)
    new = every_line.difference(seen.lines)
    promising = set(filter(is_worth_a_look, new))
    seen.lines.update(dict.fromkeys(new - promising, ()))
    for line in promising:
        yield from seen.read(line, ((Sort.TEXT, line),), seen.lines)


def _of_tag(tag: str) -> Iterator[Piece]:
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
        yield from of_json(html.unescape(body))
    elif body.strip():
        yield Sort.CODE, body


def of_json(text: str, seen: Seen | None = None) -> Iterator[Piece]:
    """Every text of a JSON document, and its keys; hashes and checksums are left out."""
    clean = seen.clean if seen else {}
    for words, is_key in set(STRING.findall(HASHED.sub("", text))):
        if clean.get((Sort.TEXT, words)) != () and ("\\" in words or is_worth_a_look(words)):
            yield from _of_string(json.loads(f'"{words}"', strict=False) if "\\" in words else words, bool(is_key))


def _of_string(words: str, is_key: bool) -> Iterator[Piece]:
    if is_key:
        yield Sort.CODE, f'"{words}"'
    elif ONE_LINK.match(words):
        yield Sort.LINK, words
    else:
        yield from of_text(words)


def of_search_fragment(data: bytes) -> Iterator[Piece]:
    """What Pagefind keeps of a page: JSON behind a signature, compressed."""
    text = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
    for sort, words in of_json(text.removeprefix(PAGEFIND).decode("utf-8", "replace")):
        yield (Sort.RUN if sort is Sort.TEXT else sort), words


def of_card(text: str) -> Iterator[Piece]:
    """vCard and iCalendar: folded lines joined (RFC 6350, 3.2), dates and identifiers left out."""
    text = CARD_STRUCTURE.sub("", FOLD.sub("", text).replace("\r\n", "\n"))
    lines = text.replace("\\n", "\n").replace("\\N", "\n").replace("\\,", ",").replace("\\;", ";").split("\n")
    yield from ((Sort.TEXT, line) for line in filter(is_worth_a_look, lines))


def of_table(text: str) -> Iterator[Piece]:
    """CSV: every cell by itself, so that an address is read as one."""
    for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"))):
        yield from (piece for cell in row for piece in _of_string(cell, False))


def of_text(text: str) -> Iterator[Piece]:
    """Plain text."""
    yield from ((Sort.TEXT, line) for line in text.split("\n"))


def of_sums(text: str) -> Iterator[Piece]:
    """Files without an ending, such as the manifest: plain text; a sum with the name of a file says nothing."""
    yield from of_text(SUM.sub("", text))


def of_signature(text: str) -> Iterator[Piece]:
    """A signature or public key: its comments without the key's number; the rest are random bytes in base64."""
    comments = (line for line in text.split("\n") if " comment: " in line)
    yield from ((Sort.TEXT, re.sub(r"\bkey [0-9A-F]{16}$", "key", line)) for line in comments)


def of_code(text: str) -> Iterator[Piece]:
    """Scripts and style sheets."""
    yield Sort.CODE, text


def pieces(name: str, data: bytes, seen: Seen) -> Iterable[Piece] | None:
    """What a file says, or ``None`` for a format that holds no text for a reader; ValueError for an unknown one."""
    ending = PurePath(name).suffix.lstrip(".").lower()
    if ending in ("html", "xml", "svg", "xhtml", "rss", "atom"):
        return of_markup(data.decode("utf-8", "replace"), seen)
    if ending in ("json", "webmanifest", "geojson", "map"):
        return of_json(data.decode("utf-8", "replace"), seen)
    if ending == "pf_fragment":
        return of_search_fragment(data)
    if ending == "gz":
        return pieces(name.removesuffix(".gz"), gzip.decompress(data), seen)
    if ending in NOT_READ:
        return None
    if ending in READERS:
        return READERS[ending](data.decode("utf-8", "replace"))
    raise ValueError(ending)


READERS: dict[str, Callable[[str], Iterator[Piece]]] = {
    "css": of_code, "csv": of_table, "ics": of_card, "js": of_code, "md": of_text, "minisig": of_signature,
    "mjs": of_code, "pub": of_signature, "txt": of_text, "vcf": of_card, "": of_sums,
}  # fmt: skip
