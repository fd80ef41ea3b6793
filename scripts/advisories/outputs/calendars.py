"""Calendars (iCalendar, RFC 5545) per language: events, and the days on which pages are due for review.

Whole days only, since sources name no hours: nothing here can move by a time zone or its changes. ``DTSTAMP`` is the
day on which the record last changed, never the day of the build. Without an entry no file is written, as a calendar
without a component is not valid (section 3.6).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

import icalendar

from ..common.characters import one_line, printable
from ..model import Kind
from . import records
from .collect import Collector
from .output import Output, say


def write(collector: Collector, output: Output) -> None:
    """Write the calendars of all languages."""
    for language in collector.site.languages:
        calendars = Calendars(collector, language)
        for name in collector.calendars:
            make = calendars.event if name == "events" else calendars.review
            entries = map(make, collector.entries(name))
            output.bytes(collector.places.calendar(name, language), calendars.as_file(name, entries))


class Calendars:
    """The calendars of one language."""

    def __init__(self, collector: Collector, language: str) -> None:
        self.collector = collector
        self.language = language
        self.words = collector.site.words[language]

    def as_file(self, name: str, entries: Iterable[icalendar.Event]) -> bytes:
        """A calendar."""
        calendar = icalendar.Calendar()
        site = self.collector.site
        owner = site.catalogue.settings.site_names.get(self.language) or site.title("index", self.language)
        calendar.add("prodid", f"-//{one_line(owner)}//{name}//{site.addresses.tags[self.language].upper()}")
        calendar.add("version", "2.0")
        calendar.add("name", f"{say(self.words, f'data.calendar.{name}')} – {owner}")  # RFC 7986
        calendar.add("url", self.collector.places.url(self.collector.places.calendar(name, self.language)))
        for entry in entries:
            calendar.add_component(entry)
        return bytes(calendar.to_ical())

    def event(self, event: records.Event) -> icalendar.Event:
        """An event, past or not; one whose day no source gives takes the whole month, which is said."""
        facts = self.collector.site.catalogue.entries[f"{Kind.EVENT}/{event.slug}"].facts
        changed = max([one.on for one in facts.history] or [event.reviewed])
        end = event.end or event.start
        lines = [event.description[self.language]]
        if not (event.start.has_day and end.has_day):
            lines.append(say(self.words, "data.calendar.month_only"))
        lines.append(", ".join(one[self.language] for one in event.organisers))
        entry = self.entry(event, changed, event.start.first, end.last, "\n".join(lines))
        entry.add("summary", printable(event.title[self.language]))
        entry.add("location", printable(event.place[self.language]))
        return entry

    def review(self, item: records.Item) -> icalendar.Event:
        """For editors: the day by which a page should be gone through again."""
        text = say(self.words, "data.calendar.reviewed", day=self.words.day(item.reviewed))
        entry = self.entry(item, item.reviewed, item.review_due, item.review_due, text, "review")
        entry.add("summary", printable(say(self.words, "data.calendar.review", title=item.title[self.language])))
        return entry

    def entry(
        self, item: records.Item, changed: date, first: date, last: date, text: str, what: str = "event"
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
