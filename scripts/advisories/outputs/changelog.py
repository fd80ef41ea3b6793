"""What changed, for people: the records behind the feeds, by month, day and kind, the newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from ..model import HistoryKind, Kind
from ..pages.site_context import Site
from .feeds import Feeds

PAGE = "changes"
"""Key of the page that shows it; the site has the page where its content has the file."""

MONTHS = 12
"""Months that the page shows, counting those in which something changed; the API has all."""

REVIEWED = "reviewed"
ORDER = (
    HistoryKind.CONTACT_CHANGED, HistoryKind.ALERT, HistoryKind.WITHDRAWN, HistoryKind.TEXT_CHANGED,
    HistoryKind.PUBLISHED, REVIEWED,
)  # fmt: skip
WITHOUT_WORDS = (HistoryKind.PUBLISHED, REVIEWED)
"""Kinds that the title alone says; they may be many on one day."""


@dataclass(frozen=True)
class Row:
    """One change: the day, the page and the place on it, and what is different now, where a record says more."""

    on: date
    kind: str
    key: str
    anchor: str
    title: str
    what: str


@dataclass(frozen=True)
class Group:
    """Changes of one kind on one day; those that need no words also by collection."""

    on: date
    kind: str
    rows: tuple[Row, ...]

    @property
    def shelves(self) -> list[tuple[Kind, list[Row]]]:
        """Rows by collection, in the order of the site."""
        found = [(kind, [row for row in self.rows if row.key.startswith(f"{kind}/")]) for kind in Kind]
        return [(kind, rows) for kind, rows in found if rows]

    @property
    def short(self) -> bool:
        return self.kind in WITHOUT_WORDS


@dataclass(frozen=True)
class Month:
    """A month, as its first day."""

    first: date
    groups: tuple[Group, ...]


def months(site: Site, language: str) -> tuple[Month, ...]:
    """The last months in which something changed, the newest first."""
    rows = sorted([*changes(site, language), *alerts(site, language), *reviews(site, language)], key=_order)
    groups = (Group(on, kind, tuple(same)) for (on, kind), same in groupby(rows, key=lambda row: (row.on, row.kind)))
    found = (Month(first, tuple(same)) for first, same in groupby(groups, key=lambda one: one.on.replace(day=1)))
    return tuple(month for month, _ in zip(found, range(MONTHS), strict=False))


def _order(row: Row) -> tuple[int, int, str, str]:
    return -row.on.toordinal(), ORDER.index(row.kind), row.title, row.key


def changes(site: Site, language: str) -> Iterator[Row]:
    for one in site.projection.all_changes:
        if site.projection.still_told(one):
            yield Row(one.on, one.kind, one.item, "", one.title[language], one.what[language])


def alerts(site: Site, language: str) -> Iterator[Row]:
    """Alerts on the day on which their issuer published them; one that a later one replaced is no longer told."""
    words = Feeds(site, language)
    for one in site.projection.all_alerts:
        if one.state not in ("replaced", "not-yet"):
            anchor = f"alert-{one.id.partition('/')[2]}"
            what = one.summary.get(language, "")
            yield Row(one.issued, HistoryKind.ALERT, f"{Kind.COUNTRY}/{one.country}", anchor, words.headline(one), what)


def reviews(site: Site, language: str) -> Iterator[Row]:
    """Reviews that found nothing to change; on a day on which a page changed, the change says enough."""
    changed = {(one.item, one.on) for one in site.projection.all_changes}
    for key, entry in site.catalogue.entries.items():
        if entry.facts.withdrawn is None and (key, entry.facts.reviewed) not in changed:
            yield Row(entry.facts.reviewed, REVIEWED, key, "", site.title(key, language), "")
