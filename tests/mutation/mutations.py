"""Single changes that make two languages of a text contradict each other, for measuring what the checker finds.

Each takes a page's text and a random generator and gives the changed text, or ``None`` where the page has nothing to
change. They know nothing of the rules: only what a figure, a list item, a warning, a link and a section look like.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from random import Random

Mutation = Callable[[str, Random], str | None]

FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
TARGET = re.compile(r"\]\([^)\n]*\)|\{[^}\n]*\}|^(?:translated-from|#|[0-9]+\.).*?(?=\s|$)", re.MULTILINE)
MONTHS = ("January", "February", "March", "April", "June", "July", "August", "September", "October", "November")
WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def places(text: str, pattern: str) -> list[re.Match[str]]:
    """Where the pattern meets words a reader sees: not a link's target, an anchor, or a list's number."""
    front = FRONT.match(text)
    hidden = [(0, front.end() if front else 0)] + [match.span() for match in TARGET.finditer(text)]
    found = re.finditer(pattern, text, re.MULTILINE)
    return [match for match in found if not any(start <= match.start() < end for start, end in hidden)]


def swap(text: str, match: re.Match[str], new: str) -> str:
    """The text with one match replaced."""
    return text[: match.start()] + new + text[match.end() :]


def digit(text: str, random: Random) -> str | None:
    """One digit becomes another."""
    found = [match for match in places(text, r"[0-9]") if text[match.start() - 5 : match.start() + 6].find("12308") < 0]
    if not found:
        return None
    match = random.choice(found)
    return swap(text, match, random.choice([one for one in "123456789" if one != match[0]]))


def date(text: str, random: Random) -> str | None:
    """A day, month or year becomes another."""
    found = places(
        text,
        rf"\b(?:{'|'.join(MONTHS)})\b|(?<![0-9])[0-9]{{1,2}}(?=月)|(?<=月)[0-9]{{1,2}}(?=日)|\b20[0-9]{{2}}(?=年|\b)",
    )
    if not found:
        return None
    match = random.choice(found)
    if match[0].isalpha():
        return swap(text, match, random.choice([month for month in MONTHS if month != match[0]]))
    step = random.choice([1, 2, 3])
    value = int(match[0])
    return swap(text, match, str(value - step if value > step + 1 else value + step))


def number_word(text: str, random: Random) -> str | None:
    """A number written as a word becomes another."""
    found = places(
        text,
        rf"\b(?:{'|'.join(WORDS)}|half)\b(?! (?:or|of|to|and))|(?<![多两])半(?=[天页年小场])|(?<![一二三四五六七八九十几数每周第两])[二两三四五六七八九](?=[天个名人小年步份张家])",
    )
    if not found:
        return None
    match = random.choice(found)
    words = WORDS if match[0].isascii() else "三四五六七八九"
    return swap(text, match, random.choice([word for word in words if word != match[0]]))


def list_item(text: str, random: Random) -> str | None:
    """A list item is dropped."""
    found = list(re.finditer(r"^(?:- |[0-9]+\. ).*\n", text, re.MULTILINE))
    return swap(text, random.choice(found), "") if found else None


def warning(text: str, random: Random) -> str | None:
    """A warning is dropped: a box, or a line of what not to do."""
    found = list(re.finditer(r"^///[ ]*(?:danger|warning)[^\n]*\n(?:.*\n)*?///[ ]*\n", text, re.MULTILINE))
    section = re.search(r"^## [^\n]*\{ #do-not \}\n+((?:- .*\n)+)", text, re.MULTILINE)
    if section:
        found += list(re.compile(r"- .*\n").finditer(text, section.start(1), section.end(1)))
    return swap(text, random.choice(found), "") if found else None


def negation(text: str, random: Random) -> str | None:
    """A line of what not to do loses its "not"."""
    section = re.search(r"^## [^\n]*\{ #do-not \}\n+((?:- .*\n)+)", text, re.MULTILINE)
    found = list(re.compile(r"(?<=- )(?:Do not |不要)").finditer(text, *section.span(1))) if section else []
    return swap(text, random.choice(found), "") if found else None


def link(text: str, random: Random) -> str | None:
    """A link leads somewhere else, or is dropped."""
    found = list(re.finditer(r"\[([^\]\n]+)\]\(([a-z]+:[^)\n]+)\)", text))
    if not found:
        return None
    match = random.choice(found)
    others = [other[2] for other in found if other[2] != match[2] and other[2].split(":")[0] == match[2].split(":")[0]]
    return swap(text, match, f"[{match[1]}]({random.choice(others)})" if others and random.random() < 0.5 else match[1])


def section(text: str, random: Random) -> str | None:
    """A section is removed."""
    found = list(re.finditer(r"^#{2,3} .*\n(?:(?!#{1,3} ).*\n)*", text, re.MULTILINE))
    return swap(text, random.choice(found), "") if found else None


def level_word(levels: list[str]) -> Mutation:
    """A level word of an issuer becomes another one of the same language."""

    def change(text: str, random: Random) -> str | None:
        found = places(text, "|".join(rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])" for word in levels))
        if not found:
            return None
        match = random.choice(found)
        return swap(text, match, random.choice([word for word in levels if word != match[0]]))

    return change


MUTATIONS: Mapping[str, Mutation] = {
    "digit": digit, "date": date, "number word": number_word, "list item": list_item, "warning": warning,
    "negation": negation, "link": link, "section": section,
}  # fmt: skip
