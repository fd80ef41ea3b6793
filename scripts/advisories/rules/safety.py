"""Safety: what could run, load, include or hide something, whichever Markdown parser reads it.

``pages`` judges what markdown-it sees. The site is made by Python-Markdown, which reads a few things differently;
these rules therefore look at the raw lines too, and ``rendered`` looks again at the finished HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..common.problems import Finding
from ..content.page_files import Page
from ..content.prose import prose
from ..content.prose.parts import Link
from ..content.yaml_files import Place, YamlFile
from .registry import link_rule, page_rule, site_rule, text_rule, yaml_rule
from .site_facts import SiteFacts

TAG = re.compile(r"<[A-Za-z/!?]")
TEMPLATE = re.compile(r"\{\{|\{%|\{#-|--8<--|\[TOC\]|^(?:!!!|\?\?\?)|^:::", re.MULTILINE)
REFERENCE = re.compile(r"^[ >]*+(?:[-*+] ++|[0-9]++[.)] ++)*+[ >]*+\[[^\]\n]*+\]:", re.MULTILINE)
LINK = re.compile(r"(?:contact|page):[a-z0-9/-]+(?:#[a-z0-9-]+)?|(?:source|figure):[a-z0-9-]+|#[A-Za-z0-9_-]+")
TITLE_SIGNS = re.compile(r"[][`*\\<>]|__")
OPTION = re.compile(r"[ \t]+\S")
PORTS = (f"{port}{number}" for port in ("com", "lpt") for number in range(10))
RESERVED = frozenset({"con", "prn", "aux", "nul", "index", "404", "assets", "api", "site", *PORTS})
LONGEST_NAME = 80
NOT_PLAIN = re.compile(r"<[A-Za-z/!?]|\]\(|\{\{|\{%|&(?:#|[A-Za-z]+;)|(?:javascript|vbscript|data):", re.IGNORECASE)
UNFINISHED = "✎"


@page_rule
def raw_tag(page: Page) -> Iterator[Finding]:
    """No line holds what a browser could take for a tag, not even inside code."""
    known = {words.line for words in prose(page).html}
    for line, text in _lines(page, TAG):
        if line not in known:
            yield page.finding(line, "text", text)


@page_rule
def no_template(page: Page) -> Iterator[Finding]:
    """No page includes a file, calls a template or uses a block of another dialect."""
    for line, text in _lines(page, TEMPLATE):
        yield page.finding(line, "text", text)


@page_rule
def no_reference(page: Page) -> Iterator[Finding]:
    """A link carries its target with it; targets defined elsewhere on the page are easy to miss in a review."""
    for line, text in _lines(page, REFERENCE):
        yield page.finding(line, "link", text)


def _lines(page: Page, pattern: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """The lines of a page's body that the pattern meets, with what it met."""
    if pattern.search(page.body):
        for number, line in enumerate(page.body.split("\n")):
            if match := pattern.search(line):
                yield number, line[match.start() : match.start() + 60].strip()


@link_rule
def link_form(page: Page, link: Link) -> Iterator[Finding]:
    """A link's target is a plain name: small letters, digits, hyphens and slashes, and an anchor."""
    if link.scheme in ("contact", "figure", "source", "page") and not LINK.fullmatch(link.target):
        yield page.finding(link.line, "link", link.target)


@page_rule
def box_title(page: Page) -> Iterator[Finding]:
    """A box's title is plain words: it is rendered like any text, but no rule looks for links in it."""
    for box in prose(page).boxes:
        if box.kind and TITLE_SIGNS.search(box.title):
            yield page.finding(box.line, "box title", box.title)


@page_rule
def box_options(page: Page) -> Iterator[Finding]:
    """A box has no options: they could set any attribute of its HTML."""
    lines = page.body.split("\n")
    for box in prose(page).boxes:
        after = lines[box.line + 1] if box.line + 1 < len(lines) else ""
        if box.kind and OPTION.match(after):
            yield page.finding(box.line + 1, "box", after.strip())


@yaml_rule
def plain_text(file: YamlFile) -> Iterator[Finding]:
    """A text outside the page's body is plain: no tags, no Markdown links, no template signs."""
    for keys, value in file.scalars:
        if NOT_PLAIN.search(value):
            yield Place(file, keys).finding(value)


@site_rule
def portable_name(site: SiteFacts) -> Iterator[Finding]:
    """A folder or page has a name that every system can store and that is no address of the site itself."""
    root = site.catalogue.settings.docs_dir.name
    paths = [(f"{root}/{key}", key.rpartition("/")[2]) for key in site.catalogue.folders]
    for key, pages in site.catalogue.pages.items():
        if key != "index" and "/" not in key:
            paths += [(page.path, key) for page in pages.values()]
    for path, name in sorted(paths):
        if name in RESERVED or len(name) > LONGEST_NAME or not re.fullmatch(r"[a-z0-9-]+", name):
            yield Finding(path, 1, "name", name, {"limit": str(LONGEST_NAME)})


@text_rule
def unfinished(path: str, text: str) -> Iterator[Finding]:
    """No text still holds the sign that marks what a template leaves to be written."""
    for number, line in enumerate(text.split("\n") if UNFINISHED in text else (), start=1):
        if UNFINISHED in line and not line.startswith("#   "):
            yield Finding(path, number, "text", line.strip())
