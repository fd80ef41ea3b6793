"""Trust: of two numbers for one service, the one that stands on the better source is printed.

The order: the host country's own service, the sending state's ministry and missions, other governments' pages; then
libphonenumber; last encyclopedias and tables of software. A source's grade says on which side of the line it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..common.clock import months_between
from ..common.problems import Finding
from ..contacts import phones
from ..content.catalogue import Entry
from ..model import Grade, Phone, PhoneUse, Source, WithheldReason
from .registry import country_rule
from .site_facts import SiteFacts

RECENT_MONTHS = 24  # older pages contradict nothing: with time the rule only relaxes
SERVICES = frozenset({PhoneUse.POLICE, PhoneUse.AMBULANCE, PhoneUse.FIRE})
STILL_SAID = frozenset({WithheldReason.CHECK_FIRST, WithheldReason.CONFLICT, WithheldReason.CONTRADICTED})
"""Reasons for which a number is withheld though its source still names it."""


@country_rule
def order_of_trust(entry: Entry, site: SiteFacts) -> Iterator[Finding]:
    """No emergency number rests on secondary sources alone where a recent official one names another for it."""
    every = entry.country.emergency
    official = [phone for phone in every if _still_said(phone) and _is_official(site, entry, phone)]
    for index, phone in enumerate(every):
        other = _rival(phone, official) if phone.withheld is None and not _backed(site, entry, phone) else None
        if other and not _may_stand(phone, other, phone.region or entry.country.code):
            place = entry.at("emergency", index, "number")
            yield place.finding(phone.number, other=other.number)


def _rival(phone: Phone, official: list[Phone]) -> Phone | None:
    """The official number for the same service; one for this service alone before one for all."""
    if any(other.number == phone.number and _serves(other, phone) for other in official):
        return None
    rivals = [other for other in official if _serves(other, phone) or _serves(phone, other)]
    return min(rivals, key=lambda other: other.use is PhoneUse.GENERAL, default=None)


def _serves(number: Phone, other: Phone) -> bool:
    """Whether the first is for all that the second is for."""
    return number.use is other.use or (number.use is PhoneUse.GENERAL and other.use in SERVICES)


def _may_stand(phone: Phone, other: Phone, region: str) -> bool:
    """One that libphonenumber knows, such as a national number beside 112; for one service, if it says why.

    A reason alone is not enough: every short number that libphonenumber does not know has one already.
    """
    known = phones.is_short(phone.number) and phones.is_emergency(phone.number, region)
    return known and (other.use is PhoneUse.GENERAL or bool(phone.because))


def _still_said(phone: Phone) -> bool:
    return phone.withheld is None or phone.withheld.reason in STILL_SAID


def _backed(site: SiteFacts, entry: Entry, phone: Phone) -> bool:
    return any(source.grade is not Grade.SECONDARY for source in site.catalogue.sources(entry, phone.sources))


def _is_official(site: SiteFacts, entry: Entry, phone: Phone) -> bool:
    return any(
        source.grade is not Grade.SECONDARY and months_between(_day(source), site.today) < RECENT_MONTHS
        for source in site.catalogue.sources(entry, phone.sources)
    )


def _day(source: Source) -> date:
    return source.published.last if source.published else source.seen
