"""Style sheet and scripts under names that change with their content, so that a browser may keep them for ever.

The theme's base style sheet and ours become one file: a page waits for one request. Templates ask ``path``; ``write``
puts the files into the built site and takes away what no page uses.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from jinja2 import Environment, TemplateNotFound
from markupsafe import Markup
from rjsmin import jsmin

from ..common.colours import custom_properties
from .bundling import bundled, joined_script

FOLDER = "assets"
STYLE = "style.css"
BASE_STYLE = "stylesheets/main.*.min.css"
OWN_STYLE = "site.css"
SEARCH = "search"
"""Folder of the search's scripts, published under their own names without comments."""
SEARCH_BOX = "box.js"
"""The script that a reader's first query waits for: it holds those that it imports."""
SCRIPTS = ("page.js", "country-finder.js", "mission-finder.js", "copy.js", "saved.js")
"""Scripts that pages load; each holds the modules that it imports."""
UNUSED_OF_THEME = ("stylesheets", "javascripts", "images")
WORKERS = ("worker.js", "worker-remove.js")
"""Published at the site's root under a fixed name; see ``offline``."""


@dataclass(frozen=True)
class Assets:
    """Content by name, such as ``copy.js``, the names of what it was made from, and the search's scripts."""

    files: Mapping[str, bytes]
    sources: Iterable[str]
    search: Mapping[str, str]

    def path(self, name: str) -> str:
        """Where a file is published, such as ``assets/copy.1a2b3c4d5e.js``; raises ``KeyError`` for another name."""
        return self._paths[name]

    @cached_property
    def _paths(self) -> Mapping[str, str]:
        return {name: _path(name, data) for name, data in self.files.items()}

    def write(self, site_dir: Path) -> list[str]:
        """Write all files in place of those they were made from, or of an earlier build's; returns their paths."""
        folder = site_dir / FOLDER
        for name in UNUSED_OF_THEME:
            shutil.rmtree(folder / name, ignore_errors=True)
        for name in self.sources:
            (folder / name).unlink(missing_ok=True)
        paths = [self.path(name) for name in self.files]
        for path, data in zip(paths, self.files.values(), strict=True):
            (site_dir / path).write_bytes(data)
        self._write_search(folder / SEARCH)
        return paths

    def _write_search(self, folder: Path) -> None:
        """Put the search's scripts, as few and as small as can be, in place of their sources."""
        scripts = bundled(self.search, SEARCH_BOX) if SEARCH_BOX in self.search else self.search
        for name in self.search:
            (folder / name).unlink(missing_ok=True)
        for name, text in scripts.items():
            (folder / name).write_text(jsmin(text), encoding="utf-8")


class Icons:
    """The theme's icons; each is read once, since a template that is included costs more than its text."""

    def __init__(self, templates: Environment) -> None:
        self.templates = templates
        self._found: dict[str, Markup] = {}

    def __call__(self, name: str, *, needed: bool = True) -> Markup:
        """The drawing of an icon, such as ``material/phone``; raises ``TemplateNotFound`` where it is ``needed``."""
        if name not in self._found:
            self._found[name] = self._read(name, needed)
        return self._found[name]

    def _read(self, name: str, needed: bool) -> Markup:
        try:
            return Markup(self.templates.get_template(f".icons/{name}.svg").render())  # noqa: S704 - the theme's own
        except TemplateNotFound:
            if needed:
                raise
            return Markup("")


def read(theme_folders: Iterable[str], own: Path) -> Assets:
    """The files of a theme: ``theme_folders`` hold its base style sheet, ``own`` is our folder of templates."""
    base = next(file for folder in theme_folders for file in sorted(Path(folder, FOLDER).glob(BASE_STYLE)))
    style = (own / FOLDER / OWN_STYLE).read_text(encoding="utf-8")
    parts = [base.read_text(encoding="utf-8"), custom_properties(), style]
    modules = _modules(own / FOLDER)
    search = _modules(own / FOLDER / SEARCH)
    every = {**modules, **{f"{SEARCH}/{name}": text for name, text in search.items()}}
    scripts = {name: jsmin(joined_script(every, name)).encode() for name in SCRIPTS}
    sources = (OWN_STYLE, *modules)
    return Assets({STYLE: joined(parts).encode(), **scripts}, sources, search)


def _modules(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.js"))}


def joined(styles: Iterable[str]) -> str:
    """Style sheets in order, without the addresses of their source maps, which are not published."""
    lines = (line for style in styles for line in style.splitlines() if not line.startswith("/*# sourceMappingURL="))
    return "\n".join(lines) + "\n"


def _path(name: str, data: bytes) -> str:
    stem, _, ending = name.rpartition(".")
    return f"{FOLDER}/{stem}.{revision(data)}.{ending}"


def revision(data: bytes) -> str:
    """A short name for some content; it begins with a letter, since ten digits could be taken for a phone number."""
    return f"a{hashlib.sha256(data).hexdigest()[:9]}"
