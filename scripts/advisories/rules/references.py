"""References: whatever names another record must lead somewhere, and every identity is unique."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import pairwise

import phonenumbers

from ..common.problems import Finding
from ..contacts.records import ContactRecord
from ..content.catalogue import Entry
from ..content.territories import country_codes
from ..content.yaml_files import Key, Place, YamlFile
from ..model import Alert, Grade, Kind, Pack, Phone, Source, Topic
from .registry import country_rule, item_rule, phone_rule, source_rule, yaml_rule
from .site_facts import SiteFacts

WITH_NUMBERS = phonenumbers.SUPPORTED_REGIONS
"""Codes of countries and regions that have telephone numbers: nearly all, and quicker to load than all."""
KINDS: Mapping[Key, Kind] = {
    "topics": Kind.TOPIC, "related": Kind.TOPIC, "topic": Kind.TOPIC, "quiz": Kind.TOPIC, "countries": Kind.COUNTRY,
    "cards": Kind.COUNTRY, "audiences": Kind.AUDIENCE, "audience": Kind.AUDIENCE, "packs": Kind.PACK,
}  # fmt: skip
"""What is named under a key of an item's facts."""
ISSUED = "issued"  # an alert is not in force before its day has come here, and must not wait unseen
DAYS_PAST = ("seen", "reviewed", "on", ISSUED, "listed", "published")


@country_rule
def country_code(entry: Entry) -> Iterator[Finding]:
    """A country's code is one that ISO 3166-1 (or CLDR, for XK) knows."""
    code = entry.country.code
    if code not in WITH_NUMBERS and code not in country_codes():
        yield entry.at("code").finding(code)


@country_rule
def country_once(entry: Entry, site: SiteFacts) -> Iterator[Finding]:
    """No two countries have the same code."""
    first = site.first_countries[entry.country.code]
    if first is not entry:
        yield entry.at("code").finding(entry.country.code, other=first.file.path)


@yaml_rule
def unique_id(file: YamlFile) -> Iterator[Finding]:
    """No two records of one list have the same id."""
    seen: set[tuple[tuple[Key, ...], str]] = set()
    for keys, value in file.scalars:
        if keys[-1:] == ("id",):
            if (keys[:-2], value) in seen:
                yield Place(file, keys).finding(value)
            seen.add((keys[:-2], value))


@item_rule
def known_item(entry: Entry, site: SiteFacts) -> Iterator[Finding]:
    """A topic, country, audience, event or pack that is named exists."""
    for keys, slug in entry.file.scalars:
        match keys:
            case (field, int()) | (field,) | ("checklist", int(), field) if field in KINDS:
                if not site.catalogue.has_item(f"{KINDS[field]}/{slug}"):
                    yield entry.at(*keys).finding(slug, kind=str(KINDS[field]))


@item_rule
def pack_page(entry: Entry, site: SiteFacts) -> Iterator[Finding]:
    """Every page of a training pack is an item, named by collection and slug."""
    for index, key in enumerate(entry.facts.pages if isinstance(entry.facts, Pack) else ()):
        if not site.catalogue.has_item(key):
            yield entry.at("pages", index).finding(key)


@item_rule
def not_itself(entry: Entry) -> Iterator[Finding]:
    """A topic is not related to itself."""
    for index, slug in enumerate(entry.facts.related if isinstance(entry.facts, Topic) else ()):
        if slug == entry.slug:
            yield entry.at("related", index).finding(slug)


@item_rule
def named_once(entry: Entry) -> Iterator[Finding]:
    """A list of names holds each name once."""
    seen: set[tuple[Key, str]] = set()
    for keys, name in entry.file.scalars:
        if len(keys) == 2 and keys[0] in (*KINDS, "pages"):
            if (keys[0], name) in seen:
                yield entry.at(*keys).finding(name)
            seen.add((keys[0], name))


@yaml_rule
def known_source(file: YamlFile, site: SiteFacts) -> Iterator[Finding]:
    """A source that is named is recorded, in the same file or in docs/sources.yml."""
    own = file.data.get("sources", ()) if isinstance(file.data, Mapping) else ()
    for keys, name in file.scalars:
        is_name = keys[-1:] == ("source",) or keys[-2:-1] == ("sources",)
        if is_name and name not in own and name not in site.catalogue.shared_sources and not _in_record(keys):
            yield Place(file, keys).finding(name)


def _in_record(keys: tuple[Key, ...]) -> bool:
    """Whether a value is part of a record of a source: lists called ``sources`` hold names, mappings hold records."""
    return any(one == "sources" and isinstance(below, str) for one, below in pairwise(keys))


@country_rule
def covered_by(entry: Entry) -> Iterator[Finding]:
    """A mission that covers for another one is an open mission of the same country."""
    open_missions = {mission.id for mission in entry.country.missions if mission.status.state == "open"}
    for index, mission in enumerate(entry.country.missions):
        other = mission.status.covered_by
        if other and (other == mission.id or other not in open_missions):
            yield entry.at("missions", index, "status", "covered_by").finding(other)


@country_rule
def known_level(entry: Entry, site: SiteFacts) -> Iterator[Finding]:
    """An alert quotes an issuer and a level of docs/levels.yml."""
    levels = site.catalogue.levels
    scales = {issuer.id: {level.id for level in issuer.levels} for issuer in levels.issuers} if levels else {}
    for index, alert in enumerate(entry.country.alerts):
        if alert.issuer not in scales:
            yield entry.at("alerts", index, "issuer").finding(alert.issuer)
        elif alert.level not in scales[alert.issuer]:
            yield entry.at("alerts", index, "level").finding(alert.level)


@country_rule
def replaced_alert(entry: Entry) -> Iterator[Finding]:
    """An alert replaces another, older alert of the same country, and never itself, even in a circle."""
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


@country_rule
def cancelled_alert(entry: Entry) -> Iterator[Finding]:
    """An alert that cancels names the alert that it ends."""
    for index, alert in enumerate(entry.country.alerts):
        if alert.cancelled and not alert.replaces:
            yield entry.at("alerts", index, "cancelled").finding("yes")


@country_rule
def corrected_alert(entry: Entry, site: SiteFacts) -> Iterator[Finding]:
    """Days of correction stand in order, none before the day of issue or after today."""
    for index, alert in enumerate(entry.country.alerts):
        before = alert.issued
        for number, day in enumerate(alert.corrected):
            if not before <= day <= site.today:
                yield entry.at("alerts", index, "corrected", number).finding(str(day))
            before = day


@yaml_rule
def future_day(file: YamlFile, site: SiteFacts) -> Iterator[Finding]:
    """A day on which something was seen, reviewed, confirmed, issued or changed has already come somewhere."""
    today = site.today.isoformat()
    tomorrow = (site.today + timedelta(days=1)).isoformat()  # it may have begun where the writer lives
    for keys, value in file.scalars:
        last = today if keys[-1:] == (ISSUED,) else tomorrow
        if keys and keys[-1] in DAYS_PAST and value > last[: len(value)]:
            yield Place(file, keys).finding(value, today=today)


@source_rule
def seen_once_published(place: Place, source: Source) -> Iterator[Finding]:
    """Nobody saw a source before the day, or the month, on which it was published."""
    if source.published and source.seen < source.published.first:
        yield (place / "seen").finding(str(source.seen), published=source.published.root)


@phone_rule
def contact_evidence(record: ContactRecord, phone: Phone, site: SiteFacts) -> Iterator[Finding]:
    """A published contact does not rest on secondary sources alone unless it says why it may."""
    sources = record.sources(site.catalogue)
    is_weak = bool(sources) and all(source.grade is Grade.SECONDARY for source in sources)
    if is_weak and not phone.because and record.place.keys[0] == "missions":
        yield (record.place / "sources").finding(", ".join(phone.sources))
