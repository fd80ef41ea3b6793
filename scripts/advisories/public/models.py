"""The public records: what every output reads, be it pages, search, feeds, API, cards or PDF.

They hold only what may be printed; ``projection`` builds them from the catalogue for one day.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict

from ..contacts import phones
from ..model import Alert, Channel, Country, Grade, MissionKind, MissionState, PartialDate, PhoneUse, Text
from ..model.contacts import Confirmed
from .freshness import AlertState

RESCUE_USES = (
    PhoneUse.GENERAL, PhoneUse.POLICE, PhoneUse.AMBULANCE, PhoneUse.FIRE, PhoneUse.TOURIST_POLICE, PhoneUse.COAST_GUARD,
)  # fmt: skip


class Public(BaseModel):
    """A frozen record that may be printed as it is."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PublicSource(Public):
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


class PublicContact(Public):
    """Where a value stands, and its days, as ``freshness`` defines them."""

    sources: tuple[PublicSource, ...]
    seen: date
    stale: bool
    confirmed: Confirmed | None
    reliable_until: date
    expires: date


class PublicPhone(PublicContact):
    """A number that may be printed."""

    use: PhoneUse
    number: str
    region: str
    hours: Text | None
    languages: tuple[str, ...]
    note: Text | None

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
    def short(self) -> bool:
        """Whether it can be dialled only inside its country."""
        return phones.is_short(self.number)


class PublicValue(PublicContact):
    """A mailbox, website or address that may be printed."""

    value: str
    note: Text | None
    language: str | None
    local: str | None
    local_language: str | None


class PublicMission(Public):
    """A mission with the contacts that may be printed."""

    id: str
    kind: MissionKind
    name: Text
    city: Text | None
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

    @property
    def consular_phones(self) -> tuple[PublicPhone, ...]:
        """Lines for people in distress, the consular-protection line first."""
        return tuple(phone for phone in self.phones if phone.use is not PhoneUse.OFFICE)

    @property
    def contacts(self) -> tuple[PublicContact, ...]:
        """Everything that can be reached, in the order of a page."""
        return (*self.phones, *filter(None, (self.address, self.email, self.website)))


class PublicHotline(Public):
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
        return min((phone.seen for phone in self.phones if phone.stale), default=None)


class PublicCountry(Public):
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

    @property
    def contacts(self) -> tuple[PublicContact, ...]:
        """Everything that can be reached, in the order of its page."""
        return (*self.emergency, *(contact for mission in self.missions for contact in mission.contacts))
