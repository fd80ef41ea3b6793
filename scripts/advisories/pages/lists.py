"""Lists of items as pages show them: countries by region, topics by shelf, events by date, alerts by day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..model import Event, Item, Kind, Level, Pack, Region, TopicCategory
from ..public.models import PublicAlert, PublicCountry, PublicValue
from ..tasks.queries import query
from . import country_finder
from .site_context import Site


@dataclass(frozen=True)
class Card:
    """A link to an item with what a reader needs to choose it."""

    key: str
    title: str
    description: str
    icon: str = ""
    urgent: bool = False


@dataclass(frozen=True)
class LevelMark:
    """An alert in force on a search hit: the issuer's own word, and the area it is for."""

    text: str
    tone: str
    issued: date


@dataclass(frozen=True)
class CountryLine:
    """A country in the finder, with its alerts in force."""

    key: str
    title: str
    region: Region
    missions: int
    alerts: tuple[PublicAlert, ...]
    reviewed: date


@dataclass(frozen=True)
class LevelChoice:
    """A level by which the finder filters: its issuer's word, as ``issuer/level``."""

    id: str
    issuer: str
    word: str


@dataclass(frozen=True)
class RegionGroup:
    """The countries of one region."""

    region: Region
    countries: tuple[CountryLine, ...]


@dataclass(frozen=True)
class EventCard:
    """An event in a list."""

    card: Card
    facts: Event


@dataclass(frozen=True)
class IssuerLink:
    """An issuer of alerts, and its own page."""

    id: str
    name: str
    scale_note: str
    website: PublicValue | None
    levels: tuple[Level, ...]


@query
def card(site: Site, key: str, language: str) -> Card | None:
    """The card of an item, or ``None`` where there is no such item (a rule reports it)."""
    if (entry := site.catalogue.entries.get(key)) is None or entry.facts.withdrawn is not None:
        return None
    return Card(key, site.title(key, language), entry.pages[language].description, entry.icon, entry.is_urgent)


def cards(site: Site, kind: str, slugs: Iterable[str], language: str) -> list[Card]:
    """Cards in the given order."""
    return [found for slug in slugs if (found := card(site, f"{kind}/{slug}", language))]


@query
def all_cards(site: Site, kind: str, language: str) -> list[Card]:
    """Cards of a whole collection, by title."""
    found = cards(site, kind, (entry.slug for entry in site.catalogue.of(Kind(kind))), language)
    return sorted(found, key=lambda one: country_finder.order(one.title))


@query
def countries_by_region(site: Site, language: str) -> list[RegionGroup]:
    """Regions in the order of the model, countries by name; empty regions are left out."""
    lines = country_lines(site, language)
    groups = (RegionGroup(region, tuple(line for line in lines if line.region is region)) for region in Region)
    return [group for group in groups if group.countries]


@query
def country_lines(site: Site, language: str) -> list[CountryLine]:
    """All countries and regions by name."""
    lines = (
        CountryLine(one.key, one.names[language], one.region, len(one.missions), one.alerts, one.reviewed)
        for one in site.countries
    )
    return sorted(lines, key=lambda line: country_finder.order(line.title))


@query
def levels_in_force(site: Site, language: str) -> list[LevelChoice]:
    """Levels that an alert in force quotes, the gravest of each issuer first; none is the normal state."""
    used = {alert.level_id for alert in current_alerts(site)}
    choices = [
        LevelChoice(f"{issuer.id}/{level.id}", issuer.name[language], level.word[language])
        for issuer in site.issuers
        for level in sorted(issuer.levels, key=lambda one: int(one.rank), reverse=True)
    ]
    return [one for one in choices if one.id in used]


def finder_terms(site: Site) -> dict[str, str]:
    """What people may type, by country's slug and by region: the file that the finder fetches when it is used."""
    regions = {
        str(region): country_finder.joined(str(words(f"region.{region}")) for words in site.words.values())
        for region in Region
    }
    return {**{country.slug: country_finder.terms(country) for country in site.countries}, **regions}


@query
def topics_by_category(site: Site, language: str) -> list[tuple[TopicCategory, list[Card]]]:
    """Shelves in the order of the model; urgent topics first on each."""
    shelves = []
    for category in TopicCategory:
        slugs = [entry.slug for entry, topic in site.topics() if topic.category is category]
        if found := cards(site, Kind.TOPIC, slugs, language):
            shelves.append((category, sorted(found, key=lambda one: (not one.urgent, country_finder.order(one.title)))))
    return shelves


@query
def events_by_year(site: Site, language: str) -> list[tuple[int, list[EventCard]]]:
    """The newest event first."""
    years: dict[int, list[EventCard]] = {}
    for event in latest_events(site, language):
        years.setdefault(event.facts.start.first.year, []).append(event)
    return list(years.items())


@query
def latest_events(site: Site, language: str) -> list[EventCard]:
    """All events, the newest first."""
    found = [
        EventCard(one, facts) for entry, facts in site.events() if (one := card(site, entry.key, language)) is not None
    ]
    return sorted(found, key=lambda event: (event.facts.start.root, event.card.key), reverse=True)


@query
def current_alerts(site: Site) -> list[PublicAlert]:
    """Alerts in force today, the newest first."""
    found = [alert for country in site.countries for alert in country.alerts]
    return sorted(found, key=lambda alert: (alert.issued, alert.id), reverse=True)


def first_alerts(site: Site, most: int) -> list[PublicAlert]:
    """Alerts in force for a short list: all of danger, however old, then the newest others, ``most`` in all."""
    every = current_alerts(site)
    grave = [alert for alert in every if alert.level.tone == "danger"]
    return grave + [alert for alert in every if alert not in grave][: max(most - len(grave), 0)]


@query
def issuers(site: Site, language: str) -> list[IssuerLink]:
    """Whoever publishes alerts, with the page on which current ones are read."""
    return [
        IssuerLink(
            issuer.id, issuer.name[language], issuer.scale_note[language],
            site.projection.value(None, issuer.website, "url"), issuer.levels,
        )
        for issuer in site.issuers
    ]  # fmt: skip


def level_marks(site: Site, country: PublicCountry, language: str) -> tuple[LevelMark, ...]:
    """The alerts in force: issuers as their register has them, the gravest word of each first, then the newest."""
    newest = sorted(country.alerts, key=lambda alert: (alert.issued, alert.id), reverse=True)
    return tuple(
        LevelMark(_with_area(level.word[language], alert, language), level.tone, alert.issued)
        for issuer in site.issuers
        for level in reversed(issuer.levels)
        for alert in newest
        if alert.level_id == f"{issuer.id}/{level.id}"
    )


def _with_area(word: str, alert: PublicAlert, language: str) -> str:
    return f"{word} · {alert.area[language]}" if alert.area else word


@query
def events_of(site: Site, field: str, value: str, language: str) -> list[EventCard]:
    """Events whose ``field`` is or names ``value``, the newest first."""
    return _events_by(site, field, language).get(value, [])


@query
def _events_by(site: Site, field: str, language: str) -> dict[str, list[EventCard]]:
    found: dict[str, list[EventCard]] = {}
    for event in latest_events(site, language):
        for value in _values(event.facts, field):
            found.setdefault(value, []).append(event)
    return found


@query
def mentions(site: Site, kind: str, field: str, value: str) -> list[str]:
    """Slugs of the items of a kind whose ``field`` is or names ``value``."""
    return _mentions_by(site, kind, field).get(value, [])


@query
def _mentions_by(site: Site, kind: str, field: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for entry in site.catalogue.of(Kind(kind)):
        for value in _values(entry.facts, field):
            found.setdefault(value, []).append(entry.slug)
    return found


def _values(facts: Item, field: str) -> Iterable[str]:
    value = getattr(facts, field)
    return dict.fromkeys((value,) if isinstance(value, str) else value or ())


def packs_with(site: Site, key: str) -> list[str]:
    """Packs whose pages include the item, by slug."""
    return mentions(site, Kind.PACK, "pages", key)


@query
def pack(site: Site, key: str) -> Pack:
    """The facts of a pack."""
    return site.catalogue.entries[key].pack


@query
def quiz_length(site: Site, key: str) -> int:
    """How many questions the quiz of a topic has."""
    return len(site.catalogue.entries[key].topic.quiz)
