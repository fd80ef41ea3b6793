"""When the search is made: at the end of a build, or in live preview in the background, so that no reload waits for it.

``mkdocs serve`` empties the built site and loads the hooks anew before every rebuild; what must survive lives here.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
import threading
from pathlib import Path

from ..store import Store
from . import search_index
from .assembly import Site
from .pagefind import SearchFailed
from .search_text import Documents

log = logging.getLogger("mkdocs.hooks.advisories.search")
Pages = dict[str, dict[str, str]]
"""Documents by language and key."""


class Background:
    """Makes the index of the newest build; until it is ready the last one is served."""

    def __init__(self) -> None:
        self.active = False
        self.round = 0
        self.last: Path | None = None
        self.lock = threading.Lock()

    def refresh(self, site: Site, site_dir: Path, documents: Documents | None = None) -> threading.Thread:
        """Put the last index back at once and start on the new one."""
        self.round += 1
        if self.last is not None and not (site_dir / search_index.FOLDER).exists():
            shutil.copytree(self.last, site_dir / search_index.FOLDER, dirs_exist_ok=True)
        documents = documents or Documents(site)
        pages = {language: documents.of_language(language, site_dir) for language in site.languages}
        arguments = (site, pages, site_dir, self.round, documents.store)
        worker = threading.Thread(target=self._make, args=arguments, daemon=True)
        worker.start()
        return worker

    def _make(self, site: Site, pages: Pages, site_dir: Path, number: int, store: Store) -> None:
        with self.lock:
            if number != self.round:
                return
            folder = Path(tempfile.mkdtemp(prefix="search-"))
            try:
                search_index.make(site, pages, folder / "out", store)
            except SearchFailed as error:
                log.warning("%s", error)
                return
            if number == self.round:
                search_index.publish(folder / "out", site_dir)
                self._keep(folder)

    def _keep(self, folder: Path) -> None:
        if self.last is not None:
            shutil.rmtree(self.last.parent, ignore_errors=True)
        self.last = folder / "out"


BACKGROUND = Background()


def finish(site: Site, site_dir: Path, documents: Documents | None = None) -> None:
    """The last step of a build: the search of everything that was built."""
    if BACKGROUND.active:
        BACKGROUND.refresh(site, site_dir, documents)
    else:
        search_index.write(site, site_dir, documents)
