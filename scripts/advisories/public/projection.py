"""The one projection of the model onto what may be printed; every output reads its records, never the model.

Withheld values, values without a living source and values too old to print are absent from it, so no output can
leak them and none needs a rule of its own. Built from a catalogue for one day, "today". The registers' contacts, such
as the hotline, do not go by age: every page falls back on them, and no other could. They carry the mark of their age.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from ..content.catalogue import Catalogue, Entry
from ..model import Contact, Country, Hotline, Mission, Phone, Source
from .freshness import AlertState, alert_state, expires, last_seen, review_due, stale_from
from .models import (
    PublicCountry,
    PublicHotline,
    PublicMission,
    PublicPhone,
    PublicSource,
    PublicValue,
)

CountryContacts = tuple[tuple[PublicPhone, ...], tuple[PublicMission, ...]]


class Projection:
    """Builds public records from a catalogue, for one day."""

    def __init__(self, catalogue: Catalogue, today: date) -> None:
        self.catalogue = catalogue
        self.today = today
        self._countries: dict[str, PublicCountry] = {}
        self._contacts: dict[str, CountryContacts] = {}

    @classmethod
    def of_any_age(cls, catalogue: Catalogue) -> Projection:
        """What could be printed if nothing grew old: what a text may name, since age never makes a text wrong."""
        return cls(catalogue, date.min)

    # -- sources and evidence

    def sources(self, entry: Entry | None, names: Iterable[str]) -> tuple[PublicSource, ...]:
        """Public forms of the named sources; a name that leads nowhere is left out (a rule reports it)."""
        found = ((name, self.catalogue.source(entry, name)) for name in names)
        return tuple(self.source(name, source) for name, source in found if source is not None)

    @staticmethod
    def source(name: str, source: Source) -> PublicSource:
        """A source record without its trail."""
        shown = {field: getattr(source, field) for field in PublicSource.model_fields if field != "id"}
        return PublicSource(id=name, **shown)

    def dates(self, entry: Entry | None, contact: Contact) -> dict[str, Any] | None:
        """What all contacts share, or ``None`` where this one must not be printed."""
        records = self.catalogue.sources(entry, contact.sources)
        if contact.withheld or not records:
            return None
        seen = last_seen(records, contact.confirmed)
        if entry is not None and expires(seen) <= self.today:
            return None
        return {
            "sources": self.sources(entry, contact.sources),
            "seen": seen,
            "stale": stale_from(seen) <= self.today,
            "confirmed": contact.confirmed,
            "reliable_until": stale_from(seen),
            "expires": expires(seen),
        }

    # -- contacts

    def phone(self, entry: Entry | None, phone: Phone, region: str) -> PublicPhone | None:
        """The number, or ``None`` where it must not be printed."""
        if (dates := self.dates(entry, phone)) is None:
            return None
        return PublicPhone(
            **dates,
            use=phone.use,
            number=phone.number,
            region=phone.region or region,
            hours=phone.hours,
            languages=phone.languages,
            note=phone.note,
        )

    def phones(self, entry: Entry | None, records: Iterable[Phone], region: str) -> tuple[PublicPhone, ...]:
        """All that may be printed, in the order of the record."""
        return tuple(public for phone in records if (public := self.phone(entry, phone, region)))

    def value(self, entry: Entry | None, contact: Contact | None, field: str) -> PublicValue | None:
        """A mailbox, website or address, or ``None`` where there is none to print."""
        if contact is None or (dates := self.dates(entry, contact)) is None:
            return None
        found = vars(contact)  # each kind of contact has some of these only
        return PublicValue(
            **dates,
            value=found[field],
            note=found.get("note"),
            language=found.get("language"),
            local=found.get("local"),
            local_language=found.get("local_language"),
        )

    def mission(self, entry: Entry, mission: Mission) -> PublicMission:
        """The mission; its name is always public, its contacts only where they may be printed."""
        region = mission.region or entry.country.code
        return PublicMission(
            id=mission.id,
            kind=mission.kind,
            name=mission.name,
            city=mission.city,
            state=mission.status.state,
            status_note=mission.status.note,
            covered_by=mission.status.covered_by,
            district=tuple(part.name for part in mission.district),
            hours=mission.hours,
            phones=self.phones(entry, mission.phones, region),
            email=self.value(entry, mission.email, "address"),
            website=self.value(entry, mission.website, "url"),
            address=self.value(entry, mission.address, "text"),
            sources=self.sources(entry, mission.sources),
        )

    def hotline(self, hotline: Hotline) -> PublicHotline:
        """A hotline with the numbers that may be printed."""
        return PublicHotline(
            id=hotline.id,
            short_name=hotline.short_name,
            name=hotline.name,
            intro=hotline.intro,
            notice=hotline.notice,
            phones=self.phones(None, hotline.phones, hotline.region),
            channels=hotline.channels,
            website=self.value(None, hotline.website, "url"),
        )

    def hotlines(self) -> tuple[PublicHotline, ...]:
        """All hotlines; the first is the one on every page."""
        contacts = self.catalogue.contacts
        return tuple(self.hotline(hotline) for hotline in contacts.hotlines) if contacts else ()

    # -- countries

    def contacts(self, entry: Entry) -> CountryContacts:
        """The emergency numbers and missions of a country, built once."""
        if entry.slug not in self._contacts:
            facts = entry.country
            emergency = self.phones(entry, facts.emergency, facts.code)
            self._contacts[entry.slug] = emergency, tuple(self.mission(entry, mission) for mission in facts.missions)
        return self._contacts[entry.slug]

    def country(self, entry: Entry) -> PublicCountry:
        """The country, built once."""
        if entry.slug not in self._countries:
            self._countries[entry.slug] = self._country(entry)
        return self._countries[entry.slug]

    def _country(self, entry: Entry) -> PublicCountry:
        facts = entry.country
        emergency, missions = self.contacts(entry)
        states = {alert.id: alert_state(alert, facts.alerts, self.today) for alert in facts.alerts}
        coming = (AlertState.IN_FORCE, AlertState.NOT_YET)
        return PublicCountry(
            slug=entry.slug,
            key=entry.key,
            code=facts.code,
            names=names(facts, self.catalogue.settings.languages),
            facts=facts,
            emergency=emergency,
            missions=missions,
            alerts=tuple(alert for alert in facts.alerts if states[alert.id] is AlertState.IN_FORCE),
            past_alerts=tuple(alert for alert in facts.alerts if states[alert.id] not in coming),
            alert_states=states,
            reviewed=facts.reviewed,
            review_due=review_due(facts.reviewed),
            sources=self.sources(entry, facts.sources),
        )

    def countries(self) -> list[PublicCountry]:
        """All countries and regions, by slug."""
        return [self.country(entry) for entry in self.catalogue.countries]


def names(facts: Country, languages: Iterable[str]) -> dict[str, str]:
    """The name in every language: the record's own, else CLDR's."""
    if facts.name:
        return {language: facts.name[language] for language in languages}
    return {language: cldr_name(facts.code, language) for language in languages}


@lru_cache(maxsize=2048)
def cldr_name(code: str, language: str) -> str:
    """CLDR's name of a territory, such as ``Japan`` or ``日本``; the code itself where CLDR has none."""
    from babel import Locale  # takes long to load, and not every check needs it

    return str(Locale.parse(language.replace("-", "_")).territories.get(code, code))
