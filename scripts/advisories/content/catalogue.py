"""Reads ``docs/`` into the model, and keeps file and line of everything.

Used by every verb, by the rules and by the hooks; imports nothing of MkDocs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from ..common.problems import Problem
from ..common.settings import Settings
from ..model import (
    MODELS,
    OPTIONAL,
    REGISTERS,
    Audience,
    Contacts,
    Country,
    Event,
    Figure,
    Glossary,
    Hosts,
    Hotline,
    Issuer,
    Item,
    Kind,
    Levels,
    Pack,
    SearchWords,
    SharedSources,
    Source,
    Topic,
)
from .files import ContentFiles, is_slug
from .page_files import Page
from .validation import validate
from .yaml_files import Key, Place, YamlFile

Record = TypeVar("Record", bound=BaseModel)
Facts = TypeVar("Facts", bound=Item)


@dataclass(frozen=True)
class Entry:
    """One item with its place on disk: facts, pages by language, pictures."""

    kind: Kind
    slug: str
    facts: Item
    file: YamlFile
    pages: Mapping[str, Page]
    pictures: tuple[str, ...] = ()

    @cached_property
    def key(self) -> str:
        """Collection and slug, such as ``topics/lost-passport``: how other items name this one."""
        return f"{self.kind}/{self.slug}"

    @property
    def country(self) -> Country:
        """The facts, for an item of this kind; ``TypeError`` for others."""
        return self._facts_as(Country)

    @property
    def topic(self) -> Topic:
        return self._facts_as(Topic)

    @property
    def event(self) -> Event:
        return self._facts_as(Event)

    @property
    def audience(self) -> Audience:
        return self._facts_as(Audience)

    @property
    def pack(self) -> Pack:
        return self._facts_as(Pack)

    def _facts_as(self, model: type[Facts]) -> Facts:
        if not isinstance(self.facts, model):
            raise TypeError(f"{self.key} is no {model.__name__}")
        return self.facts

    @property
    def figures(self) -> Mapping[str, Figure]:
        """Numbers used in the prose; packs record none."""
        return self.facts.figures if isinstance(self.facts, Country | Topic | Event | Audience) else {}

    @property
    def icon(self) -> str:
        """Name of an icon of the theme; empty for kinds that have none of their own."""
        return self.facts.icon if isinstance(self.facts, Topic | Audience) else ""

    @property
    def is_urgent(self) -> bool:
        """Whether the page opens with steps for the first hour."""
        return isinstance(self.facts, Topic) and self.facts.urgent

    @property
    def place(self) -> Place:
        """The whole ``facts.yml``; ``place / "missions" / 0`` goes inwards."""
        return Place(self.file)

    def at(self, *keys: Key) -> Place:
        """A place inside ``facts.yml``."""
        return Place(self.file, keys)


@dataclass(frozen=True)
class Catalogue:
    """Everything under ``docs/``, typed, and every problem met while reading it."""

    settings: Settings
    entries: Mapping[str, Entry]
    pages: Mapping[str, Mapping[str, Page]]
    registers: Mapping[str, Any]
    register_files: Mapping[str, YamlFile]
    problems: tuple[Problem, ...]
    folders: frozenset[str]
    texts: Mapping[str, str] = field(repr=False)

    def of(self, kind: Kind) -> list[Entry]:
        """The items of one kind, by slug."""
        return [entry for entry in self.entries.values() if entry.kind is kind]

    @cached_property
    def countries(self) -> list[Entry]:
        """Countries and regions, by slug."""
        return self.of(Kind.COUNTRY)

    @property
    def contacts(self) -> Contacts | None:
        """``docs/contacts.yml``, unless it could not be read."""
        return self._register("contacts.yml", Contacts)

    @property
    def levels(self) -> Levels | None:
        """``docs/levels.yml``, unless it could not be read."""
        return self._register("levels.yml", Levels)

    @property
    def hosts(self) -> Hosts | None:
        """``docs/hosts.yml``, unless it could not be read."""
        return self._register("hosts.yml", Hosts)

    @property
    def glossary(self) -> Glossary | None:
        """``docs/glossary.yml``, unless it could not be read."""
        return self._register("glossary.yml", Glossary)

    @property
    def search_words(self) -> SearchWords:
        """``docs/search.yml``; without the file no words are added to those of the pages."""
        return self._register("search.yml", SearchWords) or SearchWords()

    @property
    def shared_sources(self) -> Mapping[str, Source]:
        """Sources that any item may name."""
        register = self._register("sources.yml", SharedSources)
        return register.sources if register else {}

    def _register(self, name: str, model: type[Record]) -> Record | None:
        record = self.registers.get(name)
        return record if isinstance(record, model) else None

    @property
    def hotlines(self) -> tuple[Hotline, ...]:
        return self.contacts.hotlines if self.contacts else ()

    @property
    def issuers(self) -> tuple[Issuer, ...]:
        return self.levels.issuers if self.levels else ()

    def source(self, entry: Entry | None, name: str) -> Source | None:
        """The source record called ``name``: the item's own first, then the shared ones."""
        own = entry.facts.sources.get(name) if entry else None
        return own or self.shared_sources.get(name)

    def sources(self, entry: Entry | None, names: Iterable[str]) -> list[Source]:
        """The source records of these names; a name that leads nowhere is left out."""
        return [source for name in names if (source := self.source(entry, name))]

    def register_place(self, name: str) -> Place | None:
        """The root of a register's file."""
        file = self.register_files.get(name)
        return Place(file) if file else None

    def all_pages(self) -> Iterator[tuple[str, Entry | None, Page]]:
        """Every Markdown page: its address below the site's root, its item if it has one, the page."""
        for entry in self.entries.values():
            yield from ((entry.key, entry, page) for page in entry.pages.values())
        for key, pages in self.pages.items():
            yield from ((key, None, page) for page in pages.values())

    def has_item(self, key: str) -> bool:
        """Whether the item exists, even where its own files are wrong: one mistake is reported once."""
        return key in self.folders

    def has_page(self, key: str) -> bool:
        """Whether ``page:key`` leads anywhere; collections count, home is ``index``."""
        return key in self.folders or key in self.pages


def revision(page: Page) -> str:
    """Content hash of a text: what a translation names as the text it was made from.

    Blank lines at the ends and trailing blanks do not count; everything a reader sees does.
    """
    lines = [line.rstrip() for line in page.body.strip().split("\n")]
    text = page.description + "\n" + "\n".join(lines)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def load(settings: Settings) -> Catalogue:
    """Read everything; nothing is raised for bad content, it becomes ``problems``."""
    files = ContentFiles(settings)
    registers, register_files = _registers(files)
    folders = {f"{kind}/{folder.name}": (kind, folder) for kind in Kind for folder in files.folders(kind)}
    entries = [entry for kind, folder in folders.values() if (entry := _entry(files, kind, folder)) is not None]
    pages = files.loose_pages()
    files.refuse_strays()
    return Catalogue(
        settings=settings,
        entries={entry.key: entry for entry in entries},
        pages=pages,
        registers=registers,
        register_files=register_files,
        problems=tuple(files.problems),
        folders=frozenset(key for key, (_, folder) in folders.items() if is_slug(folder.name)),
        texts=files.texts,
    )


def _registers(files: ContentFiles) -> tuple[dict[str, Any], dict[str, YamlFile]]:
    records: dict[str, Any] = {}
    found: dict[str, YamlFile] = {}
    for name, model in REGISTERS.items():
        if (data := files.register(name, optional=name in OPTIONAL)) is None:
            continue
        found[name] = data
        if (record := _record(files, model, data)) is not None:
            records[name] = record
    return records, found


def _entry(files: ContentFiles, kind: Kind, folder: Path) -> Entry | None:
    if not is_slug(folder.name):
        files.report("folder-name", folder, "folder name", folder.name)
        return None
    pages = files.pages_of(folder, "index")
    data = files.facts(folder)
    facts = _record(files, MODELS[kind], data) if data is not None else None
    if data is None or facts is None or len(pages) < len(files.settings.languages):
        return None
    return Entry(kind, folder.name, facts, data, pages, files.pictures(folder))


def _record(files: ContentFiles, model: type[Record], data: YamlFile) -> Record | None:
    record, problems = validate(model, data, files.settings.languages)
    files.problems.extend(problems)
    return record
