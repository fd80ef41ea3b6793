"""References: whatever names another record must lead somewhere, and every identity is unique."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import timedelta
from itertools import pairwise

import phonenumbers

from ..common.problems import Finding
from ..content.catalogue import Entry
from ..content.territories import country_codes
from ..content.yaml_files import Key, Place, YamlFile
from ..model import (
    Alert,
    Audience,
    Channel,
    Contact,
    Event,
    Hotline,
    Issuer,
    Kind,
    Level,
    Mission,
    Pack,
    Source,
    Topic,
)
from .once import code_of
from .registry import Check, rule

WITH_NUMBERS = phonenumbers.SUPPORTED_REGIONS
"""Codes of countries and regions that have telephone numbers: nearly all, and quicker to load than all."""
ISSUED = "issued"  # an alert is not in force before its day has come here, and must not wait unseen
DAYS_PAST = ("seen", "reviewed", "on", ISSUED, "listed", "published")


@rule
def country_code(check: Check) -> Iterator[Finding]:
    """A country's code is one that ISO 3166-1 (or CLDR, for XK) knows."""
    for entry in check.catalogue.countries:
        code = entry.country.code
        if code not in WITH_NUMBERS and code not in country_codes():
            yield entry.at("code").finding(entry.country.code)


@rule
def country_once(check: Check) -> Iterator[Finding]:
    """No two countries have the same code."""
    for entry in check.catalogue.countries:
        first = check.common.first[code_of(entry)]
        if first.shown != entry.file.path:
            yield entry.at("code").finding(entry.country.code, other=first.shown)


@rule
def unique_id(check: Check) -> Iterator[Finding]:
    """No two records of one list have the same id."""
    for entry in check.catalogue.countries:
        facts = entry.country
        yield from _repeated(entry.at("missions"), facts.missions)
        yield from _repeated(entry.at("channels"), facts.channels)
        yield from _repeated(entry.at("alerts"), facts.alerts)
    if check.catalogue.contacts and (root := check.catalogue.register_place("contacts.yml")):
        yield from _repeated(root / "hotlines", check.catalogue.contacts.hotlines)
        for index, hotline in enumerate(check.catalogue.contacts.hotlines):
            yield from _repeated(root / "hotlines" / index / "channels", hotline.channels)
    if check.catalogue.levels and (root := check.catalogue.register_place("levels.yml")):
        yield from _repeated(root / "issuers", check.catalogue.levels.issuers)
        for index, issuer in enumerate(check.catalogue.levels.issuers):
            yield from _repeated(root / "issuers" / index / "levels", issuer.levels)


def _repeated(
    place: Place, records: Iterable[Alert | Channel | Hotline | Issuer | Level | Mission]
) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, record in enumerate(records):
        if record.id in seen:
            yield (place / index / "id").finding(record.id)
        seen.add(record.id)


@rule
def known_item(check: Check) -> Iterator[Finding]:
    """A topic, country, audience, event or pack that is named exists."""
    for entry in check.catalogue.entries.values():
        for place, kind, slug in _named_items(entry):
            if not check.catalogue.has_item(f"{kind}/{slug}"):
                yield place.finding(slug, kind=str(kind))


def _named_items(entry: Entry) -> Iterator[tuple[Place, Kind, str]]:
    facts = entry.facts
    fields: tuple[tuple[str, Kind], ...] = (("topics", Kind.TOPIC),)
    if isinstance(facts, Topic):
        fields = (("related", Kind.TOPIC), ("audiences", Kind.AUDIENCE), ("countries", Kind.COUNTRY))
    elif isinstance(facts, Event):
        fields = (("topics", Kind.TOPIC), ("audiences", Kind.AUDIENCE))
    elif isinstance(facts, Audience):
        fields = (("topics", Kind.TOPIC), ("packs", Kind.PACK))
        for index, line in enumerate(facts.checklist):
            if line.topic:
                yield entry.at("checklist", index, "topic"), Kind.TOPIC, line.topic
    elif isinstance(facts, Pack):
        fields = (("cards", Kind.COUNTRY), ("quiz", Kind.TOPIC))
        yield entry.at("audience"), Kind.AUDIENCE, facts.audience
    for field, kind in fields:
        for index, slug in enumerate(getattr(facts, field)):
            yield entry.at(field, index), kind, slug


@rule
def pack_page(check: Check) -> Iterator[Finding]:
    """Every page of a training pack is an item, named by collection and slug."""
    for entry in check.catalogue.of(Kind.PACK):
        assert isinstance(entry.facts, Pack)
        for index, key in enumerate(entry.facts.pages):
            if not check.catalogue.has_item(key):
                yield entry.at("pages", index).finding(key)


@rule
def not_itself(check: Check) -> Iterator[Finding]:
    """A topic is not related to itself."""
    for entry in check.catalogue.of(Kind.TOPIC):
        assert isinstance(entry.facts, Topic)
        for index, slug in enumerate(entry.facts.related):
            if slug == entry.slug:
                yield entry.at("related", index).finding(slug)


@rule
def named_once(check: Check) -> Iterator[Finding]:
    """A list of names holds each name once."""
    for entry in check.catalogue.entries.values():
        for field in ("topics", "related", "audiences", "countries", "packs", "pages", "cards", "quiz"):
            names = [name for name in getattr(entry.facts, field, ()) if isinstance(name, str)]
            for index, name in enumerate(names):
                if name in names[:index]:
                    yield entry.at(field, index).finding(name)


@rule
def known_source(check: Check) -> Iterator[Finding]:
    """A source that is named is recorded, in the same file or in docs/sources.yml."""
    shared = check.catalogue.shared_sources
    for entry in check.catalogue.entries.values():
        yield from _unknown_sources(entry.file, entry.facts.sources, shared)
    for name in ("contacts.yml", "levels.yml"):
        if root := check.catalogue.register_place(name):
            yield from _unknown_sources(root.file, {}, shared)


def _unknown_sources(file: YamlFile, own: Container[str], shared: Container[str]) -> Iterator[Finding]:
    named = [
        (keys, name) for keys, name in file.scalars if keys and (keys[-1] == "source" or keys[-2:-1] == ("sources",))
    ]
    for keys, name in named:
        if name not in own and name not in shared and not _in_record(keys):
            yield Place(file, keys).finding(name)


def _in_record(keys: tuple[Key, ...]) -> bool:
    """Whether a value is part of a record of a source: lists called ``sources`` hold names, mappings hold records."""
    return any(one == "sources" and isinstance(below, str) for one, below in pairwise(keys))


@rule
def covered_by(check: Check) -> Iterator[Finding]:
    """A mission that covers for another one is an open mission of the same country."""
    for entry in check.catalogue.countries:
        open_missions = {mission.id for mission in entry.country.missions if mission.status.state == "open"}
        for index, mission in enumerate(entry.country.missions):
            other = mission.status.covered_by
            if other and (other == mission.id or other not in open_missions):
                yield entry.at("missions", index, "status", "covered_by").finding(other)


@rule
def known_level(check: Check) -> Iterator[Finding]:
    """An alert quotes an issuer and a level of docs/levels.yml."""
    levels = check.catalogue.levels
    scales = {issuer.id: {level.id for level in issuer.levels} for issuer in levels.issuers} if levels else {}
    for entry in check.catalogue.countries:
        for index, alert in enumerate(entry.country.alerts):
            if alert.issuer not in scales:
                yield entry.at("alerts", index, "issuer").finding(alert.issuer)
            elif alert.level not in scales[alert.issuer]:
                yield entry.at("alerts", index, "level").finding(alert.level)


@rule
def replaced_alert(check: Check) -> Iterator[Finding]:
    """An alert replaces another, older alert of the same country, and never itself, even in a circle."""
    for entry in check.catalogue.countries:
        by_id = {alert.id: alert for alert in entry.country.alerts}
        for index, alert in enumerate(entry.country.alerts):
            if alert.replaces and (not _is_older(alert, by_id) or _in_circle(alert, by_id)):
                yield entry.at("alerts", index, "replaces").finding(alert.replaces)


def _is_older(alert: Alert, by_id: dict[str, Alert]) -> bool:
    replaced = by_id.get(alert.replaces or "")
    return replaced is not None and replaced.issued <= alert.issued


def _in_circle(alert: Alert, by_id: dict[str, Alert]) -> bool:
    met = {alert.id}
    current: Alert | None = alert
    while current and current.replaces:
        if current.replaces in met:
            return True
        met.add(current.replaces)
        current = by_id.get(current.replaces)
    return False


@rule
def cancelled_alert(check: Check) -> Iterator[Finding]:
    """An alert that cancels names the alert that it ends."""
    for entry in check.catalogue.countries:
        for index, alert in enumerate(entry.country.alerts):
            if alert.cancelled and not alert.replaces:
                yield entry.at("alerts", index, "cancelled").finding("yes")


@rule
def corrected_alert(check: Check) -> Iterator[Finding]:
    """Days of correction stand in order, none before the day of issue or after today."""
    for entry in check.catalogue.countries:
        for index, alert in enumerate(entry.country.alerts):
            before = alert.issued
            for number, day in enumerate(alert.corrected):
                if not before <= day <= check.today:
                    yield entry.at("alerts", index, "corrected", number).finding(str(day))
                before = day


@rule
def future_day(check: Check) -> Iterator[Finding]:
    """A day on which something was seen, reviewed, confirmed, issued or changed has already come somewhere."""
    today = check.today.isoformat()
    tomorrow = (check.today + timedelta(days=1)).isoformat()  # it may have begun where the writer lives
    for root in check.catalogue.yaml_places():
        for keys, value in root.file.scalars:
            last = today if keys and keys[-1] == ISSUED else tomorrow
            if keys and keys[-1] in DAYS_PAST and value > last[: len(value)]:
                yield Place(root.file, keys).finding(value, today=today)


@rule
def seen_once_published(check: Check) -> Iterator[Finding]:
    """Nobody saw a source before the day, or the month, on which it was published."""
    for entry in check.catalogue.entries.values():
        yield from _seen_too_early(entry.at("sources"), entry.facts.sources)
    if root := check.catalogue.register_place("sources.yml"):
        yield from _seen_too_early(root / "sources", check.catalogue.shared_sources)


def _seen_too_early(place: Place, sources: Mapping[str, Source]) -> Iterator[Finding]:
    for name, source in sources.items():
        if source.published and source.seen < source.published.first:
            yield (place / name / "seen").finding(str(source.seen), published=source.published.root)


@rule
def contact_evidence(check: Check) -> Iterator[Finding]:
    """A published contact does not rest on secondary sources alone unless it says why it may."""
    for entry in check.catalogue.countries:
        for index, mission in enumerate(entry.country.missions):
            for number, phone in enumerate(mission.phones):
                if _only_secondary(check, entry, phone):
                    yield entry.at("missions", index, "phones", number, "sources").finding(", ".join(phone.sources))


def _only_secondary(check: Check, entry: Entry, contact: Contact) -> bool:
    if contact.withheld or contact.because:
        return False
    found = [source for name in contact.sources if (source := check.catalogue.source(entry, name))]
    return bool(found) and all(source.grade == "secondary" for source in found)
