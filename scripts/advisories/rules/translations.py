"""Translations: the languages say the same, and none falls behind unseen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest

from ..common.problems import Finding
from ..content.catalogue import revision
from ..content.page_files import Page
from ..content.prose import prose
from ..translation.origins import is_behind, origin
from .registry import languages_rule


@languages_rule
def translated_from(pages: Mapping[str, Page]) -> Iterator[Finding]:
    """One language is the original; every other page names the original's language and revision."""
    originals = [page for page in pages.values() if "translated-from" not in page.front_matter.data]
    if len(originals) > 1:
        page = originals[-1]
        first = originals[0]
        yield Finding(page.path, 1, "translated-from", None, {"expected": f"{first.language}@{revision(first)}"})
    for page in pages.values():
        value = page.front_matter.data.get("translated-from")
        named = origin(page)
        if value is not None and (not originals or not named or named[0] != originals[0].language):
            line = page.front_matter.line(("translated-from",))
            expected = f"{originals[0].language}@{revision(originals[0])}" if originals else "…"
            yield Finding(page.path, line, "translated-from", str(value), {"expected": expected})


@languages_rule
def translation_behind(pages: Mapping[str, Page]) -> Iterator[Finding]:
    """A translation was made from the text that its original has today."""
    for page in pages.values():
        if is_behind(page, pages):
            language, _ = origin(page) or ("", "")
            line = page.front_matter.line(("translated-from",))
            value = str(page.front_matter.data["translated-from"])
            yield Finding(page.path, line, "translated-from", value, {"original": pages[language].path})


@languages_rule
def same_shape(pages: Mapping[str, Page]) -> Iterator[Finding]:
    """All languages of a page have the same headings, lists, tables and boxes, in the same order."""
    first, *others = pages.values()
    for page in others:
        for ours, theirs in zip_longest(prose(page).shape, prose(first).shape):
            if (ours and ours[1]) != (theirs and theirs[1]):
                line = ours[0] if ours else page.body.count("\n")
                expected = f"{theirs[1]} ({first.path}:{first.body_line + theirs[0]})" if theirs else "nothing more"
                yield page.finding(line, "structure", ours[1] if ours else None, expected=expected)
                break


@languages_rule
def same_links(pages: Mapping[str, Page]) -> Iterator[Finding]:
    """All languages of a page link to the same contacts, figures, sources, pages and pictures."""
    first, *others = pages.values()
    expected = targets(first)
    for page in others:
        found = targets(page)
        for target, line in found.items():
            if target not in expected:
                yield page.finding(line, "link", target, other=first.path)
        for target, line in expected.items():
            if target not in found:
                yield first.finding(line, "link", target, other=page.path)


def targets(page: Page) -> dict[str, int]:
    """Every target a page links to or shows, numbered where it occurs more than once, with its line."""
    found: dict[str, int] = {}
    parts = [(link.target, link.line) for link in prose(page).links]
    parts += [(picture.target, picture.line) for picture in prose(page).pictures]
    counts: dict[str, int] = {}
    for target, line in parts:
        counts[target] = counts.get(target, 0) + 1
        found[target if counts[target] == 1 else f"{target} ({counts[target]})"] = line
    return found
