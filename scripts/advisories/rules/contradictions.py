"""Contradictions: two languages of one text never tell a reader different numbers, levels or warnings.

``same-shape`` and ``same-links`` (translations) compare the outline; these rules compare what is said inside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from functools import cache

from ..common.problems import Finding
from ..translation.figures import Figure, contradicting_words, figures, missing
from ..translation.parallel import PROSE, Passage, is_odd, paragraphs, sections
from ..translation.wording import any_of, comparing
from .registry import Check, rule
from .translations import groups

NONE: frozenset[str] = frozenset()


@rule
def same_figures(check: Check) -> Iterator[Finding]:
    """Every figure stands in all languages, in whichever way: 6,000 · 0.6万 · 20 July · 7月20日 · 30%."""
    for ours, theirs, here, there in _figures(check):
        for shown in {figure.shown: None for figure in missing(here, there)}:
            yield ours.finding(ours.subject, shown, theirs)
        for shown in {figure.shown: None for figure in missing(there, here)}:
            yield theirs.finding(theirs.subject, shown, ours)


@rule
def same_number_words(check: Check) -> Iterator[Finding]:
    """A number written as a word is the same in all languages: "three days" is 三天."""
    for ours, theirs, here, there in _figures(check):
        for left, right in contradicting_words(here, there):
            yield theirs.finding(theirs.subject, f"{left.shown} · {right.shown}", ours)


Figured = tuple[Passage, Passage, tuple[Figure, ...], tuple[Figure, ...]]


def _figures(check: Check) -> list[Figured]:
    """The pairs of passages in which there is any figure, with the figures of both."""
    if "figures" not in check.memory:
        every = ((ours, theirs, figures(ours.text), figures(theirs.text)) for ours, theirs in check.passages.pairs)
        check.memory["figures"] = [found for found in every if found[2] or found[3]]
    known: list[Figured] = check.memory["figures"]
    return known


# --- level words ----------------------------------------------------------------------------------------------


@rule
def same_levels(check: Check) -> Iterator[Finding]:
    """A text that names an issuer's level names the same level in all languages."""
    scales = _scales(check)
    for ours, theirs, here, there in _levels(check):
        if here and there and here != there:
            wrong, other, levels = (theirs, ours, there - here) if there - here else (ours, theirs, here - there)
            yield wrong.finding(wrong.subject, " · ".join(_shown(wrong, levels, scales)), other)


@rule
def level_word(check: Check) -> Iterator[Finding]:
    """A level that one language names is named in all, in the issuer's own word, not in other words."""
    scales = _scales(check)
    everyday = _everyday(check)
    for ours, theirs, here, there in _levels(check):
        if bool(here) != bool(there) and (here | there) - everyday:
            named, silent, levels = (ours, theirs, here) if here else (theirs, ours, there)
            yield silent.finding(silent.subject, " · ".join(_shown(silent, levels, scales)), named)


def _everyday(check: Check) -> set[str]:
    """Levels whose words people use for other things too: the mildest, and colours."""
    levels = check.catalogue.levels
    return {
        f"{issuer.id}/{level.id}"
        for issuer in (levels.issuers if levels else ())
        for level in issuer.levels
        if level is issuer.levels[0] or any(len(word) < 4 for _, word in level.word.items())
    }


@dataclass(frozen=True)
class Scale:
    """The level words of one language in small letters: a pattern for all, and the level each word names."""

    alone: re.Pattern[str]
    levels: Mapping[str, str]


def _scales(check: Check) -> Mapping[str, Scale]:
    """The level words of every language."""
    levels = check.catalogue.levels
    result: dict[str, Scale] = {}
    for language in check.catalogue.settings.languages if levels else ():
        words = {
            level.word[language].lower(): f"{issuer.id}/{level.id}"
            for issuer in (levels.issuers if levels else ())
            for level in issuer.levels
        }
        result[language] = Scale(re.compile(rf"(?<![a-z])(?:{any_of(words)})(?![a-z])"), words)
    return result


Levelled = tuple[Passage, Passage, frozenset[str], frozenset[str]]


def _levels(check: Check) -> list[Levelled]:
    """The pairs of passages in which any level is named, with the levels of both."""
    if "levels" not in check.memory:
        scales = _scales(check)
        naming = _holding(check, (word for scale in scales.values() for word in scale.levels))
        pairs = [pair for pair in check.passages.pairs if pair[0].text in naming or pair[1].text in naming]
        every = ((ours, theirs, _levels_in(ours, scales), _levels_in(theirs, scales)) for ours, theirs in pairs)
        check.memory["levels"] = [found for found in every if found[2] or found[3]]
    known: list[Levelled] = check.memory["levels"]
    return known


def _holding(check: Check, words: Iterable[str]) -> frozenset[str]:
    """The texts in which any of the words stands, in large or small letters, alone or inside another word."""
    return NONE.union(*(check.passages.words.holding(word.lower()) for word in words))


def _levels_in(passage: Passage, scales: Mapping[str, Scale]) -> frozenset[str]:
    scale = scales.get(passage.language)
    return frozenset(scale.levels[word] for word in scale.alone.findall(passage.text.lower())) if scale else NONE


def _shown(passage: Passage, levels: Set[str], scales: Mapping[str, Scale]) -> list[str]:
    return [word for word, level in scales[passage.language].levels.items() if level in levels]


# --- warnings -------------------------------------------------------------------------------------------------


@rule
def same_warnings(check: Check) -> Iterator[Finding]:
    """What one language tells a reader not to do, no other language tells him to do."""
    likely = _holding(check, {word for language in comparing().values() for word in language.get("warning", ())})
    for ours, theirs in check.passages.pairs:
        if ours.kind in PROSE:
            if _warns(ours, likely) and not _says(theirs, "negation"):
                yield theirs.finding(theirs.subject, theirs.text, ours)
            elif _warns(theirs, likely) and not _says(ours, "negation"):
                yield ours.finding(ours.subject, ours.text, theirs)


def _warns(passage: Passage, likely: Set[str]) -> bool:
    """Whether a passage warns against something; in the list of what not to do, any negation does."""
    if passage.section == "do-not":
        return _says(passage, "negation", unknown=False)
    # outside ASCII, a pattern takes more letters for the same than ``likely`` does, such as s and ſ
    return (passage.text in likely or not passage.text.isascii()) and _says(passage, "warning", unknown=False)


def _says(passage: Passage, what: str, *, unknown: bool = True) -> bool:
    pattern = _pattern(passage.language, what)
    return unknown if pattern is None else pattern.search(passage.text) is not None


@cache
def _pattern(language: str, what: str) -> re.Pattern[str] | None:
    words = comparing().get(language, {}).get(what, ())
    latin, other = [word for word in words if word.isascii()], [word for word in words if not word.isascii()]
    parts = ([rf"\b(?:{any_of(latin)})\b"] if latin else []) + ([any_of(other)] if other else [])
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None


@rule
def forbidding_item(check: Check) -> Iterator[Finding]:
    """Every item of a list of what not to do begins with words that forbid, so that nobody reads it as advice."""
    for _, _, page in check.catalogue.all_pages():
        words = tuple(comparing().get(page.language, {}).get("forbids", ()))
        for section in sections(page) if words else ():
            for passage in section:
                if passage.section == "do-not" and passage.kind == "item" and not passage.text.startswith(words):
                    yield Finding(passage.path, passage.line, "item", passage.text, {"choices": ", ".join(words)})


@rule
def same_paragraphs(check: Check) -> Iterator[Finding]:
    """A section has as many paragraphs in every language: none is dropped unseen."""
    for pages in groups(check.catalogue):
        first, *others = pages.values()
        for page in others:
            ours, theirs = sections(first), sections(page)
            for left, right in zip(ours, theirs, strict=False) if len(ours) == len(theirs) else ():
                here, there = paragraphs(left), paragraphs(right)
                if here != there:
                    place = right[0].finding("section", str(there), left[0])
                    yield replace(place, params={**place.params, "expected": str(here)})


@rule
def same_length(check: Check) -> Iterator[Finding]:
    """A passage is about as long as its languages usually are beside each other: no sentence is dropped unseen."""
    found = [pair for pair in check.passages.pairs if pair[0].kind in PROSE]
    usual = check.common.usual_ratio
    for ours, theirs in found:
        if is_odd(len(ours.text), len(theirs.text), usual):
            short, long = (ours, theirs) if len(ours.text) < len(theirs.text) * usual else (theirs, ours)
            yield short.finding("text", short.text, long)
