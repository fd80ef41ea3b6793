"""Contacts: every phone number, mailbox, website and address the site may show, each with its evidence."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from .base import CountryCode, Day, LanguageTag, Line, Record, Slug, SourceId, Text, WebAddress


class WithheldReason(StrEnum):
    """Why a recorded value is not published."""

    CHECK_FIRST = "check-first"  # plausible, but a person has to confirm it before it may be printed
    CONFLICT = "conflict"  # sources of equal weight disagree
    CONTRADICTED = "contradicted"  # a source of more weight names another value
    INVALID = "invalid"  # does not fit the numbering plan of its country
    OUTDATED = "outdated"  # the only source is too old
    PRIVATE_MAILBOX = "private-mailbox"  # looks like a private or free mail account
    SUPERSEDED = "superseded"  # a later source names another value
    WRONG_SECTION = "wrong-section"  # belongs to a press, political or other section


class Withheld(Record):
    """A value that is kept so that nobody adds it again in good faith, and that never leaves the model."""

    reason: WithheldReason = Field(description="One word of the closed list.")
    note: Line | None = Field(None, description="What a person should check. Never published.")


class Confirmed(Record):
    """Somebody of this project checked the value. Without it the site never says "checked by us"."""

    on: Day = Field(description="The day of the check.")
    how: ConfirmedHow = Field(description="called: the number was phoned. page: the official page was opened.")


class ConfirmedHow(StrEnum):
    """Ways in which a contact is confirmed."""

    CALLED = "called"
    PAGE = "page"


Confirmed.model_rebuild()


class Contact(Record):
    """What all contacts share: evidence, and the right to be withheld."""

    sources: tuple[SourceId, ...] = Field(
        min_length=1, description="Names of source records, of this file or of docs/sources.yml; the strongest first."
    )
    confirmed: Confirmed | None = Field(None, description="Only when a person of this project checked it.")
    withheld: Withheld | None = Field(None, description="Present = recorded, but never published.")
    because: Line | None = Field(
        None,
        description="The reason why this value may break a rule for contacts, such as a number of another country.",
    )


class PhoneUse(StrEnum):
    """What a number is for."""

    GENERAL = "general"  # one number for police, ambulance and fire
    POLICE = "police"
    AMBULANCE = "ambulance"
    FIRE = "fire"
    TOURIST_POLICE = "tourist-police"
    COAST_GUARD = "coast-guard"
    HOTLINE = "hotline"
    CONSULAR_PROTECTION = "consular-protection"
    CONSULAR_SECTION = "consular-section"
    OFFICE = "office"


class PhoneCore(Record):
    """What is published of a number as it stands."""

    use: PhoneUse = Field(description="What the number is for.")
    number: Line = Field(description="E.164, a plus sign and digits alone, or a short number, such as 112.")
    hours: Text | None = Field(None, description="When it is answered.")
    languages: tuple[LanguageTag, ...] = Field((), description="Languages spoken, as a source names them.")
    note: Text | None = Field(None, description="One sentence the reader needs beside the number.")


class Phone(PhoneCore, Contact):
    """A phone number: E.164 for a subscriber, or a short number that is dialled inside its country."""

    region: CountryCode | None = Field(None, description="Country of the number, where it is not the host country.")


class Email(Contact):
    """A mailbox."""

    address: Line = Field(description="The mailbox, such as chinaemb_xx@mfa.gov.cn.")
    note: Text | None = Field(None, description="What the mailbox is for, where it is not for everything.")


class Website(Contact):
    """A website."""

    url: WebAddress = Field(description="Its address, http or https.")


class Address(Contact):
    """A postal address as the host country writes it."""

    text: Line = Field(description="The address, in one line.")
    language: LanguageTag | None = Field(None, description="Language of the address, for the page's lang attribute.")
    local: Line | None = Field(None, description="The same address in the local script, to show to a driver.")
    local_language: LanguageTag | None = Field(None, description="Language of `local`.")


class MissionKind(StrEnum):
    """Kinds of mission, from the largest to the smallest."""

    EMBASSY = "embassy"
    CONSULATE_GENERAL = "consulate-general"
    CONSULATE = "consulate"
    OFFICE = "office"


class MissionState(StrEnum):
    """Whether a mission serves the public."""

    OPEN = "open"
    SUSPENDED = "suspended"
    UNCONFIRMED = "unconfirmed"  # no recent source says that it is open at this place


class MissionStatus(Record):
    """State of a mission, who covers its district, and what the reader should know."""

    state: MissionState = Field(MissionState.OPEN, description="open, suspended or unconfirmed.")
    covered_by: Slug | None = Field(None, description="Id of the mission of the same country that covers for it.")
    note: Text | None = Field(None, description="One sentence for the reader.")
    sources: tuple[SourceId, ...] = Field((), description="Evidence for the state.")

    @model_validator(mode="after")
    def _says_why(self) -> MissionStatus:
        if self.state is not MissionState.OPEN and self.note is None:
            raise PydanticCustomError("status-note", "no note")
        return self


class District(Record):
    """One part of the host country that a mission serves (consular district, 领区)."""

    name: Text = Field(description="The state, province or city.")
    sources: tuple[SourceId, ...] = Field(min_length=1, description="Evidence.")


class MissionCore(Record):
    """What is published of a mission as it stands."""

    id: Slug = Field(description="Unique in its country, such as embassy or osaka.")
    kind: MissionKind = Field(description="embassy, consulate-general, consulate or office.")
    name: Text = Field(description="Its full name.")
    city: Text | None = Field(None, description="Its city, where a source names it.")
    hours: Text | None = Field(None, description="Opening hours, as a source names them.")


class Mission(MissionCore):
    """An embassy, consulate-general, consulate or office, and how to reach it."""

    region: CountryCode | None = Field(
        None, description="Region of its numbers, where it is not the country's own code."
    )
    sources: tuple[SourceId, ...] = Field(min_length=1, description="Evidence that it exists.")
    status: MissionStatus = Field(MissionStatus(), description="Open unless stated.")
    district: tuple[District, ...] = Field((), description="The areas it serves; empty where no source names them.")
    address: Address | None = Field(None, description="Where it is.")
    phones: tuple[Phone, ...] = Field((), description="Its numbers, the consular-protection line first.")
    email: Email | None = Field(None, description="Its mailbox.")
    website: Website | None = Field(None, description="Its own site.")


class ChannelCore(Record):
    """What is published of a channel as it stands."""

    name: Text = Field(description="What the reader looks for, by its own name.")
    how: Text = Field(description="One sentence: how it is used.")


class Channel(ChannelCore):
    """A way to reach help that is no phone: mini-programme, app with internet calls, web form."""

    id: Slug
    website: Website | None = Field(None, description="Where it is found.")
    sources: tuple[SourceId, ...] = Field(min_length=1, description="Evidence.")


class HotlineCore(Record):
    """What is published of a hotline as it stands."""

    id: Slug = Field(description="Its name, which `contact:hotline/…` links use.")
    short_name: Line = Field(description="What people call it.")
    name: Text = Field(description="Its full name.")
    intro: Text = Field(description="One sentence: who answers, and when.")
    notice: Text = Field(description="The warning that is printed wherever the number is.")


class Hotline(HotlineCore):
    """A line that belongs to no country page, such as the sending state's own."""

    region: CountryCode = Field(description="Country whose numbering plan the numbers belong to.")
    phones: tuple[Phone, ...] = Field(min_length=1, description="Its numbers, the one to dial first at the top.")
    channels: tuple[Channel, ...] = Field((), description="Ways to reach it that are no phone.")
    website: Website | None = Field(None, description="Its own page.")
    sources: tuple[SourceId, ...] = Field(min_length=1, description="Evidence.")


class RetiredNumber(Record):
    """A number that must never appear again, on any page, in any record."""

    number: Line = Field(description="The number in E.164.")
    reason: Text = Field(description="Why it must not come back.")
    sources: tuple[SourceId, ...] = Field(min_length=1, description="Evidence.")
