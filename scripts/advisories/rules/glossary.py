"""Glossary: the words of ``docs/glossary.yml`` are used as it says, in every language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..common.problems import Finding
from ..content.catalogue import Catalogue
from ..translation.parallel import Passage, sections
from ..translation.wording import any_of
from .registry import Check, rule
from .translations import groups


@rule
def glossary_variant(check: Check) -> Iterator[Finding]:
    """No text uses a variant that the glossary forbids, unless it is part of a right term."""
    words = _variants(check.catalogue)
    wrong = {language: check.passages.words.met(known.anywhere, small=True) for language, known in words.items()}
    for passage in check.passages.every:
        known = words.get(passage.language)
        if known and passage.text in wrong[passage.language] and not _exempt(passage):
            for match in known.right_or_wrong.finditer(passage.text):
                if (term := known.terms.get(match[0].lower())) is not None:
                    yield Finding(passage.path, passage.line, passage.subject, match[0], {"term": term})


def _exempt(passage: Passage) -> bool:
    """The glossary names the variants itself, and the title of a source is printed as it is."""
    subject = passage.subject
    return passage.path.endswith("/glossary.yml") or (subject.startswith("sources.") and ".title" in subject)


@dataclass(frozen=True)
class Variants:
    """The forbidden words of one language: a quick pattern, one that knows the right terms too, and the right terms."""

    anywhere: re.Pattern[str]
    right_or_wrong: re.Pattern[str]
    terms: Mapping[str, str]


def _variants(catalogue: Catalogue) -> dict[str, Variants]:
    """The forbidden words of every language that has any."""
    result: dict[str, Variants] = {}
    for language in catalogue.settings.languages:
        terms = catalogue.glossary.terms if catalogue.glossary else ()
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


@rule
def glossary_pair(check: Check) -> Iterator[Finding]:
    """A page that uses a term with forbidden variants more than once uses it in every language."""
    terms = [
        term.term for term in (check.catalogue.glossary.terms if check.catalogue.glossary else ()) if term.forbidden
    ]
    patterns = [{language: _pattern((words,)) for language, words in term.items()} for term in terms]
    stems = [{language: re.split("[ -]", words.lower())[0] for language, words in term.items()} for term in terms]
    for pages in groups(check.catalogue) if terms else ():
        blocks = {
            language: [passage for section in sections(page) for passage in section] for language, page in pages.items()
        }
        said = {language: "\n".join(passage.text for passage in found) for language, found in blocks.items()}
        small = {language: text.lower() for language, text in said.items()}
        for term, pattern, stem in zip(terms, patterns, stems, strict=True):
            if not any(stem[language] in small[language] for language in pages):
                continue
            counts = {language: len(pattern[language].findall(said[language])) for language in pages}
            speaking = [language for language, count in counts.items() if count > 1]
            for language in pages if speaking else ():
                if not counts[language]:
                    source = next(
                        passage for passage in blocks[speaking[0]] if pattern[speaking[0]].search(passage.text)
                    )
                    yield blocks[language][0].finding("page", term[language], source)
