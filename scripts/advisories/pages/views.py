"""The view of each kind of page: the lists and records its template shows beside the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..content.catalogue import Entry
from ..model import Kind, PhoneUse
from ..public import freshness
from ..public.addresses import HOME
from ..public.models import PublicContact, PublicSource
from . import country_finder, lists
from .citations import Citations
from .site_context import Ref, Site

RESCUERS = (PhoneUse.POLICE, PhoneUse.AMBULANCE, PhoneUse.FIRE)
SHOWN_ON_HOME = 4


@dataclass(frozen=True)
class Seen:
    """What stands under a card: in which sources its values were seen, by day, and what we checked ourselves."""

    days: tuple[tuple[date, tuple[PublicSource, ...]], ...]
    confirmed: tuple[tuple[date, str], ...]
    stale: bool

    @property
    def sources(self) -> tuple[PublicSource, ...]:
        """All sources, in the order of the days."""
        return tuple(source for _, sources in self.days for source in sources)


def of(site: Site, ref: Ref) -> dict[str, Any]:
    """The view of a page."""
    if ref.entry:
        return {**_item(site, ref.entry), **ITEM_VIEWS[ref.entry.kind](site, ref.entry, ref.language)}
    if ref.key == HOME:
        return home(site, ref.language)
    view = LIST_VIEWS.get(ref.key)
    return view(site, ref.language) if view else {}


def reserve(site: Site, ref: Ref, citations: Citations) -> None:
    """Number the sources of contacts first, since a country page shows them above its text."""
    if ref.entry and ref.entry.kind is Kind.COUNTRY:
        country = site.country(ref.entry.key)
        citations.add(seen_of(country.emergency).sources)
        for mission in country.missions:
            citations.add(seen_of(mission.contacts).sources)


def reliable_until(site: Site, entry: Entry) -> date:
    """Until when a copy of the page may be relied on: the hotline stands on every page."""
    contacts: list[PublicContact] = [phone for hotline in site.hotlines for phone in hotline.phones]
    if entry.kind is Kind.COUNTRY:
        contacts += site.country(entry.key).contacts
    return freshness.reliable_until(contacts, [entry.facts.reviewed])


def seen_of(contacts: Iterable[PublicContact]) -> Seen:
    """Where and when several contacts were seen, without repetition, the latest day first."""
    every = list(contacts)
    sources = {source.id: source for contact in every for source in contact.sources}
    days = sorted({source.seen for source in sources.values()}, reverse=True)
    confirmed = {(contact.confirmed.on, str(contact.confirmed.how)) for contact in every if contact.confirmed}
    return Seen(
        days=tuple((day, tuple(source for source in sources.values() if source.seen == day)) for day in days),
        confirmed=tuple(sorted(confirmed, reverse=True)),
        stale=any(contact.stale for contact in every),
    )


def _item(site: Site, entry: Entry) -> dict[str, Any]:
    return {"reviewed": entry.facts.reviewed, "review_due": freshness.review_due(entry.facts.reviewed)}


def country(site: Site, entry: Entry, language: str) -> dict[str, Any]:
    """Emergency numbers, missions, alerts, topics."""
    public = site.country(entry.key)
    uses = {phone.use for phone in public.emergency}
    missing = [] if not uses or PhoneUse.GENERAL in uses else [use for use in RESCUERS if use not in uses]
    events = lists.events_of(site, "country", public.code, language)
    return {
        "country": public,
        "missing_uses": missing,
        "seen_of": seen_of,
        "missions_by_id": {mission.id: mission for mission in public.missions},
        "mission_terms": country_finder.mission_terms if len(public.missions) > 1 else None,
        "issuers": lists.issuers(site, language),
        "topics": lists.cards(site, Kind.TOPIC, country_topics(site, entry), language),
        "events": events,
    }


def country_topics(site: Site, entry: Entry) -> list[str]:
    """Topics the country names, then topics that name the country."""
    return list(dict.fromkeys((*entry.country.topics, *lists.mentions(site, Kind.TOPIC, "countries", entry.slug))))


def topic(site: Site, entry: Entry, language: str) -> dict[str, Any]:
    """Related topics, countries, audiences, events, quiz."""
    facts = entry.topic
    events = lists.events_of(site, "topics", entry.slug, language)
    return {
        "related": lists.cards(site, Kind.TOPIC, facts.related, language),
        "countries": lists.cards(site, Kind.COUNTRY, facts.countries, language),
        "audiences": lists.cards(site, Kind.AUDIENCE, facts.audiences, language),
        "events": events,
        "packs": lists.cards(site, Kind.PACK, lists.packs_with(site, entry.key), language),
    }


def event(site: Site, entry: Entry, language: str) -> dict[str, Any]:
    """Topics that were treated, audiences, the organiser's own report."""
    facts = entry.event
    return {
        "topics": lists.cards(site, Kind.TOPIC, facts.topics, language),
        "audiences": lists.cards(site, Kind.AUDIENCE, facts.audiences, language),
        "report": site.sources(entry.key, (facts.source,)),
    }


def audience(site: Site, entry: Entry, language: str) -> dict[str, Any]:
    """Topics in reading order, checklist, packs, events."""
    facts = entry.audience
    titles = {
        line.topic: site.title(f"{Kind.TOPIC}/{line.topic}", language)
        for line in facts.checklist
        if line.topic and site.has_page(f"{Kind.TOPIC}/{line.topic}")
    }
    return {
        "topics": lists.cards(site, Kind.TOPIC, facts.topics, language),
        "packs": lists.cards(site, Kind.PACK, facts.packs, language),
        "events": lists.events_of(site, "audiences", entry.slug, language),
        "checklist_titles": titles,
    }


def pack(site: Site, entry: Entry, language: str) -> dict[str, Any]:
    """What goes into the pack."""
    facts = entry.pack
    pages = [card for key in facts.pages if (card := lists.card(site, key, language))]
    quiz = [(card, lists.quiz_length(site, card.key)) for card in lists.cards(site, Kind.TOPIC, facts.quiz, language)]
    return {
        "audience": lists.card(site, f"{Kind.AUDIENCE}/{facts.audience}", language),
        "pages": pages,
        "quiz": quiz,
        "cards": lists.cards(site, Kind.COUNTRY, facts.cards, language),
    }


def home(site: Site, language: str) -> dict[str, Any]:
    """Everything begins here: countries, topics, audiences, what is new."""
    return {
        **_finder(site, language),
        "seen_of": seen_of,
        "topics": sorted(lists.all_cards(site, Kind.TOPIC, language), key=lambda card: not card.urgent),
        "audiences": lists.all_cards(site, Kind.AUDIENCE, language),
        "alerts": lists.first_alerts(site, SHOWN_ON_HOME),
        "issuers": lists.issuers(site, language),
        "events": lists.latest_events(site, language)[:SHOWN_ON_HOME],
    }


def _finder(site: Site, language: str) -> dict[str, Any]:
    return {
        "regions": lists.countries_by_region(site, language),
        "levels": lists.levels_in_force(site, language),
    }


def list_of_countries(site: Site, language: str) -> dict[str, Any]:
    """All countries by region, and the alerts in force."""
    return {
        **_finder(site, language),
        "lines": lists.country_lines(site, language),
        "alerts": lists.current_alerts(site),
        "issuers": lists.issuers(site, language),
    }


def list_of_packs(site: Site, language: str) -> dict[str, Any]:
    """All packs with their audience and length."""
    return {"packs": [(card, lists.pack(site, card.key)) for card in lists.all_cards(site, Kind.PACK, language)]}


ITEM_VIEWS: dict[Kind, Callable[[Site, Entry, str], dict[str, Any]]] = {
    Kind.COUNTRY: country,
    Kind.TOPIC: topic,
    Kind.EVENT: event,
    Kind.AUDIENCE: audience,
    Kind.PACK: pack,
}

LIST_VIEWS: dict[str, Callable[[Site, str], dict[str, Any]]] = {
    Kind.COUNTRY: list_of_countries,
    Kind.TOPIC: lambda site, language: {"shelves": lists.topics_by_category(site, language)},
    Kind.EVENT: lambda site, language: {"years": lists.events_by_year(site, language)},
    Kind.AUDIENCE: lambda site, language: {"audiences": lists.all_cards(site, Kind.AUDIENCE, language)},
    Kind.PACK: list_of_packs,
}
