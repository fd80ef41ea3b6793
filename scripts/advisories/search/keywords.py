"""What people type for a page: names in all languages, codes, cities, pinyin, everyday wording. Never shown.

All words are in one plain form (small letters, no accents); the browser brings what is typed into the same form.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache

from babel.core import get_global

from ..common.characters import folded, is_han
from ..content.catalogue import Entry
from ..language.pinyin import reading
from ..model import Kind
from ..pages.site_context import Site
from ..public.models import PublicCountry
from ..tasks.queries import query

LONGEST_SPELT = 6  # Han characters; nobody types the pinyin of a longer name
LONGEST_WORDING = 4
SPACES = re.compile(r"\s+")
BRACKETS = re.compile(r"[（(]([^）)]*)[）)]")


@query
def written(site: Site) -> dict[str, tuple[str, ...]]:
    """Key of a page → names, codes and wording as people write them, in all scripts."""
    found = _of_countries(site) | {entry.key: _unique(of_topic(site, entry)) for entry, _ in site.topics()}
    for wording in site.catalogue.search_words.pages:
        words = (word for group in wording.words.values() for word in group)
        found[wording.page] = _unique((*found.get(wording.page, ()), *words))
    return {key: words for key, words in found.items() if words and site.catalogue.has_page(key)}


@query
def spoken(site: Site) -> dict[str, tuple[str, ...]]:
    """Key of a page → the pinyin, in one word, of what is written there in Han characters."""
    wordings = {wording.page: wording.words for wording in site.catalogue.search_words.pages}
    found = {}
    for key, words in written(site).items():
        typed = {plain_word(word) for group in wordings.get(key, {}).values() for word in group}
        sounds = _unique(sound for word in words for sound in _pinyin(word, typed))
        found[key] = tuple(sound for sound in sounds if sound not in words)
    return {key: sounds for key, sounds in found.items() if sounds}


def _of_countries(site: Site) -> dict[str, tuple[str, ...]]:
    capitals = {name for country in site.countries if country.capital for _, name in country.capital.items()}
    return _shortest({country.key: _unique(of_country(country, capitals)) for country in site.countries})


def _pinyin(word: str, typed: AbstractSet[str]) -> Iterator[str]:
    """Of a name; of a wording unless it is long or begins with a shorter one, whose pinyin begins its own."""
    if word not in typed:
        return pinyin(word, LONGEST_SPELT)
    longer = any(word != other and len(other) > 1 and word.startswith(other) for other in typed)
    return iter(()) if longer or " " in word else pinyin(word, LONGEST_WORDING)


def _shortest(found: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Without names that hold a shorter one of this place alone: who types the long one has typed the short one."""
    uses = Counter(word for words in found.values() for word in words)
    return {
        key: tuple(word for word in words if not any(_holds(word, other) for other in words if uses[other] == 1))
        for key, words in found.items()
    }


def _holds(name: str, other: str) -> bool:
    if name == other or len(other) < 2:
        return False
    return other in name if is_han(other) else f" {other} " in f" {name} " and len(other) > 3


def of_country(country: PublicCountry, capitals: AbstractSet[str] = frozenset()) -> Iterator[str]:
    """Names, codes, aliases, the capital and the cities of missions, without other countries' ``capitals``."""
    aliases = country.aliases
    for name in country.names.values():
        yield from forms(name)
        yield from initials(name)
    yield from (country.code, *three_letters(country.code))
    for group in (aliases.common, aliases.former, aliases.misspelt):
        for names in group.values():
            yield from (form for name in names for form in forms(name))
    cities = (mission.city for mission in country.missions)
    places = [
        country.capital,
        *(city for city in cities if city and not any(name in capitals for _, name in city.items())),
    ]
    yield from (form for place in places if place for _, name in place.items() for form in forms(name))


def of_topic(site: Site, entry: Entry) -> Iterator[str]:
    """The title in every language."""
    for language in site.languages:
        yield from forms(site.title(f"{Kind.TOPIC}/{entry.slug}", language))


def forms(name: str) -> Iterator[str]:
    """The name, and without what stands in brackets."""
    yield from dict.fromkeys((BRACKETS.sub(r"\1", name), BRACKETS.sub("", name)))


def pinyin(name: str, longest: int) -> Iterator[str]:
    """The pinyin of a name in Han characters in one word, with ``v`` for ``ü`` too; nothing of longer names."""
    if is_han(name) and len(name) <= longest:
        yield from dict.fromkeys((reading(name).spelt, reading(name).typed))


def initials(name: str) -> Iterator[str]:
    """First letters of the pinyin, such as ``fg``; of short names only."""
    if all(map(is_han, name)) and len(name) <= LONGEST_SPELT:
        yield reading(name).initials


@lru_cache(maxsize=1)
def _codes() -> dict[str, tuple[str, ...]]:
    codes: dict[str, tuple[str, ...]] = {}
    for three, two in get_global("territory_aliases").items():
        if len(three) == 3 and three.isalpha() and len(two) == 1:
            codes[two[0]] = (*codes.get(two[0], ()), three)
    return codes


def three_letters(code: str) -> tuple[str, ...]:
    """The ISO 3166-1 alpha-3 code, such as ``FRA``, and former ones, as CLDR knows them."""
    return _codes().get(code, ())


def plain_words(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Words of all languages in plain form, without repetition."""
    return _unique(word for group in groups for word in group)


def _unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(plain_word, words)))


def plain_word(word: str) -> str:
    """One word or wording in plain form."""
    return SPACES.sub(" ", folded(word)).strip()
