"""Whether a short number stands where people dial: ``call the police on 110``, not ``110 people``.

The words of every language stand in its ``calling.yml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from .lexicon import any_of, listed

FIGURE = "\1"  # stands on both sides of a recorded statistic
_TURKISH = {0x131: "i", 0x307: None}  # letters that a pattern takes for an i, whatever their case
FAR = 90  # characters, before the number, in which a dialling word is looked for
GROUPS = ("call", "beside", "after", "service", "label", "counted", "loosely", "before", "ordered", "joined")
_YEAR_ALONE = re.compile(r"\(?(?:19|20)[0-9]{2}")
_NO_DIGIT = re.compile("[^0-9]+")
_WORD_FOLLOWS = re.compile(r" ?[^\W\d_]")


_LINK = r"(?:[ :：,，;；?？!！“”\"'「『（(\[|=＝>~→►➜⇒…*/.#-]|\b(?:is|are|on|at)\b|[为是即按用吗])*"
_PATTERNS = {
    "any": "<call>|<beside>|<after>|<service>|<label>",
    "who": "<call>|<beside>|<service>",
    "call_before": r"<call>[^.!?;。！？；\n]{0,28}$",
    "called_on": r"(?:<call>|<service>)[^.!?;。！？；\n]{0,60} on $",
    "call_touching": f"<call>{_LINK}$",
    "beside": f"<beside>{_LINK}$",
    "after": r"[ 」』”\"')）]*(?:is |is the |是|为)?<after>",
    "service": rf"(?:<service>|(?:^|[,;/|(:.，；、。]|\band|\bor) ?<label>){_LINK}$",
    "service_named": r"(?:<service>[^.!?:：;。！？；\n]{0,24}|<label>) ?[:：]{1,2} ?$",
    "counts": r" (?!(?:always|answers|as|comes|does|has|helps|is|saves|takes|this|was|works)\b)"  # 12 arrests
    r"(?:[a-z]+(?:s|ed)|dead|hurt|missing|men|women|children)\b",
    "for_service": r"[ ”\"']*(?:[(\[（](?:the )?(?:<service>|<label>)[)\]）]"
    r"| ?(?:for|=|->|→|找|叫) ?(?:an? |the )?(?:<service>|<label>)(?! (?!or\b|and\b)[a-z]))",
    "counted": "[ -]?(?:<counted>|%)",
    "span": "(?: to |-| ?[至到] ?)[0-9]{1,2}[ -]?(?:<counted>|%)",  # 10 to 20 euros
    "loosely": "[ -]?<loosely>",
    "counting": "<before>[ ]?$",
    "joining": "<joined>[ ]?$",
    "ordered": "<ordered>[ ]?$",
}
"""By what they tell; ``<call>`` stands for any word of that group."""


@cache
def _dialling() -> Mapping[str, re.Pattern[str]]:
    """The words of ``calling.yml`` in these patterns."""
    patterns = dict(_PATTERNS)
    for name in GROUPS:
        words = any_of(listed("calling", name))
        patterns = {field: pattern.replace(f"<{name}>", words) for field, pattern in patterns.items()}
    return {field: re.compile(pattern, re.IGNORECASE) for field, pattern in patterns.items()}


@cache
def _dialled_words() -> re.Pattern[str]:
    """Any of the words, in small letters: a quick first look."""
    words = {word.lower() for name in re.findall("<(.+?)>", _PATTERNS["any"]) for word in listed("calling", name)}
    return re.compile("|".join(map(re.escape, sorted(words))))


def is_dialled(text: str, start: int, end: int) -> bool:
    """Whether the number at this place stands beside a dialling word and counts nothing."""
    words = _dialling()
    number = _Number(text, start, end)
    if number.value == "00" or words["counted"].match(text, end, end + 24):
        return False
    if not number.is_long and words["span"].match(text, end, end + 24):
        return False
    if text[end : end + 1] == FIGURE:
        return _is_dialled_figure(words, text, start, end)
    touches = words["call_touching"].search(number.before) or words["beside"].search(number.before)
    if touches and words["ordered"].search(number.before):
        return False
    may_count = not number.is_long or not (touches or words["service"].search(number.before))
    if may_count and words["loosely"].match(text, end, end + 24):
        return False
    if touches or words["after"].match(text, end, end + 24):
        return True
    return _is_called(words, number) or _is_of_service(words, number)


class _Number:
    """A number where it stands."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.end = text, end
        self.before = text[max(0, start - FAR) : start]
        self.value = _NO_DIGIT.sub("", text[start:end])
        self.is_long = len(self.value) >= 3  # of two digits are ages, hours and quantities
        self.is_year = _YEAR_ALONE.fullmatch(text, start, end) is not None


def _is_dialled_figure(words: Mapping[str, re.Pattern[str]], text: str, start: int, end: int) -> bool:
    """A recorded statistic may stand beside such a word where it counts: ``the hotline took 530,000 calls``."""
    before = text[max(0, start - FAR) : start - 1]
    if words["call_touching"].search(before):
        return True
    goes_on = _WORD_FOLLOWS.match(text, end + 1) or "," in text[start:end]
    return not goes_on and bool(words["beside"].search(before) or words["service"].search(before))


def _is_called(words: Mapping[str, re.Pattern[str]], number: _Number) -> bool:
    """A word that asks to call stands some words before."""
    if words["counts"].match(number.text, number.end, number.end + 24):
        return False
    if number.is_long and words["called_on"].search(number.before):
        return True
    if number.is_year or not words["call_before"].search(number.before):
        return False
    return not (
        words["counting"].search(number.before) or (not number.is_long and words["joining"].search(number.before))
    )


def _is_of_service(words: Mapping[str, re.Pattern[str]], number: _Number) -> bool:
    """Who answers stands beside the number."""
    counts = words["counts"].match(number.text, number.end, number.end + 24)
    if number.is_year and not words["service_named"].search(number.before):
        return False
    if not counts and words["service"].search(number.before):
        return True
    if not counts and number.is_long and words["service_named"].search(number.before):
        return True
    return words["for_service"].match(number.text, number.end, number.end + 44) is not None


def says_who_answers(text: str) -> bool:
    """Whether a short text speaks of those who answer calls, or of calling."""
    return _dialling()["who"].search(text) is not None


def has_dialling_word(text: str) -> bool:
    """Whether any dialling word stands in the text."""
    small = text.lower()
    if not text.isascii():
        small = small.translate(_TURKISH)
    return _dialled_words().search(small) is not None and _dialling()["any"].search(text) is not None
