"""What looks like a phone number, a mail address or a host. The one definition, for rules and for the audit.

A text is read as a person would read it (``plain_text``), and ``(at)`` is an at sign. Dates, times, years, amounts
and coordinates are not phones. A number of two to six digits is one only beside a dialling word (``dialling.yml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from ..first_look import Texts
from .dialling import has_dialling_word, is_dialled
from .plain_text import UNCOMMON, plain

SHORTEST_PHONE = 7  # digits; a subscriber's number without area code has at least as many
MASK = "\0"


class Look(StrEnum):
    """What a piece of text looks like."""

    PHONE = "phone"
    SHORT = "short"
    EMAIL = "email"
    HOST = "host"


@dataclass(frozen=True, slots=True)
class Sighting:
    """Something that looks like a contact: how it is written, and the value it stands for."""

    look: Look
    text: str
    value: str


# --- phones --------------------------------------------------------------------------------------------------------

_FREE, _END = r"(?<![0-9+])(?<![0-9][-/.])", r"(?![0-9]|[-/][0-9])"
_ALONE, _ALONE_END = rf"{_FREE}(?<![0-9)] )", rf"{_END}(?! [0-9(])"
_YEAR, _MONTH, _DAY = r"(?:19|20)[0-9]{2}", r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12][0-9]|3[01])"
_DATE = "|".join(
    mark.join(parts) for mark in ("-", "/", r"\.") for parts in ((_YEAR, _MONTH, _DAY), (_DAY, _MONTH, _YEAR))
)
_TIME = r"(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,6})?)?"
_ZONE = r"(?:Z|[+-][0-9]{2}:?[0-9]{2})?"
_DEGREES = r"-?[0-9]{1,3}\.[0-9]{2,8}"
NO_PHONE = re.compile(
    r"(?=[0-9-])(?:"  # how all of them begin: most places are passed by at once
    + "|".join(
        (
            rf"{_FREE}(?<![0-9] )(?:{_DATE})(?: ?[-~/,至到 ] ?(?:{_DATE}))*(?:[T ]{_TIME}{_ZONE})?{_END}",
            rf"{_FREE}{_TIME}(?: ?[-~,至到 ] ?{_TIME})*{_END}",
            rf"(?<=[a-z]-)[0-9]{{1,4}}/{_YEAR}-{_MONTH}-{_DAY}(?![0-9])",  # a page and the day on which it changed
            rf"{_ALONE}{_YEAR}(?: ?[-/,、~] ?(?:{_YEAR}|[0-9]{{2}}))+{_ALONE_END}",
            rf"{_ALONE}{_YEAR} · {_YEAR}{_ALONE_END}",  # one day in two languages
            rf"{_ALONE}{_YEAR}-(?:0[1-9]|1[0-2]){_ALONE_END}",
            rf"{_FREE}[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?(?![0-9])(?!,[0-9])",
            rf"{_FREE}{_DEGREES}°? ?[NS北南]?[,，] ?{_DEGREES}{_END}",
            rf"{_FREE}{_DEGREES}(?=°)",
        )
    )
    + ")"
)
"""Dates, times, spans of years, months, amounts with separators, coordinates."""

_FIRST_DIGIT = r"(?:\+ ?)?\(?(?:(?<=\+)|(?<=\()|(?<![0-9]))[0-9]"
_NEXT_DIGIT = r"(?:(?:[.,:'’](?=[0-9(+])| {1,2}| ?[-/·•_~*|=\\] ?| ?[()]{1,2}[ -]?| ?\+)*[0-9])"
CLUSTER = re.compile(f"{_FIRST_DIGIT}{_NEXT_DIGIT}*")
_PAIR = re.compile(_FIRST_DIGIT + _NEXT_DIGIT)
_LONG = re.compile(f"{_FIRST_DIGIT}{_NEXT_DIGIT}{{{SHORTEST_PHONE - 1}}}")
_FIVE_DIGITS = re.compile(r"[^\W\D_](?:.{0,3}?[^\W\D_]){4}")
_ODD_LETTER = re.compile(r"[^\0-\x7f\u2010-\u2026\u3001-\u3011\u4e00-\u9fff\uff00-\uff1f]")
_NO_DIGITS = re.compile(r"[^0-9]+")
_ASCII_DIGIT = re.compile(r"[0-9]")
_DECIMAL = re.compile(r"[0-9]+\.[0-9]+")
_WORD_BEFORE = re.compile(r"[A-Za-z0-9_]*$")
_WORD_AFTER = re.compile(r"[A-Za-z0-9_]*")
_HEX = re.compile(r"(?=[0-9]*[a-fA-F])[0-9a-fA-F]{8,}")
_LOOKALIKE = re.compile(r"(?<![A-Za-z])[0-9OolI+](?:[ ().-]{0,2}[0-9OolI]){4,}(?![A-Za-z])")
_MISREAD = re.compile("[OolI]")
_HAN_DIGITS = "〇零一二三四五六七八九幺两"
_HAN_NUMBER = re.compile(rf"[{_HAN_DIGITS}](?:[ -]?[{_HAN_DIGITS}]){{2,}}(?![年月日])")
_HAN_VALUES = str.maketrans(_HAN_DIGITS, "0012345678912")
_SPELT_DIGIT = "(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)"
_SPELT = re.compile(rf"\b(?:{_SPELT_DIGIT}(?:[ ,-]{{1,2}}|\b)){{3,}}", re.IGNORECASE)
_TWO_SPELT = re.compile(rf"{_SPELT_DIGIT}[ ,-]{{1,2}}{_SPELT_DIGIT}\b")
_SPELT_VALUES = {
    word: value
    for value, words in enumerate(("zero oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"))
    for word in words.split()
}


def phones(text: str) -> Iterator[Sighting]:
    """Everything in a ``plain`` text that looks like a phone number, the short ones beside a dialling word included."""
    if _ASCII_DIGIT.search(text):
        yield from _written(text)
    yield from _spelt(text)


def _written(text: str) -> Iterator[Sighting]:
    text = _LOOKALIKE.sub(_digits_for_letters, text)
    if not _is_promising(text):
        return
    amounts: list[re.Match[str]] = []
    masked = NO_PHONE.sub(lambda match: _masked(match, amounts), text)
    for match in CLUSTER.finditer(masked):
        written = match[0].strip()
        value = ("+" if written.startswith("+") else "") + _NO_DIGITS.sub("", written)
        if _is_long(value):
            if not _in_identifier(masked, match):
                yield Sighting(Look.PHONE, written, value)
        elif len(value) > 1 and not _DECIMAL.fullmatch(written) and is_dialled(masked, *match.span()):
            yield Sighting(Look.SHORT, written, value)
    for match in amounts:
        if is_dialled(text, *match.span()):
            yield Sighting(Look.SHORT, match[0], _NO_DIGITS.sub("", match[0]))


def _masked(match: re.Match[str], amounts: list[re.Match[str]]) -> str:
    """Nothing a number could be made of; amounts are kept for a second look, since a number may be written as one."""
    if "," in match[0] and "." not in match[0]:
        amounts.append(match)
    return MASK * len(match[0])


def _is_promising(text: str) -> bool:
    """Whether there is a long number, or any number and a dialling word: saves the closer look."""
    if _digits_in(text) >= SHORTEST_PHONE and _LONG.search(text):
        return True
    return ("+" in text or has_dialling_word(text)) and _PAIR.search(text) is not None


def _digits_in(text: str) -> int:
    """How many of 0 to 9 stand in a text: takes less time than any search."""
    return sum(map(text.count, "0123456789"))


def _is_long(value: str) -> bool:
    return len(value) >= (5 if value.startswith("+") else SHORTEST_PHONE)


def _digits_for_letters(match: re.Match[str]) -> str:
    """O and l written for 0 and 1, where most of the rest is digits."""
    if not _MISREAD.search(match[0]):
        return match[0]
    digits, letters = (sum(map(kind, match[0])) for kind in (str.isdigit, str.isalpha))
    return match[0].translate(str.maketrans("OolI", "0011")) if letters and digits > max(letters, 4) else match[0]


def _in_identifier(text: str, match: re.Match[str]) -> bool:
    """Part of a hash or another word that mixes letters and digits, such as ``e3b0c44298fc1c14``."""
    if not match[0].isdigit():
        return False
    before = _WORD_BEFORE.search(text, max(0, match.start() - 40), match.start())
    after = _WORD_AFTER.match(text, match.end())
    word = (before[0] if before else "") + match[0] + (after[0] if after else "")
    return _HEX.fullmatch(word) is not None


def _spelt(text: str) -> Iterator[Sighting]:
    """Numbers in words: 一一〇, one one zero; long ones, and short ones beside a dialling word."""
    for match in () if text.isascii() else _HAN_NUMBER.finditer(text):
        value = re.sub(r"[ -]", "", match[0]).translate(_HAN_VALUES)
        if len(value) >= 5 or is_dialled(text, match.start(), match.end()):
            yield Sighting(Look.PHONE if len(value) >= SHORTEST_PHONE else Look.SHORT, match[0], value)
    if not _TWO_SPELT.search(text.lower()):
        return
    for match in _SPELT.finditer(text):
        value = "".join(str(_SPELT_VALUES[word.lower()]) for word in re.findall(r"[A-Za-z]+", match[0]))
        if len(value) >= 5 or is_dialled(text, match.start(), match.end()):
            yield Sighting(Look.PHONE if len(value) >= SHORTEST_PHONE else Look.SHORT, match[0], value)


# --- mail addresses and hosts --------------------------------------------------------------------------------------

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


def sightings(text: str) -> Iterator[Sighting]:
    """Everything in a text, as it is written in a file, that looks like a contact."""
    if not is_worth_a_look(text):
        return
    text = plain(text)
    yield from emails(text)
    yield from hosts(text)
    yield from phones(_HARMLESS.sub(MASK, text) if "@" in text or text.count(".") > 2 else text)


def sightings_with_names(text: str, names: frozenset[str]) -> Iterator[Sighting]:
    """Sightings, and every number that is a hotline's name, or is it but for one digit or two exchanged ones."""
    found = list(sightings(text))
    yield from found
    if not names or not (_has_five_digits(text) or _has_odd_letter(text)):
        return
    seen = {sighting.value for sighting in found}
    for match in CLUSTER.finditer(plain(text)):
        value = _NO_DIGITS.sub("", match[0])
        if value not in seen and "," not in match[0] and any(is_nearly(value, name) for name in names):
            yield Sighting(Look.SHORT, match[0].strip(), value)


def _has_five_digits(text: str) -> bool:
    return not (text.isascii() and _digits_in(text) < 5) and _FIVE_DIGITS.search(text) is not None


def is_nearly(value: str, name: str) -> bool:
    """Equal, one digit changed, or two neighbours exchanged."""
    if len(value) != len(name):
        return False
    differing = [index for index, (a, b) in enumerate(zip(value, name, strict=True)) if a != b]
    exchanged = len(differing) == 2 and differing[1] - differing[0] == 1 and sorted(value) == sorted(name)
    return len(differing) < 2 or exchanged


_HARMLESS = re.compile(rf"(?:{EMAIL.pattern})|{NUMERIC_HOST.pattern}", re.IGNORECASE)


# --- a quick first look: most texts hold no contact ----------------------------------------------------------------

# Each begins with a closed set of characters, which lets the engine skip the rest of a text.
_SIGNS = ("@", "&", "//")
_TWO_DIGITS = re.compile(r"[0-9]\s*(?:[^0-9\s]\s*){0,4}[0-9]")  # however many blanks: a page shows them as one
_DOT_INSIDE = re.compile(r"[.。｡](?<=\w.)(?:[a-z0-9]|(?<=\.)[^\W_])")
_BRACKETED = re.compile(r"[\[({<] ?(?:dot|at|\.|点|圈a)")
_THREE_HAN = re.compile(rf"[{_HAN_DIGITS}]{{3}}")


def is_worth_a_look(text: str) -> bool:
    """Whether a text may hold a contact; never says no of one that does."""
    text = text.lower()
    if "@" in text or "&" in text or "//" in text or _TWO_DIGITS.search(text) or _DOT_INSIDE.search(text):
        return True
    if not text.isascii() and (UNCOMMON.search(text) or _THREE_HAN.search(text)):
        return True
    return _BRACKETED.search(text) is not None or _TWO_SPELT.search(text) is not None


def worth_a_look(texts: Iterable[str]) -> frozenset[str]:
    """Those of many texts in which ``sightings_with_names`` may find anything, and few others."""
    every = dict.fromkeys(texts)
    plain = _met(Texts(text for text in every if text.isascii()), ())
    others = Texts(text for text in every if not text.isascii())
    return plain | _met(others, (UNCOMMON, _THREE_HAN)) | others.met(_ODD_LETTER)


def _met(texts: Texts, besides: Sequence[re.Pattern[str]]) -> frozenset[str]:
    patterns = (_TWO_DIGITS, _DOT_INSIDE, _BRACKETED, _TWO_SPELT, *besides)
    found = [texts.met(pattern, small=True) for pattern in patterns]
    return frozenset[str]().union(*found, *map(texts.holding, _SIGNS))


def _has_odd_letter(text: str) -> bool:
    return not text.isascii() and _ODD_LETTER.search(text) is not None
