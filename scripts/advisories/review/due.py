"""What is due: contacts by their age, pages by their review date, translations that fell behind, per country.

A list for people, made weekly. It judges by the limits in ``freshness``, like the pages do.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..contacts.records import all_contacts
from ..content.catalogue import Catalogue
from ..public.freshness import expires, last_seen, review_due, stale_from
from ..translation.origins import groups, is_behind


class Duty(StrEnum):
    """Kinds of work that come due."""

    CONTACT = "contact"
    EXPIRED = "contact-expired"
    WITHHELD = "contact-withheld"
    REVIEW = "review"
    TRANSLATION = "translation"


HEADINGS = {
    Duty.EXPIRED: "Contacts too old to be printed",
    Duty.CONTACT: "Contacts to check again at their source",
    Duty.REVIEW: "Pages to go through",
    Duty.TRANSLATION: "Translations behind their original",
    Duty.WITHHELD: "Contacts withheld until somebody confirms them",
}


@dataclass(frozen=True)
class Due:
    """One thing to do: what, for which country or page, since when."""

    task: Duty
    item: str
    what: str
    since: date
    path: str


def due(catalogue: Catalogue, today: date, within_days: int = 0) -> list[Due]:
    """Everything that is due on a day, or will be within some days; the oldest first."""
    tasks = [*_contacts(catalogue, today), *_reviews(catalogue), *_translations(catalogue, today)]
    horizon = date.fromordinal(today.toordinal() + within_days)
    reached = (task for task in tasks if task.since <= horizon)
    return sorted(reached, key=lambda task: (task.task, task.since, task.item, task.what))


def counts(tasks: list[Due]) -> dict[str, Counter[str]]:
    """How much of each kind is due, per item."""
    items = sorted({task.item for task in tasks})
    return {item: Counter(task.task.value for task in tasks if task.item == item) for item in items}


def totals(tasks: list[Due]) -> str:
    """How much is due of each kind."""
    numbers = Counter(task.task.value for task in tasks)
    return ", ".join(f"{number} {kind}" for kind, number in sorted(numbers.items())) or "nothing is due"


def as_text(tasks: list[Due], today: date) -> str:
    """One line each, then the totals per item."""
    lines = [f"{task.path}: {task.task}: {task.what} (since {task.since})" for task in tasks]
    lines += [f"{item}: {totals([task for task in tasks if task.item == item])}" for item in counts(tasks)]
    return "\n".join([*lines, f"status on {today}: {totals(tasks)}"])


def as_json(tasks: list[Due], today: date) -> str:
    """For other programs."""
    keys = ("task", "item", "what", "since", "path")
    rows = [{key: str(getattr(task, key)) for key in keys} for task in tasks]
    data = {"schema_version": "1", "on": str(today), "items": counts(tasks), "due": rows}
    return json.dumps(data, ensure_ascii=False, indent=2)


def as_markdown(tasks: list[Due], today: date) -> str:
    """For an issue: a list to tick per kind of work, the totals first."""
    parts = [f"On {today}: {totals(tasks)}."]
    for kind, heading in HEADINGS.items():
        if rows := [f"- [ ] `{task.item}`: `{task.what}`, since {task.since}" for task in tasks if task.task is kind]:
            parts += [f"## {heading} ({len(rows)})", "\n".join(rows)]
    return "\n\n".join(parts)


FORMS = {"text": as_text, "json": as_json, "markdown": as_markdown}


def _contacts(catalogue: Catalogue, today: date) -> Iterator[Due]:
    for record in all_contacts(catalogue):
        item = record.entry.key if record.entry else "registers"
        sources = record.sources(catalogue)
        if not sources:
            continue
        seen = last_seen(sources, record.contact.confirmed)
        what = f"{record.key}: {record.value}"
        if record.contact.withheld:
            yield Due(Duty.WITHHELD, item, f"{what} ({record.contact.withheld.reason})", seen, record.place.file.path)
            continue
        task = Duty.EXPIRED if expires(seen) <= today else Duty.CONTACT
        since = expires(seen) if task is Duty.EXPIRED else stale_from(seen)
        yield Due(task, item, what, since, record.place.file.path)


def _reviews(catalogue: Catalogue) -> Iterator[Due]:
    for entry in catalogue.entries.values():
        if entry.facts.withdrawn is None:
            since = review_due(entry.facts.reviewed)
            yield Due(Duty.REVIEW, entry.key, f"reviewed {entry.facts.reviewed}", since, entry.file.path)


def _translations(catalogue: Catalogue, today: date) -> Iterator[Due]:
    for pages in groups(catalogue):
        for language, page in pages.items():
            if is_behind(page, pages):
                item = page.path.partition("/")[2].rpartition("/")[0] or "pages"
                yield Due(Duty.TRANSLATION, item, f"{language} is behind", today, page.path)
