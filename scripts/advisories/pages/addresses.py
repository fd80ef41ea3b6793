"""Where pages live: ``countries/japan/`` in the default language, ``zh/countries/japan/`` in another one.

The one home of the address scheme. Links between pages are relative, so that a copy of the site works anywhere;
alternates are absolute, as search engines ask.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile
from urllib.parse import urlsplit

HOME = "index"
NOT_FOUND = "404"
SEARCH_PAGE = "search"


@dataclass(frozen=True)
class Addresses:
    """The address scheme of one site; ``tags`` are the BCP 47 tags of its languages."""

    default_language: str
    tags: Mapping[str, str]
    site_url: str

    def path(self, key: str, language: str) -> str:
        """Path below the site's root."""
        folder = "" if language == self.default_language else f"{language}/"
        if key == NOT_FOUND:
            return f"{folder}{NOT_FOUND}.html"
        return folder if key == HOME else f"{folder}{key}/"

    def absolute(self, key: str, language: str) -> str:
        """Full address."""
        return f"{self.site_url.rstrip('/')}/{self.path(key, language)}"

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
