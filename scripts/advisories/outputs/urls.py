"""Which data files there are: the one list, from which the API's index and the page about the data are written.

Where each lies is said by ``public.addresses``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..pages.site_context import Site

LICENCE = "CC-BY-4.0"
"""Licence of the texts, as an SPDX identifier."""

API_FILES = (
    "index.json", "countries.json", "countries/{slug}.json", "missions.json", "topics.json", "events.json",
    "alerts.json", "contacts.json", "contacts.csv", "changes.json", "all.json", "openapi.json",
)  # fmt: skip
"""Files of the API, in the order in which a reader meets them; ``{slug}`` stands for a country's name in addresses."""

FEEDS = ("all", "alerts", "events", "contact-changes")
"""Feeds that every language has; their titles are the words ``data.feed.…``."""

CHANGES = "changes.json"


@dataclass(frozen=True)
class OfferedFile:
    """A data file on the page about the data: names of the words that say what it is, and its path."""

    words: tuple[str, ...]
    path: str


def offered(site: Site, language: str, calendars: tuple[str, ...]) -> Iterator[OfferedFile]:
    """Every data file that has an address of its own, an example standing for those of countries."""
    addresses, example = site.addresses, site.first_country() or "…"
    for name in API_FILES:
        words = "country" if "{" in name else name.replace(".", "_")
        yield OfferedFile((f"data.page.api.{words}",), addresses.api(name.format(slug=example)))
    for name in FEEDS:
        yield OfferedFile(("data.page.feed", f"data.feed.{name}"), addresses.feed(name, language))
    yield OfferedFile(("data.feed.cap",), addresses.cap_index())
    yield OfferedFile(("data.page.all_cards",), addresses.card("all", language))
    for name in calendars:
        yield OfferedFile(("data.page.calendar", f"data.calendar.{name}"), addresses.calendar(name, language))
