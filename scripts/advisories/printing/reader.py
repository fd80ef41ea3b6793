"""Markdown → tree, by the site's own Python-Markdown extensions as ``mkdocs.yml`` lists them.

Stops before the tree would be written as HTML, so that nothing has to be parsed twice; what Python-Markdown had set
aside (entities, code blocks) is put back here, and raw HTML is refused.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NoReturn
from xml.etree.ElementTree import Element, ParseError, fromstring

from markdown import Markdown
from markdown.util import HTML_PLACEHOLDER_RE

from ..pages.markdown_extension import AdvisoryExtension
from ..pages.resolver import Resolver, UnresolvedLinkError
from ..pages.site_context import Ref, Site
from .errors import PrintingError
from .print_context import line_of

ALWAYS_ON = ("toc", "tables", "fenced_code")  # MkDocs adds these to every list
KEPT_CHARACTER = re.compile("\x02([0-9]+)\x03")
AMPERSAND = "\x02amp\x03"


class PrintResolver(Resolver):
    """Resolves the same targets as the site does, to what a book can use: page keys, not relative addresses."""

    def page(self, target: str) -> str:
        """``page:`` and the target itself, once it is known to lead somewhere."""
        key, _, _ = target.partition("#")
        if not self.site.catalogue.has_page(key):
            raise UnresolvedLinkError(f"there is no page {key!r}")
        return f"page:{target}"

    def contact(self, target: str, text: str) -> str:
        """The number to dial; a short form stays text."""
        address = super().contact(target, text)
        return address if address.startswith("tel:") else ""


def extensions(listed: Iterable[str | Mapping[str, Any]]) -> tuple[list[str], dict[str, dict[str, Any]]]:
    """Names and settings of the Markdown extensions that ``mkdocs.yml`` lists."""
    names: dict[str, dict[str, Any]] = {name: {} for name in ALWAYS_ON}
    for extension in listed:
        if isinstance(extension, Mapping):
            names.update({name: dict(settings or {}) for name, settings in extension.items()})
        else:
            names.setdefault(extension, {})
    return list(names), {name: settings for name, settings in names.items() if settings}


class MarkdownReader:
    """Reads pages of one site; keep one, since setting up Python-Markdown costs more than a page."""

    def __init__(self, site: Site) -> None:
        self.site = site
        names, settings = extensions(site.settings.markdown_extensions)
        self.page = ""
        self.extension = AdvisoryExtension(self._refuse)
        self.markdown = Markdown(extensions=[*names, self.extension], extension_configs=settings)

    def tree(self, ref: Ref) -> Element:
        """The page's tree, with all links resolved."""
        self.markdown.reset()
        self.extension.resolver = PrintResolver(self.site, ref)
        self.ref = ref
        lines = ref.page.body.split("\n")
        for preprocessor in self.markdown.preprocessors:
            lines = preprocessor.run(lines)
        root = self.markdown.parser.parseDocument(lines).getroot()
        assert root is not None
        for processor in self.markdown.treeprocessors:
            changed = processor.run(root)
            root = root if changed is None else changed
        self._put_back(root)
        return root

    def _refuse(self, message: str) -> NoReturn:
        reason = message.partition(": ")[2]
        match = re.search(r"'([^']*)'", reason)
        raise PrintingError(reason, self.ref.page.path, line_of(self.ref, match[1] if match else ""))

    # -- what Python-Markdown had set aside

    def _put_back(self, root: Element) -> None:
        for element in list(root.iter()):
            if element.text and "\x02" in element.text:
                self._put_text(element)
            if element.tail and "\x02" in element.tail:
                element.tail = "".join(self._words(element.tail))
            for name, value in element.attrib.items():
                if "\x02" in value:
                    element.set(name, "".join(self._words(value)))

    def _put_text(self, element: Element) -> None:
        whole = HTML_PLACEHOLDER_RE.fullmatch(element.text or "")
        if element.tag == "p" and whole and (code := self._code(int(whole[1]))) is not None:
            element.tag, element.text = "pre", code
        else:
            element.text = "".join(self._words(element.text or ""))

    def _code(self, number: int) -> str | None:
        stashed = self.markdown.htmlStash.rawHtmlBlocks[number]
        try:
            block = stashed if isinstance(stashed, Element) else fromstring(stashed)  # noqa: S314 - made by us
        except ParseError:
            return None
        return "".join(block.itertext()) if block.tag in ("pre", "div") and block.find(".//code") is not None else None

    def _words(self, text: str) -> Iterator[str]:
        text = KEPT_CHARACTER.sub(lambda match: chr(int(match[1])), text.replace(AMPERSAND, "&"))
        position = 0
        for match in HTML_PLACEHOLDER_RE.finditer(text):
            yield text[position : match.start()]
            yield self._entity(str(self.markdown.htmlStash.rawHtmlBlocks[int(match[1])]))
            position = match.end()
        yield text[position:]

    def _entity(self, stashed: str) -> str:
        if re.fullmatch(r"&[#\w]+;", stashed):
            return html.unescape(stashed)
        raise PrintingError(f"raw HTML cannot be printed: {stashed!r}", self.ref.page.path, line_of(self.ref, stashed))
