"""Until when a page may be relied on: what templates write into it for the reader's clock to judge."""

from __future__ import annotations

from datetime import date

from ..content.catalogue import Entry
from ..model import Kind
from ..public.freshness import review_due
from . import views
from .site_context import Site


def reliable_until(site: Site, entry: Entry) -> date:
    """The day on which the page is due for review, or on which one of its contacts may no longer be printed."""
    days = [review_due(entry.facts.reviewed)]
    if entry.kind is Kind.COUNTRY:
        country = site.country(entry.key)
        days += [phone.evidence.expires for phone in country.emergency]
        days += [evidence.expires for mission in country.missions for evidence in views.evidences(mission)]
    return min(days)
