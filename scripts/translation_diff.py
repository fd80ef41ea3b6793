"""Show what changed in the original since a translation was made from it, in words.

``translation_diff.py docs/topics/lost-passport/index.zh.md …``; without a page, every translation that is behind.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from advisories.common.settings import Settings, read_settings
from advisories.content.catalogue import load
from advisories.content.page_files import Page
from advisories.rules.translations import groups, is_behind, origin
from advisories.translation.changes import changes, text_at

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Print the changes of every named translation; 1 where a named page is no translation."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("pages", nargs="*", type=Path, help="translated pages; none = all that are behind")
    parser.add_argument("--config", type=Path, default=ROOT / "mkdocs.yml")
    options = parser.parse_args(arguments)
    settings = read_settings(options.config)
    wanted = {page.resolve() for page in options.pages}
    found = list(_wanted(settings, wanted))
    for page, pages in found:
        print("\n".join(report(settings, page, pages)))
    if not found:
        print("no such translation" if wanted else "no translation is behind")
    return int(bool(wanted) and not found)


def _wanted(settings: Settings, wanted: set[Path]) -> Iterator[tuple[Page, Mapping[str, Page]]]:
    for pages in groups(load(settings)):
        for page in pages.values():
            file = (settings.docs_dir.parent / page.path).resolve()
            if (file in wanted if wanted else is_behind(page, pages)) and origin(page) is not None:
                yield page, pages


def report(settings: Settings, page: Page, pages: Mapping[str, Page]) -> Iterator[str]:
    """The lines to print about one translation."""
    named = origin(page)
    if named is None or named[0] not in pages:
        return
    now = pages[named[0]]
    before = text_at((settings.docs_dir.parent / now.path).resolve(), now.language, named[1])
    if before is None:
        yield f"{page.path}: revision {named[0]}@{named[1]} is not in the history of {now.path}; compare the whole page"
        return
    found = changes(before, now)
    yield f"{page.path}: {len(found)} changed paragraphs in {now.path}"
    yield from (f"  {now.path}:{change.line}: {change.words}" for change in found)


if __name__ == "__main__":
    sys.exit(main())
