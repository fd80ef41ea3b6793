"""The public records: what every output reads, be it pages, search, feeds, API, cards or PDF.

They hold only what may be printed; ``projection`` builds them from the catalogue for one day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import urlsplit

from ..contacts import phones
from ..model import Alert, Channel, Country, Grade, MissionKind, MissionState, PartialDate, PhoneUse, Text

RESCUE_USES = (
    PhoneUse.GENERAL, PhoneUse.POLICE, PhoneUse.AMBULANCE, PhoneUse.FIRE, PhoneUse.TOURIST_POLICE, PhoneUse.COAST_GUARD,
)  # fmt: skip


@dataclass(frozen=True)
class PublicSource:
    """A source as a reader may see it: without the trail."""

    id: str
    title: Text
    url: str | None
    published: PartialDate | None
    seen: date
    grade: Grade

    @property
    def host(self) -> str:
        """Host of the address, for display beside the title; empty where there is no address."""
        return urlsplit(self.url).hostname or "" if self.url else ""


@dataclass(frozen=True)
class Evidence:
    """Where a value stands, when it was last seen there, and until when it is printed."""

    sources: tuple[PublicSource, ...]
    seen: date
    expires: date
    stale: bool
    confirmed_on: date | None
    confirmed_how: str | None


@dataclass(frozen=True)
class PublicPhone:
    """A number that may be printed."""

    use: PhoneUse
    number: str
    region: str
    hours: Text | None
    languages: tuple[str, ...]
    note: Text | None
    because: str | None
    evidence: Evidence

    @property
    def international(self) -> str:
        """As people write it: ``+81 3-6450-2195``."""
        return phones.international(self.number)

    @property
    def national(self) -> str:
        """As dialled inside the country."""
        return phones.national(self.number)

    @property
    def uri(self) -> str:
        """The ``tel:`` address."""
        return phones.uri(self.number)

    @property
    def is_short(self) -> bool:
        """Whether it can be dialled only inside its country."""
        return phones.is_short(self.number)


@dataclass(frozen=True)
class PublicValue:
    """A mailbox, website or address that may be printed."""

    value: str
    note: Text | None
    language: str | None
    local: str | None
    local_language: str | None
    evidence: Evidence


@dataclass(frozen=True)
class PublicMission:
    """A mission with the contacts that may be printed."""

    id: str
    kind: MissionKind
    name: Text
    city: Text | None
    region: str
    state: MissionState
    status_note: Text | None
    covered_by: str | None
    district: tuple[Text, ...]
    hours: Text | None
    phones: tuple[PublicPhone, ...]
    email: PublicValue | None
    website: PublicValue | None
    address: PublicValue | None
    sources: tuple[PublicSource, ...]
    withheld_phones: int

    @property
    def consular_phones(self) -> tuple[PublicPhone, ...]:
        """Lines for people in distress, the consular-protection line first."""
        return tuple(phone for phone in self.phones if phone.use is not PhoneUse.OFFICE)


@dataclass(frozen=True)
class PublicHotline:
    """A hotline that belongs to no country, with the warning that goes wherever its number goes."""

    id: str
    short_name: str
    name: Text
    intro: Text
    notice: Text
    phones: tuple[PublicPhone, ...]
    channels: tuple[Channel, ...]
    website: PublicValue | None

    @property
    def last_confirmed(self) -> date | None:
        """The oldest day on which one of its numbers was last confirmed, where a reader should be told."""
        return min((phone.evidence.seen for phone in self.phones if phone.evidence.stale), default=None)


class AlertState(StrEnum):
    """Where an alert stands on the day of the projection."""

    IN_FORCE = "in-force"
    EXPIRED = "expired"
    REPLACED = "replaced"  # by a later alert, or by the notice that it has ended
    CANCELLATION = "cancellation"  # the notice itself
    NOT_YET = "not-yet"


@dataclass(frozen=True)
class PublicCountry:
    """A country or region with everything that may be printed about it."""

    slug: str
    key: str
    code: str
    names: Mapping[str, str]
    facts: Country
    emergency: tuple[PublicPhone, ...]
    missions: tuple[PublicMission, ...]
    alerts: tuple[Alert, ...]
    past_alerts: tuple[Alert, ...]
    alert_states: Mapping[str, AlertState]
    reviewed: date
    review_due: date
    sources: tuple[PublicSource, ...]
