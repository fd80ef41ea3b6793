"""Where pages and data files lie: ``countries/japan/`` in the default language, ``zh/countries/japan/`` in another one.

The one home of the address scheme. Links between pages are relative, so that a copy of the site works anywhere;
alternates are absolute, as search engines ask. A language's data files stand in the folder of its pages; files that
hold all languages stand at the root.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import takewhile
from urllib.parse import urlsplit

HOME = "index"
NOT_FOUND = "404"
SEARCH_PAGE = "search"
API = "api/v1"
"""Folder of the API. A change that would break a reader gets a new folder; the old one stays."""

Links = dict[str, str]  # one full address per language of the site


@dataclass(frozen=True)
class Addresses:
    """The address scheme of one site; ``tags`` are the BCP 47 tags of its languages."""

    default_language: str
    tags: Mapping[str, str]
    site_url: str

    def path(self, key: str, language: str) -> str:
        folder = "" if language == self.default_language else f"{language}/"
        if key == NOT_FOUND:
            return f"{folder}{NOT_FOUND}.html"
        return folder if key == HOME else f"{folder}{key}/"

    def absolute(self, key: str, language: str) -> str:
        return f"{self.site_url.rstrip('/')}/{self.path(key, language)}"

    def url(self, path: str) -> str:
        """Full address of a path below the site's root."""
        return f"{self.site_url.rstrip('/')}/{path}"

    def page(self, key: str, language: str, anchor: str = "") -> str:
        """Full address of a page, or of a place on it."""
        return f"{self.absolute(key, language)}{f'#{anchor}' if anchor else ''}"

    def pages(self, languages: Iterable[str], key: str, anchor: str = "") -> Links:
        """A page's address in every language."""
        return {language: self.page(key, language, anchor) for language in languages}

    def files(self, languages: Iterable[str], path: Callable[[str, str], str], name: str) -> Links:
        """A file's address in every language; ``path`` is one of the methods below."""
        return {language: self.url(path(name, language)) for language in languages}

    # -- paths of data files below the site's root

    def api(self, name: str) -> str:
        """A file of the API, such as ``countries/japan.json``."""
        return f"{API}/{name}"

    def feed(self, name: str, language: str) -> str:
        """A feed, such as ``alerts`` or ``countries/japan``."""
        return f"{self.path(HOME, language)}feeds/{name}.xml"

    def card(self, name: str, language: str) -> str:
        """A card, such as ``japan/embassy``, ``japan`` or ``all``."""
        return f"{self.path(HOME, language)}cards/{name}.vcf"

    def code(self, name: str, language: str) -> str:
        """The QR code of a card."""
        return f"{self.path(HOME, language)}cards/{name}.svg"

    def calendar(self, name: str, language: str) -> str:
        return f"{self.path(HOME, language)}calendars/{name}.ics"

    def cap(self, country: str, alert: str) -> str:
        return f"cap/{country}/{alert}.xml"

    def cap_index(self) -> str:
        """The feed of all CAP messages that are in force."""
        return "cap/index.xml"

    def llms(self, language: str) -> str:
        return f"{self.path(HOME, language)}llms.txt"

    def open_to_all(self, languages: Iterable[str]) -> list[str]:
        """Patterns of what a page of any other site may read; each ends in its only ``*``, as hosts ask."""
        folders = [self.path(HOME, language) for language in languages]
        ours = (f"{folder}{kind}/" for folder in folders for kind in ("feeds", "cards", "calendars"))
        return [f"{self.root}{path}*" for path in (f"{API}/", "cap/", *ours)]

    @property
    def root(self) -> str:
        """Path of the site on its host, for pages that are served at any depth."""
        return f"{urlsplit(self.site_url).path.rstrip('/')}/"


@dataclass(frozen=True)
class Linker:
    """Makes links from one page; from a page without a place of its own (404) they start at the site's root."""

    addresses: Addresses
    key: str
    language: str

    def __call__(self, key: str, anchor: str = "", language: str | None = None) -> str:
        """Link to another page, in this page's language unless another is named."""
        target = self.addresses.path(key, language or self.language)
        fragment = f"#{anchor}" if anchor else ""
        if self.key == NOT_FOUND:
            return f"{self.addresses.root}{target}{fragment}"
        if key == self.key and anchor and language in (None, self.language):
            return fragment
        return f"{relative(target, self.addresses.path(self.key, self.language))}{fragment}"


def relative(target: str, page: str) -> str:
    """Relative link between two paths that are folders below one root."""
    there, here = target.split("/")[:-1], page.split("/")[:-1]
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(there, here, strict=False)))
    return "/".join([*[".."] * (len(here) - shared), *there[shared:]] or ["."]) + "/"
