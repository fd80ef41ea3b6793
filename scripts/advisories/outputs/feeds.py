"""Atom feeds per language: everything, alerts, events, changed contacts, each country or region, each topic.

Entries come from the content's own records: ``history`` of items, alerts, events. Nothing depends on the day of the
build, so a feed changes only when what it says has changed. Entries of what was withdrawn become tombstones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ..content.catalogue import Entry as CatalogueEntry
from ..language.words import Words
from ..model import HistoryKind, Kind
from . import atom, records
from .atom import Entry, Feed, Link, Tombstone
from .collect import Collector
from .output import Output, say
from .urls import LICENCE

ALL = ("all", "alerts", "events", "contact-changes")
"""Feeds that every language has; their titles are the words ``data.feed.…``."""


def write(collector: Collector, output: Output) -> None:
    """Write all feeds of all languages."""
    for language in collector.site.languages:
        Feeds(collector, language).write(output)


class Feeds:
    """The feeds of one language."""

    def __init__(self, collector: Collector, language: str) -> None:
        self.collector = collector
        self.places = collector.places
        self.language = language
        self.words: Words = collector.site.words[language]
        self.author = collector.site.catalogue.settings.site_names.get(language) or collector.site.title(
            "index", language
        )
        self.since = max(
            (one.facts.reviewed for one in collector.site.catalogue.entries.values()), default=date(1970, 1, 1)
        )
        self.by_slug = {one.slug: one for one in collector.countries}
        self.newest_of_country: dict[str, str] = {}
        for change in collector.all_changes:
            if change.kind is HistoryKind.CONTACT_CHANGED:
                self.newest_of_country.setdefault(change.item, change.id)

    def write(self, output: Output) -> None:
        """Write them."""
        alerts, cancelled = list(self.alerts(self.collector.all_alerts)), list(self.ended(self.collector.all_alerts))
        changes, withdrawn = self.changes(self.collector.site.catalogue.entries.values())
        contacts = [one for one in changes if one.category == HistoryKind.CONTACT_CHANGED]
        stones = [one for one in withdrawn if HistoryKind.CONTACT_CHANGED in one.ref]
        events, past_events = self.events()
        self.put(output, "all", "index", [*changes, *alerts], [*withdrawn, *cancelled])
        self.put(output, "alerts", str(Kind.COUNTRY), alerts, cancelled)
        self.put(output, "events", str(Kind.EVENT), events, past_events)
        self.put(output, "contact-changes", "index", contacts, stones)
        for entry in self.collector.site.catalogue.entries.values():
            if entry.kind in (Kind.COUNTRY, Kind.TOPIC):
                self.put_item(output, entry)

    def put_item(self, output: Output, entry: CatalogueEntry) -> None:
        """The feed of one country, region or topic."""
        changes, stones = self.changes([entry])
        mine = self.collector.alerts(entry) if entry.kind is Kind.COUNTRY and entry.facts.withdrawn is None else ()
        self.put(output, entry.key, entry.key, [*changes, *self.alerts(mine)], [*stones, *self.ended(mine)])

    def put(self, output: Output, name: str, page: str, entries: list[Entry], stones: list[Tombstone]) -> None:
        """Write one feed."""
        path = self.places.feed(name, self.language)
        title = say(self.words, f"data.feed.{name}") if name in ALL else self.collector.site.title(page, self.language)
        site = self.collector.site
        has_alerts = name in ("all", "alerts") or page.startswith(f"{Kind.COUNTRY}/")
        others = tuple(
            Link(
                self.places.url(self.places.feed(name, other)), "alternate", atom.MEDIA_TYPE, site.addresses.tags[other]
            )
            for other in site.languages
            if other != self.language
        )
        feed = Feed(
            address=self.places.url(path), title=f"{title} – {self.author}", author=self.author,
            author_uri=self.places.page("index", self.language), language=site.addresses.tags[self.language],
            page=self.places.page(page, self.language), since=self.since if not (entries or stones) else date.min,
            rights=LICENCE, entries=entries, tombstones=stones, others=others,
            subtitle=say(self.words, "data.not_all_alerts") if has_alerts else "",
        )  # fmt: skip
        output.bytes(path, atom.as_xml(feed))

    # -- changes

    def changes(self, entries: Iterable[CatalogueEntry]) -> tuple[list[Entry], list[Tombstone]]:
        """One entry for each record of history; of a withdrawn item the last only, the others are tombstones."""
        found: list[Entry] = []
        stones: list[Tombstone] = []
        for entry in entries:
            gone = entry.facts.withdrawn
            for change in self.collector.changes(entry):
                if self.collector.still_told(change):
                    found.append(self.change(change))
                elif gone:
                    stones.append(Tombstone(self.ref(change.id), gone.on, gone.reason[self.language]))
        return found, stones

    def ref(self, name: str) -> str:
        """The stable id of an entry: an address that leads to the page and never changes."""
        kind, slug, rest = name.split("/", 2)
        return self.places.page(f"{kind}/{slug}", self.language, f"change-{rest}")

    def change(self, change: records.Change) -> Entry:
        """A change, and after a change of contacts what is printed now."""
        label = say(self.words, f"data.change.{change.kind}")
        lines = [change.what[self.language]]
        links = [Link(change.page[self.language], hreflang=self.collector.site.addresses.tags[self.language])]
        country = self.by_slug.get(change.item.removeprefix(f"{Kind.COUNTRY}/"))
        if country and change.item.startswith(f"{Kind.COUNTRY}/"):
            links.append(Link(country.href, "related", "application/json"))
            if self.newest_of_country.get(change.item) == change.id:
                lines += self.contacts(country)
        return Entry(
            id=self.ref(change.id), title=f"{change.title[self.language]}: {label}", updated=change.on,
            published=change.on, text="\n".join(lines), links=tuple(links), category=str(change.kind), label=label,
        )  # fmt: skip

    def contacts(self, country: records.Country) -> Iterator[str]:
        """All numbers of a country or region as they are printed now, one a line, each with its day."""
        for phone in country.emergency:
            yield self.number(phone)
        for mission in country.missions:
            yield from (f"{mission.name[self.language]}, {self.number(phone)}" for phone in mission.phones)

    def number(self, phone: records.Phone) -> str:
        """What a number is for, and until when a reader of the feed may rely on it."""
        until = say(self.words, "seen.until", day=self.words.day(phone.reliable_until))
        return f"{say(self.words, f'use.{phone.use}')}: {phone.international} ({until})"

    # -- alerts

    def alerts(self, alerts: Iterable[records.Alert]) -> Iterator[Entry]:
        """One entry for each alert that was not replaced or cancelled."""
        over = self.over(alerts := list(alerts))
        return (self.alert(one) for one in alerts if one.id not in over and one.state != "not-yet")

    def ended(self, alerts: Iterable[records.Alert]) -> Iterator[Tombstone]:
        """Alerts that were replaced or cancelled, since the day of the later one."""
        over = self.over(alerts := list(alerts))
        for one in alerts:
            if one.id in over:
                yield Tombstone(one.page[self.language], over[one.id].issued, self.headline(over[one.id]))

    def over(self, alerts: Iterable[records.Alert]) -> dict[str, records.Alert]:
        """Alerts by the id of the one that each of them replaces."""
        return {one.replaces: one for one in alerts if one.replaces and one.state != "not-yet"}

    def headline(self, alert: records.Alert) -> str:
        """Place, level and issuer."""
        key = "data.alert.ended" if alert.cancels else "data.alert.title"
        values = {"place": alert.place, "level": alert.level.word, "issuer": alert.issuer.name}
        return say(self.words, key, **{name: text[self.language] for name, text in values.items()})

    def alert(self, alert: records.Alert) -> Entry:
        """An alert with its area, period and our summary."""
        summary = alert.summary.get(self.language)
        lines = [summary or f"{say(self.words, 'alerts.pending')} {next(iter(alert.summary.values()))}"]
        if alert.area:
            lines.append(f"{say(self.words, 'alerts.area')}: {alert.area[self.language]}")
        lines += alert_period(self.words, alert)
        links = [Link(alert.page[self.language], hreflang=self.collector.site.addresses.tags[self.language])]
        source = self.collector.sources.get(alert.source or "")
        if source and source.url:
            links.append(Link(source.url, "via"))
        if alert.cap:
            links.append(Link(alert.cap, "related", "application/cap+xml"))
        return Entry(
            id=alert.page[self.language], title=self.headline(alert), updated=changed(alert), published=alert.issued,
            text="\n".join(lines), links=tuple(links), category=alert.level.id, label=alert.level.word[self.language],
        )  # fmt: skip

    # -- events

    def events(self) -> tuple[list[Entry], list[Tombstone]]:
        """One entry for each event; an event that was withdrawn leaves a tombstone."""
        found, stones = [], []
        for event in self.collector.events:
            entry = self.collector.site.catalogue.entries[f"{Kind.EVENT}/{event.slug}"]
            if event.withdrawn:
                reason = event.withdrawn.reason[self.language]
                stones.append(Tombstone(event.page[self.language], event.withdrawn.on, reason))
            else:
                found.append(self.event(event, entry))
        return found, stones

    def event(self, event: records.Event, entry: CatalogueEntry) -> Entry:
        """An event with its day and place; the days of the entry are those of the report, not of the event."""
        days = [one.on for one in entry.facts.history] or [event.reviewed]
        when = self.words.when(event.start) + (f" – {self.words.when(event.end)}" if event.end else "")
        return Entry(
            id=event.page[self.language], title=event.title[self.language], updated=max(days), published=min(days),
            text=f"{when}\n{event.place[self.language]}\n{event.description[self.language]}",
            links=(Link(event.page[self.language], hreflang=self.collector.site.addresses.tags[self.language]),),
            category="event", label=say(self.words, "event.kicker"),
        )  # fmt: skip


def changed(alert: records.Alert) -> date:
    """The day on which the meaning of an alert's entry last changed."""
    return max((alert.issued, *alert.corrected))


def alert_period(words: Words, alert: records.Alert) -> Iterator[str]:
    """Until when the issuer says, and that it is the issuer who speaks."""
    if not alert.cancels:
        yield (
            say(words, "data.alert.until", day=words.day(alert.expires))
            if alert.expires
            else say(words, "data.alert.open")
        )
    yield say(words, "data.alert.quoted", issuer=alert.issuer.name[words.language])
