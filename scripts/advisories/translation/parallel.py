"""Passages that say the same in two languages: paragraphs and list items of pages, and the texts of YAML files.

Two pages are laid side by side section by section; inside a section block by block where both have the same
blocks, else as a whole. Read by the rules that compare translations.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from ..common.problems import Finding
from ..content.page_files import Page
from ..content.prose import prose
from ..content.reading import REMEMBERED
from ..content.yaml_files import Key, Place, YamlFile


class Passage(NamedTuple):
    """Some words in one language and where they stand: in a file of YAML, or on a line of a page's body."""

    language: str
    kind: str  # item, paragraph, heading, cell, box …, section or description; empty for a text in YAML
    text: str
    place: Place | Page
    body_line: int = 0
    section: str = ""

    @property
    def path(self) -> str:
        """The file."""
        return self.place.file.path if isinstance(self.place, Place) else self.place.path

    @property
    def line(self) -> int:
        """The line in the file; looked up only for problems."""
        if isinstance(self.place, Place):
            return self.place.file.line(self.place.keys)
        return self.place.body_line + self.body_line

    @property
    def subject(self) -> str:
        """What a message calls it: the key path of a text in YAML."""
        subject = self.place.subject if isinstance(self.place, Place) and not self.kind else ""
        return subject if "." in subject else "text"

    @property
    def where(self) -> str:
        """Path and line, as a message names them."""
        return f"{self.path}:{self.line}"

    def finding(self, subject: str, value: str | None, other: Passage) -> Finding:
        """What a rule yields about this passage, with the place of the other."""
        return Finding(self.path, self.line, subject, value, {"other": other.where, "language": other.language})


SHORTEST = 60  # characters of the longer text; below it, the length says nothing
LONGEST_RATIO = 2.5  # times the usual ratio of the two languages; honest translations stay below 2.3
PROSE = ("item", "paragraph", "section", "description", "box danger", "box warning")

Pair = tuple[Passage, Passage]


def page_pairs(pages: Mapping[str, Page]) -> Iterator[Pair]:
    """The passages of an item's pages, side by side."""
    first, *others = pages.values()
    for page in others:
        yield description(first), description(page)
        ours, theirs = sections(first), sections(page)
        if [section[0].kind for section in ours] == [section[0].kind for section in theirs]:
            for left, right in zip(ours, theirs, strict=True):
                yield from _section_pairs(left, right)


@lru_cache(REMEMBERED)
def sections(page: Page) -> list[list[Passage]]:
    """The blocks of a page, cut before every heading; the first of each is the heading itself."""
    found: list[list[Passage]] = []
    parts = prose(page)
    language = page.language
    anchors = {heading.line: heading.id or "" for heading in parts.headings}
    section = ""
    for line, kind, text in parts.blocks:
        if kind == "heading":
            section = anchors.get(line) or section
        if kind == "heading" or not found:
            found.append([])
        found[-1].append(Passage(language, kind, text, page, line, section))
    return found


def all_passages(page: Page) -> Iterator[Passage]:
    """The description and every block."""
    yield description(page)
    for section in sections(page):
        yield from section


def description(page: Page) -> Passage:
    """The sentence for search engines and link previews."""
    return Passage(page.language, "description", page.description, Place(page.front_matter, ("description",)))


def _section_pairs(left: list[Passage], right: list[Passage]) -> Iterator[Pair]:
    if [passage.kind for passage in left] == [passage.kind for passage in right]:
        yield from zip(left, right, strict=True)
    else:
        yield _joined(left), _joined(right)


def _joined(passages: list[Passage]) -> Passage:
    first = passages[0]
    text = "\n".join(passage.text for passage in passages)
    return first._replace(kind="section", text=text)


def is_odd(ours: int, theirs: int, usual_ratio: float) -> bool:
    """Whether passages of so many characters, in the first language and in another, cannot well say the same."""
    expected = theirs * usual_ratio
    if ours <= SHORTEST and expected <= SHORTEST:
        return False
    return not 1 / LONGEST_RATIO < ours / max(1.0, expected) < LONGEST_RATIO


def paragraphs(section: list[Passage]) -> int:
    """How many paragraphs a section has; list items, cells and boxes are counted elsewhere."""
    return sum(passage.kind == "paragraph" for passage in section)


def texts(file: YamlFile, languages: tuple[str, ...]) -> list[list[Passage]]:
    """Every mapping of languages to words in a file: one passage a language. Names people type are no texts."""
    found: list[list[Passage]] = []
    _collect(file, file.data, (), languages, found)
    return found


def _collect(
    file: YamlFile, data: object, keys: tuple[Key, ...], languages: tuple[str, ...], found: list[list[Passage]]
) -> None:
    if isinstance(data, dict):
        if spoken := _spoken(data, languages):
            found.append([Passage(one, "", data[one], Place(file, (*keys, one))) for one in spoken])
            return
        for key, value in data.items():
            if not isinstance(value, str) and key not in ("aliases", "forbidden"):
                _collect(file, value, (*keys, key), languages, found)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            if not isinstance(value, str):
                _collect(file, value, (*keys, index), languages, found)


def _spoken(data: Mapping[str, object], languages: tuple[str, ...]) -> list[str]:
    """The languages in which a mapping has words, if it has no other keys."""
    if len(data) > len(languages) or not data.keys() <= set(languages):
        return []
    return [language for language in languages if isinstance(data.get(language), str)]
