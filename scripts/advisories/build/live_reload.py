"""Live preview: after a save, only the pages that the save can change are rendered again.

``mkdocs serve`` builds the whole site anew at every save. Here the first build is MkDocs's own, and its configuration,
files and templates stay in memory; a saved text or record of a known item is read again, and a page that its files or
the answers it asked for have changed (``page_cache``) is rendered again. Everything else (a new file, a picture, a
template, the configuration) means a build from the start, in a folder of its own: until it is there, the last good
pages are shown.
"""

from __future__ import annotations

import logging
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any

from .. import outputs, rules
from ..common import clock
from ..common.errors import AdvisoriesError
from ..common.problems import Problem, Severity, as_text
from ..common.settings import read_settings
from ..content.catalogue import load
from ..content.files import PICTURES
from ..search import preview_search
from ..tasks.cache import Cache, content_of, digest
from .mkdocs_adapter import build
from .rendering import LanguageRun
from .site_build import Build, BuildRequest, Current, requested

Contents = dict[Path, str]
"""Path → a name for the bytes of every file that pages are made from."""
TRIES = 3
"""Times to remove a folder in which a thread may just have made another file."""
LONGEST_WAIT = 5
"""Seconds for what still writes when the preview ends."""
OF_PROGRAMS = ("__pycache__", "4913")
"""What Python and vim put beside a file that they read or write; the other names of such files are patterns."""


class MistakeError(AdvisoriesError):
    """The content cannot be read; the checker says why."""


@dataclass
class Preview:
    """The preview of one site, in numbered folders below ``folder``; ``watched`` is what it is made from.

    ``configure`` reads the configuration for a build into a folder.
    """

    configure: Callable[[Path], Any]
    config_file: Path
    watched: tuple[Path, ...]
    folder: Path
    cache: Cache
    language: str
    """Of what is said in the terminal."""
    mistakes: list[Problem | str] = field(default_factory=list)
    """What is wrong with the files as they were last seen: the checker's errors, else what the build says."""
    _config: Any = None
    _built: Path | None = None
    _seen: Contents | None = None
    _shown: Contents = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        """Where the last good pages are: a link to their folder, which is not there before there are any."""
        self.site = self.folder / "site"
        preview_search.BACKGROUND.folder = self.folder

    def refresh(self) -> bool:
        """Bring the site up to date with what was saved since; false where no file has another content."""
        files = contents(self.watched)
        if files == self._seen:
            return False
        self._seen, found, heard = files, list[Problem | str](), list[Problem | str]()
        with listening(heard):
            try:
                found += self._errors()
                if changed := {file for file in self._shown | files if self._shown.get(file) != files.get(file)}:
                    self._update(changed, files)
                    self._shown = files
            except MistakeError:
                pass
            except Exception as error:  # whatever it is, the next save may mend it
                heard.append(in_words(error))
        if heard:  # what is in memory is no good site's: the next build is from the start, and says it again
            self._config = None
        self.mistakes = found or heard
        return True

    def said(self, language: str) -> list[str]:
        """What is wrong, a line each."""
        return [one if isinstance(one, str) else as_text(one, language) for one in self.mistakes]

    def build(self) -> None:
        """Build the whole site, and show it from now on; raises what the build raises."""
        catalogue = load(read_settings(self.config_file))
        if errors(catalogue.problems):
            raise MistakeError
        site = self.folder / str(next(self._numbers))
        self._config = None
        with requested(BuildRequest(replace(catalogue, problems=()), is_preview=True)):
            try:
                config = self.configure(site)
                build(config, serve_url=config.site_url)
            except BaseException:
                shutil.rmtree(site, ignore_errors=True)
                raise
        link = self.folder / "link"
        link.symlink_to(site)
        link.replace(self.site)
        before, self._config, self._built = self._built, config, site
        if before:
            shutil.rmtree(before, ignore_errors=True)

    def end(self) -> None:
        """Let nothing be written any more, and remove everything. A thread may still make an index, for nobody."""
        preview_search.BACKGROUND.give_up()
        outputs.settle(LONGEST_WAIT)
        for _ in range(TRIES):
            shutil.rmtree(self.folder, ignore_errors=True)

    def _errors(self) -> list[Problem]:
        """What the checker refuses, wherever it is."""
        return errors(rules.check(read_settings(self.config_file), clock.today(), self.cache).problems)

    def _update(self, changed: Iterable[Path], files: Contents) -> None:
        if not (self._config and self._is_content(changed, files) and self._again()):
            self.build()

    def _is_content(self, changed: Iterable[Path], files: Contents) -> bool:
        """Whether texts changed that were there and still are, all of them an item's; other pages stand in the menu."""
        docs = Path(self._config.docs_dir)
        both = all(file in self._shown and file in files and file.suffix not in PICTURES for file in changed)
        return both and all(docs in file.parents and file.parents[2] == docs for file in changed)

    def _again(self) -> bool:
        """Render what has changed; false where only a whole build will do."""
        old = Current.build
        new = Build.of(self._config, old.extension, BuildRequest(is_preview=True), old)
        if errors(new.site.content.problems):
            raise MistakeError
        if new.site.refs.keys() != old.site.refs.keys():
            return False
        new.languages = old.languages
        Current.build = new
        self._shown = {}  # pages are written over: until all are, nobody knows from what they are made
        for name, language in new.languages.items():
            self._speak(name, language)
            new.render_again(language)
        if new.renderer.source.state == old.renderer.source.state:
            preview_search.finish(new.site, Path(self._config.site_dir), new.renderer.documents)
        else:
            new.finish(self._config)
        return True

    def _speak(self, name: str, language: LanguageRun) -> None:
        """Give the configuration what it had when the language's pages were first rendered."""
        self._config.plugins["i18n"].current_language = name
        self._config.data.update(language.settings)
        self._config.theme.update(language.theme)


def contents(places: Iterable[Path]) -> Contents:
    """All files of these folders, and these files, as they are; one that cannot be read counts as absent."""
    found: dict[Path, str] = {}
    for place in places:
        below = place.rglob("*") if place.is_dir() else (place,)
        named = ((file, _name(file)) for file in below if not is_passing(file.relative_to(place)))
        found |= {file: name for file, name in named if name}
    return found


def _name(file: Path) -> str:
    try:
        return digest(content_of(str(file))) if file.is_file() else ""
    except OSError:  # gone since it was listed
        return ""


def is_passing(file: Path) -> bool:
    """Whether an editor or Python puts such a file beside others for a while: a copy, a lock, what is half written."""
    return any(
        part in OF_PROGRAMS or part.startswith((".", "#")) or part.endswith("~") or "___jb_" in part
        for part in file.parts
    )


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """What stops publishing, but for the files that will pass."""
    return [one for one in problems if one.severity is Severity.ERROR and not is_passing(Path(one.path))]


def in_words(error: Exception) -> str:
    """One line for a person, with the place if the error knows it."""
    place = [str(part) for name in ("filename", "lineno") if (part := getattr(error, name, None))]
    words = " ".join((getattr(error, "strerror", None) or str(error)).split())
    return ": ".join(part for part in (":".join(place), type(error).__name__, words) if part)


class _Listener(logging.Handler):
    """Keeps the warnings of the thread that builds; all else goes where it went before."""

    def __init__(self, heard: list[Problem | str]) -> None:
        super().__init__()
        self.heard = heard
        self.builder = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.WARNING and record.thread == self.builder:
            self.heard.append(record.getMessage())
        else:
            logging.getLogger().handle(record)


@contextmanager
def listening(heard: list[Problem | str]) -> Iterator[None]:
    """Add what MkDocs warns of in this block."""
    logger = logging.getLogger("mkdocs")
    before = logger.handlers, logger.propagate
    logger.handlers, logger.propagate = [_Listener(heard)], False
    try:
        yield
    finally:
        logger.handlers, logger.propagate = before
