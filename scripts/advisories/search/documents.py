"""What the search reads of a page: its own text, without menus, hotline strips and lists of links to other pages.

Published pages carry nothing for the search; it is given a smaller document made from each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from operator import add
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..common.characters import UNSPACED as UNSPACED_SCRIPTS
from ..common.characters import is_han
from ..pages.site_context import Site
from ..public.addresses import SEARCH_PAGE
from ..tasks.cache import NOTHING_KEPT, Store
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
FIELDS = ["title", "words"]
"""What a document says besides the page's text; the index calls them by number, in the order of the alphabet."""


UNSPACED = re.compile(f"[{UNSPACED_SCRIPTS}]+")  # as in text.js
SIGN = "[\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]"
RUN = re.compile(f"{UNSPACED.pattern}|{SIGN}")
ADDRESS = re.compile(r"[A-Za-z0-9._+-]{1,64}+@[A-Za-z0-9.-]+|https?://[^\s<]+")
ADDRESS_PARTS = re.compile(r"(?<![A-Za-z0-9])[A-Za-z0-9]++(?:&amp;|[^A-Za-z0-9])++(?=[A-Za-z0-9])")  # of a text in HTML
JOINED = "\u2060"  # ends a part of an address that goes on, as in text.js; Pagefind takes no notice of it
TAG = re.compile(r"(<[^>]*>)")
INLINE = re.compile(r"</?(?:a|abbr|b|bdi|code|em|i|mark|small|strong)(?:\s[^>]*)?>")
SEGMENTED_BY_PAGEFIND = ("zh", "ja", "th")
PIECE = 400  # words in one piece of a page's text, or characters of a script without spaces
OVERLAP = 48  # a piece goes on this far into the next one, so that an excerpt (engine.js) lies in one piece


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

    def __init__(self, site: Site, store: Store = NOTHING_KEPT) -> None:
        self.site = site
        self.store = store
        self.found: dict[tuple[str, str], str] = {}

    def of(self, key: str, language: str, html: str) -> str:
        """The document to index for one built page."""
        return document(html, language, *words_of(self.site, key))

    def of_language(self, language: str, site_dir: Path) -> dict[str, str]:
        """Key → document, for every page of a language that can be found; what is not known is read from the site."""
        wanted = keys(self.site)
        for key in wanted:
            if (language, key) not in self.found:
                file = site_dir / self.site.addresses.path(key, language) / "index.html"
                self.found[language, key] = self.of(key, language, file.read_text(encoding="utf-8"))
        return {key: self.found[language, key] for key in wanted}


def document(html: str, language: str, keywords: Iterable[str], characters: Iterable[str]) -> str:
    """The document to index for one built page, with the ``keywords`` in the script of its title.

    What is typed in another script is found by name, before the index is asked.
    """
    article = LexborHTMLParser(_main(html)).css_first(CONTENT)
    if article is None:
        return ""
    title = _title(article)
    _reduce(article)
    body = spread(article.html or "")
    own = (word for word in keywords if is_han(word) is is_han(title))
    words = plain_words([own, (one for one in characters if one in body)])
    meta = zip(FIELDS, (_parted(title), _parted(" ".join(words))), strict=True)
    spans = "".join(META.format(name, escape(value)) for name, value in meta)
    return f'<html lang="{tag(language)}"><body data-pagefind-body>{spans}{body}</body></html>'


def _main(html: str) -> str:
    """The page without its head, menus and foot: what stands round the article is not read."""
    start, end = html.find("<main"), html.find("</main>")
    return html[start:end] if start >= 0 else html


def tag(language: str) -> str:
    """The language as the index calls it: Pagefind's own segmenting is kept off, since ours works in every browser."""
    return f"und-{language}" if language.split("-")[0] in SEGMENTED_BY_PAGEFIND else language


def spread(html: str) -> str:
    """Each character of a script without spaces and the next one become a word: ``护照遗失`` → 护照 照遗 遗失 失.

    A browser that parts a query into any such pairs finds every page that holds it. The first characters are the text.
    """
    parts = TAG.split(INLINE.sub("", html))
    parts[0::2] = ["" if part.isspace() else _parted(part) for part in parts[0::2]]
    parts[1::2] = [f" {_bare(tag)} " for tag in parts[1::2]]
    return "".join(parts)


def _bare(tag: str) -> str:
    """A tag without what is not searched, such as the day of the build: the index of the same words stays the same."""
    name, *attributes = tag.removesuffix(">").split(" ")
    return " ".join([name, *(one for one in attributes if one.startswith(WEIGHT))]) + ">"


def _parted(text: str) -> str:
    if "@" in text or "://" in text:
        text = ADDRESS.sub(lambda match: ADDRESS_PARTS.sub(rf"\g<0>{JOINED} ", match[0]), text)
    if text.isascii():
        return text
    return RUN.sub(_pairs, text)


def _pairs(match: re.Match[str]) -> str:
    run = match[0]
    return f" {' '.join(map(add, run, run[1:]))} {run[-1]} " if len(run) > 1 else f" {run} "


def pieces(text: str) -> Iterator[str]:
    """A page's text as the index counts it, in pieces that a reader loads one by one to see the matched words.

    The word at ``place`` stands in piece ``place // PIECE``. No piece begins or ends inside a number or an address: the
    audit reads pieces too.
    """
    words = text.split()
    unspaced = [UNSPACED.match(word) is not None for word in words]
    parted = [word[0] if alone else word for word, alone in zip(words, unspaced, strict=True)]
    joined = [word if alone and before else f" {word}"
              for word, alone, before in zip(parted, unspaced, [False, *unspaced], strict=False)]  # fmt: skip
    for start in range(0, max(len(words), 1), PIECE):
        end = _past_value(parted, start + PIECE + OVERLAP)
        cut = _past_value(parted, start) - start
        yield "".join([" …"] * cut + joined[start + cut : end]).strip()


def _past_value(words: list[str], place: int) -> int:
    """The place itself, or the end of the number or the address that it would cut."""
    while 0 < place < len(words) and (
        words[place - 1].endswith(JOINED) or _is_numeric(words[place - 1] + words[place])
    ):
        place += 1
    return place


def _is_numeric(text: str) -> bool:
    return not any(map(str.isalpha, text))


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
