"""Atom feeds per language: everything, alerts, events, changed contacts, each country or region, each topic.

Entries come from the content's own records: ``history`` of items, alerts, events. Nothing depends on the day of the
build, so a feed changes only when what it says has changed. Entries of what was withdrawn become tombstones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ..content.catalogue import Entry
from ..language.words import Words
from ..model import HistoryKind, Kind
from ..pages.site_context import Site
from ..public.models import PublicAlert, PublicChange, PublicCountry, PublicEvent, PublicPhone
from . import atom
from .atom import AtomEntry, AtomLink, Feed, Tombstone
from .output import Output, say
from .urls import FEEDS, LICENCE


def write(site: Site, output: Output) -> None:
    """Write all feeds of all languages."""
    for language in site.languages:
        Feeds(site, language).write(output)


class Feeds:
    """The feeds of one language."""

    def __init__(self, site: Site, language: str) -> None:
        self.site = site
        self.addresses = site.addresses
        self.language = language
        self.words: Words = site.words[language]
        self.author = site.catalogue.settings.site_names.get(language) or site.title("index", language)
        self.since = max((one.facts.reviewed for one in site.catalogue.entries.values()), default=date(1970, 1, 1))
        self.by_slug = {one.slug: one for one in site.projection.countries}
        self.newest_of_country: dict[str, str] = {}
        for change in site.projection.all_changes:
            if change.kind is HistoryKind.CONTACT_CHANGED:
                self.newest_of_country.setdefault(change.item, change.id)

    def write(self, output: Output) -> None:
        alerts, cancelled = (
            list(self.alerts(self.site.projection.all_alerts)),
            list(self.ended(self.site.projection.all_alerts)),
        )
        changes, withdrawn = self.changes(self.site.catalogue.entries.values())
        contacts = [one for one in changes if one.category == HistoryKind.CONTACT_CHANGED]
        stones = [one for one in withdrawn if HistoryKind.CONTACT_CHANGED in one.ref]
        events, past_events = self.events()
        self.put(output, "all", "index", [*changes, *alerts], [*withdrawn, *cancelled])
        self.put(output, "alerts", str(Kind.COUNTRY), alerts, cancelled)
        self.put(output, "events", str(Kind.EVENT), events, past_events)
        self.put(output, "contact-changes", "index", contacts, stones)
        for entry in self.site.catalogue.entries.values():
            if entry.kind in (Kind.COUNTRY, Kind.TOPIC):
                self.put_item(output, entry)

    def put_item(self, output: Output, entry: Entry) -> None:
        """The feed of one country, region or topic."""
        changes, stones = self.changes([entry])
        has_alerts = entry.kind is Kind.COUNTRY and entry.facts.withdrawn is None
        mine = self.site.projection.alerts_of(entry) if has_alerts else ()
        self.put(output, entry.key, entry.key, [*changes, *self.alerts(mine)], [*stones, *self.ended(mine)])

    def put(self, output: Output, name: str, page: str, entries: list[AtomEntry], stones: list[Tombstone]) -> None:
        path = self.addresses.feed(name, self.language)
        title = say(self.words, f"data.feed.{name}") if name in FEEDS else self.site.title(page, self.language)
        site = self.site
        has_alerts = name in ("all", "alerts") or page.startswith(f"{Kind.COUNTRY}/")
        others = tuple(
            AtomLink(
                self.addresses.url(self.addresses.feed(name, other)),
                "alternate",
                atom.MEDIA_TYPE,
                site.addresses.tags[other],
            )
            for other in site.languages
            if other != self.language
        )
        feed = Feed(
            address=self.addresses.url(path), title=f"{title} – {self.author}", author=self.author,
            author_uri=self.addresses.page("index", self.language), language=site.addresses.tags[self.language],
            page=self.addresses.page(page, self.language), since=self.since if not (entries or stones) else date.min,
            rights=LICENCE, entries=entries, tombstones=stones, others=others,
            subtitle=say(self.words, "data.not_all_alerts") if has_alerts else "",
        )  # fmt: skip
        output.bytes(path, atom.as_xml(feed))

    # -- changes

    def changes(self, entries: Iterable[Entry]) -> tuple[list[AtomEntry], list[Tombstone]]:
        """One entry for each record of history; of a withdrawn item the last only, the others are tombstones."""
        found: list[AtomEntry] = []
        stones: list[Tombstone] = []
        for entry in entries:
            gone = entry.facts.withdrawn
            for change in self.site.projection.changes(entry):
                if self.site.projection.still_told(change):
                    found.append(self.change(change))
                elif gone:
                    stones.append(Tombstone(self.ref(change.id), gone.on, gone.reason[self.language]))
        return found, stones

    def ref(self, name: str) -> str:
        """The stable id of an entry: an address that leads to the page and never changes."""
        kind, slug, rest = name.split("/", 2)
        return self.addresses.page(f"{kind}/{slug}", self.language, f"change-{rest}")

    def change(self, change: PublicChange) -> AtomEntry:
        """A change, and after a change of contacts what is printed now."""
        label = say(self.words, f"data.change.{change.kind}")
        lines = [change.what[self.language]]
        links = [AtomLink(change.page[self.language], hreflang=self.addresses.tags[self.language])]
        country = self.by_slug.get(change.item.removeprefix(f"{Kind.COUNTRY}/"))
        if country and change.item.startswith(f"{Kind.COUNTRY}/"):
            links.append(AtomLink(country.href, "related", "application/json"))
            if self.newest_of_country.get(change.item) == change.id:
                lines += self.contacts(country)
        return AtomEntry(
            id=self.ref(change.id), title=f"{change.title[self.language]}: {label}", updated=change.on,
            published=change.on, text="\n".join(lines), links=tuple(links), category=str(change.kind), label=label,
        )  # fmt: skip

    def contacts(self, country: PublicCountry) -> Iterator[str]:
        """All numbers of a country or region as they are printed now, one a line, each with its day."""
        for phone in country.emergency:
            yield self.number(phone)
        for mission in country.missions:
            yield from (f"{mission.name[self.language]}, {self.number(phone)}" for phone in mission.phones)

    def number(self, phone: PublicPhone) -> str:
        """What a number is for, and until when a reader of the feed may rely on it."""
        until = say(self.words, "seen.until", day=self.words.day(phone.reliable_until))
        return f"{say(self.words, f'use.{phone.use}')}: {phone.international} ({until})"

    # -- alerts

    def alerts(self, alerts: Iterable[PublicAlert]) -> Iterator[AtomEntry]:
        """One entry for each alert that was not replaced or cancelled."""
        over = self.over(alerts := list(alerts))
        return (self.alert(one) for one in alerts if one.id not in over and one.state != "not-yet")

    def ended(self, alerts: Iterable[PublicAlert]) -> Iterator[Tombstone]:
        """Alerts that were replaced or cancelled, since the day of the later one."""
        over = self.over(alerts := list(alerts))
        for one in alerts:
            if one.id in over:
                yield Tombstone(one.page[self.language], over[one.id].issued, self.headline(over[one.id]))

    def over(self, alerts: Iterable[PublicAlert]) -> dict[str, PublicAlert]:
        """Alerts by the id of the one that each of them replaces."""
        return {one.replaces: one for one in alerts if one.replaces and one.state != "not-yet"}

    def headline(self, alert: PublicAlert) -> str:
        key = "data.alert.ended" if alert.cancels else "data.alert.title"
        values = {"place": alert.place, "level": alert.level.word, "issuer": alert.issuer.name}
        return say(self.words, key, **{name: text[self.language] for name, text in values.items()})

    def alert(self, alert: PublicAlert) -> AtomEntry:
        """An alert with its area, period and our summary."""
        summary = alert.summary.get(self.language)
        lines = [summary or f"{say(self.words, 'alerts.pending')} {next(iter(alert.summary.values()))}"]
        if alert.area:
            lines.append(f"{say(self.words, 'alerts.area')}: {alert.area[self.language]}")
        lines += alert_period(self.words, alert)
        links = [AtomLink(alert.page[self.language], hreflang=self.addresses.tags[self.language])]
        source = alert.source
        if source and source.url:
            links.append(AtomLink(source.url, "via"))
        if alert.cap:
            links.append(AtomLink(alert.cap, "related", "application/cap+xml"))
        return AtomEntry(
            id=alert.page[self.language], title=self.headline(alert), updated=changed(alert), published=alert.issued,
            text="\n".join(lines), links=tuple(links), category=alert.level.id, label=alert.level.word[self.language],
        )  # fmt: skip

    # -- events

    def events(self) -> tuple[list[AtomEntry], list[Tombstone]]:
        """One entry for each event; an event that was withdrawn leaves a tombstone."""
        found, stones = [], []
        for event in self.site.projection.events:
            entry = self.site.catalogue.entries[f"{Kind.EVENT}/{event.slug}"]
            if event.withdrawn:
                reason = event.withdrawn.reason[self.language]
                stones.append(Tombstone(event.page[self.language], event.withdrawn.on, reason))
            else:
                found.append(self.event(event, entry))
        return found, stones

    def event(self, event: PublicEvent, entry: Entry) -> AtomEntry:
        """An event with its day and place; the days of the entry are those of the report, not of the event."""
        days = [one.on for one in entry.facts.history] or [event.reviewed]
        when = self.words.when(event.start) + (f" – {self.words.when(event.end)}" if event.end else "")
        return AtomEntry(
            id=event.page[self.language], title=event.title[self.language], updated=max(days), published=min(days),
            text=f"{when}\n{event.place[self.language]}\n{event.description[self.language]}",
            links=(AtomLink(event.page[self.language], hreflang=self.addresses.tags[self.language]),),
            category="event", label=say(self.words, "event.kicker"),
        )  # fmt: skip


def changed(alert: PublicAlert) -> date:
    """The day on which the meaning of an alert's entry last changed."""
    return max((alert.issued, *alert.corrected))


def alert_period(words: Words, alert: PublicAlert) -> Iterator[str]:
    """Until when the issuer says, and that it is the issuer who speaks."""
    if not alert.cancels:
        yield (
            say(words, "data.alert.until", day=words.day(alert.expires))
            if alert.expires
            else say(words, "data.alert.open")
        )
    yield say(words, "data.alert.quoted", issuer=alert.issuer.name[words.language])
