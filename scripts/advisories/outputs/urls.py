"""Where the data files lie: the one home of their addresses below the site's root.

A language's files stand in the same folder as its pages; files that hold all languages stand at the root.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..pages.site_context import Site

API = "api/v1"
"""Folder of the API. A change that would break a reader gets a new folder; the old one stays."""

LICENCE = "CC-BY-4.0"
"""Licence of the texts, as an SPDX identifier."""


@dataclass(frozen=True)
class Places:
    """Paths and full addresses of the data files of one site."""

    site: Site

    def url(self, path: str) -> str:
        """Full address of a path below the site's root."""
        return f"{self.site.addresses.site_url.rstrip('/')}/{path}"

    def page(self, key: str, language: str, anchor: str = "") -> str:
        """Full address of a page, or of a place on it."""
        address = self.site.addresses.absolute(key, language)
        return f"{address}#{anchor}" if anchor else address

    def _folder(self, language: str) -> str:
        return self.site.addresses.path("index", language)

    def api(self, name: str) -> str:
        """A file of the API, such as ``countries/japan.json``."""
        return f"{API}/{name}"

    def feed(self, name: str, language: str) -> str:
        """A feed, such as ``alerts`` or ``countries/japan``."""
        return f"{self._folder(language)}feeds/{name}.xml"

    def card(self, name: str, language: str) -> str:
        """A card, such as ``japan/embassy``, ``japan`` or ``all``."""
        return f"{self._folder(language)}cards/{name}.vcf"

    def code(self, name: str, language: str) -> str:
        """The QR code of a card."""
        return f"{self._folder(language)}cards/{name}.svg"

    def calendar(self, name: str, language: str) -> str:
        """A calendar, such as ``events``."""
        return f"{self._folder(language)}calendars/{name}.ics"

    def cap(self, country: str, alert: str) -> str:
        """A CAP message."""
        return f"cap/{country}/{alert}.xml"

    def cap_index(self) -> str:
        """The feed of all CAP messages that are in force."""
        return "cap/index.xml"

    def open_to_all(self) -> list[str]:
        """Patterns of what a page of any other site may read; each ends in its only ``*``, as hosts ask."""
        folders = [self._folder(language) for language in self.site.languages]
        paths = [
            f"{API}/",
            "cap/",
            *(f"{folder}{kind}/" for folder in folders for kind in ("feeds", "cards", "calendars")),
        ]
        return [f"{self.site.addresses.root}{path}*" for path in paths]

    def llms(self, language: str) -> str:
        """The summary for language models."""
        return f"{self._folder(language)}llms.txt"
