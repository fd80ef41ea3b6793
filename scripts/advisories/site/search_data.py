"""The search's own small files: words that lead straight to a page, and one line for every page of a language.

``names.json`` and ``names.spelt.json`` are the same for every reader; ``pages.<language>.json`` holds titles, chips and
the words of the box.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from ..catalogue import Entry
from ..model import Event, Kind
from ..public import PublicHotline
from . import finder, keywords, lists
from .addresses import HOME
from .assembly import Site
from .search_text import keys, tag
from .words import Words

PREFIX = "search."


def names(site: Site) -> dict[str, Any]:
    """Words in Han characters that lead straight to a page, and words that the query is judged by."""
    words = site.catalogue.search_words
    return {
        "pages": _joined(site, spelt=False),
        "danger": keywords.plain_words(words.danger.values()),
        "missions": keywords.plain_words(words.missions.values()),
        "ignore": keywords.plain_words(words.ignore.values()),
    }


def spelt(site: Site) -> dict[str, str]:
    """Words in letters, pinyin and codes: a query without letters does not load them."""
    return _joined(site, spelt=True)


def _joined(site: Site, *, spelt: bool) -> dict[str, str]:
    shown = set(keys(site))
    chosen = {
        key: "|".join(word for word in words if (finder.HAN.search(word) is None) is spelt)
        for key, words in keywords.of_pages(site).items()
        if key in shown
    }
    return {key: words for key, words in chosen.items() if words}


def pages(site: Site, language: str, fragments: Mapping[str, str], version: str) -> dict[str, Any]:
    """Everything a list of hits shows without reading the index: one line per page."""
    words = site.words[language]
    hotlines = site.projection.hotlines()
    return {
        "version": version,
        "folder": site.addresses.path(HOME, language),
        "tag": site.addresses.tags[language],
        "index": tag(language),
        "name": site.catalogue.settings.language_names[language],
        "pages": {
            key: [site.title(key, language), fragments.get(key, ""), *_marks(site, key, language)] for key in keys(site)
        },
        "groups": {str(kind): str(words(f"search.group.{kind}")) for kind in Kind},
        "words": {key.removeprefix(PREFIX): text for key, text in words.entries.items() if key.startswith(PREFIX)},
        "hotline": _hotline(hotlines[0], language) if hotlines else None,
    }


def _line(site: Site, key: str, language: str, fragments: Mapping[str, str]) -> list[str]:
    return [site.title(key, language), fragments.get(key, ""), *_marks(site, key, language)]


def _marks(site: Site, key: str, language: str) -> list[str]:
    """Chip, its tone and a date: the gravest level of a country, the day of an event."""
    entry = site.catalogue.entries.get(key)
    if entry is None:
        return []
    if entry.kind is Kind.EVENT:
        return ["", "", str(site.words[language].when(cast("Event", entry.facts).start))]
    return _level(site, entry, site.words[language]) if entry.kind is Kind.COUNTRY else []


def _level(site: Site, entry: Entry, words: Words) -> list[str]:
    marks = lists.level_marks(site, site.projection.country(entry), words.language)
    return [marks[0].text, marks[0].tone, words.short_day(marks[0].issued)] if marks else []


def _hotline(hotline: PublicHotline, language: str) -> dict[str, Any]:
    return {
        "short": hotline.short_name,
        "name": hotline.name[language],
        "notice": hotline.notice[language],
        "phones": [[phone.uri, phone.international] for phone in hotline.phones],
    }


def as_json(data: Any) -> str:
    """Small, and the same bytes for the same data."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=_plain) + "\n"


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
