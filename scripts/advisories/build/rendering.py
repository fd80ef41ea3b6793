"""Pages of one language, rendered on all cores or taken from an earlier build, before MkDocs would render them.

MkDocs reads all pages, then writes all pages, one after the other. No page of this site needs another page's HTML:
what a page says of others comes from the catalogue, and the menu's titles from the few pages that stand in it, which
are read first. So each page is a task of its own; it is then taken from MkDocs's list. Without this module
``mkdocs build`` gives the same site.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment

from ..pages.downloads import Downloads
from ..pages.site_context import Ref, Site
from ..search.documents import Documents, words_of
from ..tasks.cache import Table, digest
from ..tasks.task import QuerySource, Task, results
from . import mkdocs_adapter
from .mkdocs_adapter import LOGGER, File, Files
from .page_inputs import page_inputs

LogRecord = tuple[str, int, str]
"""Logger, level and text."""


@dataclass(frozen=True)
class LanguageRun:
    """What MkDocs has prepared for the pages of one language."""

    name: str
    config: Any
    files: Files
    nav: Any
    env: Environment
    pages: list[File]
    settings: dict[str, Any]
    theme: dict[str, Any]
    """What the configuration and its theme said: the plug-in changes both from language to language."""

    @classmethod
    def of(cls, config: Any, files: Files, nav: Any) -> LanguageRun:
        """For the language that is being built. MkDocs finds no page left to render; the menu's pages are read."""
        env, pages = mkdocs_adapter.templates(config, files), list(files.documentation_pages())
        for page in nav.pages:
            mkdocs_adapter.read_page(page.file, config, files)
        for file in pages:
            files.remove(file)
        name = mkdocs_adapter.current_language(config)
        return cls(name, config, files, nav, env, pages, dict(config.data), dict(config.theme))

    def render(self, file: File) -> str:
        """The HTML of a page; its warnings go to the log."""
        is_read = file.page and file.page.content is not None
        page = file.page if is_read else mkdocs_adapter.read_page(file, self.config, self.files)
        file.page = None
        return mkdocs_adapter.page_html(page, self.config, self.files, self.nav, self.env)


@dataclass(frozen=True)
class RenderResult:
    """A page: its HTML, what the search reads of it, and the warnings that MkDocs would have logged."""

    html: str
    document: str
    log: list[LogRecord]

    def as_bytes(self) -> bytes:
        """The form in which a task returns it."""
        return f"{json.dumps([self.log, len(self.html)])}\n{self.html}{self.document}".encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> RenderResult:
        """The reverse of ``as_bytes``."""
        head, _, text = data.decode().partition("\n")
        log, end = json.loads(head)
        return cls(text[:end], text[end:], [tuple(record) for record in log])

    @staticmethod
    def is_kept(data: bytes) -> bool:
        """Whether nothing is to be said of the page, so that a later build need not say it again."""
        return data.startswith(b"[[], ")


@dataclass(frozen=True)
class Renderer:
    """Renders the pages of one site."""

    site: Site
    documents: Documents
    downloads: Downloads
    shared: str
    """The digest of what all pages are made from."""
    source: QuerySource
    table: Table

    def run(self, language: LanguageRun, prepare: Callable[[], None]) -> None:
        """Write every page of a language; warnings come in the order of the pages, the first error is raised.

        ``prepare`` is called before the work is shared out, if there is any.
        """
        tasks = [self._task(language, file) for file in language.pages]
        rendered = results(tasks, self.table, self.source, is_kept=RenderResult.is_kept, prepare=prepare)
        for file, data in zip(language.pages, rendered, strict=True):
            result = RenderResult.from_bytes(data)
            for logger, level, text in result.log:
                logging.getLogger(logger).log(level, "%s", text)
            target = Path(file.abs_dest_path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(result.html, encoding="utf-8")
            if ref := self.site.ref_of(file.src_uri):
                self.documents.found[ref.language, ref.key] = result.document

    def _task(self, language: LanguageRun, file: File) -> Task:
        ref = self.site.ref_of(file.src_uri)
        inputs = self._inputs(language, ref) if ref else digest(self.shared, file.src_uri)
        return Task(f"{language.name}/{file.src_uri}", inputs, lambda: self._rendered(language, file, ref).as_bytes())

    def _inputs(self, language: LanguageRun, ref: Ref) -> str:
        """The menu's titles, the downloads and the words that find a page belong to it."""
        menu = (str(page.title) for page in language.nav.pages)
        keywords, characters = words_of(self.site, ref.key)
        searched = (*keywords, "characters", *characters)
        downloads = self.downloads.digest(ref.key)
        return page_inputs(self.site, ref, self.shared, downloads, "menu", *menu, "search", *searched)

    def _rendered(self, language: LanguageRun, file: File, ref: Ref | None) -> RenderResult:
        with _recorded_log() as log:
            html = language.render(file)
        return RenderResult(html, self.documents.of(ref.key, ref.language, html) if ref else "", log)


@contextmanager
def _recorded_log() -> Iterator[list[LogRecord]]:
    """Keep what MkDocs would log, so that it can be said, and counted, in the parent."""
    logger, records = logging.getLogger(LOGGER), list[LogRecord]()
    handlers, logger.handlers = logger.handlers, [_Recorder(records)]
    try:
        yield records
    finally:
        logger.handlers = handlers


class _Recorder(logging.Handler):
    def __init__(self, records: list[LogRecord]) -> None:
        super().__init__(logging.WARNING)
        self.records = records

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append((record.name, record.levelno, record.getMessage()))
