"""When the search is made: at the end of a build, or in live preview in the background, so that no reload waits for it.

``mkdocs serve`` empties the built site and loads the hooks anew before every rebuild; what must survive lives here.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
import threading
import time
from pathlib import Path

from ..pages.site_context import Site
from ..tasks.cache import Cache
from . import index
from .documents import Documents
from .pagefind import SearchError

log = logging.getLogger("mkdocs.hooks.advisories.search")
Pages = dict[str, dict[str, str]]
"""Documents by language and key."""
A_MOMENT = 0.5
"""Seconds to wait for what was told to end."""


class Background:
    """Makes the index of the newest build; until it is ready the last one is served.

    A build empties the site or removes it: only between two builds is an index put there.
    """

    def __init__(self) -> None:
        self.active = False
        self.folder: Path | None = None  # where the system keeps such folders
        self.round = 0
        self.last: Path | None = None
        self.makes = threading.Lock()
        self.puts = threading.Lock()

    def begin(self) -> None:
        """A build begins: what is still being made for the one before it is not wanted any more."""
        with self.puts:
            self.round += 1

    def refresh(self, site: Site, site_dir: Path, documents: Documents | None = None) -> threading.Thread:
        """Put the last index back at once and start on the new one."""
        self.begin()
        with self.puts:
            if self.last is not None and not (site_dir / index.FOLDER).exists():
                shutil.copytree(self.last, site_dir / index.FOLDER, dirs_exist_ok=True)
        documents = documents or Documents(site)
        pages = {language: documents.of_language(language, site_dir) for language in site.languages}
        arguments = (site, pages, site_dir, self.round, documents.store)
        worker = threading.Thread(target=self._make, args=arguments, daemon=True)
        worker.start()
        return worker

    def end(self) -> None:
        """Give up the index that is being made, and remove what was kept."""
        self.give_up()
        self.makes.acquire()
        with self.puts:
            self._keep(None)
        self.makes.release()

    def give_up(self) -> None:
        """Let the index that is being made come to nothing."""
        self.begin()

    def _make(self, site: Site, pages: Pages, site_dir: Path, number: int, store: Cache) -> None:
        with self.makes:
            if number != self.round:
                return
            folder = Path(tempfile.mkdtemp(prefix="search-", dir=self.folder))
            try:
                index.write_index(site, pages, folder / "out", store)
                with self.puts:
                    if number == self.round:
                        shutil.rmtree(site_dir / index.FOLDER, ignore_errors=True)
                        shutil.copytree(folder / "out", site_dir / index.FOLDER)
                        self._keep(folder / "out")
            except SearchError as error:
                time.sleep(A_MOMENT)  # Ctrl-C ends Pagefind too, and may do so first
                if number == self.round:
                    log.warning("%s", error)
            finally:
                if self.last is None or self.last.parent != folder:
                    shutil.rmtree(folder, ignore_errors=True)

    def _keep(self, index: Path | None) -> None:
        if self.last is not None:
            shutil.rmtree(self.last.parent, ignore_errors=True)
        self.last = index


BACKGROUND = Background()


def finish(site: Site, site_dir: Path, documents: Documents | None = None) -> None:
    """The last step of a build: the search of everything that was built."""
    if BACKGROUND.active:
        BACKGROUND.refresh(site, site_dir, documents)
    else:
        documents = documents or Documents(site)
        pages = {language: documents.of_language(language, site_dir) for language in site.languages}
        index.write_index(site, pages, site_dir / index.FOLDER, documents.store)
