"""The files under ``docs/``: which may lie there, how they are called, and what each says.

The only module that knows the pattern of their names: ``docs/<collection>/<slug>/facts.yml`` with one
``index.<language>.md`` per language, ``docs/<name>.<language>.md`` for pages that belong to no collection, and
the registers ``docs/*.yml``. What cannot be read, and what must not lie there, becomes a problem.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from ..common.problems import Problem
from ..common.settings import Settings
from ..model import REGISTERS, Kind
from .page_files import Page, read_page
from .reading import UnreadableError, hidden_characters, read_text
from .yaml_files import YamlFile, read_yaml

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
PICTURES = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
"""Formats of pictures, by the ending of a file's name."""
FACTS = "facts.yml"
LARGEST_PICTURE = 8 * 1024 * 1024  # bytes
MOST_PIXELS = 12_000_000

Parsed = TypeVar("Parsed")


class ContentFiles:
    """Reads one file after the other; remembers what was read, and every problem met."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.root = settings.docs_dir
        self._start = len(str(self.root / "x")) - 1
        self.problems: list[Problem] = []
        self.texts: dict[str, str] = {}

    # -- one file

    def path(self, file: Path) -> str:
        """How messages name a file: from the folder of the content on."""
        return f"{self.root.name}/{str(file)[self._start :].replace(os.sep, '/')}"

    def report(self, rule: str, file: Path, subject: str, value: str | None = None, **params: str) -> None:
        """A problem of the file as a whole, or of there being none."""
        self.problems.append(Problem(rule, self.path(file), 1, subject, value, params))

    def text(self, file: Path) -> str | None:
        """The text, or ``None`` where it must not be parsed."""
        path = self.path(file)
        try:
            text = read_text(file, path)
        except UnreadableError as refusal:
            self.problems.append(refusal.problem)
            return None
        except OSError as error:
            self.report("readable-file", file, "file", error.strerror)
            return None
        self.texts[path] = text
        found = list(hidden_characters(text, path))
        self.problems.extend(found)
        return None if any(problem.rule == "no-tab" or "U+FEFF" in (problem.value or "") for problem in found) else text

    def yaml(self, file: Path) -> YamlFile | None:
        """A YAML file, or ``None`` where it cannot be read."""
        return self.parsed(file, read_yaml)

    def page(self, file: Path, language: str) -> Page | None:
        """A page in one language, or ``None`` where it cannot be read."""
        return self.parsed(file, partial(read_page, language=language))

    def parsed(self, file: Path, read: Callable[[str, str], Parsed]) -> Parsed | None:
        """What ``read`` makes of the text and its path; a refusal becomes a problem."""
        text = self.text(file)
        if text is None:
            return None
        try:
            return read(text, self.path(file))
        except UnreadableError as refusal:
            self.problems.append(refusal.problem)
            return None

    # -- what belongs together

    def register(self, name: str, optional: bool) -> YamlFile | None:
        """A register beside the collections."""
        file = self.root / name
        if not _exists(file):
            if not optional:
                self.report("missing-file", file, "file", name)
            return None
        return self.yaml(file)

    def facts(self, folder: Path) -> YamlFile | None:
        """The facts of an item."""
        file = folder / FACTS
        if not _exists(file):
            self.report("missing-file", file, "file", FACTS)
            return None
        return self.yaml(file)

    def folders(self, kind: Kind) -> list[Path]:
        """The folders of a collection's items, by name."""
        collection = self.root / kind
        if not collection.is_dir():
            return []
        return sorted(Path(child.path) for child in os.scandir(collection) if child.is_dir(follow_symlinks=False))

    def pages_of(self, folder: Path, stem: str) -> dict[str, Page]:
        """A page in every language that could be read."""
        pages: dict[str, Page] = {}
        for language in self.settings.languages:
            file = folder / f"{stem}.{language}.md"
            if not _exists(file):
                self.report("missing-translation", file, "file", file.name)
            elif (page := self.page(file, language)) is not None:
                pages[language] = page
        return pages

    def pictures(self, folder: Path) -> tuple[str, ...]:
        """Names of the pictures in an item's folder."""
        names = [name for name in os.listdir(folder) if name.endswith(tuple(PICTURES))]
        return tuple(sorted(name for name in names if is_picture(folder / name)))

    def loose_pages(self) -> dict[str, dict[str, Page]]:
        """Home, the pages beside it, and the list page of every collection, where all languages could be read."""
        pages = {stem: self.pages_of(self.root, stem) for stem in sorted(self.loose_stems())}
        pages |= {str(kind): self.pages_of(self.root / kind, "index") for kind in Kind}
        return {key: found for key, found in pages.items() if len(found) == len(self.settings.languages)}

    def loose_stems(self) -> set[str]:
        """Names of the home page and of those beside it, without language."""
        return {"index"} | {file.name.split(".")[0] for file in self.root.glob("*.*.md")}

    # -- strays

    def known_files(self) -> set[str]:
        """Every file that the content may consist of, pictures apart, from the folder of the content on."""
        pages = {stem: [f"{stem}.{language}.md" for language in self.settings.languages] for stem in self.loose_stems()}
        found = {*REGISTERS, *(name for names in pages.values() for name in names)}
        for kind in Kind:
            items = [f"{kind}/{folder.name}" for folder in self.folders(kind) if is_slug(folder.name)]
            found |= {f"{folder}/{name}" for folder in (str(kind), *items) for name in pages["index"]}
            found |= {f"{item}/{FACTS}" for item in items}
        return found

    def refuse_strays(self) -> None:
        """MkDocs publishes every file it finds, so whatever is not known here is an error."""
        known = self.known_files()
        start = len(str(self.root)) + 1
        for folder, folders, files in os.walk(self.root):
            above = folder[start:].replace(os.sep, "/")
            folders.sort()
            for name in folders:
                if os.path.islink(os.path.join(folder, name)):
                    self.report("regular-file", Path(folder, name), "file", name)
                elif not _is_known_folder(above, name):
                    self.report("stray-folder", Path(folder, name), "folder", name)
            for name in sorted(files):
                if (f"{above}/{name}" if above else name) not in known:
                    self.refuse_stray_file(Path(folder, name))

    def refuse_stray_file(self, file: Path) -> None:
        """Any other file must be a picture of an item, and not a huge one."""
        if file.is_symlink():
            self.report("regular-file", file, "file", file.name)
        elif file.suffix == ".md":
            self.report("language-suffix", file, "file name", file.name, languages=", ".join(self.settings.languages))
        elif is_picture(file) and file.parent.parent.parent == self.root:
            if file.stat().st_size > LARGEST_PICTURE:
                self.report("picture-size", file, "picture", file.name)
        else:
            self.report("stray-file", file, "file", file.name)


def _is_known_folder(above: str, name: str) -> bool:
    """Whether it is a collection, or an item in one; ``above`` is the folder that it lies in."""
    return "/" not in above if above else name in {str(kind) for kind in Kind}


def is_slug(name: str) -> bool:
    """Whether it may name an item: small letters, digits and single hyphens."""
    return SLUG.fullmatch(name) is not None


def is_picture(file: Path) -> bool:
    """A picture by its ending, with a plain name."""
    return file.suffix in PICTURES and is_slug(file.stem) and file.is_file()


def _exists(file: Path) -> bool:
    return os.path.lexists(file)
