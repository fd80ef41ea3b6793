"""Pages kept from earlier builds, each with everything it was made from.

A page is known by its *ingredients*: the code, the templates, the libraries, the configuration, the words, the day, the
registers that all pages show, and its item's own files. It is right if, besides, all questions it asked of other items
have the same answers (``questions``); where no item's facts, titles or descriptions have changed at all, they have.

Many pages lie on one *shelf*, a result of the store: to open a file for every page takes longer than to read it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any
from zlib import crc32

from ..pages import page_pictures
from ..pages.site_context import Ref, Site
from ..tasks.cache import CODE, Store, digest, digest_of_folder, packed, program, unpacked
from ..tasks.queries import Query, frozen

OF_ALL_PAGES = ("contacts.yml", "levels.yml")
"""Registers that every page may show; the others are read through questions only."""

SHELVES = 64
"""For the pages of one language: enough to share out the work on them evenly."""


@dataclass(frozen=True)
class Kept:
    """A page from an earlier build: what it asked, with the digests of the answers, its HTML, and what is searched."""

    ingredients: str
    everything: str
    asked: tuple[tuple[Query, str], ...]
    html: str
    document: str

    def as_bytes(self) -> bytes:
        """The form in which it is kept."""
        head = json.dumps([self.ingredients, self.everything, self.asked, len(self.html)], ensure_ascii=False)
        return f"{head}\n{self.html}{self.document}".encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Kept:
        """The reverse of ``as_bytes``."""
        head, _, text = data.decode().partition("\n")
        ingredients, everything, asked, end = json.loads(head)
        answers = tuple(((name, frozen(args)), answer) for (name, args), answer in asked)
        return cls(ingredients, everything, answers, text[:end], text[end:])


@dataclass
class Shelf:
    """Kept pages by key, in one result of the store; written anew when the block ends, if a page was put on it."""

    store: Store
    name: str
    is_new: bool = False

    @cached_property
    def pages(self) -> dict[str, bytes]:
        """What lies on it."""
        data = self.store.get(self.name)
        return unpacked(data) if data else {}

    def put(self, key: str, page: Kept) -> None:
        """In the place of the page that was there."""
        self.pages[key] = page.as_bytes()
        self.is_new = True

    def __enter__(self) -> Shelf:
        return self

    def __exit__(self, *_: object) -> None:
        if self.is_new and self.store.folder:
            self.store.put(self.name, packed(self.pages))


@dataclass(frozen=True)
class PageCache:
    """The kept pages of one site."""

    store: Store
    site: Site
    version: str

    @cached_property
    def everything(self) -> str:
        """A name for all that questions can ask about: facts, registers, and the head of every page."""
        catalogue = self.site.content
        texts = sorted(catalogue.texts.items())
        facts = [part for path, text in texts if path.endswith(".yml") for part in (path, text)]
        heads = [
            part
            for _, _, page in catalogue.all_pages()
            for part in (page.path, page.title, json.dumps(page.front_matter.data, default=str))
        ]
        return digest(*facts, "heads", *heads)

    def ingredients(self, ref: Ref, *others: str) -> str:
        """A name for what a page is made from; ``others`` is what else it shows, such as its downloads."""
        texts = self.site.content.texts
        own: list[str | bytes] = [texts[page.path] for page in self.site.siblings(ref).values()]
        if ref.entry:
            shown = page_pictures.bytes_of(self.site, ref.entry).items()
            own += [texts[ref.entry.file.path], *(part for picture in shown for part in picture)]
        return digest("page", self.version, ref.key, ref.language, *own, "others", *others)

    def shelf(self, language: str, number: int) -> Shelf:
        """A shelf of one language; use it in a ``with`` block."""
        return Shelf(self.store, digest("shelf", self.version, language, str(number)))

    def find(self, shelf: Shelf, key: str, ingredients: str) -> Kept | None:
        """The page, if an earlier build made it from the same things."""
        kept = self._right(shelf, key, ingredients)
        if kept and kept.everything != self.everything:
            shelf.put(key, replace(kept, everything=self.everything))
        return kept

    def holds(self, shelf: Shelf, key: str, ingredients: str) -> bool:
        """Whether a page that was made from the same things is still right."""
        return self._right(shelf, key, ingredients) is not None

    def _right(self, shelf: Shelf, key: str, ingredients: str) -> Kept | None:
        if (data := shelf.pages.get(key)) is None:
            return None
        kept = Kept.from_bytes(data)
        if kept.ingredients != ingredients:
            return None
        same = kept.everything == self.everything or all(self._answer(one) == answer for one, answer in kept.asked)
        return kept if same else None

    def kept(self, ingredients: str, asked: Iterable[Query], html: str, document: str) -> Kept:
        """A page that was rendered without a warning, for its shelf."""
        answers = tuple((one, self._answer(one)) for one in asked)
        return Kept(ingredients, self.everything, answers, html, document)

    def _answer(self, asked: Query) -> str:
        try:
            return self.site.queries.digest(self.site, asked)
        except LookupError:  # what was asked about is gone
            return "gone"


def shelf_of(key: str) -> int:
    """The shelf on which a page lies, whatever other pages there are."""
    return crc32(key.encode()) % SHELVES


def version(site: Site, config: Any, others: Mapping[str, Any]) -> str:
    """A name for what all pages share: code, templates, libraries, configuration, words, registers, day, ``others``."""
    shared = [site.content.texts.get(f"{site.settings.docs_dir.name}/{name}", "") for name in OF_ALL_PAGES]
    settings = Path(config.config_file_path).read_text(encoding="utf-8")
    words = json.dumps({language: dict(one.entries) for language, one in site.words.items()}, sort_keys=True)
    templates = digest_of_folder(Path(config.theme.custom_dir), CODE)
    shown = [settings, words, str(config.site_url), *shared, str(site.today)]
    return digest(program(), templates, *shown, json.dumps(others, sort_keys=True, default=str))
