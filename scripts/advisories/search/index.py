"""The search of a built site, for all languages at once.

Called once at the end of a build (``building``). Reads the documents of the pages (``search_text``) and the catalogue,
writes ``pagefind/``: the same pages give the same bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from ..pages.site_context import Site
from ..tasks.cache import NOTHING_KEPT, Store
from . import browser_data, language_index
from .documents import PIECE, Documents, tag
from .language_index import Part, compressed
from .page_index import ENGINE, NO_ENGINE, SCRIPT
from .pagefind import SearchError
from .traditional import folded, steps

FOLDER = "pagefind"

SPOKEN = "1.5.2"
"""The version whose engine ``overrides/assets/search/pagefind.js`` speaks to: compare it with Pagefind's own script
before another one is named here."""
UNPACKING = re.compile(r"var u8=Uint8Array;.*?var gz_default=gunzipSync;", re.DOTALL)
"""Of Pagefind's script: what unpacks a file in browsers that cannot (before Safari 16.4, Firefox 113)."""


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
        write_names(site, out)
        finish(site, list(parts), out)


def write_names(site: Site, out: Path) -> None:
    """Write the words that lead straight to a page."""
    out.mkdir(parents=True, exist_ok=True)
    for script in browser_data.SCRIPTS:
        words = browser_data.as_json(browser_data.names(site, script))
        (out / f"names.{script}.json").write_text(words, encoding="utf-8")
    (out / "sounds.json").write_text(browser_data.as_json(browser_data.sounds(site)), encoding="utf-8")


def finish(site: Site, parts: Sequence[Part], out: Path) -> None:
    """Write what the indexes of all languages have in common; they are there already."""
    indexes = _indexes([part.entry for part in parts], site)
    programs = {name: data for part in parts for name, data in part.programs.items()}
    for engine in {index["engine"] for index in indexes.values()}:
        (out / engine).write_bytes(compressed(gzip.decompress(programs[engine])))
    (out / "unpack.js").write_text(_unpacking(programs[SCRIPT].decode()), encoding="utf-8")
    _write_pages(site, out, indexes)
    names = browser_data.as_json(browser_data.names(site, browser_data.HAN))
    variants = folded(frozenset(names).union(*(part.characters for part in parts)))
    (out / "variants.json").write_text(browser_data.as_json(steps(variants)), encoding="utf-8")


def _indexes(made: Sequence[Mapping[str, Any]], site: Site) -> dict[str, dict[str, str]]:
    """Language → the files that its index begins with.

    Languages without an engine of their own take that of another: a second language should not cost a second one.
    """
    own = {language: one[tag(language)] for language, one in zip(site.languages, made, strict=True)}
    shared = next((one["wasm"] for one in own.values() if one["wasm"]), NO_ENGINE)
    return {
        language: {"engine": ENGINE.format(one["wasm"] or shared), "meta": f"pagefind.{one['hash']}.pf_meta"}
        for language, one in own.items()
    }


def _unpacking(script: str) -> str:
    """A module that unpacks files, cut out of Pagefind's script; raises ``SearchError`` for another version's."""
    found = UNPACKING.findall(script)
    if len(found) != 1 or f'pagefind_version="{SPOKEN}"' not in script:
        raise SearchError(f"pagefind.js is not that of the expected version, {SPOKEN}")
    return f"{found[0]}export{{gunzipSync as unpack}};\n"


def _write_pages(site: Site, out: Path, indexes: Mapping[str, Mapping[str, str]]) -> None:
    version = hashlib.sha256(json.dumps(indexes, sort_keys=True).encode()).hexdigest()[:10]
    for language in site.languages:
        data = browser_data.pages(site, language, {**indexes[language], "version": version}, PIECE)
        (out / f"pages.{language}.json").write_text(browser_data.as_json(data), encoding="utf-8")
