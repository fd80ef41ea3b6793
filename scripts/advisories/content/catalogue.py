"""Reads ``docs/`` into the model, and keeps file and line of everything.

Used by every verb, by the rules and by the hooks; imports nothing of MkDocs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, cast

from pydantic import BaseModel

from ..common.problems import Problem
from ..common.process import paused_collector
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
    Item,
    Kind,
    Levels,
    Pack,
    SearchWords,
    SharedSources,
    Source,
    Topic,
)
from .files import ContentFiles, Share, is_slug
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
        return cast("Contacts | None", self.registers.get("contacts.yml"))

    @property
    def levels(self) -> Levels | None:
        """``docs/levels.yml``, unless it could not be read."""
        return cast("Levels | None", self.registers.get("levels.yml"))

    @property
    def hosts(self) -> Hosts | None:
        """``docs/hosts.yml``, unless it could not be read."""
        return cast("Hosts | None", self.registers.get("hosts.yml"))

    @property
    def glossary(self) -> Glossary | None:
        """``docs/glossary.yml``, unless it could not be read."""
        return cast("Glossary | None", self.registers.get("glossary.yml"))

    @property
    def search_words(self) -> SearchWords:
        """``docs/search.yml``; without the file no words are added to those of the pages."""
        return cast("SearchWords", self.registers.get("search.yml", SearchWords()))

    @property
    def shared_sources(self) -> Mapping[str, Source]:
        """Sources that any item may name."""
        register = cast("SharedSources | None", self.registers.get("sources.yml"))
        return register.sources if register else {}

    def source(self, entry: Entry | None, name: str) -> Source | None:
        """The source record called ``name``: the item's own first, then the shared ones."""
        own = entry.facts.sources.get(name) if entry else None
        return own or self.shared_sources.get(name)

    def register_place(self, name: str) -> Place | None:
        """The root of a register's file."""
        file = self.register_files.get(name)
        return Place(file) if file else None

    def yaml_places(self) -> Iterator[Place]:
        """The root of every YAML file: the facts of the items, then the registers."""
        for entry in self.entries.values():
            yield entry.place
        for file in self.register_files.values():
            yield Place(file)

    def all_pages(self) -> Sequence[tuple[str, Entry | None, Page]]:
        """Every Markdown page: its address below the site's root, its item if it has one, the page."""
        return self._all_pages  # each rule asks for them

    @cached_property
    def _all_pages(self) -> tuple[tuple[str, Entry | None, Page], ...]:
        of_items = [(entry.key, entry, page) for entry in self.entries.values() for page in entry.pages.values()]
        return (*of_items, *((key, None, page) for key, pages in self.pages.items() for page in pages.values()))

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


@dataclass(frozen=True)
class Surroundings:
    """What every share of the content needs: the registers, the folders of all items, and what was met there."""

    files: ContentFiles
    registers: Mapping[str, Any]
    register_files: Mapping[str, YamlFile]
    folders: Mapping[str, tuple[Kind, Path]]
    """Kind and folder of every item by its key, whether its name is a good one or not."""
    named: frozenset[str]
    """The keys that are."""

    @classmethod
    def of(cls, settings: Settings, read_ahead: Mapping[str, bytes] = MappingProxyType({})) -> Surroundings:
        """Read the registers, find the folders; ``read_ahead`` is what ``ContentFiles`` need not parse."""
        files = ContentFiles(settings, read_ahead)
        registers, register_files = _registers(files)
        folders = {f"{kind}/{folder.name}": (kind, folder) for kind in Kind for folder in files.folders(kind)}
        named = frozenset(key for key, (_, folder) in folders.items() if is_slug(folder.name))
        return cls(files, registers, register_files, folders, named)


@paused_collector()
def load(settings: Settings, share: Share | None = None, around: Surroundings | None = None) -> Catalogue:
    """Read everything; nothing is raised for bad content, it becomes ``problems``.

    Of a ``share`` other than the first, only the items are there to be looked at; the registers can be looked up.
    """
    around = around or Surroundings.of(settings)
    files = ContentFiles(settings, around.files.read_ahead)
    mine = [one for key, one in around.folders.items() if share is None or key in share.items]
    entries = [entry for kind, folder in mine if (entry := _entry(files, kind, folder)) is not None]
    is_first = share is None or share.is_first
    pages = files.loose_pages() if is_first else {}
    if is_first:
        files.refuse_strays()
    return Catalogue(
        settings=settings,
        entries={entry.key: entry for entry in entries},
        pages=pages,
        registers=around.registers,
        register_files=around.register_files if is_first else {},
        problems=(*(around.files.problems if is_first else ()), *files.problems),
        folders=around.named,
        texts={**around.files.texts, **files.texts} if is_first else files.texts,
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
