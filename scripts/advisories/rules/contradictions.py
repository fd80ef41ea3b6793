"""Contradictions: two languages of one text never tell a reader different numbers, levels or warnings.

``same-shape`` and ``same-links`` (translations) compare the outline; these rules compare what is said inside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from functools import cache

from ..common.problems import Finding
from ..content.page_files import Page
from ..language.lexicon import lexicon
from ..translation.figures import WrittenFigure, contradicting_words, figures, missing
from ..translation.parallel import PROSE, Passage, is_odd, paragraphs, sections
from ..translation.wording import any_of
from .registry import Subject, languages_rule, page_rule, pair_rule, site_rule
from .site_facts import ContentPart, SiteFacts

Figures = tuple[WrittenFigure, ...]


def _figured(part: ContentPart) -> Iterator[tuple[Passage, Passage, Figures, Figures]]:
    """The pairs of passages in which there is any figure, with the figures of both."""
    for ours, theirs in part.pairs:
        here, there = figures(ours.text), figures(theirs.text)
        if here or there:
            yield ours, theirs, here, there


figures_rule = Subject(_figured)


@figures_rule
def same_figures(ours: Passage, theirs: Passage, here: Figures, there: Figures) -> Iterator[Finding]:
    """Every figure stands in all languages, in whichever way: 6,000 · 0.6万 · 20 July · 7月20日 · 30%."""
    for shown in {figure.shown: None for figure in missing(here, there)}:
        yield ours.finding(ours.subject, shown, theirs)
    for shown in {figure.shown: None for figure in missing(there, here)}:
        yield theirs.finding(theirs.subject, shown, ours)


@figures_rule
def same_number_words(ours: Passage, theirs: Passage, here: Figures, there: Figures) -> Iterator[Finding]:
    """A number written as a word is the same in all languages: "three days" is 三天."""
    for left, right in contradicting_words(here, there):
        yield theirs.finding(theirs.subject, f"{left.shown} · {right.shown}", ours)


# --- level words ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Scale:
    """The level words of one language in small letters: a pattern for all, and the level each word names."""

    words: re.Pattern[str]
    levels: Mapping[str, str]

    def levels_in(self, text: str) -> frozenset[str]:
        """Issuer and level of every level that a text names."""
        return frozenset(self.levels[word] for word in self.words.findall(text.lower()))

    def shown(self, levels: Set[str]) -> str:
        return " · ".join(word for word, level in self.levels.items() if level in levels)


def _scales(site: SiteFacts) -> Mapping[str, Scale]:
    """The level words of every language; none where no issuer is recorded."""
    issuers = site.catalogue.issuers
    result: dict[str, Scale] = {}
    for language in site.catalogue.settings.languages if issuers else ():
        words = {
            level.word[language].lower(): f"{issuer.id}/{level.id}" for issuer in issuers for level in issuer.levels
        }
        result[language] = Scale(re.compile(rf"(?<![a-z])(?:{any_of(words)})(?![a-z])"), words)
    return result


def _everyday(site: SiteFacts) -> Set[str]:
    """Levels whose words people use for other things too: the mildest, and colours."""
    return {
        f"{issuer.id}/{level.id}"
        for issuer in site.catalogue.issuers
        for level in issuer.levels
        if level is issuer.levels[0] or any(len(word) < 4 for _, word in level.word.items())
    }


def _levelled(part: ContentPart) -> Iterator[tuple[Passage, Passage, Set[str], Set[str]]]:
    """The pairs of passages in which any level is named, with the levels of both."""
    scales = part.site.once(_scales)
    for ours, theirs in part.pairs if scales else ():
        here, there = scales[ours.language].levels_in(ours.text), scales[theirs.language].levels_in(theirs.text)
        if here or there:
            yield ours, theirs, here, there


levels_rule = Subject(_levelled)


@levels_rule
def same_levels(ours: Passage, theirs: Passage, here: Set[str], there: Set[str], site: SiteFacts) -> Iterator[Finding]:
    """A text that names an issuer's level names the same level in all languages."""
    if here and there and here != there:
        wrong, other, levels = (theirs, ours, there - here) if there - here else (ours, theirs, here - there)
        yield wrong.finding(wrong.subject, site.once(_scales)[wrong.language].shown(levels), other)


@levels_rule
def level_word(ours: Passage, theirs: Passage, here: Set[str], there: Set[str], site: SiteFacts) -> Iterator[Finding]:
    """A level that one language names is named in all, in the issuer's own word, not in other words."""
    if bool(here) != bool(there) and (here | there) - site.once(_everyday):
        named, silent = (ours, theirs) if here else (theirs, ours)
        yield silent.finding(silent.subject, site.once(_scales)[silent.language].shown(here or there), named)


# --- warnings -------------------------------------------------------------------------------------------------


@pair_rule
def same_warnings(ours: Passage, theirs: Passage) -> Iterator[Finding]:
    """What one language tells a reader not to do, no other language tells him to do."""
    if ours.kind in PROSE:
        if _warns(ours) and not _says(theirs, "negation"):
            yield theirs.finding(theirs.subject, theirs.text, ours)
        elif _warns(theirs) and not _says(ours, "negation"):
            yield ours.finding(ours.subject, ours.text, theirs)


def _warns(passage: Passage) -> bool:
    """Whether a passage warns against something; in the list of what not to do, any negation does."""
    return _says(passage, "negation" if passage.section == "do-not" else "warning", unknown=False)


def _says(passage: Passage, what: str, *, unknown: bool = True) -> bool:
    pattern = _pattern(passage.language, what)
    return unknown if pattern is None else pattern.search(passage.text) is not None


@cache
def _pattern(language: str, what: str) -> re.Pattern[str] | None:
    words = lexicon("figures").get(language, {}).get(what, ())
    latin, other = [word for word in words if word.isascii()], [word for word in words if not word.isascii()]
    parts = ([rf"\b(?:{any_of(latin)})\b"] if latin else []) + ([any_of(other)] if other else [])
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None


@page_rule
def forbidding_item(page: Page) -> Iterator[Finding]:
    """Every item of a list of what not to do begins with words that forbid, so that nobody reads it as advice."""
    words = tuple(lexicon("figures").get(page.language, {}).get("forbids", ()))
    for section in sections(page) if words else ():
        for passage in section:
            if passage.section == "do-not" and passage.kind == "item" and not passage.text.startswith(words):
                yield Finding(passage.path, passage.line, "item", passage.text, {"choices": ", ".join(words)})


@languages_rule
def same_paragraphs(pages: Mapping[str, Page]) -> Iterator[Finding]:
    """A section has as many paragraphs in every language: none is dropped unseen."""
    first, *others = pages.values()
    for page in others:
        ours, theirs = sections(first), sections(page)
        for left, right in zip(ours, theirs, strict=False) if len(ours) == len(theirs) else ():
            here, there = paragraphs(left), paragraphs(right)
            if here != there:
                place = right[0].finding("section", str(there), left[0])
                yield replace(place, params={**place.params, "expected": str(here)})


@site_rule
def same_length(site: SiteFacts) -> Iterator[Finding]:
    """A passage is about as long as its languages usually are beside each other: no sentence is dropped unseen."""
    usual = site.usual_ratio
    odd = [part for part, lengths in site.lengths if any(is_odd(ours, theirs, usual) for ours, theirs in lengths)]
    for ours, theirs in (pair for part in odd for pair in part.prose_pairs):
        if is_odd(len(ours.text), len(theirs.text), usual):
            short, long = (ours, theirs) if len(ours.text) < len(theirs.text) * usual else (theirs, ours)
            yield short.finding("text", short.text, long)
