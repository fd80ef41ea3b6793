"""The search's own small files: words that lead straight to a page, and one line for every page of a language.

``names.han.json`` (words in Han characters), ``names.spelt.json`` (in letters: names, codes, wording) and
``names.pinyin.json`` are the same for every reader, who loads those that the query is written in;
``sounds.json`` is for queries that nothing is found for; ``pages.<language>.json`` holds titles, chips and the words of
the box.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from itertools import takewhile
from string import ascii_uppercase
from typing import Any

from ..common.characters import is_han
from ..content.catalogue import Entry
from ..language.words import Words
from ..model import Kind
from ..pages import lists
from ..pages.site_context import Site
from ..public.addresses import HOME
from ..public.models import PublicHotline
from . import keywords
from .documents import keys
from .fuzzy_pinyin import alike

PREFIX = "search."
LEAST_ALIKE = 3  # letters: fewer are not worth a sign
HAN, SPELT, PINYIN = SCRIPTS = ("han", "spelt", "pinyin")


def names(site: Site, script: str) -> dict[str, Any]:
    """Words in one script that lead straight to a page, and words that the query is judged by."""
    words = site.catalogue.search_words
    known = keywords.spoken(site) if script == PINYIN else keywords.written(site)
    result: dict[str, Any] = {
        "order": order(site),
        "pages": [begun_alike(_of(script, known.get(key, ()))) for key in keys(site)],
    }
    if script == PINYIN:
        result["heard"] = True
    else:
        result["danger"] = _of(script, keywords.plain_words(words.danger.values()))
        result["missions"] = _of(script, keywords.plain_words(words.missions.values()))
        result["ignore"] = _of(script, keywords.plain_words(words.ignore.values()))
    return result


def sounds(site: Site) -> list[str]:
    """Characters that sound alike, of the short names of places; the search asks for them when it finds nothing."""
    return alike(
        word for key, words in keywords.written(site).items() if key.startswith(f"{Kind.COUNTRY}/") for word in words
    )


def order(site: Site) -> str:
    """Which pages there are, in which order: files that count pages differently must not be used together."""
    return hashlib.sha256("\n".join(keys(site)).encode()).hexdigest()[:10]


def begun_alike(words: Iterable[str]) -> str:
    """Words in order, each after a sign: ``|``, or a capital letter for what it has in common with the one before.

    ``|warC shelterDzone`` is war, war shelter, war zone: ``D`` stands for ``war`` and a space. names.js reads it.
    """
    text, last = "", ""
    for word in sorted(words):
        pairs = zip(last, word, strict=False)
        same = min(sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs)), len(ascii_uppercase))
        text += f"|{word}" if same < LEAST_ALIKE else ascii_uppercase[same - 1] + word[same:]
        last = word
    return text


def _of(script: str, words: Iterable[str]) -> list[str]:
    return [word for word in words if is_han(word) is (script == HAN)]


def pages(site: Site, language: str, version: str) -> dict[str, Any]:
    """Everything a list of hits shows without reading the index: one line per page, in the order of their numbers.

    ``version``: of the index; the browser asks for its files with it, since some names stay when the content changes.
    """
    words = site.words[language]
    hotlines = site.projection.hotlines()
    return {
        "order": order(site),
        "version": version,
        "folder": site.addresses.path(HOME, language),
        "tag": site.addresses.tags[language],
        "name": site.catalogue.settings.language_names[language],
        "pages": {key: [site.title(key, language), *_marks(site, key, language)] for key in keys(site)},
        "groups": {str(kind): str(words(f"search.group.{kind}")) for kind in Kind},
        "words": {key.removeprefix(PREFIX): text for key, text in words.entries.items() if key.startswith(PREFIX)},
        "hotline": _hotline(hotlines[0], words) if hotlines else None,
    }


def _marks(site: Site, key: str, language: str) -> list[str]:
    """Chip, its tone and a date: the gravest level of a country, the day of an event."""
    entry = site.catalogue.entries.get(key)
    if entry is None:
        return []
    if entry.kind is Kind.EVENT:
        return ["", "", str(site.words[language].when(entry.event.start))]
    return _level(site, entry, site.words[language]) if entry.kind is Kind.COUNTRY else []


def _level(site: Site, entry: Entry, words: Words) -> list[str]:
    marks = lists.level_marks(site, site.projection.country(entry), words.language)
    return [marks[0].text, marks[0].tone, words.short_day(marks[0].issued)] if marks else []


def _hotline(hotline: PublicHotline, words: Words) -> dict[str, Any]:
    language, day = words.language, hotline.last_confirmed
    return {
        "short": hotline.short_name,
        "name": hotline.name[language],
        "notice": hotline.notice[language],
        "aged": str(words("seen.last", day=words.day(day))) if day else "",
        "phones": [[phone.uri, phone.international] for phone in hotline.phones],
    }


def as_json(data: Any) -> str:
    """Small, and the same bytes for the same data."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=_plain) + "\n"


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
