"""Numbers of the content that look like no phone where they stand, for whoever meets them without their words.

A page's text that is run together, a line of print, and two texts that a template puts side by side show a number away
from what it counts, or two numbers as one. What the rules let pass is let pass there too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from .matches import MASK, SHORTEST_PHONE
from .number_patterns import NO_PHONE
from .patterns import contact_matches
from .plain_text import plain

YEAR = re.compile(r"(?:19|20)[0-9]{2}")
TOKEN = re.compile(r"\+?[0-9]+(?:[.,:/_'’()-]+[0-9]+| 000(?![0-9]))*")
"""A number without blanks but those of thousands, such as a date, an amount or a standard with its year."""

_APART = re.compile(r"[,:_'’]+")  # where a text that is run together is not read on
_BESIDE = re.compile(r"\)?(?: ?· ?| {1,2})\(?")
_NOT_IN_NUMBER = re.compile(r"[^0-9 .,:'’/·•_~*|=\\()+-]")
_NO_TRUNK = re.compile(r"0[.,][0-9]+|0[1-9][-/.](?:19|20)[0-9]{2}")  # a decimal, a month: no number to dial begins so
_LETTER = re.compile(r"[A-Za-z]")
_BREAK = "\n\n"  # to a pattern, one line break at the end may be none
_SHORTEST_KEPT = 3  # signs; shorter numbers stand everywhere


@dataclass(frozen=True)
class Harmless:
    """What a content says with numbers: its texts, all numbers that no rule refuses, and those at edges of texts."""

    texts: frozenset[str]
    numbers: frozenset[str]
    starts: frozenset[str]
    ends: frozenset[str]

    @classmethod
    def of(cls, labels: Iterable[str], prose: Iterable[str], counts: Iterable[str], names: frozenset[str]) -> Harmless:
        """From texts that stand beside others, texts of pages, whole numbers of records, and names of hotlines."""
        texts = frozenset(text for text in labels if any(map(str.isdigit, text)))
        met = [edges(text) for text in texts]
        return cls(
            texts=texts,
            numbers=frozenset((*counts, *(number for text in {*texts, *prose} for number in numbers_in(text, names)))),
            starts=frozenset(start for start, _ in met if start),
            ends=frozenset(end for _, end in met if end),
        )

    @cached_property
    def whole(self) -> list[str]:
        """Texts that are no part of a number, the longest first: they hold a sign that none holds, or are a date."""
        found = (text for text in map(plain, self.texts) if _NOT_IN_NUMBER.search(text) or NO_PHONE.fullmatch(text))
        return sorted(found, key=lambda text: (-len(text), text))

    def parted(self, text: str) -> str:
        """The ``plain`` text, a line for each text of the content in it: ``May 2026`` ``2026 open day``."""
        for words in self.whole:
            if words in text:
                text = re.sub(
                    rf"(?<![0-9+]){re.escape(words)}(?![0-9])", lambda match: _BREAK + match[0] + _BREAK, text
                )
        parts, end = [], 0
        for first, second in pairwise(TOKEN.finditer(text)):
            if _BESIDE.fullmatch(text, first.end(), second.start()) and self._meet(first[0], second[0]):
                parts += [text[end : first.end()], _BREAK]
                end = first.end()
        return "".join([*parts, text[end:]])

    def _meet(self, first: str, second: str) -> bool:
        if max(len(first), len(second)) < _SHORTEST_KEPT:
            return False  # digits of one number may stand apart
        ends, begins = first in self.ends, second in self.starts
        return (ends and (begins or _is_of_a_day(second))) or (begins and _is_of_a_day(first))

    def are_all(self, written: str, is_known: Callable[[str], bool]) -> bool:
        """Whether a row of numbers is made of such numbers, and of others that are known by themselves."""
        rest = TOKEN.sub(lambda match: MASK if self._is_long(match[0]) else match[0], written)
        return all(self._is_harmless(part) or is_known(part) for part in rest.split(MASK))

    def _is_long(self, token: str) -> bool:
        return sum(map(str.isdigit, token)) > 4 and (token in self.numbers or self._is_part(token))

    def _is_part(self, token: str) -> bool:
        """Whether a longer number begins or ends so: a narrow column breaks it."""
        return any(number.startswith(token) or number.endswith(token) for number in self.numbers if len(number) > 9)

    def _is_harmless(self, part: str) -> bool:
        tokens = TOKEN.findall(part)
        said = [token for token in tokens if token in self.numbers or YEAR.fullmatch(token)]
        others = [token for token in tokens if token not in said]
        return all(map(_is_of_a_day, others)) and (bool(said) or sum(map(len, others)) < SHORTEST_PHONE)


def _is_of_a_day(token: str) -> bool:
    """A year, or two digits as of a day, or of what is counted in a list."""
    return YEAR.fullmatch(token) is not None or (len(token) <= 2 and token.isdigit())


def numbers_in(text: str, names: frozenset[str]) -> Iterator[str]:
    """Every number of three digits or more in a text that looks like no contact there; ``names``: of hotlines."""
    if sum(map(str.isdigit, text)) < _SHORTEST_KEPT:
        return
    refused = {token for contact in contact_matches(text, names) for token in TOKEN.findall(plain(contact.text))}
    words = plain(text)
    for match in TOKEN.finditer(words):
        token, before = match[0], words[max(match.start() - 1, 0) : match.start()]
        may_lead = token[0] not in "+0" or _NO_TRUNK.fullmatch(token) or _LETTER.fullmatch(before)  # E00000000
        if token not in refused and may_lead:
            yield from (part for part in (token, *_APART.split(token)) if len(part) >= _SHORTEST_KEPT)


def edges(text: str) -> tuple[str | None, str | None]:
    """The number with which a text begins and the one with which it ends, if there are such."""
    text = plain(text)
    tokens = list(TOKEN.finditer(text))
    if not tokens:
        return None, None
    first, last = tokens[0], tokens[-1]
    begins, ends = _has_no_letter(text[: first.start()]), _has_no_letter(text[last.end() :])
    return first[0] if begins else None, last[0] if ends else None


def _has_no_letter(text: str) -> bool:
    return not any(map(str.isalpha, text))
