"""The site of one build: catalogue, projection, words and addresses, put together once and read by everything else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import cast

from .. import clock
from ..catalogue import Catalogue, Entry, country, load
from ..contacts.links import ContactLinks
from ..model import Event, Kind, Topic
from ..projection import Projection, names
from ..public import PublicCountry
from ..reading import Page
from ..settings import Settings
from . import words
from .addresses import Addresses


@dataclass(frozen=True)
class Ref:
    """One page in one language: its key (``topics/lost-passport``), its item if it has one, its text."""

    key: str
    language: str
    entry: Entry | None
    page: Page


@dataclass(frozen=True)
class Site:
    """Everything a page may ask for."""

    catalogue: Catalogue
    projection: Projection
    words: Mapping[str, words.Words]
    addresses: Addresses

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages of the site, in the order of the configuration."""
        return self.catalogue.settings.languages

    @cached_property
    def refs(self) -> Mapping[str, Ref]:
        """Every page by the path of its file, such as ``docs/topics/wildlife/index.en.md``."""
        return {page.path: Ref(key, page.language, entry, page) for key, entry, page in self.catalogue.all_pages()}

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The key of every page, sorted."""
        return tuple(sorted({*self.catalogue.entries, *self.catalogue.pages}))

    @cached_property
    def contacts(self) -> ContactLinks:
        """What ``contact:`` links may lead to."""
        return ContactLinks(self.projection)

    @cached_property
    def countries(self) -> tuple[PublicCountry, ...]:
        """Countries and regions, by slug."""
        return tuple(self.projection.countries())

    def siblings(self, ref: Ref) -> Mapping[str, Page]:
        """The same page in every language."""
        return ref.entry.pages if ref.entry else self.catalogue.pages[ref.key]

    def ref_of(self, src_uri: str) -> Ref | None:
        """The page MkDocs reads from this file of ``docs/``."""
        return self.refs.get(f"{self.catalogue.settings.docs_dir.name}/{src_uri}")

    def title(self, key: str, language: str) -> str:
        """What a link to the page says: the country's name, else the page's title."""
        entry = self.catalogue.entries.get(key)
        if entry is not None and entry.kind is Kind.COUNTRY:
            return names(country(entry), self.languages)[language]
        pages = entry.pages if entry else self.catalogue.pages[key]
        return pages[language].title

    def topics(self) -> list[tuple[Entry, Topic]]:
        """Topics that are not withdrawn, by slug."""
        return [
            (entry, cast("Topic", entry.facts))
            for entry in self.catalogue.of(Kind.TOPIC)
            if entry.facts.withdrawn is None
        ]

    def events(self) -> list[tuple[Entry, Event]]:
        """Events that are not withdrawn, by slug."""
        return [
            (entry, cast("Event", entry.facts))
            for entry in self.catalogue.of(Kind.EVENT)
            if entry.facts.withdrawn is None
        ]


def assemble(settings: Settings, site_url: str, tags: Mapping[str, str], *, folder: Path = words.FOLDER) -> Site:
    """Read everything, for today."""
    catalogue = load(settings)
    return Site(
        catalogue=catalogue,
        projection=Projection(catalogue, clock.today()),
        words={language: words.load(language, folder) for language in settings.languages},
        addresses=Addresses(settings.default_language, tags, site_url),
    )
