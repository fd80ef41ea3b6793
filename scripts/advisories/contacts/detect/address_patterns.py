"""What looks like a mail address or a host in a ``plain`` text; ``(at)`` is an at sign."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from .matches import MASK, ContactMatch, MatchKind

_OPEN, _CLOSE = r"[\[({<【「《〔]", r"[\])}>】」》〕]"
_AT = rf"(?:@| ?{_OPEN} ?(?:at|@|圈a) ?{_CLOSE} ?)"
_DOT = rf"(?:\.| ?{_OPEN} ?(?:dot|\.|点) ?{_CLOSE} ?)"
_ANY_AT, _ANY_DOT = re.compile(_AT, re.IGNORECASE), re.compile(_DOT, re.IGNORECASE)
EMAIL = re.compile(rf"[\w.%+-]{{1,64}}+{_AT}(?:[\w-]+{_DOT})+[\w-]{{2,}}", re.IGNORECASE | re.ASCII)
_LETTER = "a-z0-9\u00df-\u024f\u0370-\u052f\u1e00-\u1eff"
_LABEL = rf"[{_LETTER}](?:[{_LETTER}-]{{0,61}}[{_LETTER}])?"
_HAN_ENDS = "中国|公司|网络|网址|网站|中文网|在线|商城|集团|政务|公益|移动|手机|香港|澳门|台湾|新加坡"
_END_LABEL = rf"(?:xn--[a-z0-9-]+|[a-z\u00df-\u024f\u0370-\u052f\u1e00-\u1eff]{{2,24}}|{_HAN_ENDS})"
_OTHER_LETTER = rf"(?:(?![{_LETTER}_])[^\W\d])"  # of a script that is written without blanks, or that few can read
HOST = re.compile(
    rf"(?:(?<![{_LETTER}-])(?<![{_LETTER}]\.)(?:{_LABEL}{_DOT})+|(?<!{_OTHER_LETTER}){_OTHER_LETTER}+{_DOT}){_END_LABEL}(?![{_LETTER}-])",
    re.IGNORECASE,
)
_BYTE = r"(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])"
NUMERIC_HOST = re.compile(rf"(?<![0-9.])(?:{_BYTE}\.){{3}}{_BYTE}(?![0-9.])")
LONGEST_HOST = 253  # characters, RFC 1035
MEDIA_TYPE = re.compile(r"\b(?:application|audio|font|image|text|video)/[\w.+-]+")
SCHEME_HOST = re.compile(r"\b[a-z][a-z0-9+-]{1,19}://([^\s/?#\"'<>\\.]+)(?=[\s/?#\"'<>]|$)", re.IGNORECASE)
COMMON_ENDS = frozenset((
    "com", "cn", "net", "org", "info", "gov", "edu", "top", "xyz", "vip", "cc", "site", "online", "app", "shop", "hk",
))  # fmt: skip
COUNTRY_ENDS = frozenset((
    "ae", "ar", "au", "bd", "br", "ca", "ch", "cl", "cz", "de", "dk", "eg", "es", "eu", "fi", "fr", "gr", "hk", "ie",
    "il", "iq", "ir", "jp", "ke", "kg", "kh", "kr", "kz", "lk", "mm", "mn", "mo", "mx", "ng", "nl", "np", "nz", "ph",
    "pk", "pl", "pt", "ru", "sa", "se", "sg", "th", "tr", "tw", "ua", "uk", "uz", "vn", "za",
))  # fmt: skip
"""Those which are no English words."""
_NO_WORDS = COUNTRY_ENDS | {"com", "cn", "net", "org", "gov", "edu", "xyz"}
_ANY_END = "|".join(sorted(COMMON_ENDS | COUNTRY_ENDS | {"example"}))  # the latter by RFC 2606
FILE_ENDINGS = frozenset((
    "html", "htm", "css", "js", "mjs", "json", "xml", "yml", "yaml", "txt", "csv", "svg", "png", "jpg", "jpeg", "webp",
    "gif", "ico", "pdf", "vcf", "ics", "minisig", "woff", "woff2", "map",
    "doc", "docx", "odt", "xls", "xlsx", "ppt", "pptx",
))  # fmt: skip


def in_signs(text: str) -> str:
    """Addresses that are said in words, ``help at example dot org``, in their signs."""
    if " dot " not in text.lower() and "点" not in text:
        return text
    at, dot = _said()
    text = at.sub(lambda match: "@" + re.sub(" dot ", ".", match[1], flags=re.IGNORECASE), text)
    return dot.sub(".", text)


@cache  # few texts ask for it, and it takes long to compile
def _said() -> tuple[re.Pattern[str], re.Pattern[str]]:
    dot = "(?: dot | ?点 ?)"
    end = rf"(?=(?:[a-z0-9-]{{1,63}}{dot}){{0,8}}(?:{_ANY_END})\b)"
    return (
        re.compile(r"(?<=[a-z0-9]) at ([a-z0-9-]+(?: dot [a-z0-9-]+)+)", re.IGNORECASE),
        re.compile(rf"(?:(?<=[a-z0-9])(?<!\bthe)(?<!\ba) dot |(?<=[a-z]) ?点 ?){end}", re.IGNORECASE),
    )


def emails(text: str) -> Iterator[ContactMatch]:
    """Mail addresses in a ``plain`` text, ``name (at) example (dot) org`` included."""
    if "@" in text or _WRITTEN_AT.search(text):
        for match in EMAIL.finditer(text):
            value = _ANY_DOT.sub(".", _ANY_AT.sub("@", match[0]))
            yield ContactMatch(MatchKind.EMAIL, match[0], value.lower().rstrip("."))


_WRITTEN_AT = re.compile(rf"{_OPEN} ?(?:at|圈a) ?{_CLOSE}", re.IGNORECASE)
_WRITTEN_DOT = re.compile(rf"{_OPEN} ?(?:dot|\.|点)", re.IGNORECASE)
_INNER_DOT = re.compile(r"\.(?<=[^\W_]\.)[^\W_]")
_DOTTED = re.compile(rf"{_INNER_DOT.pattern}|{_WRITTEN_DOT.pattern}", re.IGNORECASE)


def may_hold_host(text: str) -> bool:
    """Whether ``hosts`` may find anything in a text."""
    return "://" in text or _INNER_DOT.search(text) is not None or _WRITTEN_DOT.search(text) is not None


def hosts(text: str) -> Iterator[ContactMatch]:
    """Host names and numeric hosts in a ``plain`` text; those of mail addresses and names of files are none."""
    if not may_hold_host(text):
        return
    text = EMAIL.sub(MASK, text) if "@" in text else text
    text = MEDIA_TYPE.sub(MASK, text) if "/" in text else text
    for match in SCHEME_HOST.finditer(text) if "://" in text else ():  # a name without a dot: weixin://dl
        yield ContactMatch(MatchKind.HOST, match[0], match[1].lower())
    if _WRITTEN_DOT.search(text):
        yield from _hosts_in(text)
    else:
        for word in text.split():  # without a dot in brackets, a host is within a word
            if "." in word:
                yield from _hosts_of_word(word)


@lru_cache(maxsize=16384)
def _hosts_of_word(word: str) -> tuple[ContactMatch, ...]:
    return tuple(_hosts_in(word))


def _hosts_in(text: str) -> Iterator[ContactMatch]:
    for match in _near_dots(text):
        value = _ANY_DOT.sub(".", match[0])
        if not _is_no_host(value):
            yield ContactMatch(MatchKind.HOST, match[0], value.lower())
    if text.count(".") > 2:
        for match in NUMERIC_HOST.finditer(text):
            yield ContactMatch(MatchKind.HOST, match[0], match[0])


def _near_dots(text: str) -> Iterator[re.Match[str]]:
    """Hosts, looked for around dots only: a long text has few."""
    end = 0
    for dot in _DOTTED.finditer(text):
        if dot.end() > end:
            around = HOST.finditer(text, max(end, dot.start() - LONGEST_HOST), dot.end() + LONGEST_HOST)
            match = next((host for host in around if host.end() >= dot.end()), None)
            if match and match.start() <= dot.start():
                end = match.end()
                yield match


def _is_no_host(value: str) -> bool:
    """A file's name, two sentences without a blank between them, or an abbreviation in capitals."""
    end = value.rpartition(".")[2]
    small = end.lower()
    if value.isupper():
        return small not in COMMON_ENDS | COUNTRY_ENDS
    begins_a_sentence = end[0].isupper() and end[1:].islower() and small not in _NO_WORDS
    return small in FILE_ENDINGS or begins_a_sentence
