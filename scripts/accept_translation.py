"""Say that a translation has been reviewed against its original as it stands: writes ``translated-from``.

``accept_translation.py docs/topics/lost-passport/index.zh.md …`` or ``--all``; the original is the page without
``translated-from``, or the default language where no page names one.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from advisories.common.settings import Settings, read_settings
from advisories.content.catalogue import load, revision
from advisories.content.page_files import Page
from advisories.rules.translations import groups, origin

ROOT = Path(__file__).resolve().parent.parent
KEY = "translated-from"


def main() -> int:
    """Write the original's revision into every named translation."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("pages", nargs="*", type=Path, help="translated pages, such as docs/topics/x/index.zh.md")
    parser.add_argument("--all", action="store_true", help="every translation of the site")
    parser.add_argument("--config", type=Path, default=ROOT / "mkdocs.yml")
    options = parser.parse_args()
    settings = read_settings(options.config)
    wanted = {page.resolve() for page in options.pages}
    written = [
        file
        for pages in groups(load(settings))
        for file in accept(settings, pages, wanted if not options.all else None)
    ]
    print(f"{len(written)} translations accepted")
    return int(not written and not options.all)


def accept(settings: Settings, pages: Mapping[str, Page], wanted: set[Path] | None) -> list[Path]:
    """Accept the wanted translations of one item; ``None`` = all of them."""
    original = original_of(pages, settings.default_language)
    claim = f"{original.language}@{revision(original)}"
    written = []
    for page in pages.values():
        file = (settings.docs_dir.parent / page.path).resolve()
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


if __name__ == "__main__":
    sys.exit(main())
