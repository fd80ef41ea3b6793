"""What the API publishes, as typed records; JSON Schemas and the OpenAPI description are made from them.
A value that is not known is ``null``, never left out. Texts hold every language side by side. Days are ISO 8601.
"""

from __future__ import annotations

from datetime import date
from typing import Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from ..model import Grade, HistoryKind, MissionKind, MissionState, PartialDate, PhoneUse, Region, Text, TopicCategory

Links = dict[str, str]  # one full address per language of the site


class Published(BaseModel):
    """A frozen record without unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Confirmation(Published):
    """A person of this project checked the value."""

    on: date = Field(description="The day of the check.")
    how: str = Field(description="called: the number was phoned. page: the official page was opened.")


class Evidenced(Published):
    """Where a value stands, and how old that is."""

    sources: tuple[str, ...] = Field(description="Names of records in `sources` of the same file; the strongest first.")
    seen: date = Field(description="The last day on which a source was seen to carry the value.")
    stale: bool = Field(description="Old enough that readers are told it may be out of date.")
    confirmed: Confirmation | None = Field(description="null: nobody of this project has checked it.")
    reliable_until: date = Field(
        description="Do not rely on a copy after this day: this site then says that the value may be out of date."
    )
    expires: date = Field(
        description="From this day on it is not published, unless it is a hotline’s. Rely on it until `reliable_until`."
    )


class Phone(Evidenced):
    """A phone number."""

    use: PhoneUse = Field(description="What the number is for.")
    number: str = Field(description="E.164, or a short number that is dialled inside its country.")
    region: str = Field(description="ISO 3166-1 alpha-2 code of the numbering plan.")
    international: str = Field(description="As people write it, from anywhere.")
    national: str = Field(description="As dialled inside the country.")
    uri: str = Field(description="RFC 3966.")
    short: bool = Field(description="Whether it can be dialled only inside its country.")
    hours: Text | None = Field(description="When it is answered, as a source says.")
    languages: tuple[str, ...] = Field(description="BCP 47 tags of the languages spoken, as a source names them.")
    note: Text | None = Field(description="What a reader needs beside the number.")


class Value(Evidenced):
    """A mailbox, website or postal address."""

    value: str = Field(description="The mailbox, address or postal address itself.")
    note: Text | None = Field(description="What it is for.")
    language: str | None = Field(description="BCP 47 tag of a postal address.")
    local: str | None = Field(description="A postal address in the local script.")
    local_language: str | None = Field(description="BCP 47 tag of `local`.")


class Channel(Published):
    """A way to reach help that is no phone."""

    name: Text = Field(description="What to look for, by its own name.")
    how: Text = Field(description="How it is used.")
    sources: tuple[str, ...] = Field(description="Names of records in `sources`.")


class Hotline(Published):
    """A line that belongs to no country."""

    id: str = Field(description="Stable name.")
    short_name: str = Field(description="What people call it.")
    name: Text = Field(description="Its full name.")
    intro: Text = Field(description="Who answers, and when.")
    notice: Text = Field(description="The warning that belongs wherever the number is shown.")
    phones: tuple[Phone, ...] = Field(description="Its numbers, the one to dial first at the top.")
    channels: tuple[Channel, ...] = Field(description="Ways to reach it that are no phone.")
    website: Value | None = Field(description="Its own page.")


class Mission(Published):
    """An embassy, consulate-general, consulate or office."""

    id: str = Field(description="Unique in its country.")
    country: str = Field(description="Name of the country in addresses, such as japan.")
    code: str = Field(description="ISO 3166-1 alpha-2 code of the country or region.")
    kind: MissionKind = Field(description="embassy, consulate-general, consulate or office.")
    name: Text = Field(description="Its full name.")
    city: Text | None = Field(description="Its city.")
    state: MissionState = Field(description="open, suspended, or unconfirmed where no recent source says.")
    status_note: Text | None = Field(description="What a reader should know about its state.")
    covered_by: str | None = Field(description="Id of the mission of the same country that covers for it.")
    district: tuple[Text, ...] = Field(description="Areas it serves; empty where no source names them.")
    hours: Text | None = Field(description="Opening hours, as a source names them.")
    phones: tuple[Phone, ...] = Field(description="Empty: no number is safe to publish; use the hotline or `website`.")
    email: Value | None = Field(description="Its mailbox.")
    website: Value | None = Field(description="Its own site.")
    address: Value | None = Field(description="Where it is.")
    sources: tuple[str, ...] = Field(description="Evidence that it exists.")
    page: Links = Field(description="Its place on this site.")
    card: Links | None = Field(description="Its vCard 4.0 (RFC 6350); null = no contact to put on one.")


class Level(Published):
    """A word of an issuer's scale. Ranks are never compared between issuers."""

    id: str = Field(description="Stable name.")
    rank: str = Field(description="Order within this issuer's scale; 1 is the mildest.")
    word: Text = Field(description="The issuer's own word.")
    meaning: Text = Field(description="What the issuer asks people to do.")


class Issuer(Published):
    """The body that published an alert."""

    id: str = Field(description="Stable name.")
    name: Text = Field(description="Its name.")
    website: str | None = Field(description="Where its alerts are read.")


class Alert(Published):
    """An issuer's warning, quoted. This site sets no level of its own."""

    id: str = Field(description="Stable; country and name of the alert.")
    country: str = Field(description="Name of the country in addresses.")
    code: str = Field(description="ISO 3166-1 alpha-2 code of the country or region.")
    place: Text = Field(description="Name of the country or region.")
    issuer: Issuer = Field(description="Who says so.")
    level: Level = Field(description="The issuer's level.")
    area: Text | None = Field(description="The area; null = the whole country or region.")
    issued: date = Field(description="The day the issuer published it.")
    corrected: tuple[date, ...] = Field(description="Days on which this site corrected its own words about it.")
    expires: date | None = Field(description="The last day on which it is in force; null = the issuer names no end.")
    state: Literal["in-force", "expired", "replaced", "cancellation", "not-yet"] = Field(
        description="On the day of `generated_at`; judge by `expires` when you read it later."
    )
    summary: dict[str, str] = Field(
        description="Our summary; a language may be missing, it is then not translated yet."
    )
    replaces: str | None = Field(description="Id of the alert that this one updates or ends.")
    cancels: bool = Field(description="Whether it ends the alert that it replaces.")
    source: str | None = Field(description="Name of the issuer's own text in `sources`.")
    page: Links = Field(description="Its place on this site.")
    cap: str | None = Field(description="The same as a CAP 1.2 message.")


class Withdrawn(Published):
    """The item is no longer true."""

    on: date = Field(description="The day it was withdrawn.")
    reason: Text = Field(description="Why.")


class Change(Published):
    """One change that a reader should be able to see later."""

    id: str = Field(description="Stable.")
    on: date = Field(description="The day of the change.")
    kind: HistoryKind = Field(description="published, contact-changed, alert, text-changed or withdrawn.")
    what: Text = Field(description="What is different now.")
    item: str = Field(description="The item, such as countries/japan.")
    title: Text = Field(description="Its title.")
    page: Links = Field(description="Its pages.")


class Item(Published):
    """What every item has."""

    slug: str = Field(description="Its name in addresses.")
    title: Text = Field(description="The title, or the name of the country or region.")
    description: Text = Field(description="One sentence.")
    page: Links = Field(description="Its pages.")
    feed: Links | None = Field(description="Its Atom feed (RFC 4287), where it has one.")
    reviewed: date = Field(description="The day a person last went through the whole page.")
    review_due: date = Field(description="The day by which somebody should go through it again.")
    withdrawn: Withdrawn | None = Field(description="null: still true.")


class CountryLine(Item):
    """A country or region in the list."""

    code: str = Field(description="ISO 3166-1 alpha-2 code.")
    region: Region = Field(description="Part of the world.")
    alerts_in_force: int | None = Field(
        description="Quoted alerts in force on the day of `generated_at`; null = none is carried, one may be in force."
    )
    href: str = Field(description="Its own file of this API.")


class Country(CountryLine):
    """A country or region with everything known about whom to call there."""

    emergency: tuple[Phone, ...] = Field(description="Local emergency numbers; what no source settles is left out.")
    missions: tuple[Mission, ...] = Field(description="Missions, the embassy first.")
    channels: tuple[Channel, ...] = Field(description="Ways to reach help here that are no phone.")
    alerts: tuple[Alert, ...] = Field(
        description="The newest quoted alerts in force, at most ten; none does not mean that none is in force."
    )
    topics: tuple[str, ...] = Field(description="Topics that matter most here.")
    changes: tuple[Change, ...] = Field(description="Newest first.")
    card: Links | None = Field(description="vCards of all its contacts; null = none has any.")


class Topic(Item):
    """A risk topic."""

    category: TopicCategory = Field(description="Its shelf.")
    urgent: bool = Field(description="Whether the page opens with steps for the first hour.")
    audiences: tuple[str, ...] = Field(description="Readers it matters to.")
    related: tuple[str, ...] = Field(description="Related topics.")
    countries: tuple[str, ...] = Field(description="Where sources show that it matters most.")
    sources: tuple[str, ...] = Field(description="Records this page names as its own.")


class Attendance(Published):
    """How many people took part."""

    value: int = Field(description="Number of people.")
    qualifier: str | None = Field(description="about, nearly or more-than; null = as counted.")


class Event(Item):
    """A report of an outreach event."""

    start: PartialDate = Field(description="First day, or the month where no source gives the day.")
    end: PartialDate | None = Field(description="Last day; null = one day, or not known.")
    place: Text = Field(description="Where it took place.")
    code: str | None = Field(description="ISO 3166-1 alpha-2 code of the place.")
    organisers: tuple[Text, ...] = Field(description="Organisations.")
    audiences: tuple[str, ...] = Field(description="Readers it was for.")
    topics: tuple[str, ...] = Field(description="Topics that were treated.")
    attendance: Attendance | None = Field(description="How many took part.")
    formats: tuple[Text, ...] = Field(description="Lecture, exhibition, riddles …")
    materials: tuple[Text, ...] = Field(description="What was handed out or used.")
    questions: tuple[Text, ...] = Field(description="What people asked.")
    source: str | None = Field(description="The main report, in `sources`.")


class Contact(Evidenced):
    """One contact in the flat list: easy to load into a table."""

    id: str = Field(description="Stable as long as the value is.")
    of: Literal["hotline", "emergency", "mission"] = Field(description="What it belongs to.")
    country: str | None = Field(description="Name of the country in addresses; null for a hotline.")
    code: str | None = Field(description="ISO 3166-1 alpha-2 code of the country or region.")
    mission: str | None = Field(description="Id of the mission.")
    name: Text = Field(description="Name of the hotline, the mission, or the country or region.")
    kind: Literal["phone", "email", "website", "address"] = Field(description="What the value is.")
    use: PhoneUse | None = Field(description="What a number is for.")
    value: str = Field(description="E.164 or short number, mailbox, web address, postal address.")
    display: str = Field(description="As people write it.")
    uri: str | None = Field(description="To dial, write or open.")
    page: Links = Field(description="Its place on this site.")


class Source(Published):
    """Where a fact stands and who says so."""

    title: Text = Field(description="What it is and who issued it.")
    url: str | None = Field(description="null: only a copy was seen, which this site does not link.")
    published: PartialDate | None = Field(description="The date printed on it.")
    seen: date = Field(description="The day on which it was seen to carry the fact.")
    grade: Grade = Field(description="official, official-reprint or secondary.")


class Whole(Published):
    """Everything in one file."""

    hotlines: tuple[Hotline, ...]
    countries: tuple[Country, ...]
    topics: tuple[Topic, ...]
    events: tuple[Event, ...]
    alerts: tuple[Alert, ...]
    changes: tuple[Change, ...]


class Endpoint(Published):
    """A file of the API."""

    name: str = Field(description="What it is called.")
    href: str = Field(description="Its address; {slug} stands for a name in addresses.")
    media_type: str = Field(description="RFC 6838.")
    json_schema: str | None = Field(description="Address of its JSON Schema.")
    total: int | None = Field(description="Number of records.")


ResultT = TypeVar("ResultT")


class Envelope(Published, Generic[ResultT]):
    """What every file of the API is wrapped in."""

    schema_version: str = Field(description="MAJOR.MINOR. A new MINOR only adds; a new MAJOR gets a new folder.")
    generated_at: str = Field(description="The moment of the build, UTC (RFC 3339). Not the day of any check.")
    expires: str = Field(description="Do not rely on this copy after this moment: fetch it again.")
    notice: Text = Field(description="Who speaks, and who does not. Show it with the data.")
    licence: str = Field(description="Licence of the texts, as an SPDX identifier.")
    total: int = Field(description="Number of records in `result`; 1 where it is no list.")
    result: ResultT = Field(description="The records.")
    sources: dict[str, Source] = Field(description="The sources that the records name.")
