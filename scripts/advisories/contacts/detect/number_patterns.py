"""What looks like a phone number in a ``plain`` text.

Dates, times, years, amounts and coordinates are not phones. A number of two to six digits is one only beside a dialling
word (``calling.yml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...common.characters import ONES, ZEROS
from ...language.dialling import has_dialling_word, is_dialled
from ...language.lexicon import lexicon
from .matches import MASK, SHORTEST_PHONE, ContactMatch, MatchKind
from .number_words import spelt

_FREE, _END = r"(?<![0-9+])(?<![0-9][-/.])", r"(?![0-9]|[-/][0-9])"
_ALONE, _ALONE_END = rf"{_FREE}(?<![0-9)] )", rf"{_END}(?! [0-9(])"
_YEAR, _MONTH, _DAY = r"(?:19|20)[0-9]{2}", r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12][0-9]|3[01])"
_DATE = "|".join(
    mark.join(parts) for mark in ("-", "/", r"\.") for parts in ((_YEAR, _MONTH, _DAY), (_DAY, _MONTH, _YEAR))
)
_MONTH_BEFORE = "|".join(
    rf"(?<=\b{name} )" for data in lexicon("figures").values() for names in data["months"] for name in names
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
            rf"(?:{_MONTH_BEFORE}){_YEAR}{_ALONE_END}",
            rf"{_ALONE}{_YEAR}-(?:0[1-9]|1[0-2]){_ALONE_END}",
            rf"{_FREE}[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?(?![0-9])(?!,[0-9])",
            rf"{_FREE}{_DEGREES}°? ?[NS北南]?[,，] ?{_DEGREES}{_END}",
            rf"{_FREE}{_DEGREES}(?=°)",
            rf"{_FREE}24 ?/ ?7{_END}",  # at every hour
            rf"{_FREE}24(?: ?-?hours?\b| ?h\b| ?小时)",
            r"(?<=ISBN )[0-9-]{10,17}|(?<=ISSN )[0-9]{4}-[0-9]{3}[0-9X]",
            rf"(?<=itude ){_DEGREES}|{_FREE}{_DEGREES}(?=度)",
            rf"(?<=GB |/T |SO |EC |EN )[0-9]{{3,6}}[-:]{_YEAR}{_END}",  # a standard and its year
            rf"(?<=esolution )[0-9]{{1,4}} \({_YEAR}\)|(?<=/RES/)[0-9]{{1,4}} ?\({_YEAR}\)",  # of the Security Council
            rf"(?<=第)[0-9]{{1,4}} ?\({_YEAR}\)(?= ?号)",
            r"(?<=ovid-|OVID-)19(?![0-9])",
        )
    )
    + ")"
)
"""Dates, times, spans of years, months, amounts with separators, coordinates, day and night, standards, resolutions."""

_FIRST_DIGIT = r"(?:\+ ?)?\(?(?:(?<=\+)|(?<=\()|(?<![0-9]))[0-9]"
_NEXT_DIGIT = r"(?:(?:[ ()+/·•_~*|=\\-]|[.,:'’](?=[0-9(+]))*+[0-9])"  # one way to take each mark, and to none back
CLUSTER = re.compile(f"{_FIRST_DIGIT}{_NEXT_DIGIT}*")
_PAIR = re.compile(_FIRST_DIGIT + _NEXT_DIGIT)
_LONG = re.compile(f"{_FIRST_DIGIT}{_NEXT_DIGIT}{{{SHORTEST_PHONE - 1}}}")
NO_DIGITS = re.compile(r"[^0-9]+")
_ASCII_DIGIT = re.compile(r"[0-9]")
_DECIMAL = re.compile(r"[0-9]+\.[0-9]+")
_WORD_BEFORE = re.compile(r"[A-Za-z0-9_]*$")
_WORD_AFTER = re.compile(r"[A-Za-z0-9_]*")
_MOST_BEFORE, _MOST_AFTER = 40, 160  # characters of such a word; the longest hash in use has 128
_HEX = re.compile(r"(?=[0-9]*[a-fA-F])[0-9a-fA-F]{8,}")
_LOOKALIKE = re.compile(rf"(?<![A-Za-z])[0-9{ONES}{ZEROS}+](?:[ ().-]{{0,2}}[0-9{ONES}{ZEROS}]){{4,}}(?![A-Za-z])")
_MISREAD = re.compile(f"[{ONES}{ZEROS}]")
_AS_DIGITS = str.maketrans(ONES + ZEROS, "1" * len(ONES) + "0" * len(ZEROS))
_WORD_FOLLOWS = re.compile(r" ?[^\W\d_]")


def phones(text: str) -> Iterator[ContactMatch]:
    """Everything in a ``plain`` text that looks like a phone number, the short ones beside a dialling word included."""
    if _ASCII_DIGIT.search(text):
        yield from _written(text)
    yield from spelt(text)


def _written(text: str) -> Iterator[ContactMatch]:
    text = _LOOKALIKE.sub(_digits_for_letters, text)
    if not _is_promising(text):
        return
    amounts: list[re.Match[str]] = []
    masked = NO_PHONE.sub(lambda match: _masked(match, amounts), text)
    for match in CLUSTER.finditer(masked):
        written = match[0].strip()
        value = ("+" if written.startswith("+") else "") + NO_DIGITS.sub("", written)
        if _is_long(value):
            if not (_in_identifier(masked, match) or _is_amount(masked, match, value)):
                yield ContactMatch(MatchKind.PHONE, written, value)
        elif len(value) > 1 and not _DECIMAL.fullmatch(written) and is_dialled(masked, *match.span()):
            yield ContactMatch(MatchKind.SHORT, written, value)
    for match in amounts:
        if is_dialled(text, *match.span()):
            yield ContactMatch(MatchKind.SHORT, match[0], NO_DIGITS.sub("", match[0]))


def _masked(match: re.Match[str], amounts: list[re.Match[str]]) -> str:
    """Nothing a number could be made of; amounts are kept for a second look, since a number may be written as one."""
    if "," in match[0] and "." not in match[0]:
        amounts.append(match)
    return MASK * len(match[0])


def _is_promising(text: str) -> bool:
    """Whether there is a long number, or any number and a dialling word: saves the closer look."""
    if digits_in(text) >= SHORTEST_PHONE and _LONG.search(text):
        return True
    return ("+" in text or has_dialling_word(text)) and _PAIR.search(text) is not None


def digits_in(text: str) -> int:
    """How many of 0 to 9 stand in a text: takes less time than any search."""
    return sum(map(text.count, "0123456789"))


def _is_long(value: str) -> bool:
    return len(value) >= (5 if value.startswith("+") else SHORTEST_PHONE)


def _digits_for_letters(match: re.Match[str]) -> str:
    """O and l written for 0 and 1, where most of the rest is digits."""
    if not _MISREAD.search(match[0]):
        return match[0]
    digits, letters = (sum(map(kind, match[0])) for kind in (str.isdigit, str.isalpha))
    return match[0].translate(_AS_DIGITS) if letters and digits > max(letters, 4) else match[0]


def _is_amount(text: str, match: re.Match[str], value: str) -> bool:
    """A round number of something, such as 2000000 rupiah, that nobody is asked to dial."""
    is_round = value[0] not in "+0" and len(value.rstrip("0")) <= 4
    return is_round and _WORD_FOLLOWS.match(text, match.end()) is not None and not is_dialled(text, *match.span())


def _in_identifier(text: str, match: re.Match[str]) -> bool:
    """Part of a hash or another word that mixes letters and digits, such as ``e3b0c44298fc1c14``."""
    if not match[0].isdigit():
        return False
    before = _WORD_BEFORE.search(text, max(0, match.start() - _MOST_BEFORE), match.start())
    after = _WORD_AFTER.match(text, match.end(), match.end() + _MOST_AFTER)
    word = (before[0] if before else "") + match[0] + (after[0] if after else "")
    is_whole = after is None or len(after[0]) < _MOST_AFTER
    return is_whole and _HEX.fullmatch(word) is not None
