"""Phone numbers in words: 一一〇, 玖玖玖, one one zero, double nine one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ...language.dialling import is_dialled
from ...language.lexicon import valued
from .matches import SHORTEST_PHONE, ContactMatch, MatchKind

SHORTEST_ALONE = 5  # digits; a shorter number is one only beside a dialling word
_DIGITS = {word: value for key in ("numbers", "digits", "dictated") for word, value in valued("figures", key).items()}
_HAN = "".join(word for word in _DIGITS if len(word) == 1)  # those of clerks and of soldiers included
_HAN_VALUES = str.maketrans({**{word: str(_DIGITS[word]) for word in _HAN}, "O": "0", "o": "0"})
_HAN_NUMBER = re.compile(rf"(?<![周期拜第])[{_HAN}0-9Oo](?:[ ./·、-]{{0,6}}[{_HAN}0-9Oo]){{2,}}(?![年月日])")
_HAN_MARKS = re.compile("[ ./·、-]")
_HAN_DIGIT = re.compile(f"[{_HAN}]")
_VALUES = {word: str(value) for word, value in _DIGITS.items() if value < 10 and word not in _HAN}
_TIMES = valued("figures", "multiples")
_DIGIT, _MANY = f"(?:{'|'.join(_VALUES)})", f"(?:{'|'.join(_TIMES)})"
_WORD = re.compile("[a-z]+|[0-9]")


def spelt(text: str) -> Iterator[ContactMatch]:
    """Numbers in words in a ``plain`` text: long ones, and those of three or four digits beside a dialling word."""
    for match in () if text.isascii() else _HAN_NUMBER.finditer(text):
        if len(_HAN_DIGIT.findall(match[0])) > 1:  # 周一10时 is none
            yield from _match(text, match, _HAN_MARKS.sub("", match[0]).translate(_HAN_VALUES))
    if TWO_WORDS.search(text.lower()):
        for match in _spelt_pattern().finditer(text):
            yield from _match(text, match, _value(match[0].lower()))


@cache  # few texts ask for it
def _spelt_pattern() -> re.Pattern[str]:
    one = rf"(?:{_MANY}[ -](?:{_DIGIT}|[0-9])|{_DIGIT})"
    return re.compile(rf"\b(?:{one}(?:,? and |[ ,-]{{1,3}}|\b))+", re.IGNORECASE)


def _match(text: str, match: re.Match[str], value: str) -> Iterator[ContactMatch]:
    stands_alone = len(value) >= SHORTEST_ALONE and "、" not in match[0]
    if stands_alone or (len(value) >= 3 and is_dialled(text, match.start(), match.end())):
        yield ContactMatch(MatchKind.PHONE if len(value) >= SHORTEST_PHONE else MatchKind.SHORT, match[0], value)


def _value(words: str) -> str:
    """The digits of ``double nine one``: 991."""
    value, times = "", 1
    for word in _WORD.findall(words):
        if word in _TIMES:
            times = _TIMES[word]
        elif word != "and":
            value, times = value + _VALUES.get(word, word) * times, 1
    return value


# --- a quick first look --------------------------------------------------------------------------------------------

_MARKS = r"[ ./·、\u2010-\u2015-]{0,6}"
TWO_HAN = re.compile(rf"[{_HAN}]{_MARKS}(?:[0-9Oo]{_MARKS}){{0,3}}[{_HAN}]")


TWO_WORDS = re.compile(rf"\b(?:{_DIGIT}|{_MANY})[ ,-]{{1,3}}(?:{_DIGIT}|[0-9])\b")
"""Two words of digits side by side, in small letters."""
