"""What the words beside a contact link name: a service that answers, a country, a city.

The nearest name decides: before the contact in its sentence, else after it, else farther before, else in its labels.
Names that are joined ("police and ambulance", "警察、消防") count together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from ..content.prose.beside import Beside
from ..content.prose.parts import CONTACT
from ..language.lexicon import any_of, lexicon, listed
from ..model import PhoneUse

Meaning = frozenset[str]
"""What a word may stand for."""

SENTENCE_END = re.compile(r"[。！？；!?;]|\.(?=\s|$)")
CLAUSE_END = re.compile(rf"[,，:：。！？；!?;—{CONTACT}]|\.(?=\s|$)|\s[-–]\s")
_ARTICLE = any_of(listed("calling", "articles"))
_JOINING = any_of((*listed("calling", "joining_names"), *listed("calling", "articles")))
JOINED = re.compile(rf"[\s,，、/&+]*+{_JOINING}?[\s/]*+{_ARTICLE}?\s*+")
OTHER_CLAUSE = re.compile(rf"[,，]|{any_of(listed('calling', 'other_clause'))}")
TIGHT = re.compile(rf"[\s\"”』」(（\[【=→>–—:：-]*+{any_of(listed('calling', 'belonging'))}?\s*+{_ARTICLE}?\s*+")
IN = re.compile(rf"\W*{any_of(listed('calling', 'in_place'))}(?:\s+{_ARTICLE})?\s*", re.IGNORECASE)
_MISSION = (
    PhoneUse.CONSULAR_PROTECTION, PhoneUse.CONSULAR_SECTION, PhoneUse.OFFICE, PhoneUse.HOTLINE, "email", "website",
)  # fmt: skip
ANSWERS: Mapping[str, tuple[str, ...]] = {
    "police": (PhoneUse.POLICE, PhoneUse.GENERAL),
    "ambulance": (PhoneUse.AMBULANCE, PhoneUse.GENERAL),
    "fire": (PhoneUse.FIRE, PhoneUse.GENERAL),
    "tourist-police": (PhoneUse.TOURIST_POLICE,),
    "coast-guard": (PhoneUse.COAST_GUARD, PhoneUse.GENERAL),
    "consular-protection": (PhoneUse.CONSULAR_PROTECTION, PhoneUse.HOTLINE),
    "office": (PhoneUse.OFFICE,),
    "embassy": _MISSION,
    "consulate": _MISSION,
    "mission": _MISSION,
}
"""Uses of records that may stand beside the words of each list of ``answers``."""


@dataclass(frozen=True)
class Vocabulary:
    """Names, and what each stands for."""

    pattern: re.Pattern[str]
    meanings: Mapping[str, Meaning]

    @classmethod
    def of(cls, words: Iterable[tuple[str, str]]) -> Vocabulary:
        """From names and what each may stand for; a name in Latin letters is met as a whole word."""
        names: dict[str, set[str]] = {}
        for word, meaning in words:
            names.setdefault(word.casefold(), set()).add(meaning)
        ordered = sorted(names, key=lambda word: (-len(word), word))
        every = [rf"\b{re.escape(word)}\b" if word[0].isascii() else re.escape(word) for word in ordered]
        pattern = re.compile("|".join(every) or r"(?!)", re.IGNORECASE)
        return cls(pattern, {word: frozenset(meant) for word, meant in names.items()})

    def names(self, text: str) -> list[tuple[int, int, Meaning]]:
        """Every name in a text with its place."""
        return [
            (match.start(), match.end(), self.meanings.get(match[0].casefold(), frozenset()))
            for match in self.pattern.finditer(text)
        ]

    def last(self, text: str) -> list[Meaning]:
        """The last name in a text, and those joined to it."""
        names = self.names(text)
        for index in range(len(names) - 1, 0, -1):
            if not JOINED.fullmatch(text, names[index - 1][1], names[index][0]):
                return [meaning for *_, meaning in names[index:]]
        return [meaning for *_, meaning in names]

    def first(self, text: str) -> list[Meaning]:
        """The first name in a text, and those joined to it."""
        names = self.names(text)
        for index in range(1, len(names)):
            if not JOINED.fullmatch(text, names[index - 1][1], names[index][0]):
                return [meaning for *_, meaning in names[:index]]
        return [meaning for *_, meaning in names]


@cache
def service_words() -> Mapping[str, tuple[str, ...]]:
    """The lists of ``answers`` in ``calling.yml``, each with the words of all languages."""
    languages = [language["answers"] for language in lexicon("calling").values()]
    return {name: tuple(word for lists in languages for word in lists.get(name, ())) for name in ANSWERS}


@cache
def services() -> Vocabulary:
    """These words, and the uses of records beside which each may stand."""
    return Vocabulary.of(
        (word, use) for name, words in service_words().items() for word in words for use in ANSWERS[name]
    )


def named_instead(place: Beside, words: Vocabulary, own: Meaning, only_near: bool = False) -> Meaning | None:
    """What is named beside the contact and is none of what the contact is; ``None`` where all names fit.

    ``only_near``: names in other clauses and in headings are none of it, since it has a name of its own.
    """
    for group, one_is_enough in _groups(place, words, only_near):
        strangers = [meaning for meaning in group if not meaning & own]
        if strangers and not (one_is_enough and len(strangers) < len(group)):
            return strangers[-1]
    return None


def names_any(place: Beside, words: Vocabulary) -> bool:
    """Whether anything is named beside the contact at all."""
    return any(group for group, _ in _groups(place, words, False))


def opens_with_another(place: Beside, words: Vocabulary, own: Meaning) -> bool:
    """Whether the place with which the sentence begins, which holds for all of it, is another one."""
    sentence = SENTENCE_END.split(place.before)[-1]
    opening = re.split(r"[,，]", sentence, maxsplit=1)[0]
    names = words.names(opening)
    if CONTACT in sentence or not names or opening[names[-1][1] :].strip() or not IN.fullmatch(opening, 0, names[0][0]):
        return False
    return not any(meaning & own for *_, meaning in names)


def _groups(place: Beside, words: Vocabulary, only_near: bool) -> Iterator[tuple[list[Meaning], bool]]:
    """The names that belong to the contact, and whether one of them is enough."""
    sentence = SENTENCE_END.split(place.before)[-1]
    near = sentence.rpartition(CONTACT)[2]
    far = place.before.removesuffix(near)
    after = CLAUSE_END.split(place.after, maxsplit=1)[0]
    names = words.names(after)
    is_tight = bool(names) and TIGHT.fullmatch(after, 0, names[0][0]) is not None
    if is_tight:
        yield words.first(after), False
    if is_tight or only_near:
        near = OTHER_CLAUSE.split(near)[-1]
    if group := words.last(near):
        yield group, False
    elif names and not OTHER_CLAUSE.search(after, 0, names[0][0]) and not only_near:
        yield words.first(after), False
    elif not only_near and (group := words.last(far)):
        yield group, False
    else:
        yield from _labels(place, words, only_near)


def _labels(place: Beside, words: Vocabulary, only_near: bool) -> Iterator[tuple[list[Meaning], bool]]:
    for label in place.labels:
        if group := words.last(label):
            yield group, False
            return
    for heading in () if only_near else place.headings:
        if names := words.names(heading.text):
            yield [meaning for *_, meaning in names], True
            return
