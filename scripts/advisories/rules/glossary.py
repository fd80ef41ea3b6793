"""Glossary: the words of ``docs/glossary.yml`` are used as it says, in every language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..catalogue import Catalogue
from ..comparison.parallel import Passage, passages, sections
from ..comparison.wording import any_of
from ..problems import Finding
from .registry import Check, rule
from .translations import groups


def all_passages(check: Check) -> list[Passage]:
    """Every passage of every language, found once a check."""
    if "passages" not in check.memory:
        check.memory["passages"] = list(passages(check.catalogue))
    found: list[Passage] = check.memory["passages"]
    return found


@rule
def glossary_variant(check: Check) -> Iterator[Finding]:
    """No text uses a variant that the glossary forbids, unless it is part of a right term."""
    words = _variants(check.catalogue)
    for passage in all_passages(check):
        if passage.language in words and not _exempt(passage):
            pattern, terms = words[passage.language]
            for match in pattern.finditer(passage.text):
                if (term := terms.get(match[0].lower())) is not None:
                    subject = passage.kind if "." in passage.kind else "text"
                    yield Finding(passage.path, passage.line, subject, match[0], {"term": term})


def _exempt(passage: Passage) -> bool:
    """The glossary names the variants itself, and the title of a source is printed as it is."""
    return passage.path.endswith("/glossary.yml") or (passage.kind.startswith("sources.") and ".title" in passage.kind)


def _variants(catalogue: Catalogue) -> dict[str, tuple[re.Pattern[str], Mapping[str, str]]]:
    """Per language: a pattern of right terms and variants, the longest first, and the term for each variant."""
    result: dict[str, tuple[re.Pattern[str], Mapping[str, str]]] = {}
    for language in catalogue.settings.languages:
        terms = catalogue.glossary.terms if catalogue.glossary else ()
        right = [term.term[language] for term in terms]
        wrong = {word.lower(): term.term[language] for term in terms for word in term.forbidden.get(language, ())}
        if wrong:
            result[language] = (_pattern([*right, *wrong]), {key: wrong[key] for key in wrong})
    return result


def _pattern(words: list[str]) -> re.Pattern[str]:
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
    patterns = [{language: _pattern([words]) for language, words in term.items()} for term in terms]
    for pages in groups(check.catalogue) if terms else ():
        blocks = {
            language: [passage for section in sections(page) for passage in section] for language, page in pages.items()
        }
        said = {language: "\n".join(passage.text for passage in found) for language, found in blocks.items()}
        for term, pattern in zip(terms, patterns, strict=True):
            counts = {language: len(pattern[language].findall(said[language])) for language in pages}
            speaking = [language for language, count in counts.items() if count > 1]
            for language in pages if speaking else ():
                if not counts[language]:
                    source = next(
                        passage for passage in blocks[speaking[0]] if pattern[speaking[0]].search(passage.text)
                    )
                    yield blocks[language][0].finding("page", term[language], source)
