"""Prose carries no contacts of its own: a number, mailbox or host stands in one record, and prose links to it.

``contacts.detect`` says what looks like a contact; these rules say where it may stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..common.problems import Finding
from ..contacts.detect.contexts import NUMBER_ALONE, is_postal
from ..contacts.detect.matches import SHORTEST_PHONE, ContactMatch, MatchKind
from ..contacts.detect.patterns import contact_matches
from ..contacts.hosts import host_of
from ..contacts.phones import digits
from ..contacts.yaml_texts import FieldText, counts_in, texts_in
from ..content.page_files import Page
from ..content.prose.parts import Link
from ..content.yaml_files import Place, YamlFile
from ..language.dialling import has_dialling_word
from ..public.contact_links import SCHEME, hotline_names
from .linked_contacts import record_for
from .registry import Subject, link_rule, part_rule, text_rule, yaml_rule
from .site_facts import ContentPart, SiteFacts
from .typed_in_pages import in_heads, in_pages

REFERENCE = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
NUMBERS = (MatchKind.PHONE, MatchKind.SHORT)
LONGEST_FIGURE = 4  # significant digits; a statistic is round, a phone number is not

# --- contact links -------------------------------------------------------------------------------------------------


@link_rule
def known_contact(page: Page, link: Link, site: SiteFacts) -> Iterator[Finding]:
    """A `contact:` link names a record that may be printed."""
    if _is_to_contact(link) and link.target.removeprefix(SCHEME) not in site.links:
        yield page.finding(link.line, "link", link.target)


@link_rule
def contact_text(page: Page, link: Link, site: SiteFacts) -> Iterator[Finding]:
    """The text of a `contact:` link is the contact it leads to, in one of its display forms, letter by letter."""
    contact = site.links.get(link.target.removeprefix(SCHEME)) if _is_to_contact(link) else None
    if contact and not contact.may_be_shown_as(link.text):
        yield page.finding(link.line, "link text", link.text, forms=" · ".join(contact.forms))


def _is_to_contact(link: Link) -> bool:
    return link.target.lower().startswith(SCHEME)


# --- typed contacts ------------------------------------------------------------------------------------------------


def _typed_in(part: ContentPart) -> list[tuple[Finding, ContactMatch]]:
    """Every contact in prose and in YAML texts, with its place."""
    names, pages = hotline_names(part.site.catalogue), part.pages.values()
    return [*in_heads(pages, names), *in_pages(pages, names), *_in_yaml(part, names)]


typed_rule = Subject(_typed_in)


@typed_rule
def typed_phone(finding: Finding, contact: ContactMatch, site: SiteFacts) -> Iterator[Finding]:
    """No phone number is typed into a text; a `contact:` link prints one from its record."""
    if contact.kind in NUMBERS:
        yield _typed(finding, contact, record_for(site, finding, _with_digits(site, contact.value), is_number=True))


@typed_rule
def typed_email(finding: Finding, contact: ContactMatch, site: SiteFacts) -> Iterator[Finding]:
    """No mail address is typed into a text; it stands in a record."""
    if contact.kind is MatchKind.EMAIL:
        yield _typed(finding, contact, record_for(site, finding, _of_value(site, contact), is_number=False))


@typed_rule
def typed_host(finding: Finding, contact: ContactMatch, site: SiteFacts) -> Iterator[Finding]:
    """No host or web address is typed into a text; it stands in a website or source record."""
    if contact.kind is MatchKind.HOST:
        yield _typed(finding, contact, record_for(site, finding, _of_value(site, contact), is_number=False))


@typed_rule
def typed_account(finding: Finding, contact: ContactMatch) -> Iterator[Finding]:
    """No account of a messenger is typed into a text: no record can vouch for who answers there."""
    if contact.kind is MatchKind.ACCOUNT:
        yield _typed(finding, contact, None)


def _typed(finding: Finding, contact: ContactMatch, record: str | None) -> Finding:
    return replace(finding, value=contact.text, params={"record": f"{SCHEME}{record}" if record else "…"})


def _with_digits(site: SiteFacts, number: str) -> tuple[str, ...]:
    return site.links.of_digits.get(digits(number), ())


@part_rule
def name_without_number(part: ContentPart) -> Iterator[Finding]:
    """No name that stands in addresses or data of the site, of a folder, picture or record, looks like a contact."""
    if part.entry and _looks_like_a_contact(part.entry.slug):
        yield Finding(part.entry.file.path, 1, "folder name", part.entry.slug)
    for name in filter(_looks_like_a_contact, part.entry.pictures if part.entry else ()):
        yield Finding(f"{part.site.catalogue.settings.docs_dir.name}/{part.key}/{name}", 1, "file name", name)
    for place, name in _names(part):
        if _looks_like_a_contact(name):
            yield place.finding(name)


def _looks_like_a_contact(name: str) -> bool:
    return not name.isalpha() and any(True for _ in contact_matches(name))


def _names(part: ContentPart) -> Iterator[tuple[Place, str]]:
    """Names of records; of a level behind its issuer's, as data has it."""
    yield from ((place, str(place.keys[-1])) for place, _ in part.sources)
    if (file := part.file) is None:
        return
    for keys, name in file.scalars:
        if keys[-1:] == ("id",) and len(keys) > 2 and keys[-3] in ("missions", "alerts", "hotlines", "levels"):
            issuer = f"{file.data['issuers'][keys[1]]['id']}/" if keys[-3] == "levels" else ""
            yield Place(file, keys), issuer + name


def _of_value(site: SiteFacts, contact: ContactMatch) -> tuple[str, ...]:
    name = site.links.of_value.get(contact.value)
    return (name,) if name else ()


# --- in YAML -------------------------------------------------------------------------------------------------------


def _in_yaml(part: ContentPart, names: frozenset[str]) -> Iterator[tuple[Finding, ContactMatch]]:
    for text in texts_in(part.file) if part.file and part.key != "hosts.yml" else ():
        yield from _of_text(part.site, text, names)
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


def _of_text(site: SiteFacts, text: FieldText, names: frozenset[str]) -> Iterator[tuple[Finding, ContactMatch]]:
    for contact in contact_matches(text.words, names):
        if not _may_stand(site, text, contact, names):
            yield text.place.finding(contact.text), contact


def _may_stand(site: SiteFacts, text: FieldText, contact: ContactMatch, names: frozenset[str]) -> bool:
    """Titles of sources may name what a record vouches for, addresses hold postcodes, a hotline names itself."""
    if text.role == "title" and contact.kind is MatchKind.HOST:
        own = host_of(text.source_url)
        return own == contact.value or own.endswith(f".{contact.value}") or contact.value in site.links.of_value
    if text.role == "title":
        return digits(contact.value) in site.links.of_digits or contact.value in site.links.of_value
    if text.role == "hotline":
        return contact.value in names
    return text.role == "address" and is_postal(contact, text.country)


@yaml_rule
def figure_is_no_phone(file: YamlFile, site: SiteFacts) -> Iterator[Finding]:
    """A figure of seven digits or more is round: otherwise a phone number could be recorded as a statistic."""
    hotlines = hotline_names(site.catalogue)
    for keys, written in counts_in(file):
        value = digits(written)
        if (len(value) >= SHORTEST_PHONE and len(value.rstrip("0")) > LONGEST_FIGURE) or value in hotlines:
            yield Place(file, keys).finding(written)


@text_rule
def no_character_reference(path: str, text: str) -> Iterator[Finding]:
    """A text holds no HTML character references, which can hide what a reader will see."""
    for number, line in enumerate(text.split("\n") if "&" in text else (), start=1):
        for match in REFERENCE.finditer(line):
            if not re.search(r"https?://\S*$", line[: match.start()]):
                yield Finding(path, number, "text", match[0])
