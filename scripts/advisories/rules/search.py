"""Words of the search: they lead to pages that exist, in the languages of the site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..common.problems import Finding
from ..content.yaml_files import Place
from .registry import Check, rule

FILE = "search.yml"


@rule
def search_page(check: Check) -> Iterator[Finding]:
    """Wording of ``docs/search.yml`` leads to a page that exists, and each page is named once."""
    root = check.catalogue.register_place(FILE)
    seen: set[str] = set()
    for index, wording in enumerate(check.catalogue.search_words.pages):
        if root and (not check.catalogue.has_page(wording.page) or wording.page in seen):
            yield (root / "pages" / index / "page").finding(wording.page)
        seen.add(wording.page)


@rule
def search_language(check: Check) -> Iterator[Finding]:
    """Words stand under a language of the site."""
    known = check.catalogue.settings.languages
    for place, lists in _lists(check):
        for language in lists:
            if language not in known:
                yield (place / language).finding(language, languages=", ".join(known))


def _lists(check: Check) -> Iterator[tuple[Place, Mapping[str, tuple[str, ...]]]]:
    root, words = check.catalogue.register_place(FILE), check.catalogue.search_words
    if root is None:
        return
    for name in ("danger", "missions", "ignore", "characters"):
        yield root / name, getattr(words, name)
    for index, wording in enumerate(words.pages):
        yield root / "pages" / index / "words", wording.words
