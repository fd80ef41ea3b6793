"""Numbers of sources on one page: the first that is named gets 1, and the list at the page's end follows them."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from ..catalogue import Entry
from ..projection import Projection
from ..public import PublicSource


class Citations:
    """The sources of one page in the order in which the page names them."""

    def __init__(self, projection: Projection, entry: Entry | None, label: str) -> None:
        self.projection = projection
        self.entry = entry
        self.label = label
        self.numbers: dict[str, int] = {}

    def knows(self, name: str) -> bool:
        """Whether a source of that name is recorded."""
        return self.projection.catalogue.source(self.entry, name) is not None

    def number(self, name: str) -> int:
        """The number of a source on this page."""
        return self.numbers.setdefault(name, len(self.numbers) + 1)

    def add(self, sources: Iterable[PublicSource]) -> None:
        """Reserve numbers, in order."""
        for source in sources:
            self.number(source.id)

    def mark(self, sources: Iterable[PublicSource]) -> Markup:
        """Superscript links into the list at the page's end."""
        links = (
            Markup('<a href="#source-{0}" aria-label="{1} {2}">{2}</a>').format(
                source.id, self.label, self.number(source.id)
            )
            for source in sources
        )
        inside = Markup("").join(links)
        return Markup('<sup class="ref">{}</sup>').format(inside) if inside else Markup("")

    @property
    def cited(self) -> tuple[PublicSource, ...]:
        """What the list at the page's end shows, in the order of the numbers."""
        return self.projection.sources(self.entry, self.numbers)
