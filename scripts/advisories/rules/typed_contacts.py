"""Prose carries no contacts of its own: a number, mailbox or host stands in one record, and prose links to it.

``contacts.patterns`` says what looks like a contact; these rules say where it may stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..common.problems import Finding
from ..contacts.detect.contexts import NUMBER_ALONE, is_postal
from ..contacts.detect.matches import SHORTEST_PHONE, ContactMatch, MatchKind
from ..contacts.detect.patterns import contact_matches
from ..contacts.hosts import host_of
from ..contacts.phones import digits
from ..contacts.yaml_texts import FieldText, texts_in
from ..content.files import FACTS
from ..content.page_files import Page
from ..content.prose import prose
from ..content.yaml_files import Place
from ..language.dialling import has_dialling_word
from ..model import Event, Pack
from ..model.registers import Level
from ..public.contact_links import SCHEME, hotline_names
from .linked_contacts import record_for
from .registry import Check, rule
from .typed_in_pages import in_heads, in_pages

REFERENCE = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
LONGEST_FIGURE = 4  # significant digits; a statistic is round, a phone number is not

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
    yield from _typed(
        check, (MatchKind.PHONE, MatchKind.SHORT), lambda contact: check.common.of_digits.get(digits(contact.value), ())
    )


@rule
def typed_email(check: Check) -> Iterator[Finding]:
    """No mail address is typed into a text; it stands in a record."""
    yield from _typed(check, (MatchKind.EMAIL,), lambda contact: _of_value(check, contact))


@rule
def typed_host(check: Check) -> Iterator[Finding]:
    """No host or web address is typed into a text; it stands in a website or source record."""
    yield from _typed(check, (MatchKind.HOST,), lambda contact: _of_value(check, contact))


@rule
def typed_account(check: Check) -> Iterator[Finding]:
    """No account of a messenger is typed into a text: no record can vouch for who answers there."""
    yield from _typed(check, (MatchKind.ACCOUNT,), lambda contact: ())


@rule
def name_without_number(check: Check) -> Iterator[Finding]:
    """No name that stands in addresses or data of the site, of a folder, picture or record, looks like a contact."""
    for entry in check.catalogue.entries.values():
        if _looks_like_a_contact(entry.slug):
            yield Finding(entry.file.path, 1, "folder name", entry.slug)
        for name in filter(_looks_like_a_contact, entry.pictures):
            yield Finding(entry.file.path.replace(FACTS, name), 1, "file name", name)
    for place, name in _names(check):
        if _looks_like_a_contact(name):
            yield place.finding(name)


def _looks_like_a_contact(name: str) -> bool:
    return not name.isalpha() and any(True for _ in contact_matches(name))


def _names(check: Check) -> Iterator[tuple[Place, str]]:
    catalogue = check.catalogue
    for entry in catalogue.entries.values():
        for key in ("missions", "alerts"):
            for index, record in enumerate(getattr(entry.facts, key, ())):
                yield entry.at(key, index, "id"), record.id
        yield from ((entry.at("sources", name), name) for name in entry.facts.sources)
    if root := catalogue.register_place("sources.yml"):
        yield from ((root / "sources" / name, name) for name in catalogue.shared_sources)
    if catalogue.contacts and (root := catalogue.register_place("contacts.yml")):
        for index, hotline in enumerate(catalogue.contacts.hotlines):
            yield root / "hotlines" / index / "id", hotline.id
    for place, issuer, level in _levels(check):
        yield place / "id", f"{issuer}/{level.id}"


def _levels(check: Check) -> Iterator[tuple[Place, str, Level]]:
    if check.catalogue.levels and (root := check.catalogue.register_place("levels.yml")):
        for number, issuer in enumerate(check.catalogue.levels.issuers):
            for index, level in enumerate(issuer.levels):
                yield root / "issuers" / number / "levels" / index, issuer.id, level


def _of_value(check: Check, contact: ContactMatch) -> tuple[str, ...]:
    name = check.common.of_value.get(contact.value)
    return (name,) if name else ()


def _typed(
    check: Check, kinds: tuple[MatchKind, ...], records: Callable[[ContactMatch], tuple[str, ...]]
) -> Iterator[Finding]:
    for finding, contact in _everywhere(check):
        if contact.kind in kinds:
            name = record_for(check, finding, records(contact), contact.kind in (MatchKind.PHONE, MatchKind.SHORT))
            link = f"{SCHEME}{name}" if name else "…"
            yield Finding(finding.path, finding.line, finding.subject, contact.text, {"record": link})


def _everywhere(check: Check) -> list[tuple[Finding, ContactMatch]]:
    """Every contact in prose and in YAML texts, with its place; found once a check."""
    if "typed" not in check.memory:
        names = hotline_names(check.catalogue)
        check.memory["typed"] = [*in_heads(check, names), *in_pages(check, names), *_in_yaml(check, names)]
    known: list[tuple[Finding, ContactMatch]] = check.memory["typed"]
    return known


# --- in YAML -------------------------------------------------------------------------------------------------------


def _in_yaml(check: Check, names: frozenset[str]) -> Iterator[tuple[Finding, ContactMatch]]:
    files = [entry.file for entry in check.catalogue.entries.values()]
    files += [file for name, file in check.catalogue.register_files.items() if name != "hosts.yml"]
    for text in (text for file in files for text in texts_in(file)):
        yield from _of_text(check, text, names)
        if _answers_whom_to_dial(text):
            yield text.place.finding(text.words), ContactMatch(MatchKind.SHORT, text.words, digits(text.words))


def _answers_whom_to_dial(text: FieldText) -> bool:
    """Whether this is an answer of a quiz and nothing but a number, where the question speaks of dialling."""
    if text.keys[-3:-2] != ("options",) or not NUMBER_ALONE.fullmatch(text.words):
        return False
    question: Any = text.file.data
    for key in text.keys[:-3]:
        question = question[key]
    return has_dialling_word(str(question.get("question", {}).get(text.keys[-1], "")))


def _of_text(check: Check, text: FieldText, names: frozenset[str]) -> Iterator[tuple[Finding, ContactMatch]]:
    for contact in contact_matches(text.words, names):
        if not _may_stand(check, text, contact, names):
            yield text.place.finding(contact.text), contact


def _may_stand(check: Check, text: FieldText, contact: ContactMatch, names: frozenset[str]) -> bool:
    """Titles of sources may name what a record vouches for, addresses hold postcodes, a hotline names itself."""
    if text.role == "title" and contact.kind is MatchKind.HOST:
        own = _own_host(text)
        return own == contact.value or own.endswith(f".{contact.value}") or contact.value in check.common.of_value
    if text.role == "title":
        return digits(contact.value) in check.common.of_digits or contact.value in check.common.of_value
    if text.role == "hotline":
        return contact.value in names
    return text.role == "address" and is_postal(contact, text.country)


def _own_host(text: FieldText) -> str:
    """The host of the source whose title this is."""
    record = text.record if isinstance(text.record, Mapping) else {}
    return host_of(str(record.get("url", "")))


@rule
def figure_is_no_phone(check: Check) -> Iterator[Finding]:
    """A figure of seven digits or more is round: otherwise a phone number could be recorded as a statistic."""
    hotlines = hotline_names(check.catalogue)
    for place, written in _figures(check):
        value = digits(written)
        if (len(value) >= SHORTEST_PHONE and len(value.rstrip("0")) > LONGEST_FIGURE) or value in hotlines:
            yield place.finding(written)


def _figures(check: Check) -> Iterator[tuple[Place, str]]:
    """Every number that a record gives as such."""
    for entry in check.catalogue.entries.values():
        for name, figure in entry.figures.items():
            yield entry.at("figures", name, "value"), figure.value
        if isinstance(entry.facts, Event) and entry.facts.attendance:
            yield entry.at("attendance", "value"), str(entry.facts.attendance.value)
        if isinstance(entry.facts, Pack) and entry.facts.minutes:
            yield entry.at("minutes"), str(entry.facts.minutes)
    yield from ((place / "rank", level.rank) for place, _, level in _levels(check))


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
