"""Registers: the YAML files that stand beside the collections and belong to no single item."""

from __future__ import annotations

from pydantic import Field

from .base import Line, Record, Slug, Source, SourceId, Text
from .contacts import Hotline, RetiredNumber, Website


class Contacts(Record):
    """``docs/contacts.yml``: hotlines that belong to no country, and numbers that must never come back."""

    hotlines: tuple[Hotline, ...] = Field(min_length=1, description="The first is shown on every page.")
    corrections: Line | None = Field(None, description="Mailbox for readers who report a wrong value.")
    official_site: Website = Field(description="The issuer's own site, named before ours.")
    official_site_name: Text = Field(description="What readers call that site.")
    retired: tuple[RetiredNumber, ...] = Field((), description="Numbers that are refused everywhere.")


class LevelCore(Record):
    """What is published of a level as it stands. Ranks are never compared between issuers."""

    id: Slug
    rank: Line = Field(description="Order within the issuer's scale, 1 = mildest; never compared between issuers.")
    word: Text = Field(description="The issuer's own word; one to one in every language.")
    meaning: Text = Field(description="What the issuer asks people to do, in our words.")


class Level(LevelCore):
    """One word of an issuer's scale."""

    tone: Line = Field(description="Name of the colour token that the style sheet gives it.")


class IssuerCore(Record):
    """What is published of an issuer as it stands."""

    id: Slug
    name: Text


class Issuer(IssuerCore):
    """A body that publishes alerts."""

    website: Website = Field(description="Where its alerts are read.")
    scale_note: Text = Field(description="What the scale is, and where current levels are read.")
    levels: tuple[Level, ...] = Field(min_length=1, description="Its words, mildest first.")
    sources: tuple[SourceId, ...] = Field(min_length=1, description="Evidence for the scale.")


class Levels(Record):
    """``docs/levels.yml``: issuers and their level words."""

    issuers: tuple[Issuer, ...] = Field(min_length=1, description="Bodies whose alerts the site quotes.")


class Term(Record):
    """One term of the glossary."""

    term: Text = Field(description="The word to use, in every language.")
    meaning: Text | None = Field(None, description="One sentence for the reader.")
    forbidden: dict[str, tuple[Line, ...]] = Field({}, description="Variants that the checker refuses, per language.")


class Glossary(Record):
    """``docs/glossary.yml``: the words of the field, in every language."""

    terms: tuple[Term, ...] = Field(min_length=1, description="All terms.")


class SharedSources(Record):
    """``docs/sources.yml``: sources that more than one item names."""

    sources: dict[SourceId, Source] = Field(description="Source records by name.")


class HostReason(Record):
    """A host and why it stands in the list."""

    host: Line = Field(description="The host or domain.")
    reason: Line = Field(description="Why it stands here.")


class Hosts(Record):
    """``docs/hosts.yml``: domains that are official, mail domains, and hosts that are never shown or cited."""

    official: tuple[Line, ...] = Field(
        min_length=1, description="Domains of missions and ministries; subdomains included."
    )
    mail: tuple[Line, ...] = Field(min_length=1, description="Mail domains that need no reason.")
    refused: tuple[HostReason, ...] = Field(
        (), description="Mirrors, look-alikes, sites with wrong numbers; subdomains included."
    )


class PageWords(Record):
    """What people type when they need one page."""

    page: Line = Field(description="The page, such as topics/lost-passport.")
    words: dict[str, tuple[Line, ...]] = Field(description="Everyday wording, per language.")


class SearchWords(Record):
    """``docs/search.yml``: words for the search, beside those that the pages hold themselves. Never shown."""

    danger: dict[str, tuple[Line, ...]] = Field({}, description="Words that put the emergency panel above all hits.")
    missions: dict[str, tuple[Line, ...]] = Field(
        {}, description="Words for a mission; beside the name of a place they mean the page of its country."
    )
    ignore: dict[str, tuple[Line, ...]] = Field({}, description="Words that say nothing about what is looked for.")
    characters: dict[str, tuple[Line, ...]] = Field({}, description="Single characters that are looked for alone.")
    pages: tuple[PageWords, ...] = Field((), description="Everyday wording that leads to a page.")


REGISTERS: dict[str, type[Record]] = {
    "contacts.yml": Contacts,
    "levels.yml": Levels,
    "glossary.yml": Glossary,
    "sources.yml": SharedSources,
    "hosts.yml": Hosts,
    "search.yml": SearchWords,
}

OPTIONAL = frozenset({"search.yml"})  # a site without it has the words of its pages only
