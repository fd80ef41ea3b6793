"""Translations and their originals: what changed since one was made, and that somebody has compared the two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..common.settings import Settings
from ..content.catalogue import load, revision
from ..content.page_files import Page
from ..translation.changes import changes, text_at
from ..translation.origins import groups, is_behind, origin

KEY = "translated-from"


def differences(settings: Settings, wanted: set[Path]) -> Iterator[str]:
    """Lines about every wanted translation; about all that are behind where none is named."""
    for pages in groups(load(settings)):
        for page in pages.values():
            if _file(settings, page) in wanted if wanted else is_behind(page, pages):
                yield from _difference(settings, page, pages)


def _difference(settings: Settings, page: Page, pages: Mapping[str, Page]) -> Iterator[str]:
    named = origin(page)
    if named is None or named[0] not in pages:
        return
    now = pages[named[0]]
    before = text_at(_file(settings, now), now.language, named[1])
    if before is None:
        yield f"{page.path}: revision {named[0]}@{named[1]} is not in the history of {now.path}; compare the whole page"
        return
    changed = changes(before, now)
    yield f"{page.path}: {len(changed)} changed paragraphs in {now.path}"
    yield from (f"  {now.path}:{change.line}: {change.words}" for change in changed)


def accept_all(settings: Settings, wanted: set[Path] | None) -> list[Path]:
    """Write the original's revision into the wanted translations; ``None`` = into all. Gives the files written."""
    return [file for pages in groups(load(settings)) for file in accept(settings, pages, wanted)]


def accept(settings: Settings, pages: Mapping[str, Page], wanted: set[Path] | None) -> list[Path]:
    """Accept the wanted translations of one item; ``None`` = all of them."""
    original = original_of(pages, settings.default_language)
    claim = f"{original.language}@{revision(original)}"
    written = []
    for page in pages.values():
        file = _file(settings, page)
        if page is not original and (wanted is None or file in wanted) and page.front_matter.data.get(KEY) != claim:
            file.write_text(with_claim(file.read_text(encoding="utf-8"), claim), encoding="utf-8")
            written.append(file)
    return written


def original_of(pages: Mapping[str, Page], default: str) -> Page:
    """The page the others were made from."""
    for page in pages.values():
        if (named := origin(page)) and named[0] in pages:
            return pages[named[0]]
    return pages[default]


def with_claim(text: str, claim: str) -> str:
    """The file's text with the claim as last line of its front matter."""
    if not text.startswith("---\n"):
        return f"---\n{KEY}: {claim}\n---\n\n{text}"
    start, front, body = re.split(r"^---\n", text, maxsplit=2, flags=re.MULTILINE)
    kept = "".join(line for line in front.splitlines(keepends=True) if not line.startswith(f"{KEY}:"))
    return f"{start}---\n{kept}{KEY}: {claim}\n---\n{body}"


def _file(settings: Settings, page: Page) -> Path:
    return (settings.docs_dir.parent / page.path).resolve()
