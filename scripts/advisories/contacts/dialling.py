"""Whether a short number stands where people dial: ``call the police on 110``, not ``110 people``.

The words of every language stand in ``dialling.yml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
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
    service: re.Pattern[str]
    counts: re.Pattern[str]
    for_service: re.Pattern[str]
    counted: re.Pattern[str]
    counting: re.Pattern[str]


_LINK = r"(?:[ :：,，“”\"'「『（(\[|=>~→*/-]| ?is ?| ?are ?|为|是|即|按|用| ?on ?| ?at ?|\.|#)*"
_PATTERNS = {
    "any": "<call>|<beside>|<after>|<service>|<label>",
    "call_before": r"<call>[^.!?;。！？；\n]{0,28}$",
    "call_touching": f"<call>{_LINK}$",
    "beside": f"<beside>{_LINK}$",
    "after": r"[ 」』”\"')）]*(?:is |is the |是|为)?<after>",
    "service": rf"(?:<service>|(?:^|[,;/|(:.，；、。]|\band|\bor) ?<label>){_LINK}$",
    "counts": r" (?!(?:always|answers|as|does|has|helps|is|this|was|works)\b)"  # 12 arrests; 110 answers
    r"(?:[a-z]+(?:s|ed)|dead|hurt|missing|men|women|children)\b",
    "for_service": r"[ ”\"']*(?:[(\[（](?:the )?(?:<service>|<label>)[)\]）]"
    r"| ?(?:for|=|->|→|找|叫) ?(?:an? |the )?(?:<service>|<label>)(?! (?!or\b|and\b)[a-z]))",
    "counted": "[ -]?(?:<counted>|%)",
    "counting": "<before>[ ]?$",
}
"""By field of ``_Dialling``; ``<call>`` stands for any word of that group."""


@cache
def _dialling() -> _Dialling:
    with Path(__file__).with_name("dialling.yml").open(encoding="utf-8") as stream:
        languages: dict[str, dict[str, list[str]]] = yaml.load(stream, Loader=yaml.CBaseLoader)
    groups = {name: {word for lists in languages.values() for word in lists[name]} for name in languages["en"]}
    patterns = dict(_PATTERNS)
    for name, words in groups.items():
        found = _alternatives(words)
        patterns = {field: pattern.replace(f"<{name}>", found) for field, pattern in patterns.items()}
    dialled = {word.lower() for name in re.findall("<(.+?)>", _PATTERNS["any"]) for word in groups[name]}
    return _Dialling(
        anywhere=re.compile("|".join(map(re.escape, sorted(dialled)))),
        **{field: re.compile(pattern, re.IGNORECASE) for field, pattern in patterns.items()},
    )


def _alternatives(words: Iterable[str]) -> str:
    """Longest first; a word in Latin letters is matched whole, others anywhere."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    every = (rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word) for word in ordered)
    return f"(?:{'|'.join(every)})"


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
    if _YEAR_ALONE.fullmatch(text, start, end):
        return False
    return _is_called(words, before) or _is_of_service(words, text, before, end)


def _is_of_service(words: _Dialling, text: str, before: str, end: int) -> bool:
    if words.service.search(before) and not words.counts.match(text, end, end + 8):
        return True
    return words.for_service.match(text, end, end + 44) is not None


def _is_called(words: _Dialling, before: str) -> bool:
    return bool(words.call_before.search(before)) and not words.counting.search(before)


def has_dialling_word(text: str) -> bool:
    """Whether any dialling word stands in the text."""
    words, small = _dialling(), text.lower()
    if not text.isascii():
        small = small.translate(_TURKISH)
    return words.anywhere.search(small) is not None and words.any.search(text) is not None
