"""The search index of a built site, for all languages at once, by Pagefind's extended binary.

Called once at the end of a build (``scripts/hooks.py``). Reads the built pages and the catalogue, writes
``pagefind/``: the same pages give the same bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pagefind_bin_extended import get_executable

from ..store import NOTHING_KEPT, Store, digest
from . import search_data
from .assembly import Site
from .search_text import CODE as TEXT_CODE
from .search_text import PIECE, Documents, pieces, tag
from .variants import folded

FOLDER = "pagefind"
KEPT = ("pagefind.js", "pagefind.*.pf_meta", "index/*", "fragment/**/*.pf_fragment")  # no ready-made interface
ENTRY = "pagefind-entry.json"
PAGEFIND = version("pagefind-bin-extended")
CHUNK = "3000"  # words and positions in one file of the index: a query loads a few, so they are small
SIGNATURE = b"pagefind_dcd"
CODE = digest(Path(__file__).read_bytes())

# What is changed in Pagefind's script, each found exactly once or the build fails: a second instance may search another
# language than the page's, and a file that does not arrive is a failure, not a search without hits.
PATCHES = (
    ("deriveBasePath(instanceOptions?.basePath),language:detectLanguage(),",
     "deriveBasePath(instanceOptions?.basePath),language:instanceOptions.language,"),
    ("{console.error(`Failed to load the meta index:", "{throw e;console.error(`Failed to load the meta index:"),
    ("{console.error(`Failed to load the index chunk", "{throw e;console.error(`Failed to load the index chunk"),
)  # fmt: skip


class SearchFailed(Exception):
    """Pagefind could not make the index, or is not the one this module was written for."""


def write(site: Site, site_dir: Path, documents: Documents | None = None) -> None:
    """Make ``pagefind/`` in the built site."""
    documents = documents or Documents(site)
    pages = documents.of_site(site_dir)
    with tempfile.TemporaryDirectory(prefix="search-", dir=site_dir) as folder:
        make(site, pages, Path(folder), documents.store)
        shutil.rmtree(site_dir / FOLDER, ignore_errors=True)
        (Path(folder) / "out").rename(site_dir / FOLDER)


def publish(made: Path, site_dir: Path) -> None:
    """Put a copy of the search's files into the built site."""
    target = site_dir / FOLDER
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(made, target)


def make(site: Site, pages: Mapping[tuple[str, str], str], folder: Path, store: Store = NOTHING_KEPT) -> None:
    """Make the search's files in ``folder/out`` from documents by language and key."""
    raw, out = folder / "raw", folder / "out"
    with ThreadPoolExecutor() as threads:  # each waits for a process
        entries = list(threads.map(lambda one: _of_language(one, pages, folder / one, raw, store), site.languages))
    entry = _entry(entries, site)
    engines = {f"wasm.{one['wasm'] or 'unknown'}.pagefind" for one in json.loads(entry)["languages"].values()}
    for file in sorted(file for pattern in (*KEPT, *engines) for file in raw.glob(pattern)):
        target = out / file.relative_to(raw)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(file, target)
    (out / ENTRY).write_text(entry, encoding="utf-8")
    _patch(out / "pagefind.js")
    _write_data(site, out, entry)
    variants = folded(set().union(*pages.values(), search_data.as_json(search_data.names(site, search_data.HAN))))
    (out / "variants.json").write_text(search_data.as_json(variants), encoding="utf-8")


def _of_language(
    language: str, pages: Mapping[tuple[str, str], str], folder: Path, raw: Path, store: Store
) -> dict[str, Any]:
    """Index one language into ``raw``, or take the index of an earlier build; returns its entry file."""
    own = {key: html for (other, key), html in pages.items() if other == language}
    name = digest(
        "search index", CODE, TEXT_CODE, PAGEFIND, CHUNK, language, *(part for one in own.items() for part in one)
    )
    with zipfile.ZipFile(io.BytesIO(store.remember(name, lambda: _index(language, own, folder)))) as archive:
        found: dict[str, Any] = json.loads(archive.read(ENTRY))
        archive.extractall(raw)
    return found


def _index(language: str, pages: Mapping[str, str], folder: Path) -> bytes:
    """What Pagefind writes for the pages of one language, as one file."""
    for key, html in pages.items():
        file = folder / "pages" / language / key / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html, encoding="utf-8")
    _run(folder / "pages", folder / "out")
    packed, out = io.BytesIO(), folder / "out"
    _write_pieces(_texts(out, list(pages)), out / "fragment" / language)
    with zipfile.ZipFile(packed, "w") as archive:
        for file in sorted(file for file in out.rglob("*") if file.is_file()):
            archive.write(file, file.relative_to(out))
    return packed.getvalue()


def _run(pages: Path, out: Path) -> None:
    command = [str(get_executable()), "--site", str(pages), "--output-path", str(out), "--silent"]
    environment = {**os.environ, "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": CHUNK}
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if result.returncode or not (out / ENTRY).exists():
        raise SearchFailed(f"pagefind: {result.stderr.strip() or result.stdout.strip()}")


def _entry(entries: list[dict[str, Any]], site: Site) -> str:
    """The entry file, languages in order; all share one engine, so that a second language costs no second one."""
    entry = entries[0]
    found = {name: one for made in entries for name, one in made["languages"].items()}
    tags = [tag(language) for language in site.languages]
    engines = [found[name]["wasm"] for name in tags if found.get(name, {}).get("wasm")]
    for one in found.values():
        one["wasm"] = one["wasm"] or next(iter(engines), None)
    entry["languages"] = {language: found[language] for language in sorted(found)}
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"


def _patch(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    for old, new in PATCHES:
        if text.count(old) != 1:
            raise SearchFailed(f"{script.name} is not the expected version: {old!r} not found once")
        text = text.replace(old, new)
    script.write_text(text, encoding="utf-8")


def _write_data(site: Site, out: Path, entry: str) -> None:
    version = hashlib.sha256(entry.encode()).hexdigest()[:10]
    for script in search_data.SCRIPTS:
        words = search_data.as_json(search_data.names(site, script))
        (out / f"names.{script}.json").write_text(words, encoding="utf-8")
    for language in site.languages:
        data = search_data.pages(site, language, version, PIECE)
        (out / f"pages.{language}.json").write_text(search_data.as_json(data), encoding="utf-8")


def _texts(made: Path, keys: list[str]) -> dict[str, str]:
    """Key → the page's text as Pagefind counts its words; the index then knows pages by their numbers in ``keys``.

    Pagefind names a page after its content. Names by chance do not compress, and readers would load them twice: in the
    index and beside the titles. A number in its place, of the same length, needs no list.
    """
    found = {}
    (meta,) = made.glob("pagefind.*.pf_meta")
    data = gzip.decompress(meta.read_bytes())
    for file in sorted((made / "fragment").iterdir()):
        page = json.loads(gzip.decompress(file.read_bytes()).removeprefix(SIGNATURE))
        key = page["url"].strip("/").partition("/")[2]
        found[key] = page["content"]
        language, _, chance = file.stem.rpartition("_")
        data = data.replace(file.stem.encode(), f"{language}_{keys.index(key):0{len(chance)}}".encode())
        file.unlink()
    meta.write_bytes(gzip.compress(data, 9, mtime=0))
    return found


def _write_pieces(texts: Mapping[str, str], folder: Path) -> None:
    for parent in {(folder / key).parent for key in texts}:
        parent.mkdir(parents=True, exist_ok=True)
    for key, text in texts.items():
        for number, piece in enumerate(pieces(text)):
            (folder / f"{key}.{number}.pf_fragment").write_bytes(
                gzip.compress(json.dumps(piece, ensure_ascii=False).encode(), 9, mtime=0)
            )
