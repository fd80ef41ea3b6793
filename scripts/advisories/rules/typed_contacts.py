"""Prose carries no contacts of its own: a number, mailbox or host stands in one record, and prose links to it.

``contact_patterns`` says what looks like a contact; these rules say where it may stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from operator import attrgetter
from typing import Any
from urllib.parse import unquote

from ..contacts.dialling import FIGURE, has_dialling_word, is_dialled, says_who_answers
from ..contacts.hosts import host_of
from ..contacts.links import SCHEME, hotline_names
from ..contacts.patterns import sightings, sightings_with_names, worth_a_look
from ..contacts.sightings import Look, Sighting
from ..contacts.yaml_texts import Text, texts_in
from ..pages import Page
from ..phones import digits
from ..problems import Finding
from ..prose import prose
from ..prose.parts import CONTACT, Words
from ..yaml_files import Place
from .registry import Check, rule

REFERENCE = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
DEFINITION = re.compile(r"^ {0,3}\[[^\]]+\]:.*$", re.MULTILINE)
LONGEST_LABEL = 40  # characters; what is longer is a sentence, after which a number may stand for itself
NUMBER_ALONE = re.compile(
    r"\W*([0-9][0-9 -]{0,8}[0-9])(?: ?[(/,;、，；（].{0,20}| (?:or|and|或|和) [0-9]{2,6})?\W*", re.DOTALL
)
"""A cell or a line that begins with a number and says little else."""
BESIDE_CONTACT = re.compile(
    rf"(?<=[0-9]){CONTACT}|{CONTACT}([0-9]+|[ /(（,，、-]{{1,3}}[0-9]{{2,6}}(?=[.,;)。，；）]|$))", re.MULTILINE
)
"""Digits that make another number of a contact, or seem to belong to it."""
LIST_NUMBER = re.compile(r"^[ >*+-]*([0-9]{2,})\)", re.MULTILINE)  # which Python-Markdown, unlike others, prints
LONGEST_FIGURE = 4  # significant digits; a statistic is round, a phone number is not

POSTCODES = {
    "BR": r"[0-9]{5}-[0-9]{3}", "CL": r"[0-9]{7}", "IL": r"[0-9]{7}", "IR": r"[0-9]{5}-?[0-9]{5}",
    "JP": r"[0-9]{3}-[0-9]{4}", "PT": r"[0-9]{4}-[0-9]{3}", "US": r"[0-9]{5}-[0-9]{4}",
}  # fmt: skip
"""Postcodes of seven digits or more (Universal Postal Union, addressing systems); no other looks like a phone."""


# --- contact links -------------------------------------------------------------------------------------------------


@rule
def known_contact(check: Check) -> Iterator[Finding]:
    """A `contact:` link names a record that may be printed."""
    for page, line, target, _ in _contact_links(check):
        if _forms(check, target) is None:
            yield page.finding(line, "link", target)


@rule
def contact_text(check: Check) -> Iterator[Finding]:
    """The text of a `contact:` link is the contact it leads to, in one of its display forms, letter by letter."""
    for page, line, target, text in _contact_links(check):
        forms = _forms(check, target)
        if forms and text not in forms:
            yield page.finding(line, "link text", text, forms=" · ".join(forms))


def _forms(check: Check, target: str) -> tuple[str, ...] | None:
    return check.common.forms(target.removeprefix(SCHEME))


def _contact_links(check: Check) -> Iterator[tuple[Page, int, str, str]]:
    for _, _, page in check.catalogue.all_pages():
        for link in prose(page).links:
            if link.target.lower().startswith(SCHEME):
                yield page, link.line, link.target, link.text


# --- typed contacts ------------------------------------------------------------------------------------------------


@rule
def typed_phone(check: Check) -> Iterator[Finding]:
    """No phone number is typed into a text; a `contact:` link prints one from its record."""
    yield from _typed(check, (Look.PHONE, Look.SHORT), lambda sighting: _record_of_number(check, sighting))


@rule
def typed_email(check: Check) -> Iterator[Finding]:
    """No mail address is typed into a text; it stands in a record."""
    yield from _typed(check, (Look.EMAIL,), lambda sighting: check.common.of_value.get(sighting.value))


@rule
def typed_host(check: Check) -> Iterator[Finding]:
    """No host or web address is typed into a text; it stands in a website or source record."""
    yield from _typed(check, (Look.HOST,), lambda sighting: check.common.of_value.get(sighting.value))


@rule
def typed_account(check: Check) -> Iterator[Finding]:
    """No account of a messenger is typed into a text: no record can vouch for who answers there."""
    yield from _typed(check, (Look.ACCOUNT,), lambda sighting: None)


@rule
def name_without_number(check: Check) -> Iterator[Finding]:
    """No name that stands in addresses of the site, of a folder, mission, alert or hotline, looks like a contact."""
    for entry in check.catalogue.entries.values():
        if list(sightings(entry.slug)):
            yield Finding(entry.file.path, 1, "folder name", entry.slug)
    every = list(_identities(check))
    worth = worth_a_look(name for _, name in every)
    for place, name in every:
        if name in worth and list(sightings(name)):
            yield place.finding(name)


def _identities(check: Check) -> Iterator[tuple[Place, str]]:
    for entry in check.catalogue.entries.values():
        for key in ("missions", "alerts"):
            for index, record in enumerate(getattr(entry.facts, key, ())):
                yield entry.at(key, index, "id"), record.id
    if check.catalogue.contacts and (root := check.catalogue.register_place("contacts.yml")):
        for index, hotline in enumerate(check.catalogue.contacts.hotlines):
            yield root / "hotlines" / index / "id", hotline.id


def _record_of_number(check: Check, sighting: Sighting) -> str | None:
    return check.common.of_digits.get(digits(sighting.value))


def _typed(check: Check, looks: tuple[Look, ...], record: Callable[[Sighting], str | None]) -> Iterator[Finding]:
    for finding, sighting in _everywhere(check):
        if sighting.look in looks:
            name = record(sighting)
            link = f"{SCHEME}{name}" if name else "…"
            yield Finding(finding.path, finding.line, finding.subject, sighting.text, {"record": link})


def _everywhere(check: Check) -> list[tuple[Finding, Sighting]]:
    """Every sighting in prose and in YAML texts, with its place; found once a check."""
    if "sightings" not in check.memory:
        names = hotline_names(check.catalogue)
        check.memory["sightings"] = [*_in_heads(check, names), *_in_pages(check, names), *_in_yaml(check, names)]
    known: list[tuple[Finding, Sighting]] = check.memory["sightings"]
    return known


# --- in Markdown ---------------------------------------------------------------------------------------------------


def _in_heads(check: Check, names: frozenset[str]) -> Iterator[tuple[Finding, Sighting]]:
    every = [
        (value, page, key)
        for _, _, page in check.catalogue.all_pages()
        for key, value in page.front_matter.data.items()
        if key != "translated-from" and isinstance(value, str)
    ]
    worth = worth_a_look(value for value, *_ in every)
    for value, page, key in every:
        if value in worth:
            for sighting in sightings_with_names(value, names):
                yield Finding(page.path, page.front_matter.line((key,)), key), sighting


def _in_pages(check: Check, names: frozenset[str]) -> Iterator[tuple[Finding, Sighting]]:
    every = [
        (words.text.replace("\n", " "), page, subject, words)
        for _, _, page in check.catalogue.all_pages()
        for subject, words in _visible(page)
    ]
    worth = worth_a_look(text for text, *_ in every)
    alone: dict[str, Page] = {}
    for text, page, subject, words in every:
        if CONTACT in text and (match := BESIDE_CONTACT.search(text)):
            yield page.finding(words.line, subject), Sighting(Look.SHORT, match[0].replace(CONTACT, "…"), match[0])
        if text in worth:
            if subject == "text" and NUMBER_ALONE.fullmatch(text):
                alone[page.path] = page
            for sighting in sightings_with_names(text, names):
                yield page.finding(words.line + _lines_before(words.text, sighting.text), subject), sighting
    for page in alone.values():
        yield from _alone(page)


def _alone(page: Page) -> Iterator[tuple[Finding, Sighting]]:
    """Numbers that fill a cell, an item or a line beside a label that asks to dial: ``| Police | 110 |``."""
    before: list[Words] = []
    top: list[Words] = []  # of the table
    titles = [Words(box.line, box.title) for box in prose(page).boxes if box.title]
    for _, row in groupby(sorted([*prose(page).runs, *titles], key=attrgetter("line")), attrgetter("line")):
        cells = list(row)
        top = top if len(cells) == len(top) else cells
        for index, words in enumerate(cells):
            if match := NUMBER_ALONE.fullmatch(words.text):
                labels = [top[index], *cells[:index]] if len(cells) > 1 else before
                if any(_asks_to_dial(label.text, words.text, match) for label in labels):
                    yield page.finding(words.line, "text"), Sighting(Look.SHORT, match[1], digits(match[1]))
        before = cells


def _asks_to_dial(label: str, text: str, number: re.Match[str]) -> bool:
    said = f"{label}: {text}"
    begins = len(said) - len(text)
    if len(label) <= LONGEST_LABEL and is_dialled(said, begins + number.start(1), begins + number.end(1)):
        return True
    is_sentence = label.rstrip().endswith((".", "。", "!", "！", "?", "？")) or len(label) > 2 * LONGEST_LABEL
    return not is_sentence and FIGURE not in text and len(digits(number[1])) == 3 and says_who_answers(label)


def _visible(page: Page) -> Iterator[tuple[str, Words]]:
    """Everything a page says or hides: its text, code, box titles, raw HTML, targets and hover texts of links."""
    found = prose(page)
    yield from (("text", words) for words in found.runs)
    yield from (("code", words) for words in found.code)
    yield from (("box title", Words(box.line, box.title)) for box in found.boxes if box.title)
    yield from (("HTML", words) for words in found.html)
    yield from (("braces", words) for words in found.attributes)
    yield from (("picture", Words(picture.line, f"{picture.target} {picture.title}")) for picture in found.pictures)
    for link in found.links:
        if link.scheme not in ("source", "figure", "page", "contact") or link.title or "?" in link.target:
            yield "link", Words(link.line, f"{unquote(link.target)} {link.title}")
    for match in LIST_NUMBER.finditer(page.body) if ") " in page.body else ():
        yield "text", Words(page.body.count("\n", 0, match.start()), f"tel. {match[1]}")
    for match in DEFINITION.finditer(page.body) if "]:" in page.body else ():
        yield "link", Words(page.body.count("\n", 0, match.start()), match[0])


def _lines_before(text: str, part: str) -> int:
    return text.count("\n", 0, max(0, text.find(part))) if "\n" in text else 0


# --- in YAML -------------------------------------------------------------------------------------------------------


def _in_yaml(check: Check, names: frozenset[str]) -> Iterator[tuple[Finding, Sighting]]:
    files = [entry.file for entry in check.catalogue.entries.values()]
    files += [file for name, file in check.catalogue.register_files.items() if name != "hosts.yml"]
    every = [text for file in files for text in texts_in(file)]
    worth = worth_a_look(text.words for text in every)
    for text in every:
        if text.words in worth:
            yield from _of_text(check, text, names)
        if _answers_whom_to_dial(text):
            yield text.place.finding(text.words), Sighting(Look.SHORT, text.words, digits(text.words))


def _answers_whom_to_dial(text: Text) -> bool:
    """Whether this is an answer of a quiz and nothing but a number, where the question speaks of dialling."""
    if text.keys[-3:-2] != ("options",) or not NUMBER_ALONE.fullmatch(text.words):
        return False
    question: Any = text.file.data
    for key in text.keys[:-3]:
        question = question[key]
    return has_dialling_word(str(question.get("question", {}).get(text.keys[-1], "")))


def _of_text(check: Check, text: Text, names: frozenset[str]) -> Iterator[tuple[Finding, Sighting]]:
    for sighting in sightings_with_names(text.words, names):
        if not _may_stand(check, text, sighting, names):
            yield text.place.finding(sighting.text), sighting


def _may_stand(check: Check, text: Text, sighting: Sighting, names: frozenset[str]) -> bool:
    """Titles of sources may name what a record vouches for, addresses hold postcodes, a hotline names itself."""
    if text.role == "title" and sighting.look is Look.HOST:
        own = _own_host(text)
        return own == sighting.value or own.endswith(f".{sighting.value}") or sighting.value in check.common.of_value
    if text.role == "title":
        return digits(sighting.value) in check.common.of_digits or sighting.value in check.common.of_value
    if text.role == "hotline":
        return sighting.value in names
    return text.role == "address" and _is_postal(sighting, text.country)


def _own_host(text: Text) -> str:
    """The host of the source whose title this is."""
    record = text.record if isinstance(text.record, Mapping) else {}
    return host_of(str(record.get("url", "")))


def _is_postal(sighting: Sighting, country: str) -> bool:
    if sighting.look not in (Look.PHONE, Look.SHORT) or sighting.value.startswith(("+", "00")):
        return False
    if sighting.look is Look.SHORT:
        return False
    groups = re.split(r"[ ,/]+", sighting.text.strip("()"))
    postcode = POSTCODES.get(country, r"(?!)")
    rest = [group for group in groups if not re.fullmatch(postcode, group)]
    return len(digits(" ".join(rest))) < 7


@rule
def figure_is_no_phone(check: Check) -> Iterator[Finding]:
    """A figure of seven digits or more is round: otherwise a phone number could be recorded as a statistic."""
    hotlines = hotline_names(check.catalogue)
    for entry in check.catalogue.entries.values():
        for name, figure in getattr(entry.facts, "figures", {}).items():
            value = digits(figure.value)
            if (len(value) >= 7 and len(value.rstrip("0")) > LONGEST_FIGURE) or value in hotlines:
                yield entry.at("figures", name, "value").finding(figure.value)


@rule
def no_character_reference(check: Check) -> Iterator[Finding]:
    """A text holds no HTML character references, which can hide what a reader will see."""
    for path, text in check.catalogue.texts.items():
        if "&" not in text:
            continue
        for number, line in enumerate(text.split("\n"), start=1):
            for match in REFERENCE.finditer(line):
                if not re.search(r"https?://\S*$", line[: match.start()]):
                    yield Finding(path, number, "text", match[0])
