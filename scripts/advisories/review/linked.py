"""Links to contacts that came, went, moved or say something else: page by page, with the words around each.

A link is told by all that stands beside it, headings and labels included: "Never call 12 34, it is a fraud" is another
thing to read than "Call 12 34", and a number under another heading is for somebody else.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest

from ..content.catalogue import Catalogue
from ..content.prose.beside import Beside, contact_links
from .change import Change, of_text


def links(old: Catalogue, new: Catalogue) -> Iterator[Change]:
    """Every link that is new, gone, elsewhere, or stands among other words, in every language."""
    old_links, new_links = _linked(old), _linked(new)
    for path in sorted({*old_links, *new_links}):
        before, after = old_links.get(path, ()), new_links.get(path, ())
        old_texts, new_texts = ([link.said for link in side] for side in (before, after))
        for tag, start, end, first, last in SequenceMatcher(None, old_texts, new_texts, autojunk=False).get_opcodes():
            if tag != "equal":
                for was, now in zip_longest(before[start:end], after[first:last]):
                    yield _change(path, was, now)


def _change(path: str, old: Beside | None, new: Beside | None) -> Change:
    section = (new or old).section  # type: ignore[union-attr]  # one of them is there
    return of_text(path, section, old.said if old else None, new.said if new else None)


def _linked(catalogue: Catalogue) -> dict[str, tuple[Beside, ...]]:
    linked = {page.path: contact_links(page) for _, _, page in catalogue.all_pages()}
    return {path: links for path, links in linked.items() if links}
