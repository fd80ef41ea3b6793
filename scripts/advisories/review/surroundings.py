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
from .change import Change, of_order, of_text

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
        was, now = before.get(owner), after.get(owner)
        if was is None or now is None:
            is_warning = WARNING.match(owner) is not None
            lines = (None if texts is None else _as_line(texts) for texts in (was, now))
            yield of_text(owner, "", *lines, is_warning=is_warning)
            continue
        for key in sorted(key for key in {*was, *now} if was.get(key) != now.get(key)):
            yield of_text(owner, key, was.get(key), now.get(key))


def _as_line(texts: Mapping[str, str]) -> str:
    return " · ".join(f"{key}: {words}" for key, words in texts.items())


def owners(catalogue: Catalogue) -> dict[str, dict[str, str]]:
    """Countries, missions, channels, alerts, hotlines, issuers, levels, withdrawn pages, each with its texts."""
    result: dict[str, dict[str, str]] = {}
    for owned in _records(catalogue):
        names = chain(
            [owned.owner], (f"{owned.owner}#{number}" for number in count(2))
        )  # all that share an id are shown
        result[next(name for name in names if name not in result)] = _texts(catalogue, owned)
    return result


class OwnedRecord(NamedTuple):
    """A record that a reviewer compares: whose it is, its item, and the keys that are compared or left out."""

    owner: str
    entry: Entry | None
    record: BaseModel
    only: set[str] | None = None
    but: set[str] | None = None


def _records(catalogue: Catalogue) -> Iterator[OwnedRecord]:
    for entry in catalogue.entries.values():
        if entry.kind is Kind.COUNTRY:
            yield from _of_country(entry)
        elif entry.facts.withdrawn:
            yield OwnedRecord(entry.key, entry, entry.facts, {"withdrawn"})
    for hotline in catalogue.hotlines:
        yield OwnedRecord(f"hotline/{hotline.id}", None, hotline, None, {"notice", "short_name", "channels"})
        for channel in hotline.channels:
            yield OwnedRecord(f"hotline/{hotline.id}/channel/{channel.id}", None, channel)
    if catalogue.contacts:
        yield OwnedRecord("official-site", None, catalogue.contacts, {"official_site_name"})
    for issuer in catalogue.issuers:
        yield OwnedRecord(f"issuer/{issuer.id}", None, issuer, None, {"levels"})
        for level in issuer.levels:
            yield OwnedRecord(f"issuer/{issuer.id}/{level.id}", None, level)


def _of_country(entry: Entry) -> Iterator[OwnedRecord]:
    facts = entry.country
    yield OwnedRecord(entry.slug, entry, facts, OF_COUNTRY)
    for mission in facts.missions:
        yield OwnedRecord(f"{entry.slug}/{mission.id}", entry, mission)
    for channel in facts.channels:
        yield OwnedRecord(f"{entry.slug}/channel/{channel.id}", entry, channel)
    for alert in facts.alerts:
        yield OwnedRecord(f"{entry.slug}/alert/{alert.id}", entry, alert)


def _texts(catalogue: Catalogue, owned: OwnedRecord) -> dict[str, str]:
    texts = _flat(owned.record.model_dump(mode="json", include=owned.only, exclude=owned.but))
    return {key: _cited(catalogue, owned.entry, text) if SOURCE.fullmatch(key) else text for key, text in texts.items()}


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
    before, after = _orders(old), _orders(new)
    for owner, use in sorted(before.keys() & after.keys()):
        yield from of_order(owner, use, before[owner, use], after[owner, use])


def _orders(catalogue: Catalogue) -> dict[tuple[str, str], list[str]]:
    """Identifiers in their order, by owner and use."""
    lists: dict[tuple[str, str], Sequence[Any]] = {
        ("hotline", ""): catalogue.hotlines,
        ("issuer", ""): catalogue.issuers,
    }
    for entry in catalogue.countries:
        lists[entry.slug, "missions"] = entry.country.missions
        lists[entry.slug, "channels"] = entry.country.channels
    for hotline in catalogue.hotlines:
        lists[f"hotline/{hotline.id}", "channels"] = hotline.channels
    for issuer in catalogue.issuers:
        lists[f"issuer/{issuer.id}", "levels"] = issuer.levels
    return {key: [record.id for record in records] for key, records in lists.items()}
