"""The search of a built site: an index and texts for each language, and the words that lead straight to a page.

``pagefind/`` holds Pagefind's script and engine, with an index of nothing; ``pagefind/<language>/`` the index of a
language, which the browser merges into it, and the texts of its pages. The same pages give the same bytes.
"""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from fnmatch import fnmatch
from pathlib import Path
from zipfile import ZipFile

from ..pages.site_context import Site
from ..tasks.cache import NO_CACHE, Cache, digest, program
from . import browser_data, pagefind
from .documents import for_index, text_of
from .traditional import folded, steps

FOLDER = "pagefind"
NOTHING = "<html lang='{}'><body data-pagefind-body>{}</body></html>"
PROGRAM = ("pagefind.js", "wasm.*")
INDEX = ("pagefind-entry.json", "*.pf_meta", "index/*")
"""What the search loads of what Pagefind makes; the other files are other boxes, and texts of pages."""
UNSPACED = ("zh", "ja", "th")
"""Languages whose words Pagefind would part in its own way."""

Pages = Mapping[str, Mapping[str, str]]
"""Documents by language and key."""


def write_index(site: Site, pages: Pages, out: Path, cache: Cache = NO_CACHE) -> None:
    """Make the search's files in the folder ``out``, in place of what is there; raises ``SearchError``."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    table, engine = cache.table("search"), engine_language(site)
    made = {"": lambda: _zipped([NOTHING.format(engine, FOLDER)], (*PROGRAM, *INDEX))}
    for language, documents in pages.items():
        made[language] = lambda documents=documents: _zipped(_indexed(documents, engine), INDEX)  # type: ignore[misc]
    keys = {name: digest(program(), engine, *(f for one in pages.get(name, {}).items() for f in one)) for name in made}
    with ThreadPoolExecutor() as threads:  # each waits for a process
        indexes = threads.map(lambda name: table.get_or_make(keys[name], made[name]), made)
        for name, files in zip(made, indexes, strict=True):
            ZipFile(io.BytesIO(files)).extractall(out / name)
    for language, documents in pages.items():
        _write_texts(documents, out / language / "texts")
        _write_json(out / f"pages.{language}.json", browser_data.pages(site, language, keys[language][:10]))
    _write_names(site, out, frozenset().union(*(text for documents in pages.values() for text in documents.values())))


def engine_language(site: Site) -> str:
    """The language by whose rules all indexes are made and asked: one engine does for all, and a reader loads one."""
    return next((one for one in site.languages if one.split("-")[0] not in UNSPACED), "en")


def _indexed(documents: Mapping[str, str], engine: str) -> list[str]:
    """In the order of keys, since neighbours have words in common: a smaller index."""
    numbers = {key: number for number, key in enumerate(documents)}
    return [for_index(documents[key], numbers[key], engine) for key in sorted(documents) if documents[key]]


def _zipped(pages: list[str], kept: tuple[str, ...]) -> bytes:
    """What Pagefind makes of these pages."""
    result = io.BytesIO()
    with ZipFile(result, "w") as archive:
        for path, data in sorted(pagefind.index(pages).items()):
            if any(fnmatch(path, pattern) for pattern in kept):
                archive.writestr(path, data)
    return result.getvalue()


def _write_texts(documents: Mapping[str, str], folder: Path) -> None:
    for key, document in documents.items():
        file = folder / f"{key}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(text_of(document), ensure_ascii=False), encoding="utf-8")


def _write_names(site: Site, out: Path, characters: frozenset[str]) -> None:
    """Write the words that lead straight to a page, and the site's characters for others."""
    names = {script: browser_data.names(site, script) for script in browser_data.SCRIPTS}
    for script, words in names.items():
        _write_json(out / f"names.{script}.json", words)
    _write_json(out / "sounds.json", browser_data.sounds(site))
    used = characters | set(browser_data.as_json(names[browser_data.HAN]))
    _write_json(out / "variants.json", steps(folded(used)))


def _write_json(file: Path, data: object) -> None:
    file.write_text(browser_data.as_json(data), encoding="utf-8")
