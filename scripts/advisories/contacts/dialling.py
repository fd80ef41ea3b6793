"""Whether a short number stands where people dial: ``call the police on 110``, not ``110 people``.

The words of every language stand in ``dialling.yml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FIGURE = "\1"  # stands on both sides of a recorded statistic
_TURKISH = {0x131: "i", 0x307: None}  # letters that a pattern takes for an i, whatever their case
_YEAR_ALONE = re.compile(r"(?:19|20)[0-9]{2}")


@dataclass(frozen=True)
class _Dialling:
    """The words of ``dialling.yml`` as patterns."""

    anywhere: re.Pattern[str]
    any: re.Pattern[str]
    call_before: re.Pattern[str]
    call_touching: re.Pattern[str]
    beside: re.Pattern[str]
    after: re.Pattern[str]
    counted: re.Pattern[str]
    counting: re.Pattern[str]


@cache
def _dialling() -> _Dialling:
    with Path(__file__).with_name("dialling.yml").open(encoding="utf-8") as stream:
        languages: dict[str, dict[str, list[str]]] = yaml.load(stream, Loader=yaml.CBaseLoader)
    words = {
        group: _alternatives(word for lists in languages.values() for word in lists[group])
        for group in ("call", "beside", "after", "counted", "before")
    }
    link = r"(?:[ :：,，“”\"'「『（(]| ?is ?| ?are ?|为|是|即| ?on ?| ?at ?|\.|#)*"
    every = {
        word.lower() for lists in languages.values() for group in ("call", "beside", "after") for word in lists[group]
    }
    return _Dialling(
        re.compile("|".join(map(re.escape, sorted(every)))),
        re.compile(f"{words['call']}|{words['beside']}|{words['after']}", re.IGNORECASE),
        re.compile(rf"(?:{words['call']})[^.!?;。！？；\n]{{0,28}}$", re.IGNORECASE),
        re.compile(rf"(?:{words['call']}){link}$", re.IGNORECASE),
        re.compile(rf"(?:{words['beside']}){link}$", re.IGNORECASE),
        re.compile(rf"[ 」』”\"')）]*(?:is |is the |是|为)?(?:{words['after']})", re.IGNORECASE),
        re.compile(rf"[ -]?(?:{words['counted']}|%)", re.IGNORECASE),
        re.compile(rf"(?:{words['before']})[ ]?$", re.IGNORECASE),
    )


def _alternatives(words: Iterator[str]) -> str:
    """Longest first; a word in Latin letters is matched whole, others anywhere."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word) for word in ordered)


def is_dialled(text: str, start: int, end: int) -> bool:
    """Whether the number at this place stands beside a dialling word and counts nothing."""
    words = _dialling()
    if words.counted.match(text, end, end + 24):
        return False
    if text[end : end + 1] == FIGURE:
        return bool(words.call_touching.search(text[max(0, start - 44) : start - 1]))
    before = text[max(0, start - 44) : start]
    if words.call_touching.search(before) or words.beside.search(before) or words.after.match(text, end, end + 24):
        return True
    return not _YEAR_ALONE.fullmatch(text, start, end) and _is_called(words, before)


def _is_called(words: _Dialling, before: str) -> bool:
    return bool(words.call_before.search(before)) and not words.counting.search(before)


def has_dialling_word(text: str) -> bool:
    """Whether any dialling word stands in the text."""
    words, small = _dialling(), text.lower()
    if not text.isascii():
        small = small.translate(_TURKISH)
    return words.anywhere.search(small) is not None and words.any.search(text) is not None
