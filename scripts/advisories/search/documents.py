"""What the search reads of a page: its own text, without menus, hotline strips and lists of links to other pages.

Published pages carry nothing for the search; it is given a smaller document made from each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape, unescape
from operator import add
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..common.characters import UNSPACED as UNSPACED_SCRIPTS
from ..common.characters import is_han
from ..pages.site_context import Site
from ..public.addresses import SEARCH_PAGE
from ..tasks.cache import NO_CACHE, Cache
from .keywords import plain_words, written

CONTENT = "article.page"
LEFT_OUT = (
    "[hidden], script, style, svg, form, input, button, nav, .hotline, .callbox, .tiles, .chips, .events, .finder, "
    ".doors, .kicker, .seen, .ages, .downloads, .notice, sup"
)
QUIET = (".sources", ".mission__kind", ".facts")  # searched, but seldom what a page is about
QUIET_WEIGHT = "0.25"
WEIGHT = "data-pagefind-weight"
META = '<span data-pagefind-meta="{}[content]" content="{}"></span>'
EVERY_PAGE = "qzpage"
"""A word that every page of an index holds; the browser asks for it to learn all pages' numbers."""
FIELDS = ("title", "words")
"""What a document says besides the page's text."""

UNSPACED = re.compile(f"[{UNSPACED_SCRIPTS}]+")  # as in text.js
SIGN = "[\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]"
RUN = re.compile(f"{UNSPACED.pattern}|{SIGN}")
ADDRESS = re.compile(r"[A-Za-z0-9._+-]{1,64}+@[A-Za-z0-9.-]+|https?://[^\s<]+")
ADDRESS_PARTS = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]++(?:&amp;|[^A-Za-z0-9])++(?=[A-Za-z0-9])")  # of a text in HTML
TAG = re.compile(r"(<[^>]*>)")
INLINE = re.compile(r"</?(?:a|abbr|b|bdi|code|em|i|mark|small|strong)(?:\s[^>]*)?>")


def keys(site: Site) -> list[str]:
    """Pages that can be found: all but the search itself and what was withdrawn."""
    entries = site.catalogue.entries
    return [key for key in site.keys if key != SEARCH_PAGE and not (key in entries and entries[key].facts.withdrawn)]


def words_of(site: Site, key: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a page's document holds besides the page's text: its keywords, and characters that are searched alone."""
    characters = site.content.search_words.characters.values()
    return written(site).get(key, ()), tuple(one for group in characters for one in group)


class Documents:
    """The documents of one site, made page by page; ``store`` is for the index that is made of them."""

    def __init__(self, site: Site, store: Cache = NO_CACHE) -> None:
        self.site = site
        self.store = store
        self.found: dict[tuple[str, str], str] = {}

    def of(self, key: str, language: str, html: str) -> str:
        """The document of one built page."""
        return document(html, *words_of(self.site, key))

    def of_language(self, language: str, site_dir: Path) -> dict[str, str]:
        """Key → document, for every page of a language that can be found; what is not known is read from the site."""
        wanted = keys(self.site)
        for key in wanted:
            if (language, key) not in self.found:
                file = site_dir / self.site.addresses.path(key, language) / "index.html"
                self.found[language, key] = self.of(key, language, file.read_text(encoding="utf-8"))
        return {key: self.found[language, key] for key in wanted}


def document(html: str, keywords: Iterable[str], characters: Iterable[str]) -> str:
    """What is searched of a built page: its own part, below its title and the ``keywords`` in the script of the title.

    What is typed in another script is found by name, before the index is asked.
    """
    article = LexborHTMLParser(_main(html)).css_first(CONTENT)
    if article is None:
        return ""
    title = _title(article)
    _reduce(article)
    parts = TAG.split(INLINE.sub("", article.html or ""))
    parts[1::2] = map(_bare, parts[1::2])
    body = "".join("" if part.isspace() else part for part in parts)
    own = (word for word in keywords if is_han(word) is is_han(title))
    words = plain_words([own, (sign for sign in characters if sign in body)])
    return f"{title}\n{' '.join(words)}\n{body}"


def for_index(document: str, number: int, language: str) -> str:
    """A document as Pagefind reads it; pages are told apart by their ``number``."""
    if not document:
        return ""
    title, words, body = document.split("\n", 2)
    fields = zip(FIELDS, (title, words), strict=True)
    spans = "".join(META.format(name, escape(parted(text))) for name, text in fields)
    number_of = f'<p data-pagefind-sort="number[content]" content="{number}" {WEIGHT}="0">{EVERY_PAGE}</p>'
    return f'<html lang="{language}"><body data-pagefind-body>{spans}{spread(body)}{number_of}</body></html>'


def text_of(document: str) -> str:
    """The text of a document, a line for every block: readers see from it where the words that they look for stand."""
    lines = TAG.sub("\n", document.split("\n", 2)[-1]).split("\n")
    return "\n".join(unescape(line).strip() for line in lines if line.strip())


def _main(html: str) -> str:
    """The page without its head, menus and foot: what stands round the article is not read."""
    start, end = html.find("<main"), html.find("</main>")
    return html[start:end] if start >= 0 else html


def spread(html: str) -> str:
    """Each character of a script without spaces and the next one become a word: ``护照遗失`` → 护照 照遗 遗失 失.

    A browser that parts a query into any such pairs finds every page that holds it.
    """
    parts = TAG.split(html)
    parts[0::2] = map(parted, parts[0::2])
    return " ".join(parts)


def _bare(tag: str) -> str:
    """A tag without what is not searched, such as the day of the build: the index of the same words stays the same."""
    name, *attributes = tag.removesuffix(">").split(" ")
    return " ".join([name, *(one for one in attributes if one.startswith(WEIGHT))]) + ">"


def parted(text: str) -> str:
    """A text in words, as the index counts them: pairs of characters, and parts of addresses."""
    if "@" in text or "://" in text:
        text = ADDRESS.sub(lambda match: ADDRESS_PARTS.sub(r"\g<0> ", match[0]), text)
    return text if text.isascii() else RUN.sub(_pairs, text)


def _pairs(match: re.Match[str]) -> str:
    run = match[0]
    return f" {' '.join(map(add, run, run[1:]))} {run[-1]} " if len(run) > 1 else f" {run} "


def _title(article: LexborNode) -> str:
    heading = article.css_first("h1")
    return " ".join(heading.text().split()) if heading else ""


def _reduce(article: LexborNode) -> None:
    """Drop what is not the page's own text; a heading that is left alone goes with its list."""
    for node in article.css(LEFT_OUT):
        node.decompose()
    for section in article.css("section"):
        if len(section.text(strip=True)) == sum(len(heading.text(strip=True)) for heading in section.css("h2, h3")):
            section.decompose()
    for selector in QUIET:
        for node in article.css(selector):
            node.attrs[WEIGHT] = QUIET_WEIGHT
