"""Items: country, topic, event, audience and training pack. Kind and slug come from the path, never from inside."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from .base import (
    CountryCode,
    Day,
    Decimal,
    HistoryEntry,
    Line,
    PartialDate,
    Record,
    Slug,
    Source,
    SourceId,
    Text,
    WholeNumber,
    Withdrawal,
    YesNo,
)
from .contacts import Channel, Mission, Phone


class Kind(StrEnum):
    """Kinds of item; the value is the collection's folder under ``docs/``."""

    COUNTRY = "countries"
    TOPIC = "topics"
    EVENT = "events"
    AUDIENCE = "audiences"
    PACK = "training"


class Item(Record):
    """What every ``facts.yml`` may hold, whatever its kind."""

    reviewed: Day = Field(description="The day a person last went through the whole page.")
    sources: dict[SourceId, Source] = Field({}, description="Source records by name; others stand in docs/sources.yml.")
    history: tuple[HistoryEntry, ...] = Field((), description="Changes worth telling a reader, newest first.")
    withdrawn: Withdrawal | None = Field(None, description="Present = no longer true; the page stays and says so.")


class Region(StrEnum):
    """Regions, as the ministry's own country pages are divided."""

    ASIA = "asia"
    AFRICA = "africa"
    EUROPE = "europe"
    NORTH_AMERICA = "north-america"
    SOUTH_AMERICA = "south-america"
    OCEANIA = "oceania"


class AlertCore(Record):
    """What is published of an alert as it stands."""

    area: Text | None = Field(None, description="The area it covers; none = the whole country.")
    issued: Day = Field(description="The day the issuer published it.")
    expires: Day | None = Field(None, description="The day the issuer's text says it ends; none = it names no end.")
    summary: dict[str, Line] = Field(
        min_length=1,
        description="Our own summary. A language may be missing: it is then shown in the other, marked so.",
    )
    corrected: tuple[Day, ...] = Field(
        (),
        description="Days on which our own words were corrected, oldest first. A change by the issuer: another alert.",
    )


class Alert(AlertCore):
    """An issuer's warning, quoted: the project never sets a level of its own."""

    id: Slug = Field(description="Unique in its country; the stable part of its address in feeds.")
    issuer: Slug = Field(description="An issuer of docs/levels.yml.")
    level: Slug = Field(description="A level of that issuer in docs/levels.yml.")
    open_ended: YesNo = Field(False, description="yes only where the issuer names no end; else expires is required.")
    source: SourceId = Field(description="The issuer's own text.")
    replaces: Slug | None = Field(None, description="Id of the alert that this one updates or cancels.")
    cancelled: YesNo = Field(False, description="yes = this alert ends the one it replaces.")

    @model_validator(mode="after")
    def _ends(self) -> Alert:
        if self.expires is None and not self.open_ended:
            raise PydanticCustomError("alert-expires", "no expiry")
        if self.expires is not None and self.expires < self.issued:
            raise PydanticCustomError("end-before-start", "ends before it starts")
        return self


class LocalAliases(Record):
    """Other names that people type; never shown, only searched."""

    common: dict[str, tuple[Line, ...]] = Field({}, description="Everyday names, per language.")
    former: dict[str, tuple[Line, ...]] = Field({}, description="Former names, per language.")
    misspelt: dict[str, tuple[Line, ...]] = Field({}, description="Frequent misspellings, per language.")


class Relations(Record):
    """Diplomatic relations with the sending state, as its own list gives them."""

    listed: Day | None = Field(None, description="The date as listed; not always the first or an unbroken one.")
    sources: tuple[SourceId, ...] = Field(min_length=1, description="Evidence.")


class Figure(Record):
    """A number used in prose: `[613](figure:yemen-evacuated)`. The text of the link must show this value."""

    value: Decimal = Field(description="Digits only, without separators, such as 6000; a point for decimals.")
    sources: tuple[SourceId, ...] = Field(min_length=1, description="Evidence.")
    note: Text | None = Field(None, description="What the number counts, and what it does not.")


class CountryCore(Record):
    """What is published of a country as it stands: a field that is added here is on pages and in the API."""

    code: CountryCode = Field(description="ISO 3166-1 alpha-2 code.")
    region: Region = Field(description="asia, africa, europe, north-america, south-america or oceania.")
    capital: Text | None = Field(None, description="The capital, for search.")
    topics: tuple[Slug, ...] = Field((), description="Topics that matter most here.")


class Country(CountryCore, Item):
    """A country or region: its emergency numbers, the missions there, and alerts."""

    name: Text | None = Field(None, description="Overrides the names that CLDR gives for the code.")
    aliases: LocalAliases = Field(LocalAliases(), description="Names people type.")
    relations: Relations | None = Field(None, description="Diplomatic relations with the sending state.")
    emergency: tuple[Phone, ...] = Field(
        (), description="Local emergency numbers; every use that no source settles is left out."
    )
    missions: tuple[Mission, ...] = Field((), description="Missions, the embassy first.")
    channels: tuple[Channel, ...] = Field((), description="Ways to reach help here that are no phone.")
    alerts: tuple[Alert, ...] = Field((), description="Alerts of issuers in docs/levels.yml, newest first.")
    figures: dict[Slug, Figure] = Field({}, description="Numbers used in the prose.")


class TopicCategory(StrEnum):
    """Shelves of the topic list, in the order in which the list shows them."""

    EMERGENCY = "emergency"  # what to do and whom to call
    CRIME = "crime"
    DISASTER = "disaster"  # nature, conflict, unrest
    HEALTH = "health"
    DOCUMENTS = "documents"  # passport, law, detention
    WORK_AND_STUDY = "work-and-study"
    DAILY_LIFE = "daily-life"


class Question(Record):
    """One quiz question, usable as a riddle."""

    question: Text = Field(description="The question, or the riddle.")
    options: tuple[Text, ...] = Field(min_length=2, max_length=5, description="Two to five answers to choose from.")
    answer: WholeNumber = Field(description="Number of the right option, counted from 1.")
    reason: Text = Field(description="Why it is right, in one or two sentences.")

    @model_validator(mode="after")
    def _answer_is_an_option(self) -> Question:
        if not 1 <= self.answer <= len(self.options):
            raise PydanticCustomError("quiz-answer", "no such option", {"count": len(self.options)})
        return self


class TopicCore(Record):
    """What is published of a topic as it stands."""

    category: TopicCategory = Field(description="The shelf in the list of topics.")
    urgent: YesNo = Field(False, description="yes = the page opens with numbered steps for the first hour.")
    audiences: tuple[Slug, ...] = Field((), description="Audiences it matters to.")
    related: tuple[Slug, ...] = Field((), description="Related topics.")
    countries: tuple[Slug, ...] = Field((), description="Countries where sources show it matters most.")


class Topic(TopicCore, Item):
    """A risk topic: first hour, how it happens, prevention, what a mission can do."""

    icon: Slug = Field(description="Name of an icon of the theme's Material set, such as passport.")
    figures: dict[Slug, Figure] = Field({}, description="Numbers used in the prose.")
    quiz: tuple[Question, ...] = Field((), description="Questions for trainings.")


class AttendanceCore(Record):
    """What is published of an attendance as it stands."""

    value: WholeNumber = Field(description="The number of people.")
    qualifier: Qualifier | None = Field(None, description="about, nearly or more-than; none = as counted.")


class Attendance(AttendanceCore):
    """How many people took part, as a source says."""

    sources: tuple[SourceId, ...] = Field(min_length=1, description="Evidence.")


class Qualifier(StrEnum):
    """How exactly a source counts."""

    ABOUT = "about"
    NEARLY = "nearly"
    MORE_THAN = "more-than"


AttendanceCore.model_rebuild()
Attendance.model_rebuild()


class EventCore(Record):
    """What is published of an event as it stands."""

    start: PartialDate = Field(description="First day, or month where no source gives the day.")
    end: PartialDate | None = Field(None, description="Last day; none = one day, or not known.")
    place: Text = Field(description="Where it took place.")
    organisers: tuple[Text, ...] = Field(min_length=1, description="Organisations only.")
    audiences: tuple[Slug, ...] = Field((), description="Audience pages it belongs to.")
    topics: tuple[Slug, ...] = Field((), description="Topics that were treated.")
    formats: tuple[Text, ...] = Field((), description="Lecture, exhibition, riddles …")
    questions: tuple[Text, ...] = Field((), description="What people asked, as the source tells.")
    materials: tuple[Text, ...] = Field((), description="What was handed out or used.")


class Event(EventCore, Item):
    """A report of an outreach event that another organiser could copy. No private persons."""

    country: CountryCode | None = Field(None, description="Country of the place.")
    attendance: Attendance | None = Field(None, description="How many took part.")
    figures: dict[Slug, Figure] = Field({}, description="Numbers used in the prose.")
    source: SourceId = Field(description="The report's main source, one of `sources`.")

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Event:
        if self.end is not None and self.end.last < self.start.first:
            raise PydanticCustomError("end-before-start", "ends before it starts")
        return self


class ChecklistItem(Record):
    """One line to tick, with the topic that explains it."""

    text: Text = Field(description="The line to tick.")
    topic: Slug | None = Field(None, description="The topic that explains it.")


class Audience(Item):
    """A group of readers: what it reads first, its checklist and its packs."""

    icon: Slug = Field(description="Name of an icon of the theme's Material set.")
    topics: tuple[Slug, ...] = Field(min_length=1, description="Topics in reading order.")
    checklist: tuple[ChecklistItem, ...] = Field((), description="Lines to tick; prints on one page.")
    packs: tuple[Slug, ...] = Field((), description="Training packs for this audience.")
    figures: dict[Slug, Figure] = Field({}, description="Numbers used in the prose.")


class Paper(StrEnum):
    """Paper sizes of a pack."""

    A4 = "a4"
    LETTER = "letter"
    A5 = "a5"


class Pack(Item):
    """A training pack: what goes into the handbook, the cards and the quiz."""

    audience: Slug = Field(description="The audience it is made for.")
    pages: tuple[Line, ...] = Field(min_length=1, description="Items in order, such as topics/lost-passport.")
    cards: tuple[Slug, ...] = Field((), description="Countries whose pocket cards are included.")
    quiz: tuple[Slug, ...] = Field((), description="Topics whose questions are included.")
    paper: Paper = Field(Paper.A4, description="a4, letter or a5.")
    minutes: WholeNumber | None = Field(None, description="Length of the session, in minutes.")


MODELS: dict[Kind, type[Item]] = {
    Kind.COUNTRY: Country,
    Kind.TOPIC: Topic,
    Kind.EVENT: Event,
    Kind.AUDIENCE: Audience,
    Kind.PACK: Pack,
}
