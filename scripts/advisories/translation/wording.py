"""The words of ``figures.yml`` in the form in which ``figures`` and the rules use them: tables and one pattern.

All languages are read together, so that a Chinese word in an English sentence is understood too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..language.lexicon import lexicon, listed, valued

NUMBER = r"[0-9]+(?:[,，][0-9]{3})*(?![0-9])(?:\.[0-9]+)?"


@dataclass(frozen=True, eq=False)
class Wording:
    """Every word that can be part of a figure, with its value, in small letters."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    numbers: Mapping[str, int]
    free_numbers: Mapping[str, int]  # words that are often no figure in the other language, such as "first"
    named: Mapping[str, list[float]]  # phrases that stand for figures, such as a holiday for its month and day
    digits: Mapping[str, int]
    scales: Mapping[str, int]  # longest first
    currencies: Mapping[str, str]  # longest first
    morning: tuple[str, ...]
    afternoon: tuple[str, ...]
    percent: tuple[str, ...]
    ranges: tuple[str, ...]
    counters: frozenset[str]
    parts: tuple[str, ...]


@cache
def wording() -> Wording:
    """The tables, all languages joined; words in small letters."""
    entries = list(lexicon("figures").values())

    def table(name: str) -> dict[str, Any]:
        return valued("figures", name)

    def numbered(name: str) -> dict[str, int]:
        return {
            word.lower(): n for entry in entries for n, words in enumerate(entry.get(name, ()), 1) for word in words
        }

    def words_of(name: str) -> tuple[str, ...]:
        return tuple(word.lower() for word in listed("figures", name))

    codes = [(word.lower(), code) for entry in entries for code, words in entry["currencies"].items() for word in words]
    return Wording(
        months=numbered("months"), weekdays=numbered("weekdays"), numbers=table("numbers"),
        free_numbers=table("free_numbers"), named=table("named"), digits=table("digits"),
        scales=table("scales"), currencies=dict(sorted(codes, key=lambda pair: -len(pair[0]))),
        morning=words_of("morning"), afternoon=words_of("afternoon"), percent=words_of("percent"),
        ranges=words_of("range"), parts=words_of("parts"),
        counters=frozenset("".join(entry.get("counters", "") for entry in entries)),
    )  # fmt: skip


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def han_numeral() -> str:
    """The characters of Chinese numerals, as a class for a pattern."""
    words = wording()
    return f"[{''.join(words.digits)}{''.join(word for word in words.scales if len(word) == 1)}]"


@cache
def figure_pattern() -> re.Pattern[str]:
    """One pattern for all ways of writing a figure, for a text in small letters; its group names the way.

    To be tried only where ``figure_starts`` says that one can begin: it takes long.
    """
    words = wording()
    day = (*words.morning, *words.afternoon)
    part, latin_part = any_of(day), any_of(word for word in day if word.isascii())
    han = han_numeral()
    word, percent, money = any_of(words.numbers), any_of(words.percent), any_of(words.currencies)
    ways = {
        "iso": r"(?<![0-9])[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?(?![0-9-])",
        "always": r"24/7",
        "named": any_of(words.named),
        "clock": rf"(?:{part})?[0-9]{{1,2}}[:：][0-9]{{2}}(?:\s?(?:{latin_part})(?![a-z]))?",
        "twelve": rf"[0-9]{{1,2}}\s?(?:{latin_part})(?![a-z])",
        "hour": rf"(?:{part})?[0-9]{{1,2}}[时点](?:半|[0-9]{{1,2}}分)?|(?:{part}){han}{{1,3}}[时点]半?",
        "month": rf"\b(?:{any_of(words.months)})\b",
        "hanmonth": rf"(?:[0-9]{{1,2}}|{han}{{1,2}})月",
        "weekday": rf"(?<!一)(?:{any_of(words.weekdays)})(?![a-z])",
        "percent": rf"{NUMBER}\s?(?:{percent})|百分之(?:{NUMBER}|{han}+)",
        "fraction": rf"{han}+分之{han}+",
        "code": r"(?<![a-z0-9$€£])[0-9]{1,2}[gdk]\b",
        "number": rf"(?:(?:{money})\s?)?{NUMBER}(?:多?\s?(?:{any_of(words.scales)})(?![a-z]))?"
        rf"(?:[多余几]?\s?(?:{money})(?![a-z]))?",
        "word": rf"\b(?:{word}|an?)(?:[- ](?:and )?(?:{word}|{_latin(words.scales)})s?)+\b"
        rf"|\b(?:{word}|{any_of(words.free_numbers)})\b",
        "han": rf"第?{han}+",
    }
    return re.compile("|".join(f"(?P<{name}>{way})" for name, way in ways.items()))


@cache
def figure_starts() -> re.Pattern[str]:
    """Where a figure can begin, in any language; Latin words by first letters, since a look at each takes long."""
    words = wording()
    tables = (words.named, words.numbers, words.free_numbers, words.months, words.weekdays, words.scales, words.digits)
    phrases = {*words.currencies, *words.morning, *words.afternoon, "a ", "a-", "an ", "an-"}.union(*tables)
    rests: dict[str, set[str]] = {}
    signs = set("0123456789第百")
    for phrase in phrases:
        if "a" <= phrase[0] <= "z":
            rests.setdefault(phrase[0], set()).add(phrase[1:])
        else:
            signs.add(phrase[0])
    latin = "|".join(f"{letter}(?:{any_of(rest)})" for letter, rest in rests.items())
    return re.compile(rf"[{re.escape(''.join(signs))}]|\b(?={latin})")


@cache
def shared_scale() -> re.Pattern[str]:
    """What follows the first number of a range such as "3 to 5 million": its scale belongs to both."""
    words = wording()
    joiner = any_of((*words.ranges, "-", "–", "—", "~", "～"))
    return re.compile(rf"\s?(?:{joiner})\s?{NUMBER}\s?(?P<scale>{any_of(words.scales)})(?![a-z])")


def _latin(words: Iterable[str]) -> str:
    return any_of(word for word in words if word.isascii())
