"""The second gate: what may stand in the HTML made from a contributor's Markdown.

The first gate (``rules.pages``, ``rules.safety``) reads the source; this one reads what Python-Markdown made of it, so
that a trick which one parser sees and the other does not is caught all the same. Called for the content of every
page before a template takes it: anything found means that the page is not published.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

EVERYWHERE = frozenset({"class", "id", "lang", "dir"})
ALLOWED: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        ("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "strong", "em", "pre", "blockquote", "br",
         "hr", "sup", "sub", "del", "section", "thead", "tbody", "tr", "span", "summary", "dl", "dt", "dd", "figure",
         "figcaption", "table", "kbd"),
        frozenset[str](),
    ),
    "a": frozenset({"href", "aria-label", "hreflang", "rel"}),
    "img": frozenset({"src", "alt", "width", "height", "loading", "decoding"}),
    "div": frozenset({"role", "tabindex", "aria-label"}),
    "code": frozenset({"tabindex"}),
    "details": frozenset({"open"}),
    "data": frozenset({"value"}),
    "th": frozenset({"scope", "colspan", "rowspan"}),
    "td": frozenset({"colspan", "rowspan"}),
    "ol": frozenset({"start"}),
    "time": frozenset({"datetime"}),
}  # fmt: skip
FRAME = frozenset({"html", "head", "body"})  # put round a fragment by the parser
LINK = re.compile(r"(?:#|\.{1,2}/|[a-z0-9-]+/|tel:\+?[0-9]+$|mailto:[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+$)")
RELATIVE = re.compile(r"[^:\\\x00-\x20]*")
NAME = re.compile(r"[A-Za-z0-9_ -]*")


@dataclass(frozen=True)
class Unsafe:
    """One thing that may not be there."""

    tag: str
    attribute: str
    value: str

    def __str__(self) -> str:
        inside = f" {self.attribute}={self.value!r}" if self.attribute else ""
        return f"<{self.tag}{inside}>"


def unsafe(html: str, websites: Callable[[], Collection[str]] = tuple) -> list[Unsafe]:
    """Everything in a page's content that the allow-list does not know; an empty list lets the page pass.

    ``websites`` gives the addresses of recorded contacts, the only ones of other hosts that a page may link to; it is
    asked where there is such a link.
    """
    root = LexborHTMLParser(html).root
    parts = [part for node in root.traverse(include_text=True) for part in _of_node(node)] if root else []
    return [part for part in parts if not (part.tag == "a" and part.attribute == "href" and part.value in websites())]


def _of_node(node: LexborNode) -> Iterator[Unsafe]:
    tag = node.tag or ""
    if tag == "-text" or tag in FRAME:
        if tag in FRAME and node.attributes:
            yield Unsafe(tag, *_first(node))
        return
    if tag not in ALLOWED:
        yield Unsafe(tag, "", "")
        return
    for name, value in node.attributes.items():
        if not _is_allowed(tag, name, value or ""):
            yield Unsafe(tag, name, value or "")


def _first(node: LexborNode) -> tuple[str, str]:
    name, value = next(iter(node.attributes.items()))
    return name, value or ""


def _is_allowed(tag: str, name: str, value: str) -> bool:
    if name in ("class", "id"):
        return NAME.fullmatch(value) is not None
    if name not in EVERYWHERE and name not in ALLOWED[tag]:
        return False
    if name == "href":
        return LINK.match(value) is not None and (value.startswith(("tel:", "mailto:")) or _is_relative(value))
    return name != "src" or (_is_relative(value) and not value.startswith("/"))


def _is_relative(value: str) -> bool:
    """Stays on this site: no scheme, no second host, no backslash or control character."""
    return RELATIVE.fullmatch(value) is not None and not value.startswith("//")
