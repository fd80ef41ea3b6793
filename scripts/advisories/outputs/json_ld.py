"""What a page says to machines in its own HTML: JSON-LD (schema.org), Open Graph, and links to its data files.

Made from the same records as the API. JSON-LD is a data block, not a script: nothing runs. Hours are quoted as text,
since sources do not give them in a form that could be computed with.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import Markup

from ..common.characters import one_line
from ..content.catalogue import Entry
from ..model import Kind, MissionKind
from ..pages import views
from ..pages.site_context import Site
from ..public.models import PublicAlert, PublicCountry, PublicEvent, PublicMission, PublicPhone
from . import calendars, changelog
from .crawlers import last_changed
from .output import say
from .signing import SecretKey
from .urls import CHANGES, OfferedFile, offered

CONTEXT = "https://schema.org"
DATA_PAGE = "data"
ARTICLES = (Kind.TOPIC, Kind.AUDIENCE)


@dataclass(frozen=True)
class FeedLink:
    """A feed that a page offers."""

    title: str
    path: str


@dataclass(frozen=True)
class PageData:
    """What templates see as ``data``; paths are below the site's root."""

    linked: Markup
    type: str
    feeds: tuple[FeedLink, ...]
    json: str | None
    card: str | None
    cards: Mapping[str, str]
    codes: Mapping[str, str]
    calendars: tuple[str, ...]
    changes: tuple[changelog.Month, ...]
    all_changes: str
    files: tuple[OfferedFile, ...]
    public_key: str | None


class Pages:
    """The data of the pages of one site; records are made once."""

    def __init__(self, site: Site, key: SecretKey | None = None) -> None:
        self.site = site
        self.key = key
        self.public_key = key.public().splitlines()[1] if key else None

    @cached_property
    def events(self) -> Mapping[str, PublicEvent]:
        return {one.slug: one for one in self.site.projection.events}

    def of(self, key: str, language: str) -> PageData:
        """The data of one page; on the not-found page only the feeds of the whole site."""
        places = self.site.addresses
        entry = self.site.catalogue.entries.get(key)
        country = self.site.projection.country(entry) if entry and entry.kind is Kind.COUNTRY else None
        standing = country if country and country.withdrawn is None else None
        missions = [one for one in standing.missions if one.card] if standing else []
        named = {one.id: f"{one.country}/{one.id}" for one in missions}
        called = {one.id for one in missions if one.phones}
        names = calendars.listed(self.site)
        return PageData(
            linked=script([*self.graph(key, language, entry)]) if self.is_page(key) else Markup(""),
            type="article" if entry else "website",
            feeds=tuple(self.feeds(key, language, entry)),
            json=places.api(f"{key}.json") if country else None,
            card=places.card(standing.slug, language) if standing and standing.card else None,
            cards={one: places.card(name, language) for one, name in named.items()},
            codes={one: places.code(name, language) for one, name in named.items() if one in called},
            calendars=names,
            changes=changelog.months(self.site, language) if key == changelog.PAGE else (),
            all_changes=places.api(CHANGES),
            files=tuple(offered(self.site, language, names)) if key == DATA_PAGE else (),
            public_key=self.public_key,
        )

    def is_page(self, key: str) -> bool:
        """Whether the key is that of a page, not of the not-found page."""
        return key in self.site.catalogue.entries or key in self.site.catalogue.pages

    def feeds(self, key: str, language: str, entry: Entry | None) -> Iterator[FeedLink]:
        """The page's own feed, then what it is about."""
        words, places = self.site.words[language], self.site.addresses
        if entry and entry.kind in (Kind.COUNTRY, Kind.TOPIC):
            yield FeedLink(self.site.title(key, language), places.feed(key, language))
        names = {
            str(Kind.EVENT): ["events"],
            str(Kind.COUNTRY): ["alerts", "contact-changes"],
            DATA_PAGE: ["alerts", "contact-changes", "events"],
            changelog.PAGE: ["contact-changes", "alerts", "events"],
        }
        if entry is None:
            for name in (*names.get(key, ()), "all"):
                yield FeedLink(say(words, f"data.feed.{name}"), places.feed(name, language))

    # -- JSON-LD

    def graph(self, key: str, language: str, entry: Entry | None) -> Iterator[dict[str, Any]]:
        """The nodes of one page: the page itself, and what it is about."""
        node: dict[str, Any] = {
            "@type": "WebSite" if key == "index" else "WebPage",
            "@id": self.site.addresses.page(key, language),
            "url": self.site.addresses.page(key, language),
            "name": one_line(self.site.title(key, language)),
            "inLanguage": self.site.addresses.tags[language],
        }
        if entry is None:
            yield node
        elif entry.kind is Kind.COUNTRY:
            until = str(views.reliable_until(self.site, entry))
            yield {**node, **self.dates(entry), "lastReviewed": str(entry.facts.reviewed), "expires": until}
            yield from self.of_country(self.site.projection.country(entry), language)
        elif entry.kind is Kind.EVENT:
            yield {**node, **self.dates(entry)}
            yield self.of_event(self.events[entry.slug], language)
        else:
            yield self.article(node, entry, language)

    def dates(self, entry: Entry) -> dict[str, Any]:
        changed = last_changed(self.site, entry.key)
        return {"dateModified": str(changed)} if changed else {}

    def article(self, node: dict[str, Any], entry: Entry, language: str) -> dict[str, Any]:
        """A topic or a reading list; training material is a learning resource."""
        kind = "Article" if entry.kind in ARTICLES else "LearningResource"
        title = node.pop("name")
        named = {"headline": title} if kind == "Article" else {"name": title}
        return {**node, **named, **self.dates(entry), "@type": kind, "description": entry.pages[language].description}

    def of_country(self, country: PublicCountry, language: str) -> Iterator[dict[str, Any]]:
        """Missions, emergency numbers, alerts in force; nothing where the page was withdrawn."""
        if country.withdrawn:
            return
        place = {"@type": "Place", "name": country.title[language]}
        words = self.site.words[language]
        if country.emergency:
            points = [self.point(phone, language, country.title[language]) for phone in country.emergency]
            name = say(words, "data.card.emergency", name=country.title[language])
            yield {"@type": "EmergencyService", "name": name, "areaServed": place, "contactPoint": points}
        for mission in country.missions:
            yield self.of_mission(mission, language)
        for alert in country.alerts:
            yield self.of_alert(alert, place, language)

    def of_mission(self, mission: PublicMission, language: str) -> dict[str, Any]:
        """A mission: an embassy is a building in schema.org, and an office which people call."""
        office = "GovernmentOffice"
        areas = [one[language] for one in mission.district]
        return filled({
            "@type": ["Embassy", office] if mission.kind is MissionKind.EMBASSY else office,
            "@id": mission.page[language],
            "name": mission.name[language],
            "address": mission.address.value if mission.address else None,
            "email": mission.email.value if mission.email else None,
            "url": mission.website.value if mission.website else None,
            "contactPoint": [self.point(phone, language, areas or None) for phone in mission.phones],
        })  # fmt: skip

    def point(self, phone: PublicPhone, language: str, area: Any) -> dict[str, Any]:
        """A number: what it is for, when it is answered, in which languages, for which area."""
        hours = {"@type": "OpeningHoursSpecification", "description": phone.hours[language]} if phone.hours else None
        return filled({
            "@type": "ContactPoint",
            "telephone": phone.number,
            "contactType": say(self.site.words[language], f"use.{phone.use}"),
            "availableLanguage": list(phone.languages),
            "hoursAvailable": hours,
            "areaServed": area,
        })  # fmt: skip

    def of_alert(self, alert: PublicAlert, place: dict[str, Any], language: str) -> dict[str, Any]:
        """An alert in force: the issuer is its author."""
        source = alert.source
        return filled({
            "@type": "SpecialAnnouncement",
            "@id": alert.page[language],
            "name": alert.level.word[language],
            "text": alert.summary.get(language),
            "datePosted": str(alert.issued),
            "expires": str(alert.expires) if alert.expires else None,
            "author": {"@type": "Organization", "name": alert.issuer.name[language]},
            "spatialCoverage": place,
            "isBasedOn": source.url if source else None,
        })  # fmt: skip

    def of_event(self, event: PublicEvent, language: str) -> dict[str, Any]:
        """An event; a month where no day is known (ISO 8601)."""
        source = event.source
        return filled({
            "@type": "Event",
            "name": event.title[language],
            "description": event.description[language],
            "startDate": event.start.root,
            "endDate": event.end.root if event.end else None,
            "location": {"@type": "Place", "name": event.place[language]},
            "organizer": [{"@type": "Organization", "name": one[language]} for one in event.organisers],
            "subjectOf": source.url if source else None,
        })  # fmt: skip


def filled(node: dict[str, Any]) -> dict[str, Any]:
    """The node without what is not known."""
    return {name: value for name, value in node.items() if value not in (None, [], ())}


def script(nodes: list[dict[str, Any]]) -> Markup:
    """A data block that no text can end: ``<`` is written as an escape (HTML, section 4.12.1.3)."""
    text = json.dumps({"@context": CONTEXT, "@graph": nodes}, ensure_ascii=False, separators=(",", ":"))
    safe = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return Markup(f'<script type="application/ld+json">{safe}</script>')  # noqa: S704 - made by json and escaped above
