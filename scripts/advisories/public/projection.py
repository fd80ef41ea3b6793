"""The one projection of the model onto what may be printed; every output reads its records, never the model.

Withheld values, values without a living source and values too old to print are absent from it, so no output can
leak them and none needs a rule of its own. Built from a catalogue for one day, "today". What the model calls a
``…Core`` is published as it stands; everything else is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from .. import model
from ..content.catalogue import Entry
from ..model import HistoryKind, Issuer, Kind, Text
from ..model.items import AlertCore, AttendanceCore, CountryCore, EventCore, TopicCore
from ..model.registers import IssuerCore
from .contact_projection import ContactProjection, core
from .freshness import AlertState, alert_state, review_due
from .models import (
    PublicAlert,
    PublicChange,
    PublicCountry,
    PublicEvent,
    PublicIssuer,
    PublicLevel,
    PublicTopic,
)

Scale = tuple[PublicIssuer, Mapping[str, PublicLevel]]


class Projection(ContactProjection):
    """Builds public records from a catalogue, for one day; each is built once."""

    @cached_property
    def scales(self) -> Mapping[str, Scale]:
        """Issuers with their levels, by id."""
        levels = self.catalogue.levels
        return {issuer.id: self._scale(issuer) for issuer in (levels.issuers if levels else ())}

    def _scale(self, issuer: Issuer) -> Scale:
        website = self.value(None, issuer.website, "url")
        scale = {level.id: PublicLevel(**core(model.Level, level)) for level in issuer.levels}
        return PublicIssuer(**core(IssuerCore, issuer), website=website.value if website else None), scale

    def alerts_of(self, entry: Entry) -> list[PublicAlert]:
        """All alerts of a country, the newest first; one of an unknown issuer or level is left out (a rule says so)."""
        alerts = entry.country.alerts
        known = [alert for alert in alerts if alert.level in self.scales.get(alert.issuer, (None, {}))[1]]
        found = [self._alert(entry, alert, alert_state(alert, alerts, self.today)) for alert in known]
        return sorted(found, key=_by_issue, reverse=True)

    def _alert(self, entry: Entry, alert: model.Alert, state: AlertState) -> PublicAlert:
        issuer, scale = self.scales[alert.issuer]
        shown = core(AlertCore, alert)
        ordered = {language: alert.summary[language] for language in self.languages if language in alert.summary}
        return PublicAlert(
            **{**shown, "summary": ordered},
            id=f"{entry.slug}/{alert.id}",
            country=entry.slug,
            code=entry.country.code,
            place=self.title(entry),
            issuer=issuer,
            level=scale[alert.level],
            state=state,
            replaces=f"{entry.slug}/{alert.replaces}" if alert.replaces else None,
            cancels=alert.cancelled,
            source=self.source(entry, alert.source),
            page=self.addresses.pages(self.languages, entry.key, f"alert-{alert.id}"),
            cap=self.addresses.url(self.addresses.cap(entry.slug, alert.id)),
        )

    @cached_property
    def all_alerts(self) -> tuple[PublicAlert, ...]:
        """All alerts of countries that are not withdrawn, the newest first."""
        found = (alert for entry in self.standing(Kind.COUNTRY) for alert in self.alerts_of(entry))
        return tuple(sorted(found, key=_by_issue, reverse=True))

    # -- changes

    def changes(self, entry: Entry) -> tuple[PublicChange, ...]:
        """The item's own history, the newest first; a withdrawal is its last change."""
        facts = entry.facts
        rows = [(record.on, record.kind, record.what) for record in facts.history]
        if facts.withdrawn and HistoryKind.WITHDRAWN not in {kind for _, kind, _ in rows}:
            rows.append((facts.withdrawn.on, HistoryKind.WITHDRAWN, facts.withdrawn.reason))
        return tuple(self._numbered(entry, rows))[::-1]

    def _numbered(self, entry: Entry, rows: list[tuple[date, HistoryKind, Text]]) -> Iterator[PublicChange]:
        """Ids count from the oldest record, so that a new record leaves the others alone."""
        met: dict[tuple[date, HistoryKind], int] = {}
        title, page = self.title(entry), self.addresses.pages(self.languages, entry.key)
        oldest_first = rows[::-1]
        oldest_first.sort(key=lambda row: row[0])
        for on, kind, what in oldest_first:
            number = met[on, kind] = met.get((on, kind), 0) + 1
            name = f"{entry.key}/{on}-{kind}-{number}"
            yield PublicChange(id=name, on=on, kind=kind, what=what, item=entry.key, title=title, page=page)

    @cached_property
    def all_changes(self) -> tuple[PublicChange, ...]:
        """All changes of all items, the newest first."""
        found = (change for entry in self.catalogue.entries.values() for change in self.changes(entry))
        return tuple(sorted(found, key=lambda change: (change.on, change.id), reverse=True))

    def still_told(self, change: PublicChange) -> bool:
        """Of a withdrawn item only its withdrawal is told; what changed before has gone with the page."""
        gone = self.catalogue.entries[change.item].facts.withdrawn
        return gone is None or change.kind is HistoryKind.WITHDRAWN

    # -- items

    def standing(self, kind: Kind) -> list[Entry]:
        """Items of a kind that are not withdrawn."""
        return [entry for entry in self.catalogue.of(kind) if entry.facts.withdrawn is None]

    def title(self, entry: Entry) -> Text:
        """The title in every language: a country's name, else that of the page."""
        if entry.kind is Kind.COUNTRY:
            return Text(names(entry.country, self.languages))
        return Text({one: entry.pages[one].title for one in self.languages if one in entry.pages})

    def _item(self, entry: Entry, *, feed: bool) -> dict[str, Any]:
        """The fields that all items share."""
        facts, addresses = entry.facts, self.addresses
        return {
            "slug": entry.slug,
            "title": self.title(entry),
            "description": Text({one: entry.pages[one].description for one in self.languages if one in entry.pages}),
            "page": addresses.pages(self.languages, entry.key),
            "feed": addresses.files(self.languages, addresses.feed, entry.key) if feed else None,
            "reviewed": facts.reviewed,
            "review_due": review_due(facts.reviewed),
            "withdrawn": facts.withdrawn,
        }

    def country(self, entry: Entry) -> PublicCountry:
        """The country with its contacts, alerts and changes."""
        if entry.slug not in self._countries:
            self._countries[entry.slug] = self._country(entry)
        return self._countries[entry.slug]

    def _country(self, entry: Entry) -> PublicCountry:
        facts, addresses = entry.country, self.addresses
        emergency, missions = self.contacts(entry)
        alerts = self.alerts_of(entry)
        in_force = tuple(alert for alert in alerts if alert.state is AlertState.IN_FORCE)
        coming = (AlertState.IN_FORCE, AlertState.NOT_YET)
        has_card = facts.withdrawn is None and (emergency or any(mission.card for mission in missions))
        return PublicCountry(
            **self._item(entry, feed=True),
            **core(CountryCore, facts),
            alerts_in_force=len(in_force) or None,
            href=addresses.url(addresses.api(f"{entry.key}.json")),
            emergency=emergency,
            missions=missions,
            channels=self.channels(entry, facts.channels),
            alerts=in_force,
            changes=self.changes(entry),
            card=addresses.files(self.languages, addresses.card, entry.slug) if has_card else None,
            aliases=facts.aliases,
            past_alerts=tuple(alert for alert in alerts if alert.state not in coming),
        )

    @cached_property
    def countries(self) -> tuple[PublicCountry, ...]:
        """All countries and regions, by slug."""
        return tuple(self.country(entry) for entry in self.catalogue.countries)

    @cached_property
    def topics(self) -> tuple[PublicTopic, ...]:
        return tuple(
            PublicTopic(
                **self._item(entry, feed=True),
                **core(TopicCore, entry.topic),
                sources=self.sources(entry, entry.facts.sources),
            )
            for entry in self.catalogue.of(Kind.TOPIC)
        )

    @cached_property
    def events(self) -> tuple[PublicEvent, ...]:
        return tuple(self._event(entry) for entry in self.catalogue.of(Kind.EVENT))

    def _event(self, entry: Entry) -> PublicEvent:
        facts = entry.event
        attended = facts.attendance
        return PublicEvent(
            **self._item(entry, feed=False),
            **core(EventCore, facts),
            code=facts.country,
            attendance=AttendanceCore(**core(AttendanceCore, attended)) if attended else None,
            source=self.source(entry, facts.source),
            history=facts.history,
        )


def _by_issue(alert: PublicAlert) -> tuple[date, str]:
    return alert.issued, alert.id


def names(facts: model.Country, languages: Iterable[str]) -> dict[str, str]:
    """The name in every language: the record's own, else CLDR's."""
    if facts.name:
        return {language: facts.name[language] for language in languages}
    return {language: cldr_name(facts.code, language) for language in languages}


@lru_cache(maxsize=2048)
def cldr_name(code: str, language: str) -> str:
    """CLDR's name of a territory, such as ``Japan`` or ``日本``; the code itself where CLDR has none."""
    from babel import Locale  # takes long to load, and not every check needs it

    return str(Locale.parse(language.replace("-", "_")).territories.get(code, code))
