"""Sentences in both languages at once, put together from ``phrases.yml`` by a seeded chance."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

LANGUAGES = ("en", "zh")
SYLLABLES_OF_A_NAME = 3
_SLOT = re.compile(r"\{(\w+?)(\d?)\}")
_STRIDE = 7919  # a prime: neighbouring countries get names that do not look alike

Text = dict[str, str]
"""The same words in every language of the corpus."""


@cache
def stock() -> Mapping[str, Any]:
    """The lists of ``phrases.yml``."""
    with Path(__file__).with_name("phrases.yml").open(encoding="utf-8") as stream:
        found: dict[str, Any] = yaml.load(stream, Loader=yaml.CBaseLoader)
    return found


def text(pair: str) -> Text:
    """``English|Chinese`` as a text."""
    return dict(zip(LANGUAGES, pair.split("|"), strict=True))


def join(*parts: Text | str) -> Text:
    """Texts and plain strings one after the other, in every language."""
    return {one: "".join(part if isinstance(part, str) else part[one] for part in parts) for one in LANGUAGES}


def name_of(number: int) -> Text:
    """The made-up name with this number; two numbers below 27,000 never share one."""
    syllables = stock()["syllables"]
    number = number * _STRIDE % len(syllables) ** SYLLABLES_OF_A_NAME
    chosen = []
    for _ in range(SYLLABLES_OF_A_NAME):
        number, place = divmod(number, len(syllables))
        chosen.append(text(syllables[place]))
    name = join(*chosen)
    return {**name, "en": name["en"].capitalize()}


class Writer:
    """Writes sentences; two writers with the same seed write the same ones."""

    def __init__(self, seed: str) -> None:
        self.chance = Random(seed)  # text for measuring, no secret

    def name(self) -> Text:
        """A made-up place."""
        return name_of(self.chance.randrange(len(stock()["syllables"]) ** SYLLABLES_OF_A_NAME))

    def one_of(self, kind: str, **known: Text) -> Text:
        """A sentence of a kind, with its slots filled."""
        return self.fill(self.chance.choice(stock()[kind]), **known)

    def fill(self, pair: str, **known: Text) -> Text:
        """``English|Chinese`` with every slot filled by the same words in both languages."""
        words = dict(known)
        for slot, number in dict.fromkeys(_SLOT.findall(pair)):
            if slot + number not in words:
                words[slot + number] = self._slot(slot)
        filled = {one: _SLOT.sub(lambda m: words[m[1] + m[2]][one], half) for one, half in text(pair).items()}  # noqa: B023
        return {**filled, "en": filled["en"][:1].upper() + filled["en"][1:]}

    def _slot(self, slot: str) -> Text:
        return self.name() if slot == "name" else text(self.chance.choice(stock()["slots"][slot]))
