"""Numbers of sources on one page: the first that is named gets 1, and the list at the page's end follows them."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from ..content.catalogue import Entry
from ..language.words import Words
from ..public.models import PublicSource
from .site_context import Site


def written(number: int) -> str:
    """A number of a source as pages write it: in brackets, so that no figure before it grows by a digit when copied."""
    return f"[{number}]"


class Citations:
    """The sources of one page in the order in which the page names them."""

    def __init__(self, site: Site, entry: Entry | None, label: str) -> None:
        self.site = site
        self.entry = entry
        self.label = label
        self.numbers: dict[str, int] = {}

    def knows(self, name: str) -> bool:
        """Whether a source of that name is recorded."""
        return bool(self.sources((name,)))

    def number(self, name: str) -> int:
        """The number of a source on this page."""
        return self.numbers.setdefault(name, len(self.numbers) + 1)

    def add(self, sources: Iterable[PublicSource]) -> None:
        """Reserve numbers, in order."""
        for source in sources:
            self.number(source.id)

    def mark(self, sources: Iterable[PublicSource]) -> Markup:
        """Superscript links into the list at the page's end."""
        inside = "".join(self._link(source) for source in sources)
        return Markup(f'<sup class="ref">{inside}</sup>' if inside else "")  # noqa: S704 - escaped

    def listing(self, sources: Iterable[PublicSource], words: Words) -> Markup:
        """The hosts of sources, or their titles, each with its mark."""
        names = (escape(source.host or source.title[words.language]) + self.mark([source]) for source in sources)
        return words.listing(names)

    def _link(self, source: PublicSource) -> str:
        number = self.number(source.id)
        return f'<a href="#source-{escape(source.id)}" aria-label="{escape(self.label)} {number}">{written(number)}</a>'

    @property
    def cited(self) -> tuple[PublicSource, ...]:
        """What the list at the page's end shows, in the order of the numbers."""
        return self.sources(self.numbers)

    def sources(self, names: Iterable[str]) -> tuple[PublicSource, ...]:
        """Sources of the page's item, and shared ones."""
        return self.site.sources(self.entry.key if self.entry else None, tuple(names))
