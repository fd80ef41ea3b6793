"""What the link schemes of a page mean: ``contact:``, ``source:``, ``figure:`` and ``page:``.

One resolver belongs to one page in one language. It knows no Markdown: it is asked with a target and the text of
the link, and answers with a value, or raises ``UnresolvedLinkError`` with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..common.errors import AdvisoriesError
from ..language.values import shows
from ..model import Figure
from ..public.addresses import Linker
from .citations import Citations
from .site_context import Ref, Site

HOTLINE_ANCHOR = "hotline"


class UnresolvedLinkError(AdvisoriesError):
    """A link that leads nowhere, or whose text contradicts its target."""


class Resolver:
    """Answers for the links of one page."""

    def __init__(self, site: Site, ref: Ref) -> None:
        self.site = site
        self.ref = ref
        self.words = site.words[ref.language]
        self.link = Linker(site.addresses, ref.key, ref.language)
        self.citations = Citations(site, ref.entry, self.words("source.label"))

    def contact(self, target: str, text: str) -> str:
        """Where a contact leads: it is dialled, written to or opened.

        A hotline's name leads to the box, on the same page, with the full numbers and the warning, since the short
        form does not work abroad.
        """
        contact = self.site.contact(target)
        if contact is None:
            raise UnresolvedLinkError(f"no contact is recorded as {target!r}")
        if not contact.may_be_shown_as(text):
            raise UnresolvedLinkError(f"the text {text!r} is not a form of contact {target!r}")
        return f"#{HOTLINE_ANCHOR}" if contact.notice else contact.uri

    def aged_out(self, target: str, text: str) -> str:
        """What stands in the place of a contact that has grown too old to be printed; empty for any other.

        A page that nobody changed must not fail because of the day, and the old number must not be shown.
        """
        contact = self.site.contact(target)
        if contact and contact.may_be_shown_as(text):
            return ""
        return str(self.words("seen.aged_out")) if self.site.was_contact(target, text) else ""

    def source(self, name: str) -> list[tuple[str, int]]:
        """Name and number of the source on this page."""
        if not self.citations.knows(name):
            raise UnresolvedLinkError(f"no source is recorded as {name!r}")
        return [(name, self.citations.number(name))]

    def figure(self, name: str, text: str) -> tuple[str, list[tuple[str, int]]]:
        """Value of a figure and its sources; the text must show that value."""
        figures: Mapping[str, Figure] = self.ref.entry.figures if self.ref.entry else {}
        figure = figures.get(name)
        if figure is None:
            raise UnresolvedLinkError(f"no figure of this item is recorded as {name!r}")
        if not shows(text, figure.value):
            raise UnresolvedLinkError(f"the text {text!r} does not show figure {name!r}, which is {figure.value}")
        return figure.value, [number for source in figure.sources for number in self.source(source)]

    def page(self, target: str) -> str:
        """Relative link to another page of the same language."""
        key, _, anchor = target.partition("#")
        if not self.site.has_page(key):
            raise UnresolvedLinkError(f"there is no page {key!r}")
        return self.link(key, anchor)
