"""What is due: contacts by their age, pages by their review date, translations that fell behind, per country.

A list for people, made weekly. It judges by the limits in ``freshness``, like the pages do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..contacts.records import all_contacts
from ..content.catalogue import Catalogue
from ..public.freshness import expires, last_seen, review_due, stale_from
from ..rules.translations import groups, is_behind


class Task(StrEnum):
    """Kinds of work that come due."""

    CONTACT = "contact"
    EXPIRED = "contact-expired"
    WITHHELD = "contact-withheld"
    REVIEW = "review"
    TRANSLATION = "translation"


@dataclass(frozen=True)
class Due:
    """One thing to do: what, for which country or page, since when."""

    task: Task
    item: str
    what: str
    since: date
    path: str


def due(catalogue: Catalogue, today: date, within_days: int = 0) -> list[Due]:
    """Everything that is due on a day, or will be within some days; the oldest first."""
    found = [*_contacts(catalogue, today), *_reviews(catalogue), *_translations(catalogue, today)]
    horizon = date.fromordinal(today.toordinal() + within_days)
    return sorted(
        (one for one in found if one.since <= horizon), key=lambda one: (one.task, one.since, one.item, one.what)
    )


def counts(tasks: list[Due]) -> dict[str, Counter[str]]:
    """How much of each kind is due, per item."""
    found: dict[str, Counter[str]] = {}
    for one in tasks:
        found.setdefault(one.item, Counter())[one.task.value] += 1
    return dict(sorted(found.items()))


def _contacts(catalogue: Catalogue, today: date) -> Iterator[Due]:
    for record in all_contacts(catalogue):
        item = record.entry.key if record.entry else "registers"
        sources = record.sources(catalogue)
        if not sources:
            continue
        seen = last_seen(sources, record.contact.confirmed)
        what = f"{record.key}: {record.value}"
        if record.contact.withheld:
            yield Due(Task.WITHHELD, item, f"{what} ({record.contact.withheld.reason})", seen, record.place.file.path)
            continue
        task = Task.EXPIRED if expires(seen) <= today else Task.CONTACT
        since = expires(seen) if task is Task.EXPIRED else stale_from(seen)
        yield Due(task, item, what, since, record.place.file.path)


def _reviews(catalogue: Catalogue) -> Iterator[Due]:
    for entry in catalogue.entries.values():
        if entry.facts.withdrawn is None:
            since = review_due(entry.facts.reviewed)
            yield Due(Task.REVIEW, entry.key, f"reviewed {entry.facts.reviewed}", since, entry.file.path)


def _translations(catalogue: Catalogue, today: date) -> Iterator[Due]:
    for pages in groups(catalogue):
        for language, page in pages.items():
            if is_behind(page, pages):
                item = page.path.partition("/")[2].rpartition("/")[0] or "pages"
                yield Due(Task.TRANSLATION, item, f"{language} is behind", today, page.path)
