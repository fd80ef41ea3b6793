"""What goes into a pack, and how old that is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ..model import Kind
from ..public.freshness import reliable_until, review_due
from ..public.models import PublicContact, PublicCountry
from .print_context import PrintContext


@dataclass(frozen=True)
class PackContents:
    """What goes into one pack; made by ``packs``."""

    key: str
    pages: tuple[str, ...]
    countries: tuple[str, ...] = ()
    quiz: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    audience: str = ""
    trainer: str = ""
    minutes: int | None = None
    titles: tuple[tuple[str, str], ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Every page that is printed, in order."""
        return tuple(
            dict.fromkeys((*self.countries, *self.pages, *self.short, *((self.trainer,) if self.trainer else ())))
        )


class PackFreshness:
    """When the contents of a pack were checked, until when they are reliable, and what is too old already."""

    def __init__(self, context: PrintContext, contents: PackContents) -> None:
        self.context = context
        self.contents = contents

    @cached_property
    def reviewed(self) -> list[date]:
        """Review dates of all pages."""
        return [self.context.entry(key).facts.reviewed for key in self.contents.keys]

    @cached_property
    def countries(self) -> list[PublicCountry]:
        """Countries whose contacts are printed."""
        entries = (self.context.entry(key) for key in self.contents.keys)
        return [self.context.site.projection.country(entry) for entry in entries if entry.kind is Kind.COUNTRY]

    @cached_property
    def contacts(self) -> list[PublicContact]:
        """Everything that can be reached, the hotlines' numbers included."""
        hotlines = [phone for hotline in self.context.hotlines for phone in hotline.phones]
        return hotlines + [contact for country in self.countries for contact in country.contacts]

    @property
    def stale(self) -> int:
        """How many contacts are marked as old."""
        return sum(contact.stale for contact in self.contacts)

    @property
    def due(self) -> date:
        """The first day on which one of the pages should be reviewed again."""
        return review_due(min(self.reviewed))

    @property
    def reliable_until(self) -> date:
        """The day from which something in it can no longer be relied on."""
        return reliable_until(self.contacts, self.reviewed)

    @property
    def overdue(self) -> bool:
        """Whether a review is due already."""
        return self.due <= self.context.site.projection.today

    @property
    def has_warning(self) -> bool:
        """Whether a reader must be told on the cover."""
        return bool(self.stale) or self.overdue
