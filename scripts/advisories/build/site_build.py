"""The running build: what the events of MkDocs share, put together once for all languages."""

from __future__ import annotations

import json
import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from mkdocs.exceptions import Abort

from ..common import clock
from ..common.problems import speaking_languages
from ..common.settings import read_settings
from ..language import pinyin
from ..language.words import MissingWordsError
from ..outputs import PageData, Pages, begin, seal
from ..outputs.signing import VARIABLE, BadKeyError, SecretKey, secret_key
from ..pages import assets, lists, offline, security
from ..pages.downloads import Downloads
from ..pages.markdown_extension import AdvisoryExtension
from ..pages.resolver import Resolver
from ..pages.site_context import Site, assemble
from ..search import index, language_index, preview_search
from ..search.documents import Documents
from ..search.index import FOLDER
from ..search.language_index import Part
from ..tasks import derived_state
from ..tasks.cache import Store, digest
from ..tasks.parallel import Awaited, in_background
from .page_cache import PageCache, version
from .rendering import Language

log = logging.getLogger("mkdocs.hooks.advisories.build")
PLAIN = "ADVISORIES_PLAIN"  # set: let MkDocs render the pages, one after the other, and keep nothing


@dataclass
class Build:
    """One build: its site, what pages are made with, and the resolvers of its pages by source file."""

    site: Site
    extension: AdvisoryExtension
    downloads: Downloads
    assets: assets.Assets
    data: Pages
    data_of: Callable[[str, str], PageData]
    cache: PageCache
    documents: Documents
    resolvers: dict[str, Resolver] = field(default_factory=dict)
    languages: dict[str, Language] = field(default_factory=dict)
    indexes: dict[str, Awaited[Part]] = field(default_factory=dict)
    """The indexes that have been begun, by language; call one to wait for it."""

    @classmethod
    def of(cls, config: Any, extension: AdvisoryExtension, *, preview: bool, earlier: Build | None = None) -> Build:
        """Read everything for the configuration; pages of a preview are kept apart, since they lack the policy.

        Where no facts, titles or descriptions have changed since an earlier build, its answers are used.
        """
        tags = {
            one.locale: (one.theme or {}).get("language", one.locale)
            for one in config.plugins["i18n"].config.languages
        }  # fmt: skip
        config_file = Path(config.config_file_path)
        try:
            site = assemble(read_settings(config_file), config.site_url or "", tags)
            store = Store(None) if os.environ.get(PLAIN) else store_beside(config_file)
        except MissingWordsError as error:
            raise Abort(f"words: {error}") from None
        except derived_state.DerivedStateError as error:
            raise Abort(error.said(speaking_languages()[0])) from None
        pinyin.recall(store)
        key = _signing_key()
        cache = PageCache(store, site, version(site, config, {"key": key and key.public(), "preview": preview}))
        if earlier and earlier.cache.everything == cache.everything:
            site = replace(site, public=earlier.site.public, queries=earlier.site.queries)
            cache = replace(cache, site=site)
        data, documents = Pages(site, key), Documents(site, store)
        documents.found |= earlier.documents.found if earlier else {}
        return cls(
            site=site,
            extension=extension,
            downloads=Downloads.of_this_build(),
            assets=assets.read(config.theme.dirs[1:], Path(config.theme.custom_dir)),
            data=data,
            data_of=site.queries.define("page_data", data.of),
            cache=cache,
            documents=documents,
        )

    def ask_first(self) -> None:
        """Find what most pages ask before the work on them is shared out: each worker would find it again."""
        _ = self.site.contact_uris, self.site.countries, self.data.events, self.site.projection.scales

    def begin_search(self, language: str, site_dir: Path) -> None:
        """Start on the index of a language whose pages are there, in a process of its own."""
        pages, out, store = self.documents.of_language(language, site_dir), site_dir / FOLDER, self.cache.store
        self.indexes[language] = in_background(lambda: language_index.write(language, pages, out, store))

    def finish(self, config: Any) -> None:
        """What is made of finished pages: the finder's words, style and scripts, search, data, sums."""
        site_dir = Path(config.site_dir)
        finder = json.dumps(lists.finder_terms(self.site), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        (site_dir / "assets/finder.json").write_text(finder + "\n", encoding="utf-8")
        named = self.assets.write(site_dir)
        self.downloads.copy_to(site_dir)
        now, preview = clock.now(), preview_search.BACKGROUND.active
        made_from = digest(self.cache.version, self.cache.everything)
        written = begin(self.data, site_dir, now, self.cache.store, made_from, preview=preview)
        with told("data"):
            written()
            if not preview:
                self._worker_and_headers(config, site_dir, named)
        with told("search"):
            self._search(site_dir)
        pinyin.keep(self.cache.store)
        if not preview:
            seal(site_dir, now, self.data.key)  # last, since it sums all files

    def _search(self, site_dir: Path) -> None:
        if self.indexes:
            index.write_names(self.site, site_dir / FOLDER)
            Current.meanwhile(lambda: all(index.is_there() for index in self.indexes.values()))
            index.finish(self.site, [made() for made in self.indexes.values()], site_dir / FOLDER)
        else:
            preview_search.finish(self.site, site_dir, self.documents)

    def _worker_and_headers(self, config: Any, site_dir: Path, named: list[str]) -> None:
        active = (config.extra or {}).get("offline", True)
        templates, store = Path(config.theme.custom_dir), self.cache.store
        offline.write(self.site, site_dir, templates, named, active=active, store=store)
        headers = site_dir / security.HEADERS_FILE
        others = headers.read_text(encoding="utf-8") if headers.exists() else ""
        own = security.of_site(self.site.addresses.root, site_dir)
        headers.write_text(security.as_text(own) + others, encoding="utf-8")


def store_beside(config_file: Path) -> Store:
    """What is kept between the builds of a site: safe to delete at any time."""
    return derived_state.store_beside(config_file, "build")


@contextmanager
def told(step: str) -> Iterator[None]:
    """Say how long a step took, to whoever listens."""
    start = time.perf_counter()
    yield
    log.info("%s done in %.1f s", step, time.perf_counter() - start)


def _signing_key() -> SecretKey | None:
    try:
        return secret_key()
    except BadKeyError as error:
        raise Abort(f"{VARIABLE}: {error}") from None


Meanwhile = Callable[[Callable[[], bool]], object]


class Current:
    """The build that the events of MkDocs belong to; set before the first of them."""

    build: Build
    meanwhile: Meanwhile = staticmethod(lambda is_over: None)
    """What else to do while the index is being made; see ``waiting``."""


@contextmanager
def waiting(meanwhile: Meanwhile) -> Iterator[None]:
    """Let the builds in this block use the time in which they wait for the index; it is told how to ask for the end."""
    before, Current.meanwhile = Current.meanwhile, staticmethod(meanwhile)
    try:
        yield
    finally:
        Current.meanwhile = before
