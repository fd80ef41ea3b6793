"""What stands beside contacts and decides whom a reader calls, and how seriously a warning is taken.

Names, places, states, channels, alerts, levels, withdrawn pages, and the order in which they are shown. All of it is
laid out as texts by owner, old beside new. A source stands in it by its record: another record is another text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, count
from typing import Any, NamedTuple

from pydantic import BaseModel

from ..content.catalogue import Catalogue, Entry
from ..model import Kind
from .change import Change, Verb, text_of

ELSEWHERE = frozenset(("id", "phones", "email", "website", "address", "seen"))
"""Keys of records whose values are contacts or the days on which these were seen."""
OF_COUNTRY = {"code", "name", "capital", "aliases", "withdrawn"}
SOURCE = re.compile(r"(?:.*\.)?sources?(?:\.[0-9]+)?")
WARNING = re.compile(rf"issuer/|.*/alert/|(?:{'|'.join(Kind)})/")
"""Owners that warn readers: to remove one needs as many eyes as to add one."""


def texts(old: Catalogue, new: Catalogue) -> Iterator[Change]:
    """Every owner that came or went, with its texts, and every text of an owner that is another one now."""
    before, after = owners(old), owners(new)
    for owner in sorted({*before, *after}):
        one, other = before.get(owner), after.get(owner)
        if one is None or other is None:
            verb = Verb.ADDED if one is None else Verb.REMOVED
            was, now = (text_of(owner, _as_line(side)) if side is not None else None for side in (one, other))
            yield Change(verb, owner, "", was, now, is_warning=WARNING.match(owner) is not None)
            continue
        for key in sorted({*one, *other}):
            if one.get(key) != other.get(key):
                was, now = (text_of(owner, side[key]) if key in side else None for side in (one, other))
                yield Change(Verb.CHANGED, owner, key, was, now)


def _as_line(texts: Mapping[str, str]) -> str:
    return " · ".join(f"{key}: {words}" for key, words in texts.items())


def owners(catalogue: Catalogue) -> dict[str, dict[str, str]]:
    """Countries, missions, channels, alerts, hotlines, issuers, levels, withdrawn pages, each with its texts."""
    found: dict[str, dict[str, str]] = {}
    for told in _records(catalogue):
        names = chain([told.owner], (f"{told.owner}#{number}" for number in count(2)))  # all that have one id are told
        found[next(name for name in names if name not in found)] = _texts(catalogue, told)
    return found


class Told(NamedTuple):
    """A record of which a reviewer hears: whose it is, its item, and the keys that are told or left out."""

    owner: str
    entry: Entry | None
    record: BaseModel
    only: set[str] | None = None
    but: set[str] | None = None


def _records(catalogue: Catalogue) -> Iterator[Told]:
    for entry in catalogue.entries.values():
        if entry.kind is Kind.COUNTRY:
            yield from _of_country(entry)
        elif entry.facts.withdrawn:
            yield Told(entry.key, entry, entry.facts, {"withdrawn"})
    for hotline in catalogue.hotlines:
        yield Told(f"hotline/{hotline.id}", None, hotline, None, {"notice", "short_name", "channels"})
        for channel in hotline.channels:
            yield Told(f"hotline/{hotline.id}/channel/{channel.id}", None, channel)
    if catalogue.contacts:
        yield Told("official-site", None, catalogue.contacts, {"official_site_name"})
    for issuer in catalogue.issuers:
        yield Told(f"issuer/{issuer.id}", None, issuer, None, {"levels"})
        for level in issuer.levels:
            yield Told(f"issuer/{issuer.id}/{level.id}", None, level)


def _of_country(entry: Entry) -> Iterator[Told]:
    facts = entry.country
    yield Told(entry.slug, entry, facts, OF_COUNTRY)
    for mission in facts.missions:
        yield Told(f"{entry.slug}/{mission.id}", entry, mission)
    for channel in facts.channels:
        yield Told(f"{entry.slug}/channel/{channel.id}", entry, channel)
    for alert in facts.alerts:
        yield Told(f"{entry.slug}/alert/{alert.id}", entry, alert)


def _texts(catalogue: Catalogue, told: Told) -> dict[str, str]:
    found = _flat(told.record.model_dump(mode="json", include=told.only, exclude=told.but))
    return {
        key: _cited(catalogue, told.entry, words) if SOURCE.fullmatch(key) else words for key, words in found.items()
    }


def _cited(catalogue: Catalogue, entry: Entry | None, name: str) -> str:
    """A source by what its record says, but for the day on which it was seen."""
    source = catalogue.source(entry, name)
    if source is None:
        return name
    data = _flat(source.model_dump(mode="json"))
    return f"{name} ({'; '.join(data.values())})"


def _flat(data: Any, name: str = "") -> dict[str, str]:
    """Every text in a record by its path, such as ``name.en``."""
    if isinstance(data, Mapping):
        parts = [_flat(value, f"{name}.{key}" if name else key) for key, value in data.items() if key not in ELSEWHERE]
    elif isinstance(data, list):
        parts = [_flat(value, f"{name}.{index}") for index, value in enumerate(data, 1)]
    else:
        return {name: str(data)} if data not in (None, "") else {}
    return {key: value for part in parts for key, value in part.items()}


def orders(old: Catalogue, new: Catalogue) -> Iterator[Change]:
    """What is shown first: of hotlines on every page, of missions and channels on theirs, of levels in their scale."""
    before, after = dict(_orders(old)), dict(_orders(new))
    for key in sorted(before.keys() & after.keys()):
        both = {*before[key]} & {*after[key]}
        was, now = ([name for name in side[key] if name in both] for side in (before, after))
        if was != now:
            owner, use = key
            yield Change(Verb.REORDERED, owner, use, text_of(owner, " · ".join(was)), text_of(owner, " · ".join(now)))


def _orders(catalogue: Catalogue) -> Iterator[tuple[tuple[str, str], list[str]]]:
    for entry in catalogue.countries:
        yield (entry.slug, "missions"), _ids(entry.country.missions)
        yield (entry.slug, "channels"), _ids(entry.country.channels)
    hotlines = catalogue.hotlines
    yield ("hotline", ""), _ids(hotlines)
    for hotline in hotlines:
        yield (f"hotline/{hotline.id}", "channels"), _ids(hotline.channels)
    issuers = catalogue.issuers
    yield ("issuer", ""), _ids(issuers)
    for issuer in issuers:
        yield (f"issuer/{issuer.id}", "levels"), _ids(issuer.levels)


def _ids(records: Sequence[Any]) -> list[str]:
    return [record.id for record in records]
