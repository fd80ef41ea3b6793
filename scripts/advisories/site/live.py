"""Live preview: after a save, only the pages that the save can change are rendered again.

``mkdocs serve`` builds the whole site anew at every save. Here the first build is MkDocs's own, and its configuration,
files and templates stay in memory; a saved text or record of a known item is read again, and a page that its files or
the answers it asked for have changed (``page_cache``) is rendered again. Everything else (a new file, a template, the
configuration, a mistake in the content) means a build from the start.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build

from ..collector import paused_collector
from . import search_serve
from .building import Build, Current
from .rendering import Language, render_again

log = logging.getLogger("mkdocs.hooks.advisories.live")
Stamps = dict[Path, tuple[int, int]]
"""Path → time of the last change and size of every file that pages are made from."""


@dataclass
class Preview:
    """The preview of one site; ``configure`` reads its configuration, ``watched`` are the folders it is made from."""

    configure: Callable[[], Any]
    watched: tuple[Path, ...]
    content: Path
    config: Any = None
    stamps: Stamps = field(default_factory=dict)

    def build(self) -> None:
        """Build the whole site."""
        self.stamps = stamps(self.watched)
        self.config = self.configure()
        build(self.config, serve_url=self.config.site_url)

    @paused_collector()
    def refresh(self) -> None:
        """Bring the site up to date with what was saved since."""
        before, self.stamps = self.stamps, stamps(self.watched)
        changed = {file for file in before | self.stamps if before.get(file) != self.stamps.get(file)}
        if not changed or not (self._is_content(changed, before) and self._again()):
            self.build()

    def _is_content(self, changed: Iterable[Path], before: Stamps) -> bool:
        """Whether files changed that were there and still are, all of them an item's; other pages stand in the menu."""
        both = all(file in before and file in self.stamps for file in changed)
        return both and all(self.content in file.parents and file.parents[2] == self.content for file in changed)

    def _again(self) -> bool:
        """Render what has changed; false where only a whole build will do."""
        old = Current.build
        new = Build.of(self.config, old.extension, preview=True, earlier=old)
        if new.site.content.problems or new.site.refs.keys() != old.site.refs.keys():
            return False
        new.languages = {name: self._language(one, new) for name, one in old.languages.items()}
        Current.build = new
        for name, language in new.languages.items():
            self._speak(name, language)
            render_again(language, old.cache)
        if new.cache.everything == old.cache.everything:
            search_serve.finish(new.site, Path(self.config.site_dir), new.documents)
        else:
            new.finish(self.config)
        return True

    @staticmethod
    def _language(language: Language, new: Build) -> Language:
        return replace(language, cache=new.cache, documents=new.documents, shown_besides=new.downloads.digest)

    def _speak(self, name: str, language: Language) -> None:
        """Give the configuration what it had when the language's pages were first rendered."""
        self.config.plugins["i18n"].current_language = name
        self.config.data.update(language.settings)
        self.config.theme.update(language.theme)


def stamps(folders: Iterable[Path]) -> Stamps:
    """The state of all files."""
    found = (file for folder in folders for file in (folder.rglob("*") if folder.is_dir() else (folder,)))
    return {file: (known.st_mtime_ns, known.st_size) for file in found if not (known := file.stat()).st_mode & 0o40000}
