"""Projection → public records. Every serializer (API, feeds, CAP, cards, JSON-LD) reads these and nothing else.

Knows no rule of its own: what may be printed is decided by ``projection.Projection``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, cast

from .. import model
from ..content.catalogue import Entry
from ..model import HistoryKind, Kind, Text
from ..model.items import Attendance
from ..pages.site_context import Site
from ..public.freshness import review_due
from ..public.models import (
    PublicContact,
    PublicCountry,
    PublicHotline,
    PublicMission,
    PublicPhone,
    PublicSource,
    PublicValue,
)
from . import records
from .urls import Places

NEWEST_ALERTS = 10  # in the file of one country, so that it stays small whatever happens there
CALENDARS = {"events": (Kind.EVENT,), "reviews": (Kind.COUNTRY, Kind.TOPIC, Kind.EVENT)}
"""The kinds of items that each calendar holds."""


class Collector:
    """The public records of one site, each made once."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.places = Places(site)
        self.sources: dict[str, records.Source] = {}

    # -- small parts

    def links(self, key: str, anchor: str = "") -> records.Links:
        """A page's address in every language."""
        return {language: self.places.page(key, language, anchor) for language in self.site.languages}

    def files(self, path: Any, name: str) -> records.Links:
        """A file's address in every language; ``path`` is a method of ``Places``."""
        return {language: self.places.url(path(name, language)) for language in self.site.languages}

    def cite(self, entry: Entry | None, sources: Iterable[PublicSource]) -> tuple[str, ...]:
        """Names of sources, unique in the whole site: those of an item begin with the item's key."""
        return tuple(self._cite(entry, source) for source in sources)

    def _cite(self, entry: Entry | None, source: PublicSource) -> str:
        own = entry is not None and source.id in entry.facts.sources
        name = f"{entry.key}/{source.id}" if own and entry else source.id
        if name not in self.sources:
            self.sources[name] = records.Source(
                title=source.title, url=source.url, published=source.published, seen=source.seen, grade=source.grade
            )
        return name

    def evidence(self, entry: Entry | None, contact: PublicContact) -> dict[str, Any]:
        """The fields that every contact shares."""
        confirmed = contact.confirmed
        return {
            "sources": self.cite(entry, contact.sources),
            "seen": contact.seen,
            "stale": contact.stale,
            "confirmed": records.Confirmation(on=confirmed.on, how=confirmed.how) if confirmed else None,
            "reliable_until": contact.reliable_until,
            "expires": contact.expires,
        }

    def phone(self, entry: Entry | None, phone: PublicPhone) -> records.Phone:
        """A number."""
        return records.Phone(
            **self.evidence(entry, phone),
            use=phone.use, number=phone.number, region=phone.region, international=phone.international,
            national=phone.national, uri=phone.uri, short=phone.short, hours=phone.hours,
            languages=phone.languages, note=phone.note,
        )  # fmt: skip

    def value(self, entry: Entry | None, value: PublicValue | None) -> records.Value | None:
        """A mailbox, website or address."""
        if value is None:
            return None
        fields = {name: one for name, one in vars(value).items() if name not in PublicContact.model_fields}
        return records.Value(**self.evidence(entry, value), **fields)

    def channels(self, entry: Entry | None, channels: Iterable[model.Channel]) -> tuple[records.Channel, ...]:
        """Ways to reach help that are no phone; their websites are printed nowhere."""
        cited = self.site.projection.sources
        return tuple(
            records.Channel(name=one.name, how=one.how, sources=self.cite(entry, cited(entry, one.sources)))
            for one in channels
        )

    # -- hotlines and missions

    @cached_property
    def hotlines(self) -> tuple[records.Hotline, ...]:
        """All hotlines; the first is the one on every page."""
        return tuple(self._hotline(hotline) for hotline in self.site.projection.hotlines())

    def _hotline(self, hotline: PublicHotline) -> records.Hotline:
        return records.Hotline(
            id=hotline.id, short_name=hotline.short_name, name=hotline.name, intro=hotline.intro, notice=hotline.notice,
            phones=tuple(self.phone(None, phone) for phone in hotline.phones),
            channels=self.channels(None, hotline.channels),
            website=self.value(None, hotline.website),
        )  # fmt: skip

    def mission(self, entry: Entry, mission: PublicMission) -> records.Mission:
        """A mission with its page, and with its card where there is something to put on it."""
        phones = tuple(self.phone(entry, phone) for phone in mission.phones)
        email, website = self.value(entry, mission.email), self.value(entry, mission.website)
        address = self.value(entry, mission.address)
        has_card = entry.facts.withdrawn is None and any((phones, email, website, address))
        return records.Mission(
            id=mission.id, country=entry.slug, code=entry.country.code, kind=mission.kind, name=mission.name,
            city=mission.city, state=mission.state, status_note=mission.status_note, covered_by=mission.covered_by,
            district=mission.district, hours=mission.hours,
            phones=phones, email=email, website=website, address=address,
            sources=self.cite(entry, mission.sources),
            page=self.links(entry.key, f"mission-{mission.id}"),
            card=self.files(self.places.card, f"{entry.slug}/{mission.id}") if has_card else None,
        )  # fmt: skip

    # -- alerts

    def alerts(self, entry: Entry) -> tuple[records.Alert, ...]:
        """All alerts of a country, the newest first."""
        public = self.site.projection.country(entry)
        found = (self._alert(entry, public, alert) for alert in public.facts.alerts)
        return tuple(sorted((one for one in found if one), key=lambda one: (one.issued, one.id), reverse=True))

    def _alert(self, entry: Entry, public: PublicCountry, alert: model.Alert) -> records.Alert | None:
        if (scale := self.issuers.get(alert.issuer)) is None or alert.level not in scale[1]:
            return None  # a rule reports it, and publishing stops
        cited = self.cite(entry, self.site.projection.sources(entry, (alert.source,)))
        return records.Alert(
            id=f"{entry.slug}/{alert.id}", country=entry.slug, code=public.code, place=Text(public.names),
            issuer=scale[0], level=scale[1][alert.level], area=alert.area, issued=alert.issued,
            corrected=alert.corrected, expires=alert.expires, state=cast("Any", public.alert_states[alert.id].value),
            summary=self._ordered(alert.summary), cancels=alert.cancelled,
            replaces=f"{entry.slug}/{alert.replaces}" if alert.replaces else None,
            source=next(iter(cited), None),
            page=self.links(entry.key, f"alert-{alert.id}"),
            cap=self.places.url(self.places.cap(entry.slug, alert.id)),
        )  # fmt: skip

    def _ordered(self, texts: Mapping[str, str]) -> dict[str, str]:
        return {language: texts[language] for language in self.site.languages if language in texts}

    @cached_property
    def issuers(self) -> Mapping[str, tuple[records.Issuer, Mapping[str, records.Level]]]:
        """Issuers and their levels by id."""
        levels = self.site.catalogue.levels
        return {one.id: self._issuer(one) for one in (levels.issuers if levels else ())}

    def _issuer(self, issuer: model.Issuer) -> tuple[records.Issuer, Mapping[str, records.Level]]:
        website = self.site.projection.value(None, issuer.website, "url")
        scale = {
            one.id: records.Level(id=one.id, rank=one.rank, word=one.word, meaning=one.meaning) for one in issuer.levels
        }
        return records.Issuer(id=issuer.id, name=issuer.name, website=website.value if website else None), scale

    @cached_property
    def all_alerts(self) -> tuple[records.Alert, ...]:
        """All alerts of countries that are not withdrawn, the newest first."""
        found = (one for entry in self.standing(Kind.COUNTRY) for one in self.alerts(entry))
        return tuple(sorted(found, key=lambda one: (one.issued, one.id), reverse=True))

    # -- changes

    def changes(self, entry: Entry) -> tuple[records.Change, ...]:
        """The item's own history, the newest first; a withdrawal is its last change."""
        facts = entry.facts
        rows = [(one.on, one.kind, one.what) for one in facts.history]
        if facts.withdrawn and HistoryKind.WITHDRAWN not in {kind for _, kind, _ in rows}:
            rows.append((facts.withdrawn.on, HistoryKind.WITHDRAWN, facts.withdrawn.reason))
        return tuple(self._numbered(entry, rows))[::-1]

    def _numbered(self, entry: Entry, rows: list[tuple[Any, HistoryKind, Text]]) -> Iterator[records.Change]:
        """Ids count from the oldest record, so that a new record leaves the others alone."""
        met: dict[tuple[Any, HistoryKind], int] = {}
        oldest_first = rows[::-1]
        oldest_first.sort(key=lambda row: row[0])
        for on, kind, what in oldest_first:
            number = met[on, kind] = met.get((on, kind), 0) + 1
            yield records.Change(
                id=f"{entry.key}/{on}-{kind}-{number}", on=on, kind=kind, what=what, item=entry.key,
                title=self.titles(entry.key), page=self.links(entry.key),
            )  # fmt: skip

    def still_told(self, change: records.Change) -> bool:
        """Of a withdrawn item only its withdrawal is told; what changed before has gone with the page."""
        gone = self.site.catalogue.entries[change.item].facts.withdrawn
        return gone is None or change.kind is HistoryKind.WITHDRAWN

    @cached_property
    def all_changes(self) -> tuple[records.Change, ...]:
        """All changes of all items, the newest first."""
        found = (one for entry in self.site.catalogue.entries.values() for one in self.changes(entry))
        return tuple(sorted(found, key=lambda one: (one.on, one.id), reverse=True))

    # -- items

    def titles(self, key: str) -> Text:
        """The title of a page in every language."""
        return Text({language: self.site.title(key, language) for language in self.site.languages})

    def standing(self, kind: Kind) -> list[Entry]:
        """Items of a kind that are not withdrawn."""
        return [entry for entry in self.site.catalogue.of(kind) if entry.facts.withdrawn is None]

    @cached_property
    def calendars(self) -> tuple[str, ...]:
        """Calendars that have an entry."""
        return tuple(name for name, kinds in CALENDARS.items() if any(self.standing(kind) for kind in kinds))

    def entries(self, calendar: str) -> Iterator[Any]:
        """The items that a calendar holds."""
        of_kind = {Kind.COUNTRY: self.countries, Kind.TOPIC: self.topics, Kind.EVENT: self.events}
        return (one for kind in CALENDARS[calendar] for one in of_kind[kind] if one.withdrawn is None)

    def item(self, entry: Entry, *, feed: bool) -> dict[str, Any]:
        """The fields that all items share."""
        facts = entry.facts
        withdrawn = facts.withdrawn
        return {
            "slug": entry.slug,
            "title": self.titles(entry.key),
            "description": Text({language: entry.pages[language].description for language in self.site.languages}),
            "page": self.links(entry.key),
            "feed": self.files(self.places.feed, entry.key) if feed else None,
            "reviewed": facts.reviewed,
            "review_due": review_due(facts.reviewed),
            "withdrawn": records.Withdrawn(on=withdrawn.on, reason=withdrawn.reason) if withdrawn else None,
        }

    @cached_property
    def countries(self) -> tuple[records.Country, ...]:
        """Countries and regions, by slug."""
        return tuple(self._country(entry) for entry in self.site.catalogue.countries)

    def _country(self, entry: Entry) -> records.Country:
        public = self.site.projection.country(entry)
        in_force = tuple(one for one in self.alerts(entry) if one.state == "in-force")
        emergency = tuple(self.phone(entry, phone) for phone in public.emergency)
        missions = tuple(self.mission(entry, mission) for mission in public.missions)
        has_card = entry.facts.withdrawn is None and (emergency or any(mission.card for mission in missions))
        return records.Country(
            **self.item(entry, feed=True),
            code=public.code, region=public.facts.region, alerts_in_force=len(in_force) or None,
            href=self.places.url(self.places.api(f"{entry.key}.json")),
            emergency=emergency, missions=missions,
            channels=self.channels(entry, public.facts.channels),
            alerts=in_force[:NEWEST_ALERTS], topics=public.facts.topics, changes=self.changes(entry),
            card=self.files(self.places.card, entry.slug) if has_card else None,
        )  # fmt: skip

    @cached_property
    def topics(self) -> tuple[records.Topic, ...]:
        """Risk topics, by slug."""
        return tuple(self._topic(entry) for entry in self.site.catalogue.of(Kind.TOPIC))

    def _topic(self, entry: Entry) -> records.Topic:
        facts = entry.topic
        return records.Topic(
            **self.item(entry, feed=True),
            category=facts.category, urgent=facts.urgent, audiences=facts.audiences, related=facts.related,
            countries=facts.countries, sources=self.cite(entry, self.site.projection.sources(entry, facts.sources)),
        )  # fmt: skip

    @cached_property
    def events(self) -> tuple[records.Event, ...]:
        """Events, by slug."""
        return tuple(self._event(entry) for entry in self.site.catalogue.of(Kind.EVENT))

    def _event(self, entry: Entry) -> records.Event:
        facts = entry.event
        cited = self.cite(entry, self.site.projection.sources(entry, (facts.source,)))
        return records.Event(
            **self.item(entry, feed=False),
            **{name: getattr(facts, name) for name in ("start", "end", "place", "organisers", "audiences", "topics",
                                                       "formats", "materials", "questions")},
            code=facts.country, source=next(iter(cited), None),
            attendance=_attendance(facts.attendance),
        )  # fmt: skip


def _attendance(attended: Attendance | None) -> records.Attendance | None:
    if attended is None:
        return None
    return records.Attendance(value=attended.value, qualifier=attended.qualifier.value if attended.qualifier else None)
