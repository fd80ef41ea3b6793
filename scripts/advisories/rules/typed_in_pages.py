"""Contacts that are typed into Markdown: in its text and in whatever a page hides.

``contacts.detect`` says what looks like a contact; the rules are in ``typed_contacts``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import groupby
from operator import attrgetter
from urllib.parse import unquote

from ..common.problems import Finding
from ..contacts.detect.contexts import NUMBER_ALONE, beside_contact
from ..contacts.detect.matches import ContactMatch, MatchKind
from ..contacts.detect.patterns import contact_matches
from ..contacts.phones import digits
from ..content.page_files import Page
from ..content.prose import prose
from ..content.prose.parts import LineText
from ..language.dialling import FIGURE, is_dialled, says_who_answers

DEFINITION = re.compile(r"^ {0,3}\[[^\]]+\]:.*$", re.MULTILINE)
LONGEST_LABEL = 40  # characters; what is longer is a sentence, after which a number may stand for itself
LIST_NUMBER = re.compile(r"^[ >*+-]*([0-9]{2,})\)", re.MULTILINE)  # which Python-Markdown, unlike others, prints


def in_heads(pages: Collection[Page], names: frozenset[str]) -> Iterator[tuple[Finding, ContactMatch]]:
    """Every contact in the front matter of pages; ``names``: of hotlines."""
    for page in pages:
        for key, value in page.front_matter.data.items():
            if key != "translated-from" and isinstance(value, str):
                for contact in contact_matches(value, names):
                    yield Finding(page.path, page.front_matter.line((key,)), key), contact


def in_pages(pages: Collection[Page], names: frozenset[str]) -> Iterator[tuple[Finding, ContactMatch]]:
    """Every contact in the bodies of pages; ``names``: of hotlines."""
    for page in pages:
        yield from _in_page(page, names)


def _in_page(page: Page, names: frozenset[str]) -> Iterator[tuple[Finding, ContactMatch]]:
    is_alone = False
    for subject, words in _visible(page):
        text = words.text.replace("\n", " ")
        if beside := beside_contact(text):
            yield page.finding(words.line, subject), beside
        is_alone = is_alone or (subject == "text" and NUMBER_ALONE.fullmatch(text) is not None)
        for contact in contact_matches(text, names):
            yield page.finding(words.line + _lines_before(words.text, contact.text), subject), contact
    if is_alone:
        yield from _alone(page)


def _alone(page: Page) -> Iterator[tuple[Finding, ContactMatch]]:
    """Numbers that fill a cell, an item or a line beside a label that asks to dial: ``| Police | 110 |``."""
    before: list[LineText] = []
    top: list[LineText] = []  # of the table
    titles = [LineText(box.line, box.title) for box in prose(page).boxes if box.title]
    for _, row in groupby(sorted([*prose(page).runs, *titles], key=attrgetter("line")), attrgetter("line")):
        cells = list(row)
        top = top if len(cells) == len(top) else cells
        for index, words in enumerate(cells):
            if match := NUMBER_ALONE.fullmatch(words.text):
                labels = [top[index], *cells[:index]] if len(cells) > 1 else before
                if any(_asks_to_dial(label.text, words.text, match) for label in labels):
                    yield page.finding(words.line, "text"), ContactMatch(MatchKind.SHORT, match[1], digits(match[1]))
        before = cells


def _asks_to_dial(label: str, text: str, number: re.Match[str]) -> bool:
    said = f"{label}: {text}"
    begins = len(said) - len(text)
    if len(label) <= LONGEST_LABEL and is_dialled(said, begins + number.start(1), begins + number.end(1)):
        return True
    is_sentence = label.rstrip().endswith((".", "。", "!", "！", "?", "？")) or len(label) > 2 * LONGEST_LABEL
    return not is_sentence and FIGURE not in text and len(digits(number[1])) == 3 and says_who_answers(label)


def _visible(page: Page) -> Iterator[tuple[str, LineText]]:
    """Everything a page says or hides: its text, code, box titles, raw HTML, targets and hover texts of links."""
    found = prose(page)
    yield from (("text", words) for words in found.runs)
    yield from (("code", words) for words in found.code)
    yield from (("box title", LineText(box.line, box.title)) for box in found.boxes if box.title)
    yield from (("HTML", words) for words in found.html)
    yield from (("braces", words) for words in found.attributes)
    yield from (("picture", LineText(picture.line, f"{picture.target} {picture.title}")) for picture in found.pictures)
    for link in found.links:
        if link.scheme not in ("source", "figure", "page", "contact") or link.title or "?" in link.target:
            yield "link", LineText(link.line, f"{unquote(link.target)} {link.title}")
    for match in LIST_NUMBER.finditer(page.body) if ") " in page.body else ():
        yield "text", LineText(page.body.count("\n", 0, match.start()), f"tel. {match[1]}")
    for match in DEFINITION.finditer(page.body) if "]:" in page.body else ():
        yield "link", LineText(page.body.count("\n", 0, match.start()), match[0])


def _lines_before(text: str, part: str) -> int:
    return text.count("\n", 0, max(0, text.find(part))) if "\n" in text else 0
