"""Glossary: the words of ``docs/glossary.yml`` are used as it says, in every language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..common.problems import Finding
from ..content.page_files import Page
from ..translation.parallel import Passage, sections
from ..translation.wording import any_of
from .registry import languages_rule, passage_rule
from .site_facts import SiteFacts


@passage_rule
def glossary_variant(passage: Passage, site: SiteFacts) -> Iterator[Finding]:
    """No text uses a variant that the glossary forbids, unless it is part of a right term."""
    variants = site.once(_variants).get(passage.language)
    if variants and not _exempt(passage) and variants.wrong.search(passage.text.lower()):
        for match in variants.right_or_wrong.finditer(passage.text):
            if (term := variants.terms.get(match[0].lower())) is not None:
                yield Finding(passage.path, passage.line, passage.subject, match[0], {"term": term})


def _exempt(passage: Passage) -> bool:
    """The glossary names the variants itself, and the title of a source is printed as it is."""
    subject = passage.subject
    return passage.path.endswith("/glossary.yml") or (subject.startswith("sources.") and ".title" in subject)


@dataclass(frozen=True)
class Variants:
    """The forbidden words of one language: a quick pattern, one that knows the right terms too, and the right terms."""

    wrong: re.Pattern[str]
    right_or_wrong: re.Pattern[str]
    terms: Mapping[str, str]


def _variants(site: SiteFacts) -> dict[str, Variants]:
    """The forbidden words of every language that has any."""
    result: dict[str, Variants] = {}
    terms = site.catalogue.glossary.terms if site.catalogue.glossary else ()
    for language in site.catalogue.settings.languages:
        right = [term.term[language] for term in terms]
        wrong = {word.lower(): term.term[language] for term in terms for word in term.forbidden.get(language, ())}
        if wrong:
            result[language] = Variants(re.compile(any_of(wrong)), _pattern((*right, *wrong)), wrong)
    return result


@lru_cache(maxsize=4096)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words, the longest first; Latin words whole, also in the plural."""
    latin = re.sub(r"(?<=[a-z])(?=\\[ -]|\||$)", "s?", any_of(word.lower() for word in words if word.isascii()))
    other = any_of(word for word in words if not word.isascii())
    parts = ([rf"(?<![a-z])(?:{latin})(?![a-z])"] if latin else []) + ([other] if other else [])
    return re.compile("|".join(parts), re.IGNORECASE)


@languages_rule
def glossary_pair(pages: Mapping[str, Page], site: SiteFacts) -> Iterator[Finding]:
    """A page that uses a term with forbidden variants more than once uses it in every language."""
    terms = site.catalogue.glossary.terms if site.catalogue.glossary else ()
    blocks = {language: [block for section in sections(page) for block in section] for language, page in pages.items()}
    texts = {language: "\n".join(block.text for block in found) for language, found in blocks.items()}
    for term in (term.term for term in terms if term.forbidden):
        uses = {language: len(_pattern((term[language],)).findall(text)) for language, text in texts.items()}
        speaking = next((language for language, count in uses.items() if count > 1), "")
        for language in [language for language, count in uses.items() if speaking and not count]:
            pattern = _pattern((term[speaking],))
            source = next(block for block in blocks[speaking] if pattern.search(block.text))
            yield blocks[language][0].finding("page", term[language], source)
