"""Tree → typed blocks. Refuses every tag and class that has no block, with the file and the line.

Also what a printed, tagged document needs and Markdown does not promise: alternative texts, table heads, headings
that skip no level, and Chinese that is set with its own punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NoReturn
from xml.etree.ElementTree import Element

from ..common.characters import HAN
from ..pages.site_context import Ref
from . import blocks as typed
from .errors import PrintingError
from .print_context import line_of

BOXES = ("note", "tip", "warning", "danger")
CLASSES = {
    "section": re.compile(r"part( [\w-]+)?"),
    "div": re.compile(rf"scroll|admonition ({'|'.join(BOXES)})"),
    "p": re.compile(r"admonition-title"),
    "details": re.compile(rf"{'|'.join(BOXES)}|"),
    "span": re.compile(r"cited"),
    "data": re.compile(r"figure"),
    "sup": re.compile(r"ref"),
    "a": re.compile(r"tel"),
    "th": re.compile(r"align-(left|center|right)"),
    "td": re.compile(r"align-(left|center|right)"),
}
HALF_WIDTH = re.compile(rf"[{HAN}][,;:?!()]|[(][{HAN}]")
_WIDE = rf"[{HAN}\u3000-\u30ff\uff00-\uffef“”‘’—…]"
JOINED = re.compile(rf"(?<={_WIDE})\n(?={_WIDE})")


class BlockConverter:
    """Makes the article of one page."""

    def __init__(self, ref: Ref, *, han: bool) -> None:
        self.ref = ref
        self.han = han
        self.level = 1

    def refuse(self, message: str, needle: str) -> NoReturn:
        """Stop, naming the line on which the text stands."""
        raise PrintingError(message, self.ref.page.path, line_of(self.ref, needle))

    def article(self, root: Element) -> typed.Article:
        title: tuple[typed.Inline, ...] = ()
        lead: list[typed.Block] = []
        sections = []
        for child in root:
            if child.tag == "h1":
                if title:
                    self.refuse("a page has one title", text_of(child))
                title = self.inlines(child)
            elif child.tag == "section":
                sections.append(self.section(child))
            else:
                lead.extend(self.block(child))
        if not title:
            self.refuse("a page needs a title, such as '# Title'", "")
        return typed.Article(self.ref.key, self.ref.page.language, title, tuple(lead), tuple(sections))

    def section(self, element: Element) -> typed.Section:
        """A section; its first child is its heading."""
        self.check_class(element)
        heading, *rest = element
        self.level = 2
        return typed.Section(heading.get("id", ""), self.inlines(heading), tuple(self.blocks(rest)))

    # -- blocks

    def blocks(self, elements: Iterable[Element]) -> Iterator[typed.Block]:
        for element in elements:
            yield from self.block(element)

    def block(self, element: Element) -> Iterator[typed.Block]:
        self.check_class(element)
        maker = getattr(self, f"block_{element.tag}", None)
        if maker is None:
            self.refuse(f"<{element.tag}> cannot be printed: no block is made for it", text_of(element))
        yield from maker(element)

    def block_p(self, element: Element) -> Iterator[typed.Block]:
        if inlines := self.inlines(element):
            yield typed.Paragraph(inlines)

    def heading(self, element: Element) -> Iterator[typed.Block]:
        """A heading inside a section; levels are not skipped."""
        level = int(element.tag[1])
        if level > self.level + 1:
            self.refuse(
                f"heading of level {level} after one of level {self.level}: none may be skipped", text_of(element)
            )
        self.level = level
        yield typed.Subheading(level, element.get("id", ""), self.inlines(element))

    block_h3 = block_h4 = block_h5 = block_h6 = heading

    def block_ul(self, element: Element) -> Iterator[typed.Block]:
        start = int(element.get("start", "1"))
        yield typed.Listing(element.tag == "ol", start, tuple(self.item(item) for item in element))

    block_ol = block_ul

    def item(self, element: Element) -> tuple[typed.Block, ...]:
        """A list item: its own words, then blocks inside it."""
        inner = [child for child in element if child.tag in ("p", "ul", "ol", "div", "pre", "blockquote", "details")]
        if not inner:
            return (typed.Paragraph(self.inlines(element)),)
        words = Element("p")
        words.text = element.text
        words.extend(child for child in element if child not in inner)
        return (*self.block_p(words), *self.blocks(inner))

    def block_div(self, element: Element) -> Iterator[typed.Block]:
        """A box, or the frame of a wide table."""
        if element.get("class") == "scroll":
            yield from self.blocks(element)
            return
        first = element[0] if len(element) and element[0].get("class") == "admonition-title" else None
        rest = list(element)[first is not None :]
        kind = element.get("class", "").split()[-1]
        yield typed.Admonition(kind, self.inlines(first) if first is not None else (), tuple(self.blocks(rest)))

    def block_details(self, element: Element) -> Iterator[typed.Block]:
        """What the site folds away is printed in full."""
        summary, *rest = element
        yield typed.Admonition("details", self.inlines(summary), tuple(self.blocks(rest)))

    def block_table(self, element: Element) -> Iterator[typed.Block]:
        """A table; it must have a head that says something."""
        head = [cell for row in element.findall("thead/tr") for cell in row]
        if not head or not any(text_of(cell).strip() for cell in head):
            self.refuse("a table needs a head", text_of(element).strip()[:20])
        rows = tuple(tuple(self.inlines(cell) for cell in row) for row in element.findall("tbody/tr"))
        for cell in element.iter():
            self.check_class(cell)
        alignments = tuple(cell.get("class", "align-left").removeprefix("align-") for cell in head)
        yield typed.DataTable(alignments, tuple(self.inlines(cell) for cell in head), rows)

    def block_pre(self, element: Element) -> Iterator[typed.Block]:
        yield typed.CodeBlock(text_of(element).rstrip("\n"))

    def block_blockquote(self, element: Element) -> Iterator[typed.Block]:
        yield typed.Quote(tuple(self.blocks(element)))

    def block_hr(self, element: Element) -> Iterator[typed.Block]:
        yield typed.Rule()

    # -- inlines

    def inlines(self, element: Element) -> tuple[typed.Inline, ...]:
        found: list[typed.Inline] = [*self.words(element.text, start=True)]
        for child in element:
            self.check_class(child)
            maker = getattr(self, f"inline_{child.tag}", None)
            if maker is None:
                self.refuse(f"<{child.tag}> cannot be printed inside a line", text_of(child) or f"<{child.tag}")
            found.extend(maker(child))
            found.extend(self.words(child.tail))
        return tuple(found)

    def words(self, text: str | None, *, start: bool = False) -> Iterator[typed.TextRun]:
        """A run of text; line ends of the file become blanks, or nothing between Han characters."""
        if not text:
            return
        text = re.sub(r"\s+", " ", JOINED.sub("", text))
        if self.han and (match := HALF_WIDTH.search(text)):
            self.refuse(f"half-width punctuation in {self.ref.page.language}: {match[0]!r}", match[0])
        if text := text.lstrip() if start else text:
            yield typed.TextRun(text)

    def inline_strong(self, element: Element) -> Iterator[typed.Inline]:
        yield typed.Styled("strong", self.inlines(element))

    def inline_em(self, element: Element) -> Iterator[typed.Inline]:
        yield typed.Styled("emph", self.inlines(element))

    def inline_code(self, element: Element) -> Iterator[typed.Inline]:
        yield typed.InlineCode(text_of(element))

    def inline_br(self, element: Element) -> Iterator[typed.Inline]:
        yield typed.Break()

    def inline_span(self, element: Element) -> Iterator[typed.Inline]:
        """Words with their sources, or a figure with them."""
        yield from self.inlines(element)

    inline_data = inline_span

    def inline_sup(self, element: Element) -> Iterator[typed.Inline]:
        yield typed.Cite(tuple(link.get("href", "").removeprefix("#source-") for link in element))

    def inline_a(self, element: Element) -> Iterator[typed.Inline]:
        target = element.get("href", "")
        if target:
            yield typed.Hyperlink(target, self.inlines(element))
        else:
            yield typed.Styled("strong", self.inlines(element))

    def inline_img(self, element: Element) -> Iterator[typed.Inline]:
        """A picture with an alternative text."""
        file = element.get("src", "")
        if not element.get("alt", "").strip():
            self.refuse(f"picture {file!r} needs an alternative text", file)
        yield typed.Image(file, element.get("alt", ""))

    # -- classes

    def check_class(self, element: Element) -> None:
        """Refuse a class that no style is made for."""
        name = element.get("class")
        allowed = CLASSES.get(element.tag)
        if name and not (allowed and allowed.fullmatch(name)):
            self.refuse(f'<{element.tag} class="{name}"> cannot be printed: unknown class', text_of(element) or name)


def text_of(element: Element) -> str:
    return "".join(element.itertext())
