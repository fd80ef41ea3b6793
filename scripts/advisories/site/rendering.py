"""Pages of one language, rendered on all cores or taken from an earlier build, before MkDocs would render them.

MkDocs reads all pages, then writes all pages, one after the other. No page of this site needs another page's HTML:
what a page says of others comes from the catalogue, and the menu's titles from the few pages that stand in it, which
are read first. So each is read and written in one go, by MkDocs's own functions, in a worker; and it is taken from
MkDocs's list. Without this module ``mkdocs build`` gives the same site.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from jinja2 import Environment
from markdown import Markdown
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.structure import pages
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file

from ..workers import in_workers
from .assembly import Ref
from .page_cache import PageCache
from .quick_markdown import quicken
from .search_text import Documents, words_of


@dataclass(frozen=True)
class Language:
    """What MkDocs has prepared for the pages of one language, and what is kept from earlier builds.

    ``shown_besides`` tells what a page shows that neither its own files nor its questions name.
    """

    name: str
    config: Any
    files: Files
    nav: Any
    env: Environment
    cache: PageCache
    documents: Documents
    shown_besides: Callable[[str], str]
    pages: dict[str, File] = field(default_factory=dict)
    """The file of each page by the page's key; filled when all are rendered."""
    settings: dict[str, Any] = field(default_factory=dict)
    theme: dict[str, Any] = field(default_factory=dict)
    """What the configuration and its theme said: the plug-in changes both from language to language."""

    def ingredients(self, ref: Ref, cache: PageCache) -> str:
        """The name under which a page is kept; the menu's titles and the words that find it belong to it."""
        menu = (str(page.title) for page in self.nav.pages)
        keywords, characters = words_of(cache.site, ref.key)
        searched = (*keywords, "characters", *characters)
        return cache.ingredients(ref, self.shown_besides(ref.key), "menu", *menu, "search", *searched)

    def read(self, file: File) -> Page:
        """Read and convert a page; its warnings go to the log."""
        page = file.page or Page(None, file, self.config)
        with _one_parser(self.config):
            _populate_page(page, self.config, self.files)
        return page

    def render(self, file: File) -> str:
        """Read and write one page and return its HTML; its warnings go to the log."""
        page = file.page if file.page and file.page.content is not None else self.read(file)
        _build_page(page, self.config, [], self.nav, self.env)
        page.validate_anchor_links(files=self.files, log_level=self.config.validation.links.anchors)
        return Path(file.abs_dest_path).read_text(encoding="utf-8")


def templates(config: Any, files: Files) -> Environment:
    """The theme's templates as MkDocs prepares them; ours are compiled at once, so that no worker has to."""
    env: Environment = config.plugins.on_env(config.theme.get_env(), config=config, files=files)
    folder = Path(config.theme.custom_dir)
    for file in folder.rglob("*.html"):
        env.get_template(file.relative_to(folder).as_posix())
    return env


@dataclass
class Outcome:
    """What a worker has to say of one page."""

    messages: list[tuple[str, int, str]] = field(default_factory=list)
    document: str = ""
    error: Exception | None = None


def render_all(language: Language) -> None:
    """Write every page; warnings come in the order of the pages, the first error is raised."""
    files = list(language.files.documentation_pages())
    for page in language.nav.pages:
        language.read(page.file)
    outcomes = in_workers(lambda index: _page(language, files[index]), range(len(files)))
    for file, outcome in zip(files, outcomes, strict=True):
        _take(language, file, outcome)
        language.files.remove(file)


def render_again(language: Language, before: PageCache) -> None:
    """Write the pages that may differ from those of an earlier build, in a build from which nothing was left out."""
    cache = language.cache
    for ref in cache.site.refs.values():
        if ref.language != language.name:
            continue
        old, new = (language.ingredients(ref, one) for one in (before, cache))
        is_same = old == new and (before.everything == cache.everything or cache.holds(new))
        if not is_same:
            file = language.pages[ref.key]
            _take(language, file, _page(language, file))


def _take(language: Language, file: File, outcome: Outcome) -> None:
    """Say what a worker had to say, and keep what it made; what is written need not stay in memory."""
    file.page = None
    for name, level, message in outcome.messages:
        logging.getLogger(name).log(level, "%s", message)
    if outcome.error:
        raise outcome.error
    if ref := language.cache.site.ref_of(file.src_uri):
        language.pages[ref.key] = file
        language.documents.found[ref.language, ref.key] = outcome.document


def _page(language: Language, file: File) -> Outcome:
    outcome = Outcome()
    with _kept(outcome.messages):
        try:
            ref = language.cache.site.ref_of(file.src_uri)
            if ref is None:
                language.render(file)
            else:
                outcome.document = _known_page(language, file, ref, outcome)
        except Exception as error:
            outcome.error = error
    return outcome


def _known_page(language: Language, file: File, ref: Ref, outcome: Outcome) -> str:
    """Take the page from an earlier build or render it; returns what is searched of it."""
    ingredients = language.ingredients(ref, language.cache)
    if kept := language.cache.find(ingredients):
        write_file(kept.html.encode(), file.abs_dest_path)
        return kept.document
    with language.cache.site.notes.of_a_page() as asked:
        html = language.render(file)
    document = language.documents.of(ref.key, ref.language, html)
    if not outcome.messages:
        language.cache.keep(ingredients, asked, html, document)
    return document


@contextmanager
def _one_parser(config: Any) -> Iterator[None]:
    """Let MkDocs use the parser of the page before, which it would make anew: a tenth of the work on a page."""
    theirs = pages.markdown
    pages.markdown = _Parser(config)
    try:
        yield
    finally:
        pages.markdown = theirs


class _Parser:
    """Stands in for the module ``markdown``."""

    _last: ClassVar[tuple[Any, Markdown] | None] = None

    def __init__(self, config: Any) -> None:
        self.config = config

    def Markdown(self, **settings: Any) -> Markdown:  # noqa: N802 - as the class is called
        """A parser for these settings, as new."""
        if _Parser._last is None or _Parser._last[0] is not self.config:
            _Parser._last = (self.config, quicken(Markdown(**settings)))
        return _Parser._last[1].reset()


@contextmanager
def _kept(messages: list[tuple[str, int, str]]) -> Iterator[None]:
    """Keep what MkDocs would log, so that it can be said, and counted, in the parent."""
    logger, keeper = logging.getLogger("mkdocs"), _Keeper(messages)
    handlers, logger.handlers = logger.handlers, [keeper]
    try:
        yield
    finally:
        logger.handlers = handlers


class _Keeper(logging.Handler):
    def __init__(self, messages: list[tuple[str, int, str]]) -> None:
        super().__init__(logging.WARNING)
        self.messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append((record.name, record.levelno, record.getMessage()))
