"""Calendars (iCalendar, RFC 5545) per language: events, and the days on which pages are due for review.

Whole days only, since sources name no hours: nothing here can move by a time zone or its changes. ``DTSTAMP`` is the
day on which the record last changed, never the day of the build. Without an entry no file is written, as a calendar
without a component is not valid (section 3.6).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

import icalendar

from ..common.characters import one_line, printable
from ..model import Kind
from ..pages.site_context import Site
from ..public.models import PublicEvent, PublicItem
from .output import Output, say

CALENDARS = {"events": (Kind.EVENT,), "reviews": (Kind.COUNTRY, Kind.TOPIC, Kind.EVENT)}
"""The kinds of items that each calendar holds."""


def listed(site: Site) -> tuple[str, ...]:
    standing = site.projection.standing
    return tuple(name for name, kinds in CALENDARS.items() if any(standing(kind) for kind in kinds))


def _items(site: Site, calendar: str) -> Iterator[PublicItem]:
    public = site.projection
    items: dict[Kind, Iterable[PublicItem]] = {
        Kind.COUNTRY: public.countries, Kind.TOPIC: public.topics, Kind.EVENT: public.events,
    }  # fmt: skip
    return (item for kind in CALENDARS[calendar] for item in items[kind] if item.withdrawn is None)


def write(site: Site, output: Output) -> None:
    """Write the calendars of all languages."""
    for language in site.languages:
        calendars = Calendars(site, language)
        for name in listed(site):
            entries = [calendars.entry_of(name, item) for item in _items(site, name)]
            output.bytes(site.addresses.calendar(name, language), calendars.as_file(name, entries))


class Calendars:
    """The calendars of one language."""

    def __init__(self, site: Site, language: str) -> None:
        self.site = site
        self.language = language
        self.words = site.words[language]

    def as_file(self, name: str, entries: Iterable[icalendar.Event]) -> bytes:
        calendar = icalendar.Calendar()
        site = self.site
        owner = site.catalogue.settings.site_names.get(self.language) or site.title("index", self.language)
        calendar.add("prodid", f"-//{one_line(owner)}//{name}//{site.addresses.tags[self.language].upper()}")
        calendar.add("version", "2.0")
        calendar.add("name", f"{say(self.words, f'data.calendar.{name}')} – {owner}")  # RFC 7986
        calendar.add("url", self.site.addresses.url(self.site.addresses.calendar(name, self.language)))
        for entry in entries:
            calendar.add_component(entry)
        return bytes(calendar.to_ical())

    def entry_of(self, name: str, item: PublicItem) -> icalendar.Event:
        """What a calendar says of an item."""
        return self.event(item) if name == "events" and isinstance(item, PublicEvent) else self.review(item)

    def event(self, event: PublicEvent) -> icalendar.Event:
        """An event, past or not; one whose day no source gives takes the whole month, which is said."""
        changed = max([one.on for one in event.history] or [event.reviewed])
        end = event.end or event.start
        lines = [event.description[self.language]]
        if not (event.start.has_day and end.has_day):
            lines.append(say(self.words, "data.calendar.month_only"))
        lines.append(", ".join(one[self.language] for one in event.organisers))
        entry = self.entry(event, changed, event.start.first, end.last, "\n".join(lines))
        entry.add("summary", printable(event.title[self.language]))
        entry.add("location", printable(event.place[self.language]))
        return entry

    def review(self, item: PublicItem) -> icalendar.Event:
        """For editors: the day by which a page should be gone through again."""
        text = say(self.words, "data.calendar.reviewed", day=self.words.day(item.reviewed))
        entry = self.entry(item, item.reviewed, item.review_due, item.review_due, text, "review")
        entry.add("summary", printable(say(self.words, "data.calendar.review", title=item.title[self.language])))
        return entry

    def entry(
        self, item: PublicItem, changed: date, first: date, last: date, text: str, what: str = "event"
    ) -> icalendar.Event:
        """Whole days; the end of a calendar entry is the day after its last (section 3.6.1)."""
        page = item.page[self.language]
        entry = icalendar.Event()
        entry.add("uid", str(uuid5(NAMESPACE_URL, f"{page}#{what}")))
        entry.add("dtstamp", datetime.combine(changed, time(), UTC))
        entry.add("dtstart", first)
        entry.add("dtend", last + timedelta(days=1))
        entry.add("transp", "TRANSPARENT")
        entry.add("description", printable(text))
        entry.add("url", page)
        return entry
