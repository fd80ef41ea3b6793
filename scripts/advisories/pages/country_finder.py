"""Finders: what people may type for a country and for its missions, and the order in which names are listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from ..common.characters import folded, is_han
from ..language.pinyin import reading
from ..public.models import PublicCountry, PublicMission


def romanised(text: str) -> tuple[str, ...]:
    """Pinyin of Han characters, whole and initials only; nothing for other scripts."""
    if not is_han(text):
        return ()
    return reading(text).typed, reading(text).initials


@lru_cache(maxsize=8192)
def order(name: str) -> tuple[str, str]:
    """Sorting key of a name: by pinyin where it is written in Han characters, else by letters."""
    return folded(next(iter(romanised(name)), name)), name


def terms(country: PublicCountry) -> str:
    """Everything that finds a country, in small letters, separated by bars."""
    found = dict.fromkeys(folded(word) for name in _names(country) for word in (name, *romanised(name)))
    return "|".join(found)


def _names(country: PublicCountry) -> Iterator[str]:
    aliases = country.aliases
    yield from country.names.values()
    for group in (aliases.common, aliases.former, aliases.misspelt):
        for names in group.values():
            yield from names
    if country.capital:
        yield from (name for _, name in country.capital.items())
    yield country.code


def mission_terms(mission: PublicMission) -> str:
    """What finds a mission among those of its country: its city and consular district in every language."""
    places = [place for place in (mission.city, *mission.district) if place] or [mission.name]
    return joined(name for place in places for _, name in place.items())


def joined(words: Iterable[str]) -> str:
    """Search terms of a group, such as a region's names in all languages."""
    return "|".join(dict.fromkeys(folded(word) for name in words for word in (name, *romanised(name))))
