"""Python-Markdown extension: the four link schemes, and a structure that templates and style sheets can hold on to.

``[words](source:id)`` gets the source's number on this page, ``[613](figure:id)`` becomes data with its sources,
``[…](contact:…)`` and ``[…](page:…)`` become links. Sections are wrapped, tables scroll and carry no ``style``.
"""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from . import page_pictures, structure
from .citations import written
from .resolver import Resolver, UnresolvedLinkError

SCHEMES = ("contact", "figure", "source", "page")
Report = Callable[[str], None]


class AdvisoryExtension(Extension):
    """Give it the page's resolver before each conversion; what cannot be resolved goes to ``report``."""

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report
        self.resolver: Resolver | None = None

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the interface of Python-Markdown
        """Run after everything else: MkDocs would warn about links that are already right (its priority is 0)."""
        md.treeprocessors.register(LinkSchemes(md, self), "advisory-links", -5)
        md.treeprocessors.register(Structure(md, self), "advisory-structure", -6)


class LinkSchemes(Treeprocessor):
    """Turns links of our schemes into what a reader can use."""

    def __init__(self, md: Markdown, extension: AdvisoryExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        """Visit every link; a link that cannot be resolved is reported and becomes plain text."""
        for link in list(root.iter("a")):
            scheme, colon, target = link.get("href", "").partition(":")
            if not colon or scheme not in SCHEMES or self.extension.resolver is None:
                continue
            try:
                getattr(self, scheme)(link, target, self.extension.resolver)
            except UnresolvedLinkError as reason:
                self.extension.report(f"{self.extension.resolver.ref.page.path}: {reason}")
                _replace(link, "span", {})

    def contact(self, link: Element, target: str, resolver: Resolver) -> None:
        """A number from the registry; where it is too old to be printed, words that say so."""
        text = "".join(link.itertext())
        if instead := resolver.aged_out(target, text):
            _replace(link, "strong", {})
            link[:], link.text = [], instead
            return
        link.set("href", resolver.contact(target, text))
        link.set("class", "tel")

    def source(self, link: Element, target: str, resolver: Resolver) -> None:
        """The words stay text, the number after them leads to the list of sources."""
        _replace(link, "span", {"class": "cited"})
        _append_marks(link, resolver.source(target), resolver)

    def figure(self, link: Element, target: str, resolver: Resolver) -> None:
        """A machine-readable value with its sources."""
        value, marks = resolver.figure(target, "".join(link.itertext()))
        _replace(link, "data", {"value": value, "class": "figure"})
        _append_marks(link, marks, resolver)

    def page(self, link: Element, target: str, resolver: Resolver) -> None:
        """Another page of the site."""
        link.set("href", resolver.page(target))


class Structure(Treeprocessor):
    """Sections, tables, pictures: see ``structure``."""

    def __init__(self, md: Markdown, extension: AdvisoryExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        resolver = self.extension.resolver
        structure.tables(root, str(resolver.words("table")) if resolver else "")
        structure.pictures(root, self.size)
        structure.code_blocks(root)
        structure.sections(root)

    def size(self, address: str) -> tuple[int, int] | None:
        """Of the picture at the address in the page."""
        resolver = self.extension.resolver
        return page_pictures.size(resolver.site, resolver.ref, address.rpartition("/")[2]) if resolver else None


def _replace(link: Element, tag: str, attributes: dict[str, str]) -> None:
    link.tag = tag
    link.attrib.clear()
    link.attrib.update(attributes)


def _append_marks(parent: Element, marks: list[tuple[str, int]], resolver: Resolver) -> None:
    sup = SubElement(parent, "sup", {"class": "ref"})
    for name, number in marks:
        label = f"{resolver.citations.label} {number}"
        SubElement(sup, "a", {"href": f"#source-{name}", "aria-label": label}).text = written(number)
