"""Passages that say the same in two languages: paragraphs and list items of pages, and the texts of YAML files.

Two pages are laid side by side section by section; inside a section block by block where both have the same
blocks, else as a whole. Read by the rules that compare translations.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..catalogue import Catalogue
from ..problems import Finding
from ..prose import prose
from ..prose.parts import Block
from ..reading import Page, Place


@dataclass(frozen=True, slots=True)
class Passage:
    """Some words in one language and where they stand."""

    language: str
    path: str
    line: int
    kind: str  # item, paragraph, heading, cell, box …, description, or the key path of a text in YAML
    text: str
    section: str = ""

    @property
    def where(self) -> str:
        """Path and line, as a message names them."""
        return f"{self.path}:{self.line}"

    def finding(self, subject: str, value: str | None, other: Passage) -> Finding:
        """What a rule yields about this passage, with the place of the other."""
        return Finding(self.path, self.line, subject, value, {"other": other.where, "language": other.language})


Pair = tuple[Passage, Passage]


def pairs(catalogue: Catalogue) -> Iterator[Pair]:
    """Every passage of a translation beside the same passage of the first language."""
    for entry in catalogue.entries.values():
        yield from page_pairs(entry.pages)
        yield from text_pairs(entry.place, entry.file.data, catalogue.settings.languages)
    for pages in catalogue.pages.values():
        yield from page_pairs(pages)
    for name in catalogue.register_files:
        if root := catalogue.register_place(name):
            yield from text_pairs(root, root.file.data, catalogue.settings.languages)


def page_pairs(pages: Mapping[str, Page]) -> Iterator[Pair]:
    """The passages of an item's pages, side by side."""
    first, *others = pages.values()
    for page in others:
        yield _description(first), _description(page)
        ours, theirs = sections(first), sections(page)
        if [section[0].kind for section in ours] == [section[0].kind for section in theirs]:
            for left, right in zip(ours, theirs, strict=True):
                yield from _section_pairs(left, right)


def sections(page: Page) -> list[list[Passage]]:
    """The blocks of a page, cut before every heading; the first of each is the heading itself."""
    found: list[list[Passage]] = []
    anchors = {heading.line: heading.id or "" for heading in prose(page).headings}
    section = ""
    for block in prose(page).blocks:
        if block.kind == "heading":
            section = anchors.get(block.line) or section
        if block.kind == "heading" or not found:
            found.append([])
        found[-1].append(_passage(page, block, section))
    return found


def _passage(page: Page, block: Block, section: str) -> Passage:
    return Passage(page.language, page.path, page.body_line + block.line, block.kind, block.text, section)


def _description(page: Page) -> Passage:
    line = page.front_matter.line(("description",))
    return Passage(page.language, page.path, line, "description", page.description)


def _section_pairs(left: list[Passage], right: list[Passage]) -> Iterator[Pair]:
    if [passage.kind for passage in left] == [passage.kind for passage in right]:
        yield from zip(left, right, strict=True)
    else:
        yield _joined(left), _joined(right)


def _joined(passages: list[Passage]) -> Passage:
    first = passages[0]
    text = "\n".join(passage.text for passage in passages)
    return Passage(first.language, first.path, first.line, "section", text, first.section)


def paragraphs(section: list[Passage]) -> int:
    """How many paragraphs a section has; list items, cells and boxes are counted elsewhere."""
    return sum(passage.kind == "paragraph" for passage in section)


def text_pairs(place: Place, data: object, languages: tuple[str, ...]) -> Iterator[Pair]:
    """Every mapping of languages to words below a place in a YAML file, its languages side by side."""
    for first, *others in texts(place, data, languages):
        yield from ((first, other) for other in others)


def texts(place: Place, data: object, languages: tuple[str, ...]) -> Iterator[list[Passage]]:
    """Every mapping of languages to words below a place: one passage a language. Names people type are no texts."""
    if isinstance(data, dict):
        spoken = [language for language in languages if isinstance(data.get(language), str)]
        if spoken and set(data) <= set(languages):
            yield [_words(place, language, data[language]) for language in spoken]
            return
        for key, value in data.items():
            if key not in ("aliases", "forbidden"):
                yield from texts(place / key, value, languages)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from texts(place / index, value, languages)


def _words(place: Place, language: str, text: str) -> Passage:
    inside = place / language
    return Passage(language, place.file.path, place.file.line(inside.keys), inside.subject, text)


def passages(catalogue: Catalogue) -> Iterator[Passage]:
    """Every passage of every language: blocks and descriptions of pages, and the texts of YAML files."""
    for _, _, page in catalogue.all_pages():
        yield _description(page)
        yield from (passage for section in sections(page) for passage in section)
    places = [entry.place for entry in catalogue.entries.values()]
    places += [root for name in catalogue.register_files if (root := catalogue.register_place(name))]
    for place in places:
        for found in texts(place, place.file.data, catalogue.settings.languages):
            yield from found
