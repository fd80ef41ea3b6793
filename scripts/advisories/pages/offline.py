"""What makes saved pages work: the worker, a list of files per country, the list of withdrawn pages, the manifests.

Called once at the end of a build, when every other file but the sums is there: it reads the built pages. Nothing here
runs in a reader's browser before the reader saves a page.

To retire the worker, set ``extra: {offline: false}`` in ``mkdocs.yml``: then ``worker-remove.js`` is published in
its place, which clears every phone that comes back.
"""

from __future__ import annotations

import base64
import hashlib
import json
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from ..common.files import sha256_of
from ..common.files import write as write_file
from ..content.catalogue import Entry
from ..model import Kind
from ..tasks.cache import NO_CACHE, Cache, digest, program
from . import icons, lists, page_pictures, views
from .site_context import Site

FORMAT = 1
"""Of ``offline/*.json`` and ``status.json``. A worker drops what an older one saved in another format."""

SAVED_PAGE = "saved"
WORKER, REMOVER = "worker.js", "worker-remove.js"
STATUS = "status.json"
ICON = "assets/icon.svg"
SETTINGS = "const BUILD = null"
NEEDED = re.compile(rb"<img[^<>]*\ssrc=\"([^\"#?:]+)\"|<a[^<>]*\shref=\"([^\"#?:]+\.vcf)\"")
"""Pictures a page shows and cards it offers; links to other pages are not followed."""


@dataclass
class Writer:
    """The saved-for-offline files of one built site."""

    site: Site
    folder: Path
    assets: list[str]
    digests: dict[str, dict[str, Any]] = field(default_factory=dict)
    needs: dict[str, list[str]] = field(default_factory=dict)

    # -- what belongs to a page

    def pages(self, key: str) -> list[str]:
        """The addresses of a page in every language."""
        return [self.site.addresses.path(key, language) for language in self.site.languages]

    def pack(self, entry: Entry) -> dict[str, Any]:
        """What is saved for a country: its pages, its topics' pages, and the files these show or offer."""
        language = self.site.languages[0]
        topics = lists.cards(self.site, Kind.TOPIC, views.country_topics(self.site, entry), language)
        keys = [entry.key, *(topic.key for topic in topics)]
        pages = [path for key in keys for path in self.pages(key)]
        extra = dict.fromkeys(file for path in self.pages(entry.key) + pages for file in self.needed(path))
        files = [self.described(path) for path in (*pages, *extra)]
        return {
            "format": FORMAT,
            "slug": entry.slug,
            "made": str(self.site.projection.today),
            "title": {one: self.site.title(entry.key, one) for one in self.site.languages},
            "pages": {key: {"revision": self.revisions[key]} for key in keys},
            "bytes": sum(file["bytes"] for file in files),
            "files": files,
        }

    def needed(self, path: str) -> list[str]:
        """Files that a page needs beside itself, as far as they are there; cards of countries' pages only."""
        if path not in self.needs:
            self._read(path)
        return self.needs[path]

    def _needed(self, path: str, data: bytes) -> Iterator[str]:
        for picture, card in NEEDED.findall(data):
            target = posixpath.normpath(posixpath.join(path, (picture or card).decode()))
            if not target.startswith("..") and target != ICON and (self.folder / target).is_file():
                yield target

    def file(self, path: str) -> Path:
        """The file behind an address."""
        return self.folder / (f"{path}index.html" if path.endswith("/") or not path else path)

    def described(self, path: str) -> dict[str, Any]:
        """Address, size and sum of a file."""
        if path not in self.digests:
            self._read(path)
        return self.digests[path]

    def _read(self, path: str) -> None:
        """Read a file; topics belong to many countries, so each is read once."""
        data = self.file(path).read_bytes()
        self.digests[path] = {"url": path, "bytes": len(data), "sha256": sha256_of(data)}
        self.needs[path] = list(self._needed(path, data)) if path.endswith("/") or not path else []

    # -- what changed, what was withdrawn

    @cached_property
    def revisions(self) -> Mapping[str, str]:
        """Page → name of its content: facts, texts, pictures, the hotline; not the day of the build."""
        docs = self.site.catalogue.settings.docs_dir
        shared = (docs / "contacts.yml").read_bytes() if (docs / "contacts.yml").is_file() else b""
        return {key: _digest([shared, *self._sources(docs, key)]) for key in self.site.keys}

    def _sources(self, docs: Path, key: str) -> Iterator[bytes]:
        entry = self.site.catalogue.entries.get(key)
        pages = entry.pages if entry else self.site.catalogue.pages[key]
        files = sorted(docs.parent / page.path for page in pages.values())
        facts = docs / key / "facts.yml"
        yield from (file.read_bytes() for file in (*files, facts) if file.is_file())
        yield from page_pictures.bytes_of(self.site, entry).values() if entry else ()

    def status(self) -> dict[str, Any]:
        """Every page's revision, and the addresses that no copy may show any more."""
        entries = self.site.catalogue.entries
        withdrawn = [key for key, entry in sorted(entries.items()) if entry.facts.withdrawn is not None]
        return {
            "format": FORMAT,
            "site": self.address,
            "made": str(self.site.projection.today),
            "withdrawn": [path for key in withdrawn for path in self.pages(key)],
            "pages": {key: {"revision": revision} for key, revision in sorted(self.revisions.items())},
        }

    # -- the worker

    def shell(self) -> list[str]:
        """What a saved page looks like and the list of saved pages: the files the worker keeps for all countries."""
        pages = self.pages(SAVED_PAGE) if SAVED_PAGE in self.site.keys else []
        return [*pages, *self.assets, ICON]

    @cached_property
    def address(self) -> str:
        """The site's full address: by it the worker knows the site's own pages and its own list of withdrawn ones."""
        return f"{self.site.addresses.site_url.rstrip('/')}/"

    def worker(self, source: str) -> str:
        """The worker of this build: its bytes change when what it keeps has changed."""
        shell = [path for path in self.shell() if self.file(path).is_file()]
        build = {
            "format": FORMAT,
            "revision": _digest([source.encode(), *(self.file(path).read_bytes() for path in shell)]),
            "site": self.address,
            "shell": {path: _integrity(self.described(path)["sha256"]) for path in shell},
            "lists": {self.site.addresses.path("index", one): self.site.addresses.path(SAVED_PAGE, one)
                      for one in self.site.languages},
        }  # fmt: skip
        if source.count(SETTINGS) != 1:
            raise ValueError(f"worker.js must say {SETTINGS!r} once")
        return source.replace(SETTINGS, f"const BUILD = {_as_json(build)}")

    # -- home screens

    def manifest(self, language: str) -> dict[str, Any]:
        """The web-app manifest in one language; its addresses are relative, so that a copy works anywhere."""
        words, home = self.site.words[language], self.site.addresses.path("index", language)
        root = posixpath.relpath(".", home or ".")
        root = "./" if root == "." else f"{root}/"
        name = self.site.catalogue.settings.site_names[language]
        return {
            "name": name, "short_name": words.entries["offline.short_name"],
            "lang": self.site.addresses.tags[language], "start_url": "./", "scope": root, "display": "minimal-ui",
            "background_color": icons.ground(), "theme_color": icons.ground(),
            "icons": [
                {"src": f"{root}{ICON}", "sizes": "any", "type": "image/svg+xml"},
                *({"src": f"{root}assets/icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png",
                   "purpose": purpose} for size in icons.SIZES for purpose in ("any", "maskable")),
            ],
        }  # fmt: skip

    def manifests(self) -> dict[str, dict[str, Any]]:
        """All manifests by path."""
        return {f"{self.site.addresses.path('index', one)}manifest.webmanifest": self.manifest(one)
                for one in self.site.languages}  # fmt: skip


def write(
    site: Site,
    folder: Path,
    templates: Path,
    assets: Iterable[str],
    store: Cache = NO_CACHE,
    *,
    active: bool = True,
) -> None:
    """Write all of it; where saving is switched off, only the worker that removes an earlier one."""
    for size in icons.SIZES:
        picture = store.table("icons").get_or_make(digest(program(), str(size)), partial(icons.png, size))
        (folder / f"assets/icon-{size}.png").write_bytes(picture)
    writer = Writer(site, folder, sorted(assets))
    for path, manifest in writer.manifests().items():
        _write_json(folder / path, manifest)
    source = (templates / "assets" / (WORKER if active else REMOVER)).read_text(encoding="utf-8")
    (folder / WORKER).write_text(writer.worker(source) if active else source, encoding="utf-8")
    if not active:
        return
    _write_json(folder / STATUS, writer.status())
    for entry in site.catalogue.of(Kind.COUNTRY):
        if entry.facts.withdrawn is None:
            _write_json(folder / "offline" / f"{entry.slug}.json", writer.pack(entry))


def _digest(parts: Iterable[bytes]) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update(hashlib.sha256(part).digest())
    return total.hexdigest()[:12]


def _integrity(sha256: str) -> str:
    """A sum in the form in which browsers compare it with what they fetch."""
    return f"sha256-{base64.b64encode(bytes.fromhex(sha256)).decode()}"


def _as_json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _write_json(file: Path, data: Any) -> None:
    write_file(file, f"{_as_json(data)}\n".encode())
