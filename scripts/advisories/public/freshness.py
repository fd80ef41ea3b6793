"""How old a contact or a page may be. One home for the limits that rules, pages and outputs share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ..common.clock import months_between
from ..model import Source

STALE_MONTHS = 12  # older: the reader is told, the checker warns
DEAD_MONTHS = 36  # older: never printed
REVIEW_MONTHS = 12  # a page is due for review this long after a person last went through it


def last_seen(sources: Iterable[Source]) -> date:
    """The latest day on which any of the sources was seen to carry the value."""
    return max(source.seen for source in sources)


def is_stale(seen: date, today: date) -> bool:
    """Old enough that a reader should be told."""
    return months_between(seen, today) >= STALE_MONTHS


def is_dead(seen: date, today: date) -> bool:
    """Too old to be printed."""
    return months_between(seen, today) >= DEAD_MONTHS


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    for candidate in (day.day, 30, 29, 28):
        try:
            return date(year, month, candidate)
        except ValueError:
            continue
    raise AssertionError("every month has a 28th day")


def review_due(reviewed: date) -> date:
    """The day on which a page should be gone through again."""
    return add_months(reviewed, REVIEW_MONTHS)


def expires(seen: date) -> date:
    """The day from which a contact is no longer printed."""
    return add_months(seen, DEAD_MONTHS)
