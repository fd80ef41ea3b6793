"""From which text a translation was made, and whether that text has changed since.

One page of an item is the original; every other names, in ``translated-from: en@0123456789ab``, the original's
language and the content hash of the text it was made from (``catalogue.revision``). A date would lie: any touch
of the translation would hide that it is behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..content.catalogue import Catalogue, revision
from ..content.page_files import Page

TRANSLATED_FROM = re.compile(r"(?P<language>[a-z]{2,3})@(?P<revision>[0-9a-f]{12})")


def groups(catalogue: Catalogue) -> Iterator[Mapping[str, Page]]:
    """The pages that are translations of each other: one mapping of language to page per item."""
    for entry in catalogue.entries.values():
        yield entry.pages
    yield from catalogue.pages.values()


def origin(page: Page) -> tuple[str, str] | None:
    """Language and revision the page was translated from, or ``None`` for an original."""
    value = page.front_matter.data.get("translated-from")
    match = TRANSLATED_FROM.fullmatch(value) if isinstance(value, str) else None
    return (match["language"], match["revision"]) if match else None


def is_behind(page: Page, pages: Mapping[str, Page]) -> bool:
    """Whether the text a page was translated from has changed since."""
    named = origin(page)
    return named is not None and named[0] in pages and revision(pages[named[0]]) != named[1]
