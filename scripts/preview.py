"""Mark a built site as a preview: a line on every page that its numbers are not verified, and no search engine.

``preview.py FOLDER``. Needs the standard library only, so that it can run where nothing is installed.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

WORDS = {"zh": "预览：号码未经核实，请勿使用。", "": "Preview – numbers not verified. Do not rely on this page."}
ROBOTS = '<meta name="robots" content="noindex, nofollow, noarchive">'
LANGUAGE = re.compile(r"<html[^>]*\blang=[\"']?([A-Za-z-]*)", re.IGNORECASE)
MARK = "data-preview"


def main(arguments: list[str] | None = None) -> int:
    """Mark every page; 1 where there is none."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("site", type=Path)
    site = parser.parse_args(arguments).site
    pages = sorted(file for file in site.rglob("*.html") if not file.is_symlink())
    for page in pages:
        page.write_text(marked(page.read_text(encoding="utf-8")), encoding="utf-8")
    (site / "robots.txt").write_text("User-agent: *\nDisallow: /\n", encoding="utf-8")
    (site / "_headers").write_text("/*\n  X-Robots-Tag: noindex\n", encoding="utf-8")
    print(f"preview: {len(pages)} pages marked")
    return int(not pages)


def marked(html: str) -> str:
    """The page with its mark, once."""
    if MARK in html:
        return html
    found = LANGUAGE.search(html)
    tag = found[1].lower() if found else ""
    words = next(text for language, text in WORDS.items() if tag.startswith(language))
    line = f'<p {MARK} role="note"><strong>{words}</strong></p>'
    html = re.sub(r"(<head\b[^>]*>)", lambda match: match[1] + ROBOTS, html, count=1, flags=re.IGNORECASE)
    return re.sub(r"(<body\b[^>]*>)", lambda match: match[1] + line, html, count=1, flags=re.IGNORECASE)


if __name__ == "__main__":
    sys.exit(main())
