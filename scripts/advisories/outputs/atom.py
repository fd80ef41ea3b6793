"""Atom feeds (RFC 4287) with tombstones for withdrawn entries (RFC 6721), written with lxml.

``feedgenerator`` has no tombstones and dates an empty feed by the clock, so that it would change with every build.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from lxml import etree

from ..common.characters import printable
from .output import moment

ATOM = "http://www.w3.org/2005/Atom"
DELETED = "http://purl.org/atompub/tombstones/1.0"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MEDIA_TYPE = "application/atom+xml"
NEWEST = 200
"""Entries in one feed at most; older ones are in the API."""


@dataclass(frozen=True)
class AtomLink:
    """A link of a feed or entry (section 4.2.7)."""

    href: str
    rel: str = "alternate"
    type: str = "text/html"
    hreflang: str | None = None


@dataclass(frozen=True)
class AtomEntry:
    """An entry; ``updated`` is the day on which its meaning last changed, ``category`` a word of a closed list."""

    id: str
    title: str
    updated: date
    published: date
    text: str
    links: tuple[AtomLink, ...]
    category: str
    label: str


@dataclass(frozen=True)
class Tombstone:
    """An entry that was withdrawn, since when, and why (RFC 6721, section 3)."""

    ref: str
    when: date
    comment: str


@dataclass(frozen=True)
class Feed:
    """A feed in one language; ``since`` dates a feed that has no entry yet."""

    address: str
    title: str
    author: str
    author_uri: str
    language: str
    page: str
    since: date
    rights: str
    entries: Sequence[AtomEntry]
    tombstones: Sequence[Tombstone] = ()
    newest: int = NEWEST
    others: tuple[AtomLink, ...] = field(default=())
    subtitle: str = ""


def as_xml(feed: Feed) -> bytes:
    """The feed, the newest entry first; the same entries give the same bytes on any day."""
    entries = sorted(feed.entries, key=lambda one: (one.updated, one.id), reverse=True)[: feed.newest]
    stones = sorted(feed.tombstones, key=lambda one: (one.when, one.ref), reverse=True)[: feed.newest]
    names: dict[str | None, str] = {None: ATOM, "at": DELETED} if stones else {None: ATOM}
    root = etree.Element(f"{{{ATOM}}}feed", nsmap=names)
    root.set(XML_LANG, feed.language)
    _add(root, "id", feed.address)
    _add(root, "title", feed.title)
    if feed.subtitle:
        _add(root, "subtitle", feed.subtitle)
    _add(root, "updated", moment(max([feed.since, *(one.updated for one in entries), *(one.when for one in stones)])))
    author = etree.SubElement(root, f"{{{ATOM}}}author")
    _add(author, "name", feed.author)
    _add(author, "uri", feed.author_uri)
    _add(root, "rights", feed.rights)
    for link in (AtomLink(feed.address, "self", MEDIA_TYPE), AtomLink(feed.page, hreflang=feed.language), *feed.others):
        _link(root, link)
    for stone in stones:
        deleted = etree.SubElement(root, f"{{{DELETED}}}deleted-entry", ref=stone.ref, when=moment(stone.when))
        etree.SubElement(deleted, f"{{{DELETED}}}comment").text = printable(stone.comment)
    for entry in entries:
        _entry(root, entry)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _entry(root: etree._Element, entry: AtomEntry) -> None:
    element = etree.SubElement(root, f"{{{ATOM}}}entry")
    _add(element, "id", entry.id)
    _add(element, "title", entry.title)
    _add(element, "updated", moment(entry.updated))
    _add(element, "published", moment(entry.published))
    etree.SubElement(element, f"{{{ATOM}}}category", term=entry.category, label=entry.label)
    for link in entry.links:
        _link(element, link)
    _add(element, "content", entry.text)


def _link(parent: etree._Element, link: AtomLink) -> None:
    given = {"rel": link.rel, "type": link.type, "hreflang": link.hreflang, "href": link.href}
    etree.SubElement(parent, f"{{{ATOM}}}link", {name: value for name, value in given.items() if value})


def _add(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}{name}").text = printable(text)
