"""The search of a built site, for all languages at once.

Called once at the end of a build (``building``). Reads the documents of the pages (``search_text``) and the catalogue,
writes ``pagefind/``: the same pages give the same bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from ..store import NOTHING_KEPT, Store
from . import language_index, search_data
from .assembly import Site
from .language_index import ENGINE, ENTRY, SCRIPT, Part, compressed
from .pagefind import SearchFailed
from .search_text import PIECE, Documents, tag
from .variants import folded

FOLDER = "pagefind"

# What is changed in Pagefind's script, each found exactly once or the build fails: a second instance may search another
# language than the page's; a file that does not arrive is a failure, not a search without hits; and a file of the index
# is asked for with the version of the whole, since its name is a number that stays when its content changes.
PATCHES = (
    ("deriveBasePath(instanceOptions?.basePath),language:detectLanguage(),",
     "deriveBasePath(instanceOptions?.basePath),language:instanceOptions.language,"),
    ("{console.error(`Failed to load the meta index:", "{throw e;console.error(`Failed to load the meta index:"),
    ("{console.error(`Failed to load the index chunk", "{throw e;console.error(`Failed to load the index chunk"),
    ("index/${hash}.pf_index`", "index/${hash}.pf_index?${this.metaCacheTag}`"),
)  # fmt: skip


def write(site: Site, site_dir: Path, documents: Documents | None = None) -> None:
    """Make ``pagefind/`` in the built site."""
    documents = documents or Documents(site)
    pages = {language: documents.of_language(language, site_dir) for language in site.languages}
    shutil.rmtree(site_dir / FOLDER, ignore_errors=True)
    make(site, pages, site_dir / FOLDER, documents.store)


def publish(made: Path, site_dir: Path) -> None:
    """Put a copy of the search's files into the built site."""
    target = site_dir / FOLDER
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(made, target)


def make(site: Site, pages: Mapping[str, Mapping[str, str]], out: Path, store: Store = NOTHING_KEPT) -> None:
    """Make the search's files in the folder ``out`` from documents by language and key."""
    with ThreadPoolExecutor() as threads:  # each waits for a process
        parts = threads.map(lambda language: language_index.write(language, pages[language], out, store), pages)
        finish(site, list(parts), out)


def finish(site: Site, parts: Sequence[Part], out: Path) -> None:
    """Write what the indexes of all languages have in common; they are there already."""
    entry = _entry([part.entry for part in parts], site)
    programs = {name: data for part in parts for name, data in part.programs.items()}
    (out / SCRIPT).write_text(_patched(programs[SCRIPT].decode()), encoding="utf-8")
    for engine in {one["wasm"] or "unknown" for one in json.loads(entry)["languages"].values()}:
        name = ENGINE.format(engine)
        (out / name).write_bytes(compressed(gzip.decompress(programs[name])))
    (out / ENTRY).write_text(entry, encoding="utf-8")
    _write_data(site, out, entry)
    names = search_data.as_json(search_data.names(site, search_data.HAN))
    variants = folded(frozenset(names).union(*(part.characters for part in parts)))
    (out / "variants.json").write_text(search_data.as_json(variants), encoding="utf-8")


def _entry(entries: Sequence[Mapping[str, Any]], site: Site) -> str:
    """The entry file, languages in order; all share one engine, so that a second language costs no second one."""
    found = {name: dict(one) for made in entries for name, one in made["languages"].items()}
    tags = [tag(language) for language in site.languages]
    engines = [found[name]["wasm"] for name in tags if found.get(name, {}).get("wasm")]
    for one in found.values():
        one["wasm"] = one["wasm"] or next(iter(engines), None)
    entry = {**entries[0], "languages": {language: found[language] for language in sorted(found)}}
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"


def _patched(script: str) -> str:
    for old, new in PATCHES:
        if script.count(old) != 1:
            raise SearchFailed(f"pagefind.js is not the expected version: {old!r} not found once")
        script = script.replace(old, new)
    return script


def _write_data(site: Site, out: Path, entry: str) -> None:
    version = hashlib.sha256(entry.encode()).hexdigest()[:10]
    for script in search_data.SCRIPTS:
        words = search_data.as_json(search_data.names(site, script))
        (out / f"names.{script}.json").write_text(words, encoding="utf-8")
    for language in site.languages:
        data = search_data.pages(site, language, version, PIECE)
        (out / f"pages.{language}.json").write_text(search_data.as_json(data), encoding="utf-8")
