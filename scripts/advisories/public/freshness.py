"""How old a contact, an alert, a page and a copy may be: the one home of these limits and of the days made from them.

**A contact** has four days. It was *seen* on the latest day on which one of its sources carried it, or a person of
this project confirmed it. Twelve months later it is *stale*: pages mark it, and the checker warns. That same day is
until when it is *reliable*: whatever leaves this site (a saved page, a card, a feed, a download, paper) cannot mark
itself later, so it names the day beforehand. Paper has no limit of its own: a reader who compares a card with a page
must find one day. After thirty-six months a contact is *not printed* any more, on nothing; hotlines alone stay, since
every page falls back on them and no other could.

**What shows several contacts** (a page, a pocket card, a handbook) is reliable until the first day on which one of
them goes stale, and not beyond the review of its pages: no output may name a later day than another. Contacts that are
stale already bear the mark beside them: they count by the day from which they are not printed any more, as a day in the
past would hide when the others grow old; where nothing else is shown, their own day is named.

**An alert** is in force from its issue to the last day that its issuer names; nothing here lengthens it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Protocol

from ..model import Alert, Source
from ..model.contacts import Confirmed

STALE_MONTHS = 12  # older: the reader is told, the checker warns, copies are not to be relied on
DEAD_MONTHS = 36  # older: never printed
REVIEW_MONTHS = 12  # a page is due for review this long after a person last went through it


class Dated(Protocol):
    """A contact that may be printed."""

    @property
    def stale(self) -> bool: ...
    @property
    def reliable_until(self) -> date: ...


def last_seen(sources: Iterable[Source], confirmed: Confirmed | None = None) -> date:
    """The latest day on which a source was seen to carry the value, or on which it was confirmed."""
    return max([source.seen for source in sources] + ([confirmed.on] if confirmed else []))


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def stale_from(seen: date) -> date:
    """The day from which a contact is marked, and until which copies of it are reliable."""
    return add_months(seen, STALE_MONTHS)


def expires(seen: date) -> date:
    """The day from which a contact is no longer printed."""
    return add_months(seen, DEAD_MONTHS)


def review_due(reviewed: date) -> date:
    """The day on which a page should be gone through again."""
    return add_months(reviewed, REVIEW_MONTHS)


def reliable_until(contacts: Iterable[Dated], reviewed: Iterable[date] = ()) -> date:
    """Until when a copy that shows these contacts, from pages reviewed on these days, may be relied on.

    Raises ``ValueError`` where there is neither a contact nor a page.
    """
    every = list(contacts)
    marked = STALE_MONTHS if all(contact.stale for contact in every) else DEAD_MONTHS
    days = [
        add_months(contact.reliable_until, marked - STALE_MONTHS) if contact.stale else contact.reliable_until
        for contact in every
    ]
    return min(days + [review_due(day) for day in reviewed])


class AlertState(StrEnum):
    """Where an alert stands on one day."""

    IN_FORCE = "in-force"
    EXPIRED = "expired"
    REPLACED = "replaced"  # by a later alert, or by the notice that it has ended
    CANCELLATION = "cancellation"  # the notice itself
    NOT_YET = "not-yet"


def alert_state(alert: Alert, alerts: Iterable[Alert], today: date) -> AlertState:
    """Where an alert stands among all alerts of its country."""
    if alert.issued > today:
        return AlertState.NOT_YET
    if alert.cancelled:
        return AlertState.CANCELLATION
    if any(other.replaces == alert.id and other.issued <= today for other in alerts):
        return AlertState.REPLACED
    ended = alert.expires is not None and alert.expires < today
    return AlertState.EXPIRED if ended else AlertState.IN_FORCE
