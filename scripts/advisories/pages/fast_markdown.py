"""Python-Markdown with less work per text; the same HTML.

A third of what Python-Markdown does on a page is to try every inline pattern on every text, most of which hold none.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, cast
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.toc import TocTreeprocessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString, Registry
from mkdocs.structure import pages

SIGNS = {
    "backtick": "`", "escape": "\\", "linebreak": "\n", "entity": "&",
    **dict.fromkeys(("autolink", "automail", "html"), "<"),
    **dict.fromkeys(("reference", "link", "image_link", "image_reference", "short_reference", "short_image_ref"), "["),
}  # fmt: skip
"""A character without which a pattern cannot match, by the name of the pattern; others are searched for."""


class QuickInlineProcessor(InlineProcessor):
    """Applies a pattern only to texts in which it is found: applied to others, it changes nothing."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        patterns = md.inlinePatterns
        signs = {patterns.get_index_for_name(name): sign for name, sign in SIGNS.items() if name in patterns}
        self.searches = [
            (pattern, signs.get(index, ""), pattern.getCompiledRegExp().search)
            for index, pattern in enumerate(patterns)
        ]

    def _InlineProcessor__handleInline(self, data: str, first: int = 0) -> str:  # noqa: N802 - overrides it
        if isinstance(data, AtomicString):
            return data
        for index in range(first, len(self.searches)):
            pattern, sign, search = self.searches[index]
            start, found = 0, sign in data
            while found and search(data, start):
                data, found, start = self._InlineProcessor__applyPattern(  # type: ignore[attr-defined]
                    pattern, data, index, start
                )
        return data


class QuickTocTreeprocessor(TocTreeprocessor):
    """Draws a table of contents only where a text asks for one; MkDocs reads the headings, not the drawing."""

    def __init__(self, known: TocTreeprocessor) -> None:
        self.__dict__.update(vars(known))

    def run(self, doc: Element) -> None:
        """As usual, once it is known whether the marker stands anywhere."""
        self.is_asked = any(element.text and self.marker in element.text for element in doc.iter())
        super().run(doc)

    def replace_marker(self, root: Element, elem: Element) -> None:
        """Put the table where the marker stands."""
        if self.is_asked:
            super().replace_marker(root, elem)

    def build_toc_div(self, toc_list: list[Any]) -> Element:
        """The table, or an empty one."""
        return super().build_toc_div(toc_list) if self.is_asked else Element("div")


class QuickRegistry(Registry[Any]):
    """A registry that nothing is added to any more, so that a loop over it need not list it again."""

    def __init__(self, known: Registry[Any]) -> None:
        self.__dict__.update(vars(known))
        self.items = tuple(known)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items)


def quicken(md: Markdown) -> Markdown:
    """The same parser, made quicker."""
    md.treeprocessors.register(QuickInlineProcessor(md), "inline", 20)
    if "toc" in md.treeprocessors:
        md.treeprocessors.register(QuickTocTreeprocessor(cast("TocTreeprocessor", md.treeprocessors["toc"])), "toc", 5)
    md.parser.blockprocessors = QuickRegistry(md.parser.blockprocessors)
    md.block_level_elements = frozenset(md.block_level_elements)  # type: ignore[assignment]  # only asked what it holds
    return md


@contextmanager
def one_parser(config: Any) -> Iterator[None]:
    """Let MkDocs use the parser of the page before, which it would make anew: a tenth of the work on a page."""
    theirs = pages.markdown
    pages.markdown = _Parser(config)
    try:
        yield
    finally:
        pages.markdown = theirs


class _Parser:
    """Stands in for the module ``markdown``."""

    _last: ClassVar[tuple[Any, Markdown] | None] = None

    def __init__(self, config: Any) -> None:
        self.config = config

    def Markdown(self, **settings: Any) -> Markdown:  # noqa: N802 - as the class is called
        """A parser for these settings, as new."""
        if _Parser._last is None or _Parser._last[0] is not self.config:
            _Parser._last = (self.config, quicken(Markdown(**settings)))
        return _Parser._last[1].reset()
