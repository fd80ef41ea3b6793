"""The running build: what the events of MkDocs share, put together once for all languages."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..common import clock
from ..common.problems import speaking_languages
from ..common.settings import read_settings
from ..content.catalogue import Catalogue
from ..language import pinyin
from ..language.words import MissingWordsError
from ..outputs import PageData, Pages, begin, seal
from ..outputs.signing import VARIABLE, BadKeyError, SecretKey, secret_key
from ..pages import assets, lists, offline, security
from ..pages.downloads import Downloads
from ..pages.markdown_extension import AdvisoryExtension
from ..pages.resolver import Resolver
from ..pages.site_context import Site, assemble
from ..search import preview_search
from ..search.documents import Documents
from ..tasks import derived_state
from ..tasks.cache import Cache, digest
from ..tasks.task import QuerySource
from . import mkdocs_adapter
from .mkdocs_adapter import Abort, Files
from .page_inputs import shared_inputs, state_of
from .rendering import LanguageRun, Renderer

log = logging.getLogger("mkdocs.hooks.advisories.build")


@dataclass(frozen=True)
class BuildRequest:
    """What a program wants of a build; ``mkdocs build`` by itself wants nothing."""

    catalogue: Catalogue | None = None
    """The content, if it has been read."""
    printed: Path | None = None
    """The folder of the printed matter that this build may offer."""
    is_preview: bool = False
    is_plain: bool = False
    """Let MkDocs render the pages, one after the other, and keep nothing."""


@dataclass
class Build:
    """One build: its site, what pages are made with, and the resolvers of its pages by source file."""

    request: BuildRequest
    site: Site
    extension: AdvisoryExtension
    assets: assets.Assets
    data: Pages
    data_of: Callable[[str, str], PageData]
    cache: Cache
    renderer: Renderer
    resolvers: dict[str, Resolver] = field(default_factory=dict)
    languages: dict[str, LanguageRun] = field(default_factory=dict)

    @classmethod
    def of(
        cls, config: Any, extension: AdvisoryExtension, request: BuildRequest, earlier: Build | None = None
    ) -> Build:
        """Read everything for the configuration.

        Where no facts, titles or descriptions have changed since an earlier build, its answers are used.
        """
        site, cache = _read(config, request)
        pinyin.recall(cache)
        key, preview = _signing_key(), request.is_preview  # pages of a preview lack the policy
        shared = shared_inputs(site, config, {"key": key and key.public(), "preview": preview})
        source = QuerySource(site, state_of(site))
        if earlier and earlier.renderer.source.state == source.state:
            site = replace(site, public=earlier.site.public, queries=earlier.site.queries)
            source = replace(source, site=site)
        documents, data = Documents(site, cache), Pages(site, key)
        documents.found |= earlier.renderer.documents.found if earlier else {}
        table = cache.table("preview" if preview else "pages")
        return cls(
            request=request,
            site=site,
            extension=extension,
            assets=assets.read(config.theme.dirs[1:], Path(config.theme.custom_dir)),
            data=data,
            data_of=site.queries.define("page_data", data.of),
            cache=cache,
            renderer=Renderer(site, documents, Downloads(request.printed), shared, source, table),
        )

    def render(self, config: Any, files: Files, nav: Any) -> None:
        """Render the pages of the language that MkDocs builds."""
        language = LanguageRun.of(config, files, nav)
        self.languages[language.name] = language
        self.render_again(language)

    def render_again(self, language: LanguageRun) -> None:
        """Write the pages of a language, as an earlier build rendered them where that is right."""
        self.renderer.run(language, self._answer_first)

    def _answer_first(self) -> None:
        """Answer what most pages ask before the work on them is shared out: each worker would do so again."""
        _ = self.site.contact_uris, self.site.countries, self.data.events, self.site.projection.scales

    def finish(self, config: Any) -> None:
        """What is made of finished pages: the finder's words, style and scripts, search, data, sums."""
        site_dir, preview = Path(config.site_dir), self.request.is_preview
        finder = json.dumps(lists.finder_terms(self.site), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        (site_dir / "assets/finder.json").write_text(finder + "\n", encoding="utf-8")
        named = self.assets.write(site_dir)
        self.renderer.downloads.copy_to(site_dir)
        now, made_from = clock.now(), digest(self.renderer.shared, self.renderer.source.state)
        with timed("data"):
            begin(self.data, site_dir, now, self.cache, made_from, preview=preview)()
            if not preview:
                self._worker_and_headers(config, site_dir, named)
        with timed("search"):
            preview_search.finish(self.site, site_dir, self.renderer.documents)
        pinyin.keep(self.cache)
        if not preview:
            seal(site_dir, now, self.data.key)  # last, since it sums all files

    def _worker_and_headers(self, config: Any, site_dir: Path, named: list[str]) -> None:
        active = (config.extra or {}).get("offline", True)
        offline.write(self.site, site_dir, Path(config.theme.custom_dir), named, active=active, store=self.cache)
        headers = site_dir / security.HEADERS_FILE
        others = headers.read_text(encoding="utf-8") if headers.exists() else ""
        own = security.of_site(self.site.addresses.root, site_dir)
        headers.write_text(security.as_text(own) + others, encoding="utf-8")


class Current:
    """The one channel around MkDocs, whose events take no arguments of ours: the build that they belong to."""

    request = BuildRequest()
    build: Build


@contextmanager
def requested(request: BuildRequest) -> Iterator[None]:
    """Let the builds in this block be made as a program wants them."""
    before, Current.request = Current.request, request
    try:
        yield
    finally:
        Current.request = before


def cache_beside(config_file: Path) -> Cache:
    """What is kept between the builds of a site: safe to delete at any time."""
    return derived_state.store_beside(config_file, "build")


@contextmanager
def timed(step: str) -> Iterator[None]:
    """Say how long a step took, to whoever listens."""
    begun = time.perf_counter()
    yield
    log.info("%s done in %.1f s", step, time.perf_counter() - begun)


def _read(config: Any, request: BuildRequest) -> tuple[Site, Cache]:
    config_file = Path(config.config_file_path)
    tags = mkdocs_adapter.languages_of(config)
    try:
        site = assemble(read_settings(config_file), config.site_url or "", tags, request.catalogue)
        return site, Cache(None) if request.is_plain else cache_beside(config_file)
    except MissingWordsError as error:
        raise Abort(f"words: {error}") from None
    except derived_state.DerivedStateError as error:
        raise Abort(error.said(speaking_languages()[0])) from None


def _signing_key() -> SecretKey | None:
    try:
        return secret_key()
    except BadKeyError as error:
        raise Abort(f"{VARIABLE}: {error}") from None
