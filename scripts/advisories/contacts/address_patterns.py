"""What looks like a mail address or a host in a ``plain`` text; ``(at)`` is an at sign."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from .sightings import MASK, Look, Sighting

_AT = r"(?:@| ?[\[({<] ?(?:at|@|圈a) ?[\])}>] ?)"
_DOT = r"(?:\.| ?[\[({<] ?(?:dot|\.|点) ?[\])}>] ?)"
_ANY_AT, _ANY_DOT = re.compile(_AT, re.IGNORECASE), re.compile(_DOT, re.IGNORECASE)
EMAIL = re.compile(rf"[\w.%+-]++{_AT}(?:[\w-]+{_DOT})+[\w-]{{2,}}", re.IGNORECASE | re.ASCII)
_LETTER = "a-z0-9\u00df-\u024f\u0370-\u052f"
_LABEL = rf"[{_LETTER}](?:[{_LETTER}-]{{0,61}}[{_LETTER}])?"
_END_LABEL = r"(?:xn--[a-z0-9-]+|[a-z\u00df-\u024f\u0370-\u052f]{2,24}|中国|公司|网络|网址|香港|台湾)"
HOST = re.compile(
    rf"(?<![{_LETTER}@_-])(?<![{_LETTER}]\.)((?:{_LABEL}{_DOT})+{_END_LABEL})(?![{_LETTER}_-])", re.IGNORECASE
)
_BYTE = r"(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])"
NUMERIC_HOST = re.compile(rf"(?<![0-9.])(?:{_BYTE}\.){{3}}{_BYTE}(?![0-9.])")
URL_HOST = re.compile(r"//(?:[^\s/?#\"'<>\\@]*@)?([^\s/?#\"'<>\\:,;)]+)")
LONGEST_HOST = 253  # characters, RFC 1035
MEDIA_TYPE = re.compile(r"\b(?:application|audio|font|image|text|video)/[\w.+-]+")
COMMON_ENDS = frozenset((
    "com", "cn", "net", "org", "info", "gov", "edu", "top", "xyz", "vip", "cc", "site", "online", "app", "shop", "hk",
))  # fmt: skip
FILE_ENDINGS = frozenset((
    "html", "htm", "css", "js", "mjs", "json", "xml", "yml", "yaml", "txt", "csv", "svg", "png", "jpg", "jpeg", "webp",
    "gif", "ico", "pdf", "vcf", "ics", "minisig", "woff", "woff2", "map",
))  # fmt: skip


def emails(text: str) -> Iterator[Sighting]:
    """Mail addresses in a ``plain`` text, ``name (at) example (dot) org`` included."""
    if "@" in text or _WRITTEN_AT.search(text):
        for match in EMAIL.finditer(text):
            value = _ANY_DOT.sub(".", _ANY_AT.sub("@", match[0]))
            yield Sighting(Look.EMAIL, match[0], value.lower().rstrip("."))


_WRITTEN_AT = re.compile(r"[\[({<] ?(?:at|圈a) ?[\])}>]", re.IGNORECASE)
_WRITTEN_DOT = re.compile(r"[\[({<] ?(?:dot|\.|点)", re.IGNORECASE)
_INNER_DOT = re.compile(r"\.(?<=[^\W_]\.)[^\W_]")
_DOTTED = re.compile(rf"{_INNER_DOT.pattern}|{_WRITTEN_DOT.pattern}", re.IGNORECASE)


def may_hold_host(text: str) -> bool:
    """Whether ``hosts`` may find anything in a text."""
    return _INNER_DOT.search(text) is not None or _WRITTEN_DOT.search(text) is not None


def hosts(text: str) -> Iterator[Sighting]:
    """Host names and numeric hosts in a ``plain`` text; those of mail addresses and names of files are none."""
    if not may_hold_host(text):
        return
    text = EMAIL.sub(MASK, text) if "@" in text else text
    text = MEDIA_TYPE.sub(MASK, text) if "/" in text else text
    if _WRITTEN_DOT.search(text):
        yield from _hosts_in(text)
    else:
        for word in text.split():  # without a dot in brackets, a host is within a word
            if "." in word:
                yield from _hosts_of_word(word)


@lru_cache(maxsize=16384)
def _hosts_of_word(word: str) -> tuple[Sighting, ...]:
    return tuple(_hosts_in(word))


def _hosts_in(text: str) -> Iterator[Sighting]:
    for match in _near_dots(text):
        value = _ANY_DOT.sub(".", match[1])
        if not _is_no_host(value):
            yield Sighting(Look.HOST, match[1], value.lower())
    if text.count(".") > 2:
        for match in NUMERIC_HOST.finditer(text):
            yield Sighting(Look.HOST, match[0], match[0])


def _near_dots(text: str) -> Iterator[re.Match[str]]:
    """Hosts, looked for around dots only: a long text has few."""
    end = 0
    for dot in _DOTTED.finditer(text):
        if dot.end() > end:
            around = HOST.finditer(text, max(end, dot.start() - LONGEST_HOST), dot.end() + LONGEST_HOST)
            match = next((one for one in around if one.end() >= dot.end()), None)
            if match and match.start() <= dot.start():
                end = match.end()
                yield match


def _is_no_host(value: str) -> bool:
    """A file's name, two sentences without a blank between them, or an abbreviation in capitals."""
    end = value.rpartition(".")[2]
    in_capitals = value.isupper() and end.lower() not in COMMON_ENDS
    return end.lower() in FILE_ENDINGS or (end[0].isupper() and end[1:].islower()) or in_capitals
