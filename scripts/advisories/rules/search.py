"""Words of the search: they lead to pages that exist, in the languages of the site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..common.problems import Finding
from ..content.yaml_files import Place
from .registry import site_rule
from .site_facts import SiteFacts

FILE = "search.yml"


@site_rule
def search_page(site: SiteFacts) -> Iterator[Finding]:
    """Wording of ``docs/search.yml`` leads to a page that exists, and each page is named once."""
    root = site.catalogue.register_place(FILE)
    seen: set[str] = set()
    for index, wording in enumerate(site.catalogue.search_words.pages):
        if root and (not site.catalogue.has_page(wording.page) or wording.page in seen):
            yield (root / "pages" / index / "page").finding(wording.page)
        seen.add(wording.page)


@site_rule
def search_language(site: SiteFacts) -> Iterator[Finding]:
    """Words stand under a language of the site."""
    known = site.catalogue.settings.languages
    for place, lists in _lists(site):
        for language in lists:
            if language not in known:
                yield (place / language).finding(language, languages=", ".join(known))


def _lists(site: SiteFacts) -> Iterator[tuple[Place, Mapping[str, tuple[str, ...]]]]:
    words, root = site.catalogue.search_words, site.catalogue.register_place(FILE)
    if root:
        yield root / "danger", words.danger
        yield root / "missions", words.missions
        yield root / "ignore", words.ignore
        yield root / "characters", words.characters
        yield from ((root / "pages" / index / "words", wording.words) for index, wording in enumerate(words.pages))
