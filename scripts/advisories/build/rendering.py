"""Pages of one language, rendered on all cores or taken from an earlier build, before MkDocs would render them.

MkDocs reads all pages, then writes all pages, one after the other. No page of this site needs another page's HTML:
what a page says of others comes from the catalogue, and the menu's titles from the few pages that stand in it, which
are read first. So each is read and written in one go (``mkdocs_adapter``), in a worker; and it is taken from MkDocs's
list. Without this module ``mkdocs build`` gives the same site.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.structure.files import File, Files

from ..pages.site_context import Ref
from ..search.documents import Documents, words_of
from ..tasks import link_unchanged
from ..tasks.parallel import WORTH_A_FORK, in_workers
from . import mkdocs_adapter
from .page_cache import PageCache, Shelf, shelf_of
from .render_result import Outcome


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

    def render(self, file: File) -> str:
        """The HTML of a page; its warnings go to the log."""
        is_read = file.page and file.page.content is not None
        page = file.page if is_read else mkdocs_adapter.read_page(file, self.config, self.files)
        html = mkdocs_adapter.page_html(page, self.config, self.files, self.nav, self.env)
        link_unchanged.write(file.abs_dest_path, html.encode())
        return html


def templates(config: Any, files: Files) -> Environment:
    """The theme's templates as MkDocs prepares them; ours are compiled at once, so that no worker has to."""
    env: Environment = config.plugins.on_env(config.theme.get_env(), config=config, files=files)
    folder = Path(config.theme.custom_dir)
    for file in folder.rglob("*.html"):
        env.get_template(file.relative_to(folder).as_posix())
    return env


Unwritten = list[tuple[str, str]]
"""Paths of files, and the HTML that they are to hold."""


def render_all(language: Language, prepare: Callable[[], None]) -> Unwritten:
    """Render every page; warnings come in the order of the pages, the first error is raised.

    What an earlier build rendered is returned, to be written when nothing else waits to begin. ``prepare`` is called
    before the work is shared out, if it is.
    """
    files = list(language.files.documentation_pages())
    for page in language.nav.pages:
        mkdocs_adapter.read_page(page.file, language.config, language.files)
    outcomes: dict[str, Outcome] = {}
    for number, on_shelf in _by_shelf(language, files).items():
        outcomes |= _kept(language, number, on_shelf)
    missing = [file for file in files if file.src_uri not in outcomes]
    shelves = _by_shelf(language, missing)
    tasks = sorted(shelves)
    if len(missing) >= WORTH_A_FORK:
        prepare()
    for made in in_workers(lambda number: _rendered(language, number, shelves[number]), tasks, size=len(missing)):
        outcomes |= made
    for file in files:
        _take(language, file, outcomes[file.src_uri])
        language.files.remove(file)
    return _unwritten(files, outcomes)


def _unwritten(files: Iterable[File], outcomes: Mapping[str, Outcome]) -> Unwritten:
    made = ((file.abs_dest_path, outcomes[file.src_uri].html) for file in files if file.src_uri in outcomes)
    return [(path, html) for path, html in made if html is not None]


def write_all(pages: Unwritten) -> None:
    """Write what an earlier build rendered."""
    for path, html in pages:
        link_unchanged.write(path, html.encode())


def render_again(language: Language, before: PageCache) -> None:
    """Write the pages that may differ from those of an earlier build, in a build from which nothing was left out."""
    for number, files in _by_shelf(language, language.pages.values()).items():
        with language.cache.shelf(language.name, number) as shelf:
            old = [file for file in files if not _is_same(language, file, before, shelf)]
        outcomes = _kept(language, number, old)
        write_all(_unwritten(old, outcomes))
        outcomes |= _rendered(language, number, [file for file in old if file.src_uri not in outcomes])
        for file in old:
            _take(language, file, outcomes[file.src_uri])


def _by_shelf(language: Language, files: Iterable[File]) -> dict[int, list[File]]:
    """Files by the number of the shelf on which their pages are kept; what is no page goes with the first."""
    shelves: dict[int, list[File]] = {}
    for file in files:
        ref = language.cache.site.ref_of(file.src_uri)
        shelves.setdefault(shelf_of(ref.key) if ref else 0, []).append(file)
    return shelves


def _is_same(language: Language, file: File, before: PageCache, shelf: Shelf) -> bool:
    """Whether a page is right as an earlier build wrote it."""
    cache = language.cache
    ref = cache.site.refs[f"{cache.site.settings.docs_dir.name}/{file.src_uri}"]
    old, new = (language.ingredients(ref, one) for one in (before, cache))
    return old == new and (before.everything == cache.everything or cache.holds(shelf, ref.key, new))


def _take(language: Language, file: File, outcome: Outcome) -> None:
    """Say what is to be said of a page, and keep what was made; what is written need not stay in memory."""
    file.page = None
    for name, level, message in outcome.messages:
        logging.getLogger(name).log(level, "%s", message)
    if outcome.error:
        raise outcome.error
    if ref := language.cache.site.ref_of(file.src_uri):
        language.pages[ref.key] = file
        language.documents.found[ref.language, ref.key] = outcome.document


def _kept(language: Language, number: int, files: Iterable[File]) -> dict[str, Outcome]:
    """Those pages of a shelf that an earlier build made from the same things."""
    outcomes: dict[str, Outcome] = {}
    with language.cache.shelf(language.name, number) as shelf:
        for file in files:
            ref = language.cache.site.ref_of(file.src_uri)
            if ref and (kept := language.cache.find(shelf, ref.key, language.ingredients(ref, language.cache))):
                outcomes[file.src_uri] = Outcome(document=kept.document, html=kept.html)
    return outcomes


def _rendered(language: Language, number: int, files: Iterable[File]) -> dict[str, Outcome]:
    """Render these pages of a shelf, and put them on it."""
    with language.cache.shelf(language.name, number) as shelf:
        return {file.src_uri: _page(language, file, shelf) for file in files}


def _page(language: Language, file: File, shelf: Shelf) -> Outcome:
    """Render one page; whatever goes wrong is said in the parent."""
    outcome = Outcome()
    with outcome.listening():
        try:
            if ref := language.cache.site.ref_of(file.src_uri):
                outcome.document = _known_page(language, file, ref, shelf, outcome)
            else:
                language.render(file)
        except Exception as error:
            outcome.error = error
    return outcome


def _known_page(language: Language, file: File, ref: Ref, shelf: Shelf, outcome: Outcome) -> str:
    """Render a page and keep it, unless there is something to say of it; returns what is searched of it."""
    with language.cache.site.queries.recorded() as asked:
        html = language.render(file)
    document = language.documents.of(ref.key, ref.language, html)
    if not outcome.messages:
        ingredients = language.ingredients(ref, language.cache)
        shelf.put(ref.key, language.cache.kept(ingredients, asked, html, document))
    return document
