"""The public records: what templates, search, feeds, API, cards, CAP, JSON-LD and print read, and nothing else.

They hold only what may be printed; ``projection`` builds them from the catalogue for one day. JSON Schemas and the
OpenAPI description are made from them: a field's description is its documentation. What the API does not tell is
marked ``exclude``; a value that is not known is ``null``, never left out. Texts hold every language side by side.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, SerializationInfo, WithJsonSchema, computed_field

from ..contacts import phones
from ..model import HistoryEntry, Kind, MissionState, PhoneUse, Text, Withdrawal
from ..model.base import SourceCore
from ..model.contacts import ChannelCore, Confirmed, HotlineCore, MissionCore, PhoneCore
from ..model.items import AlertCore, AttendanceCore, CountryCore, EventCore, LocalAliases, TopicCore
from ..model.registers import IssuerCore, LevelCore
from .addresses import Links
from .freshness import AlertState

RESCUE_USES = (
    PhoneUse.GENERAL, PhoneUse.POLICE, PhoneUse.AMBULANCE, PhoneUse.FIRE, PhoneUse.TOURIST_POLICE, PhoneUse.COAST_GUARD,
)  # fmt: skip
BY_NAME = "sources by name"
"""Context in which a record is written as JSON with the names of its sources instead of the sources themselves."""


class Public(BaseModel):
    """A frozen record that may be printed as it is."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_serialization_defaults_required=True)


class PublicSource(SourceCore, Public):
    """Where a fact stands and who says so, without the trail."""

    name: str = Field(description="Its name, unique in the whole site.")

    @property
    def id(self) -> str:
        """Its name on the page of its item."""
        return self.name.rpartition("/")[2]

    @property
    def host(self) -> str:
        """Host of the address, for display beside the title; empty where there is no address."""
        return urlsplit(self.url).hostname or "" if self.url else ""


def _many(sources: tuple[PublicSource, ...], info: SerializationInfo) -> Any:
    return [source.name for source in sources] if info.context == BY_NAME else sources


def _single(source: PublicSource | None, info: SerializationInfo) -> Any:
    return source.name if source and info.context == BY_NAME else source


NAMES = {"type": "array", "items": {"type": "string"}}
NAME = {"anyOf": [{"type": "string"}, {"type": "null"}]}
Sources = Annotated[tuple[PublicSource, ...], PlainSerializer(_many), WithJsonSchema(NAMES, mode="serialization")]
OneSource = Annotated[PublicSource | None, PlainSerializer(_single), WithJsonSchema(NAME, mode="serialization")]


class PublicContact(Public):
    """Where a value stands, and its days, as ``freshness`` defines them."""

    sources: Sources = Field(description="Names of records in `sources` of the same file; the strongest first.")
    seen: date = Field(description="The last day on which a source was seen to carry the value.")
    stale: bool = Field(description="Old enough that readers are told it may be out of date.")
    confirmed: Confirmed | None = Field(description="null: nobody of this project has checked it.")
    reliable_until: date = Field(
        description="Do not rely on a copy after this day: this site then says that the value may be out of date."
    )
    expires: date = Field(
        description="From this day on it is not published, unless it is a hotline’s. Rely on it until `reliable_until`."
    )


class PublicPhone(PhoneCore, PublicContact):
    """A phone number."""

    region: str = Field(description="ISO 3166-1 alpha-2 code of the numbering plan.")

    @computed_field(description="As people write it, from anywhere.")  # type: ignore[prop-decorator]
    @property
    def international(self) -> str:
        return phones.international(self.number)

    @computed_field(description="As dialled inside the country.")  # type: ignore[prop-decorator]
    @property
    def national(self) -> str:
        return phones.national(self.number)

    @computed_field(description="RFC 3966.")  # type: ignore[prop-decorator]
    @property
    def uri(self) -> str:
        return phones.uri(self.number)

    @computed_field(description="Whether it can be dialled only inside its country.")  # type: ignore[prop-decorator]
    @property
    def short(self) -> bool:
        return phones.is_short(self.number)


class PublicValue(PublicContact):
    """A mailbox, website or postal address."""

    value: str = Field(description="The mailbox, address or postal address itself.")
    note: Text | None = Field(description="What it is for.")
    language: str | None = Field(description="BCP 47 tag of a postal address.")
    local: str | None = Field(description="A postal address in the local script.")
    local_language: str | None = Field(description="BCP 47 tag of `local`.")


class PublicChannel(ChannelCore, Public):
    """A way to reach help that is no phone; its website is printed nowhere."""

    sources: Sources = Field(description="Names of records in `sources`.")


class PublicMission(MissionCore, Public):
    """An embassy, consulate-general, consulate or office, with the contacts that may be printed."""

    country: str = Field(description="Name of the country in addresses, such as japan.")
    code: str = Field(description="ISO 3166-1 alpha-2 code of the country or region.")
    state: MissionState = Field(description="open, suspended, or unconfirmed where no recent source says.")
    status_note: Text | None = Field(description="What a reader should know about its state.")
    covered_by: str | None = Field(description="Id of the mission of the same country that covers for it.")
    district: tuple[Text, ...] = Field(description="Areas it serves; empty where no source names them.")
    phones: tuple[PublicPhone, ...] = Field(description="Empty: no number is safe to publish; use the hotline.")
    email: PublicValue | None = Field(description="Its mailbox.")
    website: PublicValue | None = Field(description="Its own site.")
    address: PublicValue | None = Field(description="Where it is.")
    sources: Sources = Field(description="Evidence that it exists.")
    page: Links = Field(description="Its place on this site.")
    card: Links | None = Field(description="Its vCard 4.0 (RFC 6350); null = no contact to put on one.")

    @property
    def consular_phones(self) -> tuple[PublicPhone, ...]:
        """Lines for people in distress, the consular-protection line first."""
        return tuple(phone for phone in self.phones if phone.use is not PhoneUse.OFFICE)

    @property
    def contacts(self) -> tuple[PublicContact, ...]:
        """Everything that can be reached, in the order of a page."""
        return (*self.phones, *filter(None, (self.address, self.email, self.website)))


class PublicHotline(HotlineCore, Public):
    """A line that belongs to no country, with the warning that goes wherever its number goes."""

    phones: tuple[PublicPhone, ...] = Field(description="Its numbers, the one to dial first at the top.")
    channels: tuple[PublicChannel, ...] = Field(description="Ways to reach it that are no phone.")
    website: PublicValue | None = Field(description="Its own page.")

    @property
    def last_confirmed(self) -> date | None:
        """The oldest day on which one of its numbers was last confirmed, where a reader should be told."""
        return min((phone.seen for phone in self.phones if phone.stale), default=None)


class PublicLevel(LevelCore, Public):
    """A word of an issuer's scale. Ranks are never compared between issuers."""

    tone: str = Field(exclude=True)


class PublicIssuer(IssuerCore, Public):
    """The body that published an alert."""

    website: str | None = Field(description="Where its alerts are read.")


class PublicAlert(AlertCore, Public):
    """An issuer's warning, quoted. This site sets no level of its own."""

    id: str = Field(description="Stable; country and name of the alert.")
    country: str = Field(description="Name of the country in addresses.")
    code: str = Field(description="ISO 3166-1 alpha-2 code of the country or region.")
    place: Text = Field(description="Name of the country or region.")
    issuer: PublicIssuer = Field(description="Who says so.")
    level: PublicLevel = Field(description="The issuer's level.")
    state: AlertState = Field(description="On the day of `generated_at`; judge by `expires` when you read it later.")
    replaces: str | None = Field(description="Id of the alert that this one updates or ends.")
    cancels: bool = Field(description="Whether it ends the alert that it replaces.")
    source: OneSource = Field(description="Name of the issuer's own text in `sources`.")
    page: Links = Field(description="Its place on this site.")
    cap: str | None = Field(description="The same as a CAP 1.2 message.")

    @property
    def anchor(self) -> str:
        """Its place on the page of its country."""
        return f"alert-{self.id.partition('/')[2]}"

    @property
    def level_id(self) -> str:
        """The name of its level among those of all issuers."""
        return f"{self.issuer.id}/{self.level.id}"


class PublicChange(HistoryEntry, Public):
    """One change that a reader should be able to see later."""

    id: str = Field(description="Stable.")
    item: str = Field(description="The item, such as countries/japan.")
    title: Text = Field(description="Its title.")
    page: Links = Field(description="Its pages.")


class PublicItem(Public):
    """What every item has."""

    slug: str = Field(description="Its name in addresses.")
    title: Text = Field(description="The title, or the name of the country or region.")
    description: Text = Field(description="One sentence.")
    page: Links = Field(description="Its pages.")
    feed: Links | None = Field(description="Its Atom feed (RFC 4287), where it has one.")
    reviewed: date = Field(description="The day a person last went through the whole page.")
    review_due: date = Field(description="The day by which somebody should go through it again.")
    withdrawn: Withdrawal | None = Field(description="null: still true.")


class PublicCountryLine(CountryCore, PublicItem):
    """A country or region in the list."""

    alerts_in_force: int | None = Field(
        description="Quoted alerts in force on the day of `generated_at`; null = none is carried, one may be in force."
    )
    href: str = Field(description="Its own file of this API.")


class PublicCountry(PublicCountryLine):
    """A country or region with everything that may be printed about whom to call there."""

    emergency: tuple[PublicPhone, ...] = Field(
        description="Local emergency numbers; what no source settles is left out."
    )
    missions: tuple[PublicMission, ...] = Field(description="Missions, the embassy first.")
    channels: tuple[PublicChannel, ...] = Field(description="Ways to reach help here that are no phone.")
    alerts: tuple[PublicAlert, ...] = Field(
        description="The newest quoted alerts in force, at most ten; none does not mean that none is in force."
    )
    changes: tuple[PublicChange, ...] = Field(description="Newest first.")
    card: Links | None = Field(description="vCards of all its contacts; null = none has any.")
    aliases: LocalAliases = Field(exclude=True)
    past_alerts: tuple[PublicAlert, ...] = Field(exclude=True)

    @property
    def key(self) -> str:
        return f"{Kind.COUNTRY}/{self.slug}"

    @cached_property
    def names(self) -> Mapping[str, str]:
        return self.title.root

    @property
    def contacts(self) -> tuple[PublicContact, ...]:
        """Everything that can be reached, in the order of its page."""
        return (*self.emergency, *(contact for mission in self.missions for contact in mission.contacts))


class PublicTopic(TopicCore, PublicItem):
    """A risk topic."""

    sources: Sources = Field(description="Records this page names as its own.")


class PublicEvent(EventCore, PublicItem):
    """A report of an outreach event."""

    code: str | None = Field(description="ISO 3166-1 alpha-2 code of the place.")
    attendance: AttendanceCore | None = Field(description="How many took part.")
    source: OneSource = Field(description="The main report, in `sources`.")
    history: tuple[HistoryEntry, ...] = Field(exclude=True)
