"""Reads ``docs/`` into the model, and keeps file and line of everything.

The only module that knows how the content lies on disk: ``docs/<collection>/<slug>/facts.yml`` with one
``index.<language>.md`` per language, ``docs/<name>.<language>.md`` for pages that belong to no collection, and
the registers ``docs/*.yml``. Used by every verb, by the rules and by the hooks; imports nothing of MkDocs.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, cast

from .model import (
    MODELS,
    OPTIONAL,
    REGISTERS,
    Contacts,
    Country,
    Glossary,
    Hosts,
    Item,
    Kind,
    Levels,
    SearchWords,
    SharedSources,
    Source,
)
from .problems import Problem
from .reading import Key, Page, Place, Refused, YamlFile, hidden_characters, read_page, read_text, read_yaml
from .settings import Settings
from .validation import validate

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
PICTURES = (".jpg", ".jpeg", ".png", ".webp")
FACTS = "facts.yml"
LARGEST_PICTURE = 8 * 1024 * 1024

AnyItem = TypeVar("AnyItem", bound=Item)


@dataclass(frozen=True)
class Entry:
    """One item with its place on disk: facts, pages by language, pictures."""

    kind: Kind
    slug: str
    facts: Item
    file: YamlFile
    pages: Mapping[str, Page]
    pictures: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Collection and slug, such as ``topics/lost-passport``: how other items name this one."""
        return f"{self.kind}/{self.slug}"

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
    files: tuple[str, ...]
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

    def all_pages(self) -> Iterator[tuple[str, Entry | None, Page]]:
        """Every Markdown page: its address below the site's root, its item if it has one, the page."""
        for entry in self.entries.values():
            for page in entry.pages.values():
                yield entry.key, entry, page
        for key, pages in self.pages.items():
            for page in pages.values():
                yield key, None, page

    def has_item(self, key: str) -> bool:
        """Whether the item exists, even where its own files are wrong: one mistake is reported once."""
        return key in self.folders

    def has_page(self, key: str) -> bool:
        """Whether ``page:key`` leads anywhere; collections count, home is ``index``."""
        return key in self.folders or key in self.pages


def country(entry: Entry) -> Country:
    """The facts of an entry that is a country."""
    return cast("Country", entry.facts)


def revision(page: Page) -> str:
    """Content hash of a text: what a translation names as the text it was made from.

    Blank lines at the ends and trailing blanks do not count; everything a reader sees does.
    """
    lines = [line.rstrip() for line in page.body.strip().split("\n")]
    text = page.description + "\n" + "\n".join(lines)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def load(settings: Settings) -> Catalogue:
    """Read everything; nothing is raised for bad content, it becomes ``problems``."""
    return _Loader(settings).load()


class _Loader:
    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.root = settings.docs_dir
        self.problems: list[Problem] = []
        self.files: list[str] = []
        self.texts: dict[str, str] = {}
        self.keys: set[str] = set()

    def load(self) -> Catalogue:
        registers, register_files = self.registers()
        entries: dict[str, Entry] = {}
        for kind in Kind:
            for folder in self.folders(kind):
                if (entry := self.entry(kind, folder)) is not None:
                    entries[entry.key] = entry
        pages = self.loose_pages()
        self.refuse_strays()
        return Catalogue(
            settings=self.settings,
            entries=entries,
            pages=pages,
            registers=registers,
            register_files=register_files,
            problems=tuple(self.problems),
            folders=frozenset(self.keys),
            files=tuple(self.files),
            texts=self.texts,
        )

    # -- files

    def path(self, file: Path) -> str:
        return f"{self.root.name}/{file.relative_to(self.root).as_posix()}"

    def report(self, rule: str, file: Path, subject: str, value: str | None = None, **params: str) -> None:
        self.problems.append(Problem(rule, self.path(file), 1, subject, value, params))

    def text(self, file: Path) -> str | None:
        path = self.path(file)
        self.files.append(path)
        try:
            text = read_text(file, path)
        except Refused as refusal:
            self.problems.append(refusal.problem)
            return None
        except OSError as error:
            self.report("readable-file", file, "file", error.strerror)
            return None
        self.texts[path] = text
        found = list(hidden_characters(text, path))
        self.problems.extend(found)
        return None if any(problem.rule == "no-tab" or "U+FEFF" in (problem.value or "") for problem in found) else text

    def yaml(self, file: Path) -> YamlFile | None:
        text = self.text(file)
        if text is None:
            return None
        try:
            return read_yaml(text, self.path(file))
        except Refused as refusal:
            self.problems.append(refusal.problem)
            return None

    def page(self, file: Path, language: str) -> Page | None:
        text = self.text(file)
        if text is None:
            return None
        try:
            return read_page(text, self.path(file), language)
        except Refused as refusal:
            self.problems.append(refusal.problem)
            return None

    # -- registers and items

    def registers(self) -> tuple[dict[str, Any], dict[str, YamlFile]]:
        records: dict[str, Any] = {}
        files: dict[str, YamlFile] = {}
        for name, model in REGISTERS.items():
            file = self.root / name
            if not _exists(file):
                if name not in OPTIONAL:
                    self.report("missing-file", file, "file", name)
                continue
            if (data := self.yaml(file)) is None:
                continue
            files[name] = data
            record, problems = validate(model, data, self.settings.languages)
            self.problems.extend(problems)
            if record is not None:
                records[name] = record
        return records, files

    def folders(self, kind: Kind) -> list[Path]:
        collection = self.root / kind
        if not collection.is_dir():
            return []
        return sorted(Path(child.path) for child in os.scandir(collection) if child.is_dir(follow_symlinks=False))

    def entry(self, kind: Kind, folder: Path) -> Entry | None:
        if not SLUG.fullmatch(folder.name):
            self.report("folder-name", folder, "folder name", folder.name)
            return None
        self.keys.add(f"{kind}/{folder.name}")
        pages = self.pages_of(folder, "index")
        facts_file = folder / FACTS
        if not _exists(facts_file):
            self.report("missing-file", facts_file, "file", FACTS)
            return None
        if (data := self.yaml(facts_file)) is None:
            return None
        facts, problems = validate(MODELS[kind], data, self.settings.languages)
        self.problems.extend(problems)
        if facts is None or len(pages) < len(self.settings.languages):
            return None
        return Entry(kind, folder.name, facts, data, pages, self.pictures(folder))

    def pages_of(self, folder: Path, stem: str) -> dict[str, Page]:
        pages: dict[str, Page] = {}
        for language in self.settings.languages:
            file = folder / f"{stem}.{language}.md"
            if not _exists(file):
                self.report("missing-translation", file, "file", file.name)
            elif (page := self.page(file, language)) is not None:
                pages[language] = page
        return pages

    def pictures(self, folder: Path) -> tuple[str, ...]:
        return tuple(sorted(file.name for file in folder.iterdir() if is_picture(file)))

    def loose_pages(self) -> dict[str, dict[str, Page]]:
        """Home, the pages beside it, and the list page of every collection."""
        stems = {("index", self.root)} | {(file.name.split(".")[0], self.root) for file in self.root.glob("*.*.md")}
        pages = {stem: self.pages_of(folder, stem) for stem, folder in sorted(stems)}
        for kind in Kind:
            pages[str(kind)] = self.pages_of(self.root / kind, "index")
        return {key: found for key, found in pages.items() if len(found) == len(self.settings.languages)}

    # -- strays

    def refuse_strays(self) -> None:
        """MkDocs publishes every file it finds, so whatever is not known here is an error."""
        for folder, folders, files in os.walk(self.root):
            here = Path(folder)
            folders.sort()
            for name in folders:
                if (here / name).is_symlink():
                    self.report("regular-file", here / name, "file", name)
                elif not self.known_folder(here, name):
                    self.report("stray-folder", here / name, "folder", name)
            for name in sorted(files):
                self.refuse_stray_file(here / name)

    def known_folder(self, parent: Path, name: str) -> bool:
        if parent == self.root:
            return name in {str(kind) for kind in Kind}
        return parent.parent == self.root

    def refuse_stray_file(self, file: Path) -> None:
        if self.path(file) in self.files:
            return
        if file.is_symlink():
            self.report("regular-file", file, "file", file.name)
        elif file.suffix == ".md":
            self.report("language-suffix", file, "file name", file.name, languages=", ".join(self.settings.languages))
        elif is_picture(file) and file.parent.parent.parent == self.root:
            if file.stat().st_size > LARGEST_PICTURE:
                self.report("picture-size", file, "picture", file.name)
        else:
            self.report("stray-file", file, "file", file.name)


def is_picture(file: Path) -> bool:
    """A picture by its ending, with a plain name."""
    return file.suffix in PICTURES and SLUG.fullmatch(file.stem) is not None and file.is_file()


def _exists(file: Path) -> bool:
    return os.path.lexists(file)
