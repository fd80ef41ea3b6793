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
from .change import Change, Verb, text_of


def links(old: Catalogue, new: Catalogue) -> Iterator[Change]:
    """Every link that is new, gone, elsewhere, or stands among other words, in every language."""
    before, after = _linked(old), _linked(new)
    for path in sorted({*before, *after}):
        one, other = before.get(path, ()), after.get(path, ())
        said, now = ([place.said for place in side] for side in (one, other))
        for tag, start, end, first, last in SequenceMatcher(None, said, now, autojunk=False).get_opcodes():
            if tag != "equal":
                for pair in zip_longest(one[start:end], other[first:last]):
                    yield _change(path, *pair)


def _linked(catalogue: Catalogue) -> dict[str, tuple[Beside, ...]]:
    return {page.path: found for _, _, page in catalogue.all_pages() if (found := contact_links(page))}


def _change(path: str, old: Beside | None, new: Beside | None) -> Change:
    verb = Verb.CHANGED if old and new else Verb.ADDED if new else Verb.REMOVED
    was, now = (text_of(path, side.said) if side else None for side in (old, new))
    section = (new or old).section  # type: ignore[union-attr]  # one of them is there
    return Change(verb, path, section, was, now)
