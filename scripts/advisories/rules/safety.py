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
from ..content.yaml_files import Place, YamlFile
from .registry import Check, rule

TAG = re.compile(r"<[A-Za-z/!?]")
TEMPLATE = re.compile(r"\{\{|\{%|\{#-|--8<--|\[TOC\]|^(?:!!!|\?\?\?)|^:::", re.MULTILINE)
TEMPLATE_SIGNS = ("{{", "{%", "{#-", "--8<--", "[TOC]", "!!!", "???", ":::")  # one stands in whatever it finds
REFERENCE = re.compile(r"^[ >]*+(?:[-*+] ++|[0-9]++[.)] ++)*+[ >]*+\[[^\]\n]*+\]:", re.MULTILINE)
LINK = re.compile(r"(?:contact|page):[a-z0-9/-]+(?:#[a-z0-9-]+)?|(?:source|figure):[a-z0-9-]+|#[A-Za-z0-9_-]+")
TITLE_SIGNS = re.compile(r"[][`*\\<>]|__")
OPTION = re.compile(r"[ \t]+\S")
PORTS = (f"{port}{number}" for port in ("com", "lpt") for number in range(10))
RESERVED = frozenset({"con", "prn", "aux", "nul", "index", "404", "assets", "api", "site", *PORTS})
LONGEST_NAME = 80
UNFINISHED = "✎"


@rule
def raw_tag(check: Check) -> Iterator[Finding]:
    """No line holds what a browser could take for a tag, not even inside code."""
    for _, _, page in check.catalogue.all_pages():
        known = {words.line for words in prose(page).html}
        for line, text in _lines(page, TAG):
            if line not in known:
                yield page.finding(line, "text", text)


@rule
def no_template(check: Check) -> Iterator[Finding]:
    """No page includes a file, calls a template or uses a block of another dialect."""
    for _, _, page in check.catalogue.all_pages():
        for line, text in _lines(page, TEMPLATE) if any(sign in page.body for sign in TEMPLATE_SIGNS) else ():
            yield page.finding(line, "text", text)


@rule
def no_reference(check: Check) -> Iterator[Finding]:
    """A link carries its target with it; targets defined elsewhere on the page are easy to miss in a review."""
    for _, _, page in check.catalogue.all_pages():
        for line, text in _lines(page, REFERENCE) if "]:" in page.body else ():
            yield page.finding(line, "link", text)


def _lines(page: Page, pattern: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """The lines of a page's body that the pattern meets, with what it met."""
    if pattern.search(page.body):
        for number, line in enumerate(page.body.split("\n")):
            if match := pattern.search(line):
                yield number, line[match.start() : match.start() + 60].strip()


@rule
def link_form(check: Check) -> Iterator[Finding]:
    """A link's target is a plain name: small letters, digits, hyphens and slashes, and an anchor."""
    for _, _, page in check.catalogue.all_pages():
        for link in prose(page).links:
            if link.scheme in ("contact", "figure", "source", "page") and not LINK.fullmatch(link.target):
                yield page.finding(link.line, "link", link.target)


@rule
def box_title(check: Check) -> Iterator[Finding]:
    """A box's title is plain words: it is rendered like any text, but no rule looks for links in it."""
    for _, _, page in check.catalogue.all_pages():
        for box in prose(page).boxes:
            if box.kind and TITLE_SIGNS.search(box.title):
                yield page.finding(box.line, "box title", box.title)


@rule
def box_options(check: Check) -> Iterator[Finding]:
    """A box has no options: they could set any attribute of its HTML."""
    for _, _, page in check.catalogue.all_pages():
        lines = page.body.split("\n")
        for box in prose(page).boxes:
            after = lines[box.line + 1] if box.line + 1 < len(lines) else ""
            if box.kind and OPTION.match(after):
                yield page.finding(box.line + 1, "box", after.strip())


@rule
def plain_text(check: Check) -> Iterator[Finding]:
    """A text outside the page's body is plain: no tags, no Markdown links, no template signs."""
    for _, _, page in check.catalogue.all_pages():
        yield from _not_plain(page.front_matter)
    for place in check.catalogue.yaml_places():
        yield from _not_plain(place.file)


NOT_PLAIN = re.compile(r"<[A-Za-z/!?]|\]\(|\{\{|\{%|&(?:#|[A-Za-z]+;)|(?:javascript|vbscript|data):", re.IGNORECASE)
NOT_PLAIN_SIGNS = ("<", "](", "{{", "{%", "&", "t:", "T:", "a:", "A:")  # one stands in whatever it finds


def _not_plain(file: YamlFile) -> Iterator[Finding]:
    values = "\n".join([value for _, value in file.scalars])
    for keys, value in file.scalars if any(sign in values for sign in NOT_PLAIN_SIGNS) else ():
        if NOT_PLAIN.search(value):
            yield Place(file, keys).finding(value)


@rule
def portable_name(check: Check) -> Iterator[Finding]:
    """A folder or page has a name that every system can store and that is no address of the site itself."""
    root = check.catalogue.settings.docs_dir.name
    paths = [(f"{root}/{key}", key.rpartition("/")[2]) for key in check.catalogue.folders]
    for key, pages in check.catalogue.pages.items():
        if key != "index" and "/" not in key:
            paths += [(page.path, key) for page in pages.values()]
    for path, name in sorted(paths):
        if name in RESERVED or len(name) > LONGEST_NAME or not re.fullmatch(r"[a-z0-9-]+", name):
            yield Finding(path, 1, "name", name, {"limit": str(LONGEST_NAME)})


@rule
def unfinished(check: Check) -> Iterator[Finding]:
    """No text still holds the sign that marks what a template leaves to be written."""
    for path, text in check.catalogue.texts.items():
        if UNFINISHED in text:
            for number, line in enumerate(text.split("\n"), start=1):
                if UNFINISHED in line and not line.startswith("#   "):
                    yield Finding(path, number, "text", line.strip())
