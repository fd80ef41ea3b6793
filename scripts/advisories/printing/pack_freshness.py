"""What goes into a pack, and how old that is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ..model import Kind
from ..public.freshness import review_due
from ..public.models import PublicCountry
from .directory import Age, age_of, evidences_of
from .print_context import Context


@dataclass(frozen=True)
class Contents:
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


class Truth:
    """When the contents of a pack were checked, until when they are reliable, and what is too old already."""

    def __init__(self, context: Context, contents: Contents) -> None:
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
    def age(self) -> Age:
        """Age of all contacts, the hotlines' included."""
        found = [one for country in self.countries for one in evidences_of(country)]
        found += [phone.evidence for hotline in self.context.hotlines for phone in hotline.phones]
        return age_of(found)

    @property
    def due(self) -> date:
        """The first day on which one of the pages should be reviewed again."""
        return review_due(min(self.reviewed))

    @property
    def reliable_until(self) -> date:
        """The day from which something in it can no longer be relied on."""
        return min(self.due, self.age.reliable_until or self.due)

    @property
    def overdue(self) -> bool:
        """Whether a review is due already."""
        return self.due <= self.context.site.projection.today

    @property
    def expired(self) -> bool:
        """Whether a reader must be told on the cover."""
        return bool(self.age.expired) or self.overdue
