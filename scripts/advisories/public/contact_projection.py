"""Contacts and their sources as they may be printed on one day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from pydantic import BaseModel

from .. import model
from ..content.catalogue import Catalogue, Entry
from ..model import Contact, Hotline, Mission, Phone
from ..model.base import SourceCore
from ..model.contacts import ChannelCore, HotlineCore, MissionCore, PhoneCore
from .addresses import Addresses
from .freshness import expires, last_seen, stale_from
from .models import (
    PublicChannel,
    PublicCountry,
    PublicHotline,
    PublicMission,
    PublicPhone,
    PublicSource,
    PublicValue,
)


def core(kind: type[BaseModel], record: BaseModel) -> dict[str, Any]:
    """The fields of a record that are published as they stand."""
    return {field: getattr(record, field) for field in kind.model_fields}


class ContactProjection:
    """Builds public records of contacts from a catalogue, for one day."""

    def __init__(self, catalogue: Catalogue, today: date, addresses: Addresses | None = None) -> None:
        settings = catalogue.settings
        self.catalogue = catalogue
        self.today = today
        self.languages = settings.languages
        self.addresses = addresses or Addresses(settings.default_language, {}, settings.site_url)
        self._countries: dict[str, PublicCountry] = {}
        self._contacts: dict[str, tuple[tuple[PublicPhone, ...], tuple[PublicMission, ...]]] = {}

    @classmethod
    def of_any_age(cls, catalogue: Catalogue) -> Self:
        """What could be printed if nothing grew old: what a text may name, since age never makes a text wrong."""
        return cls(catalogue, date.min)

    # -- sources

    def sources(self, entry: Entry | None, names: Iterable[str]) -> tuple[PublicSource, ...]:
        """Public forms of the named sources; a name that leads nowhere is left out (a rule reports it)."""
        return tuple(found for name in names if (found := self.source(entry, name)))

    def source(self, entry: Entry | None, name: str) -> PublicSource | None:
        """A source without its trail; the name of an item's own begins with the item's key."""
        if (source := self.catalogue.source(entry, name)) is None:
            return None
        own = f"{entry.key}/" if entry and name in entry.facts.sources else ""
        return PublicSource(**core(SourceCore, source), name=f"{own}{name}")

    def named_source(self, name: str) -> PublicSource | None:
        """The source that has this name in the whole site."""
        key, _, own = name.rpartition("/")
        return self.source(self.catalogue.entries.get(key), own)

    # -- contacts

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

    def phones(self, entry: Entry | None, records: Iterable[Phone], region: str) -> tuple[PublicPhone, ...]:
        """All numbers that may be printed, in the order of the record."""
        return tuple(
            PublicPhone(**dates, **core(PhoneCore, phone), region=phone.region or region)
            for phone in records
            if (dates := self.dates(entry, phone))
        )

    def value(self, entry: Entry | None, contact: Contact | None, field: str) -> PublicValue | None:
        """A mailbox, website or address, or ``None`` where there is none to print."""
        if contact is None or (dates := self.dates(entry, contact)) is None:
            return None
        shown = {name: getattr(contact, name, None) for name in ("note", "language", "local", "local_language")}
        return PublicValue(**dates, **shown, value=getattr(contact, field))

    def channels(self, entry: Entry | None, channels: Iterable[model.Channel]) -> tuple[PublicChannel, ...]:
        """Ways to reach help that are no phone."""
        return tuple(
            PublicChannel(**core(ChannelCore, channel), sources=self.sources(entry, channel.sources))
            for channel in channels
        )

    def mission(self, entry: Entry, mission: Mission) -> PublicMission:
        """The mission; its name is always public, its contacts only where they may be printed."""
        code, name, addresses = entry.country.code, f"{entry.slug}/{mission.id}", self.addresses
        contacts = {
            "phones": self.phones(entry, mission.phones, mission.region or code),
            "email": self.value(entry, mission.email, "address"),
            "website": self.value(entry, mission.website, "url"),
            "address": self.value(entry, mission.address, "text"),
        }
        has_card = entry.facts.withdrawn is None and any(contacts.values())
        return PublicMission(
            **core(MissionCore, mission),
            **contacts,
            country=entry.slug,
            code=code,
            state=mission.status.state,
            status_note=mission.status.note,
            covered_by=mission.status.covered_by,
            district=tuple(part.name for part in mission.district),
            sources=self.sources(entry, mission.sources),
            page=addresses.pages(self.languages, entry.key, f"mission-{mission.id}"),
            card=addresses.files(self.languages, addresses.card, name) if has_card else None,
        )

    def hotlines(self) -> tuple[PublicHotline, ...]:
        """All hotlines; the first is the one on every page."""
        contacts = self.catalogue.contacts
        return tuple(self._hotline(hotline) for hotline in contacts.hotlines) if contacts else ()

    def _hotline(self, hotline: Hotline) -> PublicHotline:
        return PublicHotline(
            **core(HotlineCore, hotline),
            phones=self.phones(None, hotline.phones, hotline.region),
            channels=self.channels(None, hotline.channels),
            website=self.value(None, hotline.website, "url"),
        )

    def contacts(self, entry: Entry) -> tuple[tuple[PublicPhone, ...], tuple[PublicMission, ...]]:
        """The emergency numbers and missions of a country."""
        if entry.slug not in self._contacts:
            facts = entry.country
            emergency = self.phones(entry, facts.emergency, facts.code)
            self._contacts[entry.slug] = emergency, tuple(self.mission(entry, mission) for mission in facts.missions)
        return self._contacts[entry.slug]
